//! Owns quotations: stretches in marks, cues, speakers, and reported speech.
//!
//! The words are tagged by lists and neighbours, stretches in quotation marks become single units of the writer's
//! sentence, and a small grammar of noun phrases finds the subject of a verb of saying. Nothing is learnt at run time.

mod antecedent;
mod apposition;
mod assemble;
mod attribute;
mod attribution;
mod clause_bounds;
mod clause_edges;
mod clause_start;
mod context;
mod continuation;
mod headline;
mod indirect;
mod interview;
mod introduction;
mod label_names;
mod labelled_lines;
mod late_verbs;
mod layout;
mod letter;
mod marks;
mod mixed;
mod namesake;
mod non_speech;
mod parsed_subject;
mod phrase_grammar;
mod postposed_cue;
mod pronoun;
mod pull_quote;
mod quote_words;
mod reported_clause;
mod reporting_cue;
mod role_antecedent;
mod sentence_parse;
#[cfg(test)]
mod sentence_tests;
mod signature;
mod source;
mod speaker;
mod speech;
mod split_quotes;
mod stranger;
mod subject;
mod turn;
mod unclosed;
mod voice;

use self::assemble::{Findings, QuoteAssembly};
use super::rule::Rule;
use super::{Draft, Page};
use context::QuoteContext;
use continuation::SpeechRecord;

/// The rules of the pass: those that find quotations, those that find who speaks, and those that drop what is no speech.
pub(super) static RULES: &[&Rule] = &[
    &attribution::CUE_AFTER,
    &attribution::INVERTED_CUE,
    &attribution::CUE_BEFORE,
    &attribution::WORDS_IN_CLAUSE,
    &attribution::ACCORDING_TO,
    &attribution::UNNAMED,
    &attribution::MARKS_ALONE,
    &source::LABEL,
    &source::NOUN_OF_SAYING,
    &source::IN_THE_WORDS_OF,
    &signature::SIGNATURE,
    &split_quotes::SPOKEN_LABEL,
    &split_quotes::SPLIT,
    &split_quotes::PARAGRAPHS,
    &continuation::CONTINUATION,
    &continuation::LEAD_IN,
    &introduction::INTRODUCTION,
    &introduction::NAMED_AFTER,
    &introduction::AUTHOR_BEFORE,
    &unclosed::UNCLOSED,
    &reported_clause::CLAUSE_AFTER,
    &reported_clause::PROMISE,
    &reported_clause::NOUN_AFTER,
    &reported_clause::TOPIC,
    &reported_clause::RELATIVE,
    &reported_clause::AGENTLESS,
    &reported_clause::NOUN_CUE,
    &postposed_cue::FRONTED,
    &postposed_cue::INTERRUPTED,
    &postposed_cue::AS_CLAUSE,
    &headline::HEADLINE,
    &interview::INTERVIEW,
    &interview::INTERVIEWEE,
    &labelled_lines::TRANSCRIPT,
    &labelled_lines::LABEL,
    &letter::LETTER,
    &layout::BLOCK_QUOTATION,
    &speaker::NAME,
    &speaker::ROLE,
    &speaker::AUTHOR,
    &speaker::WORDS,
    &speaker::UNNAMED_PERSON,
    &apposition::APPOSITION,
    &pronoun::PRONOUN,
    &pronoun::RELATIVE,
    &namesake::NAMESAKE,
    &parsed_subject::PARSED_SUBJECT,
    &voice::NO_VOICE,
    &non_speech::NICKNAME,
    &non_speech::NAME_FOR_A_THING,
    &non_speech::SIGN,
    &non_speech::SOURCE_LIST,
    &non_speech::TITLE_OF_WORK,
    &non_speech::TITLE_CASE,
    &non_speech::PROGRAMME,
    &pull_quote::HEADING,
    &pull_quote::PULL_QUOTE,
    &non_speech::USER_NAME,
    &non_speech::KEY_LABEL,
    &non_speech::TERM,
    &non_speech::SCARE_QUOTES,
];

/// Finds the quotations of a page.
pub(super) fn find_quotes(page: &Page<'_>, draft: &Draft) -> Findings {
    let mut context = QuoteContext::new(page, draft);
    late_verbs::retag_late_verbs(&mut context);
    let story = SpeechRecord::read(&context);
    let mut assembly = QuoteAssembly::new(&context, draft, &story);
    assembly.laid_out(draft);
    assembly.reported(&story);
    assembly.marked(&story);
    assembly.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::annotation::{Annotations, Quote};
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::Engine;

    pub(super) fn annotate(content: &str) -> (Article, Annotations) {
        let article = Article::verbatim(content, ArticleMetadata::default()).expect("short");
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let annotations = engine.annotate(&article);
        (article, annotations)
    }

    /// Checks what is found against lines of `kind “words” by speaker`.
    #[track_caller]
    pub(super) fn assert_quotes(content: &str, expected: &[&str]) {
        let (article, annotations) = annotate(content);
        let text = article.text();
        let found: Vec<_> = annotations
            .quotes()
            .map(|(_, quote)| {
                let words: Vec<_> = quote
                    .content
                    .iter()
                    .map(|range| text.slice(*range))
                    .collect();
                let speaker = quote
                    .speaker
                    .range()
                    .map_or("nobody", |range| text.slice(range));
                format!("{} {} by {speaker}", quote.speech.name(), words.join(" … "))
            })
            .collect();
        assert_eq!(found, expected);
    }

    /// Returns what is found as lines of `kind “words” by entity`.
    pub(super) fn lines_by_entity(article: &Article, annotations: &Annotations) -> Vec<String> {
        let text = article.text();
        let line = |quote: &Quote| {
            let pieces = quote.content.iter().map(|range| text.slice(*range));
            let words: Vec<_> = pieces.collect();
            let entity = quote.speaker.entity().and_then(|id| annotations.entity(id));
            let speaker = entity.map_or("nobody", |entity| &entity.name);
            format!("{} {} by {speaker}", quote.speech.name(), words.join(" … "))
        };
        annotations.quotes().map(|(_, quote)| line(quote)).collect()
    }

    /// Checks what is found against lines of `kind “words” by entity`.
    #[track_caller]
    pub(super) fn check_entities(content: &str, expected: &[&str]) {
        let (article, annotations) = annotate(content);
        assert_eq!(lines_by_entity(&article, &annotations), expected);
    }

    #[test]
    fn a_quote_stands_in_any_order_with_its_cue_and_speaker() {
        assert_quotes(
            "“The bridge is safe,” said Karen Oduya.",
            &["direct “The bridge is safe,” by Karen Oduya"],
        );
        assert_quotes(
            "“We will appeal,” Mr. Haddad said.",
            &["direct “We will appeal,” by Mr. Haddad"],
        );
        assert_quotes(
            "Lena Fischer said: “Nobody told us.”",
            &["direct “Nobody told us.” by Lena Fischer"],
        );
        assert_quotes(
            "On Friday the mayor told reporters, “It will reopen.”",
            &["direct “It will reopen.” by the mayor"],
        );
    }

    #[test]
    fn an_interrupted_sentence_is_one_quote() {
        assert_quotes(
            "“I was asleep,” Tom Reyes said, “when the roof came down.”",
            &["direct “I was asleep,” … “when the roof came down.” by Tom Reyes"],
        );
        assert_quotes(
            "The judge said: “It was cruel.\n\n“You showed no remorse.”",
            &["direct “It was cruel. … “You showed no remorse.” by The judge"],
        );
    }

    #[test]
    fn a_clause_about_the_speaker_is_no_part_of_the_name() {
        assert_quotes(
            "Joe Mbeki, who runs the shelter, said “every bed is taken.”",
            &["mixed “every bed is taken.” by Joe Mbeki"],
        );
    }

    #[test]
    fn reported_speech_ends_where_the_writer_goes_on() {
        assert_quotes(
            "Officials said that the dam would hold.",
            &["indirect the dam would hold by Officials"],
        );
        assert_quotes(
            "The dam would hold, officials said.",
            &["indirect The dam would hold by officials"],
        );
        assert_quotes(
            "Anna Roe said the plant was safe, but she left the next day.",
            &["indirect the plant was safe by Anna Roe"],
        );
    }

    #[test]
    fn titles_nicknames_and_terms_are_not_speech() {
        assert_quotes("The so-called “bridge to nowhere” was never finished.", &[]);
        assert_quotes("Her novel “The Long Winter of Glass” won the prize.", &[]);
        assert_quotes("The word “resilience” appears 40 times.", &[]);
        assert_quotes("Robert \"Bob\" Hale was elected.", &[]);
        assert_quotes(
            "The said property was sold for a sum that critics call small.",
            &[],
        );
    }

    #[test]
    fn a_name_behind_a_dash_signs_a_quotation() {
        assert_quotes(
            "“The ferry was late again.” ― Sonja Herr",
            &["direct “The ferry was late again.” by Sonja Herr"],
        );
        assert_quotes(
            "“The ferry was late again.”\n\n— Sonja Herr, a nurse from Leith\n\nThe port denied it.",
            &["direct “The ferry was late again.” by Sonja Herr"],
        );
        assert_quotes(
            "“The ferry was late again,” said Ada Moon.\n\n- Sonja Herr runs the port.",
            &["direct “The ferry was late again,” by Ada Moon"],
        );
    }

    #[test]
    fn whoever_was_asked_did_not_say_it() {
        assert_quotes(
            "Ida Blume was asked, “Did you know?” She answered, “I did not.”",
            &[
                "direct “Did you know?” by nobody",
                "direct “I did not.” by She",
            ],
        );
        assert_quotes(
            "Ida Blume was asked by her host, “Did you know?”",
            &["direct “Did you know?” by her host"],
        );
    }

    #[test]
    fn the_verb_that_says_governs_past_the_verbs_of_its_clause() {
        assert_quotes(
            "Senator Bo Sand on Saturday attacked the deal, saying the plan goes “nowhere near far enough.”",
            &["mixed the plan goes “nowhere near far enough.” by Senator Bo Sand"],
        );
        assert_quotes(
            "Jovic told a TV host that he is feeling “a lot of emotion” today.",
            &["mixed he is feeling “a lot of emotion” today by Jovic"],
        );
        assert_quotes(
            "Minister Ann Carr said the approach remained “one of calm,” but he also warned the council.",
            &["mixed the approach remained “one of calm,” by Minister Ann Carr"],
        );
        assert_quotes(
            "When Bea Moro noted that Sand calls it “a gift for all,” Clay seized on the word.",
            &["mixed Sand calls it “a gift for all,” by Bea Moro"],
        );
    }

    #[test]
    fn the_subject_of_a_cue_is_found_past_other_verbs_and_commas() {
        assert_quotes(
            "The columnist Dana Auer went so far as to say: “The network is finished.”",
            &["direct “The network is finished.” by The columnist Dana Auer"],
        );
        assert_quotes(
            "As The Daily Lamp reported, the mayor “gave between $10 and $50” to the club.",
            &["mixed the mayor “gave between $10 and $50” to the club by The Daily Lamp"],
        );
        assert_quotes(
            "Dozens of young demonstrators marched through the city, chanting “No more cuts.”",
            &["direct “No more cuts.” by Dozens of young demonstrators"],
        );
        assert_quotes(
            "Recalling “the long nights of rain,” the statement urged patience.",
            &["mixed “the long nights of rain,” by the statement"],
        );
        assert_quotes(
            "They have the hardest words, with Lina Cruz recently promising to “close every mine.”",
            &["mixed “close every mine.” by Lina Cruz"],
        );
    }

    #[test]
    fn a_label_names_the_speaker_or_the_source() {
        assert_quotes(
            "Rep. Tara Gow (R-S.C.): “I have not heard anyone cite that figure.”",
            &["direct “I have not heard anyone cite that figure.” by Rep. Tara Gow"],
        );
        assert_quotes(
            "From the report: “Longer field periods produced better results.”",
            &["direct “Longer field periods produced better results.” by the report"],
        );
    }

    #[test]
    fn a_reported_clause_is_bounded_by_the_verbs_around_it() {
        assert_quotes(
            "A copy of the audit seen by the paper said inspectors were unable to find the files.",
            &["indirect inspectors were unable to find the files by A copy of the audit"],
        );
        assert_quotes(
            "The inquiry, which concluded that she broke the rules, the office said nothing new.",
            &["indirect she broke the rules by which"],
        );
        assert_quotes(
            "The council says the bridge, which opened in May, needs repairs.",
            &["indirect the bridge, which opened in May, needs repairs by The council"],
        );
        assert_quotes(
            "He wants a rule that critics say does harm.",
            &["indirect that … does harm by critics"],
        );
        assert_quotes(
            "And as Menendo pointed out, the ruling has real effects.",
            &["indirect the ruling has real effects by Menendo"],
        );
        assert_quotes(
            "Two men were held, according to police.",
            &["indirect Two men were held by police"],
        );
        assert_quotes(
            "The port has four piers; according to the union, none is safe.",
            &["indirect none is safe by the union"],
        );
        assert_quotes(
            "After the pier burned, the port promised to rebuild it.",
            &["indirect to rebuild it by the port"],
        );
        assert_quotes("The port denied it, and the crew left.", &[]);
    }

    #[test]
    fn lines_with_labels_are_an_interview_where_a_label_comes_again() {
        assert_quotes(
            "((WN)) How long will it last?\n\nQuill: As long as it takes.\n\nReporter: Why now?\n\nQuill: Pay fell.",
            &[
                "direct How long will it last? by WN",
                "direct As long as it takes. by Quill",
                "direct Why now? by Reporter",
                "direct Pay fell. by Quill",
            ],
        );
        assert_quotes(
            "Weather: rain in the north.\n\nTraffic: slow on the ring road.",
            &[],
        );
    }

    #[test]
    fn a_second_stretch_has_the_cue_of_the_first() {
        assert_quotes(
            "Lind described the vote as \"a farce\" and its result as \"void\".",
            &["mixed the vote as \"a farce\" and its result as \"void\" by Lind"],
        );
        assert_quotes(
            "The paper quoted Lind as saying \"we have no plan\".",
            &["mixed \"we have no plan\" by Lind"],
        );
        assert_quotes(
            "- Mara Quill, the union's head: “We will not move.”",
            &["direct “We will not move.” by Mara Quill"],
        );
    }

    #[test]
    fn a_headline_reports_behind_a_colon_or_a_verb() {
        assert_quotes(
            "Poll: Ferry riders want later boats\n\nMost riders were content.",
            &["indirect Ferry riders want later boats by Poll"],
        );
        assert_quotes(
            "Ana Roe Says Port ‘Cannot Wait’ For Repairs\n\nThe port opened in May.",
            &["mixed Port ‘Cannot Wait’ For Repairs by Ana Roe"],
        );
        assert_quotes("The harbour: a guide for walkers\n\nIt is open.", &[]);
    }

    #[test]
    fn a_dateline_is_no_part_of_a_reported_clause() {
        assert_quotes(
            "LEITH, Scotland (Northwire) — The pier was lost, Ana Roe said.",
            &["indirect The pier was lost by Ana Roe"],
        );
        assert_quotes(
            "Leith — a port of old — was lost, Ana Roe said.",
            &["indirect Leith — a port of old — was lost by Ana Roe"],
        );
    }

    #[test]
    fn what_people_were_told_is_reported_without_who_told_them() {
        assert_quotes(
            "Asked whether the bridge was safe, Dahl left the room.",
            &[],
        );
        assert_quotes(
            "Pilots were told that the field was closed.",
            &["indirect the field was closed by nobody"],
        );
        assert_quotes("Asked by the crew to leave, Dahl stayed.", &[]);
    }

    #[test]
    fn speakers_are_counted_described_and_set_off() {
        assert_quotes(
            "About nine out of 10 riders said they had waited.",
            &["indirect they had waited by nine out of 10 riders"],
        );
        assert_quotes(
            "Many of them said the boats were late.",
            &["indirect the boats were late by Many of them"],
        );
        assert_quotes(
            "Ana Roe (D-Ohio), said the boats were late.",
            &["indirect the boats were late by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe, a pilot based in Leith, said the boats were late.",
            &["indirect the boats were late by Ana Roe"],
        );
        assert_quotes(
            "Noting that the pier had burned, Roe went home.",
            &["indirect the pier had burned by Roe"],
        );
    }

    #[test]
    fn a_cue_that_ends_a_quote_reports_nothing_else() {
        assert_quotes(
            "“It was dark,” Ana Roe said two days after the fire.",
            &["direct “It was dark,” by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe spoke for an hour on the condition that nobody took notes.",
            &[],
        );
        assert_quotes("Ana Roe won 30 pledged delegates in the north.", &[]);
    }

    #[test]
    fn a_reported_clause_stops_before_words_in_marks_of_their_own() {
        assert_quotes(
            "Ana Roe said the pier was lost and called the fire “a crime.”",
            &[
                "indirect the pier was lost by Ana Roe",
                "mixed the fire “a crime.” by Ana Roe",
            ],
        );
        assert_quotes(
            "She said that, if the pier burned, the port would close.",
            &["indirect , if the pier burned, the port would close by She"],
        );
    }

    #[test]
    fn where_something_was_said_is_not_what_was_said() {
        assert_quotes(
            "Ana Roe said on “Harbour Tonight” that the pier was lost.",
            &["indirect the pier was lost by Ana Roe"],
        );
        assert_quotes("On Coast Radio's “Daybreak,” Ana Roe sang twice.", &[]);
        assert_quotes(
            "“Tides,” on the second channel, is a comedy about a port.",
            &[],
        );
        assert_quotes("He runs a newsletter called “Low Water.”", &[]);
    }

    #[test]
    fn capitals_say_nothing_of_words_in_title_case() {
        assert_quotes(
            "Ana Roe Warned That The Accord Was Dead\n\nMinisters meet on Friday.",
            &["indirect The Accord Was Dead by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe Said She Would Never Sail Again\n\nThe storm had missed the port.",
            &["indirect She Would Never Sail Again by Ana Roe"],
        );
        assert_quotes(
            "Ana Roe: “We Were Robbed”\n\nThe club lost.",
            &["direct “We Were Robbed” by Ana Roe"],
        );
        for line in [
            "The House That Ana Roe Built",
            "What The River Said: A Novel By Ana Roe",
            "Told And Untold: Forty Years Of Castlebrook In Pictures",
            "Mayor Ana Roe Opens New Footbridge At Castlebrook",
        ] {
            assert_quotes(&format!("{line}\n\nIt rained on the town."), &[]);
        }
    }

    #[test]
    fn titles_of_works_are_no_speech_and_stand_in_no_speakers_way() {
        for text in [
            "Ana Roe wrote “The Long Winter” and then, ten years later, “Low Water”.",
            "In March the band announced “Low Water,” a double album, with a tour.",
            "He read “What the Sea Said” to a class of six-year-olds.",
            "The choir sang “Abide with Me” and, at the end, “Roll Out the Barrel”.",
            "Bo Lind will star in “Tell Me Everything,” a thriller set on a rig.",
            "Posting as “wingman_88”, the pilot went home.",
            "Callers press “hold”, wait and then dial.",
            "Under a sign marked “Quiet please”, the crowd slept.",
            "The road was shut.\n\nRead more: “Ten Walks to Take”.",
            "Margarethe “Gretl,” as the sailors knew her, kept the bar.",
        ] {
            assert_quotes(text, &[]);
        }
        assert_quotes(
            "Ana Roe, whose album “Low Water” is out on Friday, said: “I have not slept.”",
            &["direct “I have not slept.” by Ana Roe"],
        );
        assert_quotes(
            "Bo Lind, star of “Cold Harbour”, told fans he was tired.",
            &["indirect he was tired by Bo Lind"],
        );
        assert_quotes(
            "Ana Roe wrote: “The Long Winter Is Over.”",
            &["direct “The Long Winter Is Over.” by Ana Roe"],
        );
    }

    #[test]
    fn a_transcript_may_open_a_mark_in_each_paragraph() {
        assert_quotes(
            "“ROE: Why did it burn?\n\n“DAHL: Nobody knows.”",
            &[
                "direct “ROE: Why did it burn? by ROE",
                "direct “DAHL: Nobody knows.” by DAHL",
            ],
        );
    }

    #[test]
    fn a_mark_may_be_turned_and_a_cue_may_be_two_words() {
        assert_quotes(
            "“It was dark,“ said Ana Roe.",
            &["direct “It was dark,“ by Ana Roe"],
        );
        assert_quotes(
            "As Ana Roe put it, “the sea always wins.”",
            &["mixed “the sea always wins.” by Ana Roe"],
        );
        assert_quotes("Ana Roe put it on the “top shelf” of the kitchen.", &[]);
    }

    #[test]
    fn a_noun_can_claim_and_promise() {
        assert_quotes(
            "The paper doubted Roe's claim that the pier was lost.",
            &["indirect the pier was lost by Roe"],
        );
        assert_quotes(
            "The port had one message: “Stay away.”",
            &["direct “Stay away.” by The port"],
        );
        assert_quotes("The claim office opened in May.", &[]);
    }

    #[test]
    fn what_a_crowd_chants_is_speech_of_nobody_named() {
        assert_quotes(
            "The boats left to chants of “No more cuts!”",
            &["direct “No more cuts!” by nobody"],
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_marks_and_words_give_quotes_in_order_inside_the_text(
            words in proptest::collection::vec(
                proptest::sample::select(vec![
                    "“", "”", "\"", "''", "``", "‘", "’", "'", "«", "»", "„", "said", "he", "Ana Roe", "told", "that", "and", "who", ",", ".", ":",
                    "?", "the bill", "\n\n", "according to", "saying", "27", "(", ")", "—", "to", "of", "Q:", "ROE:",
                ]),
                0..60,
            ),
            gap in "[ ]{0,1}",
        ) {
            let content = words.join(&gap);
            let (article, annotations) = annotate(&content);
            for (item, quote) in annotations.quotes() {
                prop_assert!(!quote.content.is_empty());
                prop_assert!(quote.content.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
                for range in &quote.content {
                    prop_assert!(!range.is_empty() && item.range.covers(*range));
                    prop_assert!(!article.text().slice(*range).is_empty());
                }
            }
        }
    }

    #[test]
    fn a_page_of_nothing_but_marks_is_read_in_one_pass() {
        for piece in ["\"", "“", "‘", "\"a\" ", "\"A.\" ", "he said, \"a\" "] {
            annotate(&piece.repeat(4000));
        }
    }
}

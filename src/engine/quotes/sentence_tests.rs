//! Sentences of news with who speaks in them, by the mechanism that finds the speaker or keeps silent.

use super::tests::{assert_quotes, check_entities};

#[test]
fn then_joins_a_verb_of_saying_to_the_verbs_before_it() {
    assert_quotes(
        "Ana Roe asked for a chair, then said the pier was lost.",
        &["indirect the pier was lost by Ana Roe"],
    );
    assert_quotes(
        "Judge Mara Quill looked up, paused, then ruled that the tape could be played.",
        &["indirect the tape could be played by Judge Mara Quill"],
    );
    assert_quotes(
        "Halikon Lines cancelled all sailings and warned passengers that refunds would take weeks.",
        &["indirect refunds would take weeks by Halikon Lines"],
    );
    assert_quotes("Ana Roe asked for a chair, then sat down.", &[]);
}

#[test]
fn a_subject_stands_before_what_sets_it_off() {
    check_entities(
        "Bo Lind sings. Ana Roe, asked whether she shared his joy, said: “I do.”",
        &["direct “I do.” by Ana Roe"],
    );
    check_entities(
        "The cause was heart failure, her husband, Imre Vass, said.",
        &["indirect The cause was heart failure by Imre Vass"],
    );
    check_entities(
        "One of the rescued men, 19-year-old Wilmer Choque, said they had shared a bottle.",
        &["indirect they had shared a bottle by Wilmer Choque"],
    );
}

#[test]
fn a_report_may_end_its_sentence_in_the_perfect() {
    assert_quotes(
        "All schools will stay shut, the education department has confirmed.",
        &["indirect All schools will stay shut by the education department"],
    );
    assert_quotes(
        "Whether the law will pass is unclear, said Ana Roe.",
        &["indirect Whether the law will pass is unclear by Ana Roe"],
    );
    assert_quotes("If the law passes, the minister has a plan.", &[]);
}

#[test]
fn nobody_is_shown_to_have_asked() {
    assert_quotes(
        "Asked about her brother, Ana Roe replied: “He snores.”",
        &["direct “He snores.” by Ana Roe"],
    );
    assert_quotes(
        "Asked whether the bridge was safe, Ana Roe left the room.",
        &[],
    );
    assert_quotes(
        "He was charged with fraud and ordered to surrender his passport.",
        &[],
    );
    assert_quotes("She is writing a book, or says she is.", &[]);
}

#[test]
fn a_passive_verb_of_saying_names_who_spoke_after_by() {
    assert_quotes(
        "“The pool is closed,” guests were informed by a lifeguard.",
        &["direct “The pool is closed,” by a lifeguard"],
    );
    assert_quotes("“The pool is closed” was on the door by noon.", &[]);
}

#[test]
fn a_sentence_that_its_speaker_interrupts_is_no_object_of_a_verb_in_it() {
    assert_quotes(
        "The library stopped charging fines in May, Ana Roe said, and will frame the cheque.",
        &[
            "indirect The library stopped charging fines in May … and will frame the cheque by Ana Roe",
        ],
    );
}

#[test]
fn studies_report_what_they_find() {
    assert_quotes(
        "A study of 212 eels found that they left early.",
        &["indirect they left early by A study of 212 eels"],
    );
    assert_quotes("Ana Roe found that the door was locked.", &[]);
    assert_quotes("The boy found the dog that was lost.", &[]);
}

#[test]
fn the_tense_shows_where_a_clause_ends() {
    assert_quotes(
        "Ana Roe said the roof had leaked for years and handed the keys to the clerk.",
        &["indirect the roof had leaked for years by Ana Roe"],
    );
    assert_quotes(
        "Bo Lind said he had locked the gate but had left the key in it.",
        &["indirect he had locked the gate but had left the key in it by Bo Lind"],
    );
}

#[test]
fn a_pronoun_is_who_spoke_before_it() {
    check_entities(
        "Adam Kinsey found the book.\n\nHistorian Douglas Wray, who has written about the city, says books turn up. “They are cookbooks,” he says.",
        &[
            "indirect books turn up by Douglas Wray",
            "direct “They are cookbooks,” by Douglas Wray",
        ],
    );
    check_entities(
        "Edgar Mamani runs the mine.\n\nOne of the men, 19-year-old Wilmer Choque, said they had shared a bottle. He said the eldest had told jokes.",
        &[
            "indirect they had shared a bottle by Wilmer Choque",
            "indirect the eldest had told jokes by Wilmer Choque",
        ],
    );
}

#[test]
fn a_pronoun_after_somebody_without_a_name_is_not_resolved() {
    check_entities(
        "Marta Oyelaran weaves. Oyelaran’s apprentice stood up. “People get tired of screens,” she said.",
        &["direct “People get tired of screens,” by nobody"],
    );
    check_entities(
        "The coast had a storm near Elmsgate. “It will pass,” it said.",
        &["direct “It will pass,” by nobody"],
    );
}

#[test]
fn a_nationality_with_an_article_is_the_person_named_before() {
    check_entities(
        "Coach Benoît Marchand was angry. The Frenchman said the penalty was soft.",
        &["indirect the penalty was soft by Benoît Marchand"],
    );
    check_entities(
        "Ana Roe met Bo Lind. The Australian said the penalty was soft.",
        &["indirect the penalty was soft by nobody"],
    );
}

#[test]
fn a_title_with_a_gender_is_not_a_relative_of_the_other() {
    check_entities(
        "Rosalind Eke died on Saturday.\n\nHer son, Chike Eke, said she had been ill. Ms. Eke owned no car. “It is a way of not hearing,” she said.",
        &[
            "indirect she had been ill by Chike Eke",
            "direct “It is a way of not hearing,” by Rosalind Eke",
        ],
    );
}

#[test]
fn the_subject_of_a_clause_of_time_speaks() {
    for (text, expected) in [
        (
            "She resigned after council aides insisted that the deal was dead.",
            "indirect the deal was dead by council aides",
        ),
        (
            "The vote was held a week before the union admitted that the fund was empty.",
            "indirect the fund was empty by the union",
        ),
        (
            "Board members in the north, where the fund is weakest, warned that wages must fall.",
            "indirect wages must fall by Board members in the north",
        ),
    ] {
        assert_quotes(text, &[expected]);
    }
}

#[test]
fn a_sentence_that_the_grammar_cannot_follow_is_parsed() {
    for (text, expected) in [
        (
            "Officials in Harwick and around the county say the road will open.",
            "indirect the road will open by Officials",
        ),
        (
            "The committee also forced Lind, who was under oath, to admit that no ship had sailed.",
            "indirect no ship had sailed by The committee",
        ),
    ] {
        assert_quotes(text, &[expected]);
    }
    assert_quotes("Compared with 2019, sales are down by a third.", &[]);
}

#[test]
fn a_clause_ends_where_the_speaker_acts() {
    for (text, expected) in [
        (
            "Bo Lind said officers were “keeping an open mind” about the fire and appealed for help.",
            "mixed officers were “keeping an open mind” about the fire by Bo Lind",
        ),
        (
            "Ana Roe said the growers had been “heard, but not obeyed”, and granted the licence.",
            "mixed the growers had been “heard, but not obeyed” by Ana Roe",
        ),
        (
            "Bo Lind said he would sell the mill and left the room.",
            "indirect he would sell the mill by Bo Lind",
        ),
        (
            "I have said before that tolls are a tax, and I say it again.",
            "indirect tolls are a tax by I",
        ),
        (
            "Ana Roe called Bo Lind “a tourist in his own party” on her show.",
            "mixed Bo Lind “a tourist in his own party” by Ana Roe",
        ),
    ] {
        assert_quotes(text, &[expected]);
    }
    // The clause has two verbs of one tense.
    assert_quotes(
        "Bo Lind said the mill closed and reopened in May.",
        &["indirect the mill closed and reopened in May by Bo Lind"],
    );
}

#[test]
fn a_clause_may_stand_on_both_sides_of_its_cue() {
    for (text, expected) in [
        (
            "He learned of it, Bo Lind said, from the driver.",
            "indirect He learned of it … from the driver by Bo Lind",
        ),
        (
            "It was, winger Bo Lind admitted, “the worst miss of my life”.",
            "mixed It was … “the worst miss of my life” by winger Bo Lind",
        ),
        (
            "Ana Roe was called “a fraud” by Bo Lind.",
            "mixed Ana Roe … “a fraud” by Bo Lind",
        ),
        (
            "The doubts voiced by the two unions are that the fund is empty.",
            "indirect the fund is empty by the two unions",
        ),
    ] {
        assert_quotes(text, &[expected]);
    }
}

#[test]
fn a_time_can_be_what_is_spoken_of() {
    assert_quotes(
        "Ana Roe said the year had been long.",
        &["indirect the year had been long by Ana Roe"],
    );
    assert_quotes(
        "Ana Roe called the year “brutal”.",
        &["mixed the year “brutal” by Ana Roe"],
    );
    assert_quotes(
        "Ana Roe said last year the mill was lost.",
        &["indirect the mill was lost by Ana Roe"],
    );
}

#[test]
fn examples_and_imagined_speakers_do_not_speak() {
    assert_quotes(
        "Economists such as Ana Roe claim the fund is empty.",
        &["indirect the fund is empty by Economists"],
    );
    assert_quotes("Imagine if a bank said it had lost your savings.", &[]);
    assert_quotes("Critics said the same of seat belts.", &[]);
}

#[test]
fn a_pronoun_does_not_pass_over_the_person_of_its_paragraph() {
    check_entities(
        "Klara Brandt is a surgeon. “She hears the fridge,” Klara Brandt says.\n\nA pianist waited until Ottilie Lund came. She laughs at that. “His A was flat,” she says.",
        &[
            "direct “She hears the fridge,” by Klara Brandt",
            "direct “His A was flat,” by nobody",
        ],
    );
}

#[test]
fn an_amount_does_not_speak() {
    assert_quotes(
        "A bakery owner who hid £400,000 in flour sacks told his wife it was “for the dog”.",
        &["mixed it was “for the dog” by A bakery owner"],
    );
}

#[test]
fn the_owner_of_a_relative_is_somebody_else() {
    check_entities(
        "The actor Gabe Lindstrom married the singer Ayla Torres, his third wife, in June. “I cried,” she wrote to fans.",
        &["direct “I cried,” by Ayla Torres"],
    );
}

#[test]
fn a_pronoun_can_be_somebody_without_a_name() {
    assert_quotes(
        "After Ana Roe sat down, a woman in the gallery stood up. “Liars, all of you,” she shouted.",
        &["direct “Liars, all of you,” by a woman in the gallery"],
    );
    assert_quotes(
        "“It leaks,” says the old man. “I have a knife,” he adds.",
        &[
            "direct “It leaks,” by the old man",
            "direct “I have a knife,” by the old man",
        ],
    );
    assert_quotes(
        "Oyelaran’s apprentice, who is nineteen, thinks the street will fill again. “People get tired of screens,” she says.",
        &[
            "indirect the street will fill again by Oyelaran’s apprentice",
            "direct “People get tired of screens,” by Oyelaran’s apprentice",
        ],
    );
    assert_quotes(
        "It is, in the words of the curator Ana Roe, “a museum that apologises for itself.”",
        &["mixed “a museum that apologises for itself.” by the curator Ana Roe"],
    );
    assert_quotes(
        "The premier tweets: “Stay off the roads tonight.”",
        &["direct “Stay off the roads tonight.” by The premier"],
    );
    assert_quotes(
        "A man in the gallery stood up. “Liars, all of you,” she shouted.",
        &["direct “Liars, all of you,” by she"],
    );
}

#[test]
fn a_body_can_be_what_a_role_is() {
    check_entities(
        "The applicant, Norsea Lines Ltd, argued that the quay was safe.",
        &["indirect the quay was safe by Norsea Lines Ltd"],
    );
    check_entities(
        "The accountants, Tenney, Oduya & Lim LLP, told creditors that the books were clean.",
        &["indirect the books were clean by Tenney, Oduya & Lim LLP"],
    );
    check_entities(
        "Ghat Railways carries 60,000 people a day. Ticket prices would not rise before May, the railway announced on Friday.",
        &["indirect Ticket prices would not rise before May by Ghat Railways"],
    );
    check_entities(
        "One of those who lost a shop, spice seller Alhaji Musa Danladi, said he was insured.",
        &["indirect he was insured by Musa Danladi"],
    );
    check_entities(
        "The club, Ludmoor City, announced that tickets would be refunded.",
        &["indirect tickets would be refunded by Ludmoor City"],
    );
}

#[test]
fn the_edges_of_a_clause_are_those_of_what_was_said() {
    for (text, expected) in [
        (
            "They asserted that she and the other members are tired of waiting.",
            "indirect she and the other members are tired of waiting by They",
        ),
        (
            "The truth, the senator said then, was that the mill had closed.",
            "indirect The truth … was that the mill had closed by the senator",
        ),
        (
            "The difference now, he told me on Friday, is that he is the boss.",
            "indirect The difference now … is that he is the boss by he",
        ),
        (
            "Shifting rain patterns could ruin a billion people, Ana Roe said in May.",
            "indirect Shifting rain patterns could ruin a billion people by Ana Roe",
        ),
        (
            "The group vowed not to repeat it.",
            "indirect not to repeat it by The group",
        ),
        (
            "Ana Roe says too much is made of the storm.",
            "indirect too much is made of the storm by Ana Roe",
        ),
        (
            "Ana Roe vowed to rebuild the mill, and the union gave money.",
            "indirect to rebuild the mill by Ana Roe",
        ),
        (
            "Ana Roe said the dam was safe (it was not checked).",
            "indirect the dam was safe by Ana Roe",
        ),
        (
            "They were late (Ana Roe later said she had a cold).",
            "indirect she had a cold by Ana Roe",
        ),
    ] {
        assert_quotes(text, &[expected]);
    }
}

#[test]
fn what_follows_a_comma_is_said_or_the_writers() {
    for (text, expected) in [
        (
            "Ana Roe said the mill would need a new roof, which would cost a million.",
            "indirect the mill would need a new roof, which would cost a million by Ana Roe",
        ),
        (
            "Ana Roe confirmed she was leaving the club, as rain poured down outside.",
            "indirect she was leaving the club by Ana Roe",
        ),
        (
            "They liked the plan, warning that the exit of the bloc would hurt.",
            "indirect the exit of the bloc would hurt by They",
        ),
        (
            "Court rules ban unlawful, lawyers say",
            "indirect Court rules ban unlawful by lawyers",
        ),
    ] {
        assert_quotes(text, &[expected]);
    }
    // A name in brackets belongs to the clause, and an acronym too.
    assert_quotes(
        "Ana Roe said the dam was built by the Board of Works (BoW).",
        &["indirect the dam was built by the Board of Works (BoW) by Ana Roe"],
    );
    assert_quotes("The storm warning that was sent on Monday came late.", &[]);
}

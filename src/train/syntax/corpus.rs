//! The treebanks to learn from: which documents may be used, and their tokens as the engine cuts them.

use std::fmt::Write;
use std::ops::Range;

use crate::engine::syntax::{GoldSentence, GoldToken, parse_treebank};
use crate::text::content_hash;
use crate::train::{BadSource, HELD_OUT_PREFIX, ReportFn, TrainingEvent, TrainingSource};

/// The documents of GUM that shape the weights, by genre. Their texts are under CC BY or CC BY-SA or in the public domain.
///
/// Left out: conversation (no derived works), textbook (some of its sources are not for commercial use), and the genres under
/// CC BY-NC-SA (whow, fiction, essay, letter, podcast, reddit).
const GUM_GENRES: [&str; 7] = [
    "academic",
    "bio",
    "court",
    "interview",
    "speech",
    "vlog",
    "voyage",
];

/// A sentence to learn from.
pub(super) struct TreebankSentence {
    /// Its tokens with their annotation.
    pub(super) gold: GoldSentence,
    /// The number of the sentence in the treebanks. A copy with merged tokens has the number of its original.
    pub(super) number: usize,
}

/// All treebanks.
pub(super) struct Treebanks {
    /// The header of the weight files: each source with its hash and licence.
    pub(super) head: String,
    /// The sentences to learn from.
    pub(super) sentences: Vec<TreebankSentence>,
    /// The sentences to score on, by the name of their source.
    pub(super) held: Vec<(String, Vec<GoldSentence>)>,
}

impl Treebanks {
    /// Reads the sources, and reports those that are not used.
    pub(super) fn read(sources: &[TrainingSource], tell: ReportFn<'_>) -> Result<Self, BadSource> {
        let mut found = Self {
            head: "Parts of speech and dependencies, made by `pullquote train syntax`. See ATTRIBUTION.md."
                .to_owned(),
            sentences: Vec::new(),
            held: Vec::new(),
        };
        let mut number = 0;
        for source in sources {
            if let Some(name) = source.name.strip_prefix(HELD_OUT_PREFIX) {
                found.held.push((name.to_owned(), read_sentences(source)?));
                continue;
            }
            let Some(licence) = licence_of(&source.name) else {
                tell(TrainingEvent::Line(&format!("{}: not used", source.name)));
                continue;
            };
            let hash = content_hash(source.text()?.as_bytes());
            let _ = write!(found.head, "\n{} xxh3:{hash:016x} {licence}", source.name);
            for gold in read_sentences(source)? {
                if !may_shape_weights(&gold.id) || !is_tree(&gold) {
                    continue;
                }
                number += 1;
                if let Some(gold) = merge_tokens(&gold) {
                    found.sentences.push(TreebankSentence { gold, number });
                }
                found.sentences.push(TreebankSentence { gold, number });
            }
        }
        Ok(found)
    }
}

fn read_sentences(source: &TrainingSource) -> Result<Vec<GoldSentence>, BadSource> {
    parse_treebank(&source.text()?).map_err(|why| BadSource {
        source_name: source.name.clone(),
        why: why.to_string(),
    })
}

/// Returns the licence and the authors of a source by its file name; `None` if it is not used.
fn licence_of(name: &str) -> Option<&'static str> {
    match name.split('.').next()? {
        "ewt" => Some("CC BY-SA 4.0, UD English EWT, Silveira et al. 2014"),
        "gum" => Some(
            "CC BY 4.0, GUM, Zeldes 2017; academic, bio, court, interview, speech, vlog, voyage",
        ),
        _ => None,
    }
}

/// Returns whether the licence of a sentence's text allows weights that were trained on it to be given away.
fn may_shape_weights(sentence_id: &str) -> bool {
    let Some(rest) = sentence_id.strip_prefix("GUM_") else {
        return true;
    };
    let genre = rest.split('_').next().unwrap_or_default();
    GUM_GENRES.contains(&genre)
}

/// Returns the sentence with hyphenated words and contracted negations as one token each, as the engine's tokenizer reads
/// them; `None` if it has none.
fn merge_tokens(sentence: &GoldSentence) -> Option<GoldSentence> {
    let groups = group_tokens(&sentence.tokens);
    if groups.len() == sentence.tokens.len() {
        return None;
    }
    // The number of the merged token for each token, from 1; index 0 is the root.
    let mut numbers = vec![0];
    for (number, group) in (1..).zip(&groups) {
        numbers.extend(group.clone().map(|_| number));
    }
    let new_number = |old: usize| numbers.get(old).copied().unwrap_or_default();
    let mut tokens = Vec::new();
    for (number, group) in (1..).zip(groups) {
        let parts = sentence.tokens.get(group)?;
        // The part whose head is outside carries the relation; with several, the one that comes last.
        let outer = parts.iter().rfind(|part| new_number(part.head) != number)?;
        tokens.push(GoldToken {
            form: parts.iter().map(|part| part.form.as_str()).collect(),
            tag: outer.tag,
            head: new_number(outer.head),
            relation: outer.relation,
            is_joined_to_next: parts.last()?.is_joined_to_next,
        });
    }
    let merged = GoldSentence {
        id: sentence.id.clone(),
        tokens,
    };
    is_tree(&merged).then_some(merged)
}

/// Returns whether there is one root, which each token reaches.
fn is_tree(sentence: &GoldSentence) -> bool {
    let tokens = &sentence.tokens;
    let reaches_root = |start: usize| {
        let mut at = start;
        for _ in 0..=tokens.len() {
            match at.checked_sub(1).and_then(|index| tokens.get(index)) {
                Some(token) => at = token.head,
                None => return true,
            }
        }
        false
    };
    let n_roots = tokens.iter().filter(|token| token.head == 0).count();
    n_roots == 1 && (1..=tokens.len()).all(reaches_root)
}

/// Returns the ranges of tokens that the engine reads as one.
fn group_tokens(tokens: &[GoldToken]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        match groups.last_mut() {
            Some(group) if joins_previous(tokens, at) => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Returns whether the token at `at` is one with the token before it: part of a hyphenated word, or a negation.
fn joins_previous(tokens: &[GoldToken], at: usize) -> bool {
    let starts_word = |at: usize| {
        let token = tokens.get(at);
        token.is_some_and(|token| token.form.starts_with(char::is_alphanumeric))
    };
    let ends_joined_word = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        token.is_some_and(|token| {
            token.is_joined_to_next && token.form.ends_with(char::is_alphanumeric)
        })
    };
    let form = |at: Option<usize>| {
        let token = at.and_then(|at| tokens.get(at));
        token.map_or("", |token| token.form.as_str())
    };
    let previous = at.checked_sub(1);
    let is_joined_hyphen = |at: usize| {
        form(Some(at)) == "-"
            && tokens.get(at).is_some_and(|token| token.is_joined_to_next)
            && ends_joined_word(at.checked_sub(1))
            && starts_word(at + 1)
    };
    is_joined_hyphen(at)
        || previous.is_some_and(is_joined_hyphen)
        || ends_joined_word(previous) && matches!(form(Some(at)), "n't" | "n’t" | "not")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_gold(text: &str) -> GoldSentence {
        let lines = text.lines().map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [number, form, tag, head, relation, space] = fields[..] else {
                panic!("{line}");
            };
            let space = if space == "+" { "SpaceAfter=No" } else { "_" };
            format!("{number}\t{form}\t_\t{tag}\t_\t_\t{head}\t{relation}\t_\t{space}\n")
        });
        let text: String = lines.collect();
        parse_treebank(&text).expect("valid").remove(0)
    }

    fn show_arcs(sentence: &GoldSentence) -> String {
        let tokens = sentence.tokens.iter();
        let shown =
            tokens.map(|token| format!("{}/{}/{}", token.form, token.head, token.relation.name()));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_hyphenated_word_becomes_one_token() {
        let sentence = parse_gold(
            "1 The DET 5 det _\n2 well ADV 4 advmod +\n3 - PUNCT 2 punct +\n4 known ADJ 5 amod _\n5 port NOUN 0 root _\n6 - PUNCT 5 punct _",
        );
        let merged = merge_tokens(&sentence).expect("merged");
        assert_eq!(
            show_arcs(&merged),
            "The/3/det well-known/3/amod port/0/root -/3/punct"
        );
    }

    #[test]
    fn a_contracted_negation_joins_its_auxiliary() {
        let sentence = parse_gold(
            "1 They PRON 4 nsubj _\n2 do AUX 4 aux +\n3 n't PART 4 advmod _\n4 sail VERB 0 root +\n5 . PUNCT 4 punct _",
        );
        let merged = merge_tokens(&sentence).expect("merged");
        assert_eq!(
            show_arcs(&merged),
            "They/3/nsubj don't/3/advmod sail/0/root ./3/punct"
        );
        assert_eq!(merge_tokens(&merged), None);
    }

    #[test]
    fn a_copy_of_something_that_is_no_tree_is_dropped() {
        // The root would be inside a token whose other part depends on a later word.
        let sentence = parse_gold(
            "1 twenty NUM 4 nummod +\n2 - PUNCT 1 punct +\n3 one NUM 0 root _\n4 ports NOUN 3 dep _",
        );
        assert_eq!(
            merge_tokens(&sentence).map(|merged| show_arcs(&merged)),
            Some("twenty-one/0/root ports/1/dep".to_owned())
        );
        let circle = parse_gold("1 a X 2 dep _\n2 b X 1 dep _\n3 c X 0 root _");
        assert!(!is_tree(&circle));
        assert!(!is_tree(&parse_gold("1 a X 0 root _\n2 b X 0 root _")));
    }

    #[test]
    fn only_documents_under_open_licences_are_used() {
        assert!(may_shape_weights("weblog-0001"));
        assert!(may_shape_weights("GUM_court_fire-1"));
        for genre in ["conversation", "textbook", "fiction", "whow", "reddit"] {
            assert!(!may_shape_weights(&format!("GUM_{genre}_x-1")), "{genre}");
        }
        assert_eq!(licence_of("pud.dev.conllu"), None);
    }
}

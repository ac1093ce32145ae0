//! Builds the lexicon of names and words from open lists: places, persons, companies, universities, clubs, word
//! clusters.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::name_lists::{self, NameLists};
use super::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};
use crate::engine::lexeme::vocabulary::table;
use crate::engine::lexeme::vocabulary::{Classes, phrase_hash, seal_sections, word_hash};
use crate::engine::lower_words;
use crate::invariant::ExpectOr;
use crate::text::count_with_noun;

/// The training of the lexicon.
pub(super) const MODEL: ModelSpec = ModelSpec {
    name: "lexicon",
    about: "The lexicon of names and words, from open lists",
    products: &["lexicon.bin"],
    train: train_lexicon,
};

/// The longest phrase in the lexicon, in words. The phrase table stores a length per first word, and the engine tries
/// all of them.
const MAX_PHRASE_WORDS: usize = 8;
/// The habit of a word that no list counts. A habit is a class from 0 to 14 for how often a word is written in lower
/// case.
const UNKNOWN_HABIT: u8 = 15;
/// The bit for a word without clusters, in the fourth byte of its value.
const WITHOUT_CLUSTERS: u8 = 8;

fn train_lexicon(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let mut names = NameLists::default();
    let words = read_words(sources)?;
    let vocabulary: BTreeSet<&str> = words.keys().map(String::as_str).collect();
    for source in sources {
        name_lists::read_list(source, &vocabulary, &mut names)?;
    }
    tell(TrainingEvent::Line(&format!(
        "{}, {}",
        count_with_noun(names.len(), "phrase"),
        count_with_noun(words.len(), "word")
    )));
    let (phrases, sets) = phrase_tables(&names);
    let entries = words
        .iter()
        .map(|(word, value)| (word_hash(word), value.to_vec()));
    let content = seal_sections(
        &file_head(sources),
        &[phrases, table::build_table(entries.collect(), 4), sets],
    );
    Ok(vec![TrainedFile {
        name: "lexicon.bin".to_owned(),
        content,
    }])
}

fn file_head(sources: &[TrainingSource]) -> String {
    let mut lines = vec![
        "The lexicon of names and words, made by `pullquote train lexicon`. See ATTRIBUTION.md."
            .to_owned(),
    ];
    for source in sources {
        if let Some(licence) = name_lists::licence_of_list(&source.name) {
            lines.push(format!("{}: {licence}", source.name));
        }
    }
    lines.join("\n")
}

/// Returns the value of each word: its clusters at three granularities, and its lower-case habit in the high half of
/// the fourth byte.
fn read_words(sources: &[TrainingSource]) -> Result<BTreeMap<String, [u8; 4]>, BadSource> {
    let mut words: BTreeMap<String, [u8; 4]> = BTreeMap::new();
    for source in sources {
        if source.name.starts_with("clusters-") {
            for line in source.text()?.lines() {
                if let Some((word, value)) = parse_clusters(line) {
                    words.insert(word.to_owned(), value);
                }
            }
        }
    }
    for source in sources {
        if source.name.starts_with("lowercase-classes") {
            for line in source.text()?.lines() {
                let Some((word, habit)) = line.split_once('\t') else {
                    continue;
                };
                let habit: u8 = habit.trim().parse().unwrap_or(UNKNOWN_HABIT);
                let value = words
                    .entry(word.to_owned())
                    .or_insert([0, 0, 0, WITHOUT_CLUSTERS]);
                value[3] = value[3] & 15 | habit.min(UNKNOWN_HABIT) << 4;
            }
        }
    }
    Ok(words)
}

/// Reads a line of the cluster list: word, then the numbers of its small, middle and large cluster.
fn parse_clusters(line: &str) -> Option<(&str, [u8; 4])> {
    let mut fields = line.split('\t');
    let word = fields.next()?;
    let mut number = || fields.next()?.trim().parse::<u16>().ok();
    let (small, middle, large) = (number()?, number()?, number()?);
    let [low, high] = large.to_le_bytes();
    let fine = UNKNOWN_HABIT << 4 | high & 7;
    Some((
        word,
        [
            u8::try_from(small).ok()?,
            u8::try_from(middle).ok()?,
            low,
            fine,
        ],
    ))
}

/// Returns the phrase with initial capitals, so that abbreviations in it are tokenized as in running text.
fn capitalize_words(phrase: &str) -> String {
    let words = phrase.split_whitespace().map(|word| {
        let mut chars = word.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        first.chain(chars).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Returns two sections: the table of phrases, and the sets of classes that its values refer to by index.
fn phrase_tables(names: &NameLists) -> (Vec<u8>, Vec<u8>) {
    let mut classes: HashMap<u64, Classes> = HashMap::new();
    let mut longest: HashMap<u64, u8> = HashMap::new();
    for (phrase, class) in names.iter() {
        let words = lower_words(&capitalize_words(phrase));
        if words.is_empty() || words.len() > MAX_PHRASE_WORDS {
            continue;
        }
        let hash = words
            .iter()
            .fold(0, |hash, word| phrase_hash(hash, word_hash(word)));
        let known = classes.entry(hash).or_default();
        *known = known.with(Classes::of(&[class]));
        let first = words
            .first()
            .map_or(0, |word| phrase_hash(0, word_hash(word)));
        let len = longest.entry(first).or_default();
        *len = (*len).max(u8::try_from(words.len()).unwrap_or(u8::MAX));
    }
    let keys: BTreeSet<u64> = classes.keys().chain(longest.keys()).copied().collect();
    let set_of = |key: &u64| classes.get(key).copied().unwrap_or_default();
    let mut sets: Vec<Classes> = vec![Classes::default()];
    let mut counts: BTreeMap<Classes, usize> = BTreeMap::new();
    for key in &keys {
        *counts.entry(set_of(key)).or_default() += 1;
    }
    let mut by_count: Vec<_> = counts
        .into_iter()
        .filter(|(set, _)| !set.is_empty())
        .collect();
    by_count.sort_by_key(|(set, n)| (std::cmp::Reverse(*n), *set));
    // An index of a set is stored in one byte; 0 is the empty set.
    sets.extend(by_count.into_iter().map(|(set, _)| set).take(255));
    let entries = keys.iter().map(|key| {
        let number = sets.iter().position(|set| *set == set_of(key)).unwrap_or(0);
        let len = longest.get(key).copied().unwrap_or(0);
        (
            *key,
            vec![
                u8::try_from(number).expect_or(0, "there are at most 256 sets"),
                len,
            ],
        )
    });
    let entries = entries.collect();
    (
        table::build_table(entries, 2),
        sets.iter()
            .flat_map(|set| set.bits().to_le_bytes())
            .collect(),
    )
}

//! Computes blocks: short keys under which senses that may be the same entity are stored, so that a sense is compared
//! only with the senses in its own blocks.

use super::folded::fold_name;
use super::gazetteer::gazetteer;
use super::sense_key::{SenseClass, SenseKey};
use crate::annotation::EntityKind;

/// The maximum number of senses examined in one block. A block with more belongs to a frequent surname or word, which
/// is no evidence for a common entity.
pub const MAX_BLOCK_SENSES: usize = 200;
/// The maximum number of words of a name for which blocks are made.
const MAX_BLOCK_WORDS: usize = 5;
/// The minimum number of letters of an acronym that is compared with the initials of names.
const MIN_ACRONYM_LETTERS: usize = 3;

/// The blocks of one sense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SenseBlocks {
    /// The blocks in which fuller senses of the same entity are searched.
    pub looks_in: Vec<String>,
    /// The blocks in which other senses find this one.
    pub is_in: Vec<String>,
}

/// Returns the blocks of a sense, given its key and its other names.
pub fn block_keys(key: &SenseKey, aliases: &[String]) -> SenseBlocks {
    let mut blocks = SenseBlocks::default();
    match key.class {
        SenseClass::Person => {
            let surname = super::people::surname(&key.words);
            let block = format!("p:{surname}");
            blocks.looks_in.push(block.clone());
            blocks.is_in.push(block);
        }
        SenseClass::Team => {
            let words = name_words(key);
            let of_sport = |word: &str| format!("t:{}:{word}", key.domain);
            blocks
                .looks_in
                .extend(words.first().map(|word| of_sport(word)));
            blocks.is_in.extend(
                words
                    .iter()
                    .take(MAX_BLOCK_WORDS)
                    .map(|word| of_sport(word)),
            );
            // A body that no sport is known of may be a team.
            blocks
                .is_in
                .extend(words.first().map(|word| format!("n:{word}")));
            let aliases = aliases.iter().map(|alias| fold_name(alias));
            blocks
                .is_in
                .extend(aliases.map(|alias| of_sport(first_word(&alias))));
        }
        SenseClass::Kind(EntityKind::Group) => {}
        SenseClass::Kind(_) => {
            let words = name_words(key);
            blocks
                .looks_in
                .extend(words.first().map(|word| format!("n:{word}")));
            blocks.is_in.extend(
                words
                    .iter()
                    .take(MAX_BLOCK_WORDS)
                    .map(|word| format!("n:{word}")),
            );
            if let [only] = key.words.as_slice()
                && only.chars().count() >= MIN_ACRONYM_LETTERS
            {
                blocks.looks_in.push(format!("a:{only}"));
            }
            blocks
                .is_in
                .extend(initials(key).map(|initials| format!("a:{initials}")));
            let aliases = aliases.iter().map(|alias| fold_name(alias));
            blocks
                .is_in
                .extend(aliases.map(|alias| format!("n:{}", first_word(&alias))));
        }
    }
    for list in [&mut blocks.looks_in, &mut blocks.is_in] {
        list.sort_unstable();
        list.dedup();
    }
    blocks
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().map_or("", |word| word)
}

/// Returns the words of a name that a short form keeps; all words if the short form would keep none.
pub(super) fn name_words(key: &SenseKey) -> Vec<&str> {
    let list = if key.class == SenseClass::Team {
        "club"
    } else {
        "company"
    };
    let words = key.words.iter().map(String::as_str);
    let kept: Vec<&str> = words
        .clone()
        .filter(|word| !gazetteer().is_word(list, word))
        .collect();
    if kept.is_empty() {
        words.collect()
    } else {
        kept
    }
}

/// Returns the initials of the distinctive words of an organization's name, and of its country if the name contains
/// one: `rbnz`.
pub(super) fn initials(key: &SenseKey) -> Option<String> {
    let weight = |word: &&String| !gazetteer().is_word("link", word);
    let words: Vec<&String> = key.words.iter().filter(weight).collect();
    let domain = key.domain.split(' ').filter(|word| !word.is_empty());
    let of_words = words.iter().filter_map(|word| word.chars().next());
    let initials: String = of_words
        .chain(domain.filter_map(|word| word.chars().next()))
        .collect();
    (initials.chars().count() >= MIN_ACRONYM_LETTERS).then_some(initials)
}

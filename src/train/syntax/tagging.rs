//! Trains the part-of-speech tagger.

use std::collections::BTreeMap;

use super::corpus::TreebankSentence;
use super::perceptron::{Perceptron, WeightRows, best_class, pack_weights, sum_models};
use crate::engine::lexeme::vocabulary::{Lexicon, seal_sections};
use crate::engine::syntax::{
    FIRST_CERTAIN_CLASS, GoldSentence, PartOfSpeechTagger, TagDictionary, TaggerScratch, WordForm,
    WordTag, hash_lower_word, pack_dictionary, token_features,
};
use crate::train::random::SplitMix64;
use crate::train::{ReportFn, TrainingEvent};

/// A word may have a certain tag if it occurs so often.
const MIN_CERTAIN_COUNT: u32 = 50;
/// Its share that a certain tag has at least.
const MIN_CERTAIN_PER_MILLE: u64 = 1000;

/// The first features of a token, those of its ending, learn twice as fast: they decide about words that the treebanks do
/// not have.
const N_BOOSTED_FEATURES: usize = 4;

/// The number of parts of the treebanks for jackknifing: each is tagged by a tagger that was trained on the others.
pub(super) const N_FOLDS: u32 = 4;
/// Sentences in a row that are in the same part, so that most of a document is.
const FOLD_BLOCK_SENTENCES: usize = 20;

/// How a tagger is trained.
#[derive(Clone, Copy, Debug)]
pub(super) struct TaggerSettings {
    /// The number of models whose sum is the result.
    pub(super) n_models: u32,
    /// The number of passes over the treebanks.
    pub(super) n_epochs: u32,
    /// The number of updates from which on a feature counts.
    pub(super) min_updates: u16,
    /// A word is in the dictionary if it occurs so often.
    pub(super) min_word_count: u32,
    /// A tag belongs to a word's set if it has at least this share of the occurrences, in percent.
    pub(super) min_tag_percent: u32,
    /// The maximum number of buckets of the table of weights: 132 bytes each.
    pub(super) max_buckets: u32,
}

impl Default for TaggerSettings {
    /// The values were found by trial on `ewt.dev`.
    fn default() -> Self {
        Self {
            n_models: 6,
            n_epochs: 4,
            min_updates: 5,
            min_word_count: 3,
            min_tag_percent: 5,
            max_buckets: 9800,
        }
    }
}

/// Returns the bytes of the dictionary of tags.
fn build_dictionary(sentences: &[&GoldSentence], settings: &TaggerSettings) -> Vec<u8> {
    let mut counts: BTreeMap<u32, [u32; WordTag::COUNT]> = BTreeMap::new();
    let mut buffer = String::new();
    for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
        let word = hash_lower_word(&token.form, &mut buffer);
        if let Some(n) = counts
            .entry(word)
            .or_insert([0; WordTag::COUNT])
            .get_mut(token.tag.index())
        {
            *n += 1;
        }
    }
    let mut classes: Vec<(u32, u8)> = Vec::new();
    let mut sets: Vec<(u32, u32)> = Vec::new();
    for (word, counts) in &counts {
        let total: u32 = counts.iter().sum();
        if let Some(tag) = find_certain_tag(counts, total) {
            classes.push((*word, FIRST_CERTAIN_CLASS + tag));
        } else if total >= settings.min_word_count {
            let is_likely = |n: u32| n > 0 && n * 100 >= total * settings.min_tag_percent;
            let bits = (0..).zip(counts).filter(|(_, n)| is_likely(**n));
            sets.push((*word, bits.fold(0, |set, (tag, _)| set | 1_u32 << tag)));
        }
    }
    let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
    for (_, set) in &sets {
        *sizes.entry(*set).or_default() += 1;
    }
    // The most common sets have numbers of their own, from 1 on; words of the others count as unknown.
    let mut by_size: Vec<(u32, u32)> = sizes.into_iter().collect();
    by_size.sort_by_key(|(set, n)| (std::cmp::Reverse(*n), *set));
    let numbers: BTreeMap<u32, u8> = by_size
        .iter()
        .map(|(set, _)| *set)
        .zip(1..FIRST_CERTAIN_CLASS)
        .collect();
    let numbered = sets.into_iter();
    classes.extend(numbered.filter_map(|(word, set)| Some((word, *numbers.get(&set)?))));
    pack_dictionary(classes)
}

/// Returns the number of the tag that a frequent word nearly always has.
fn find_certain_tag(counts: &[u32; WordTag::COUNT], total: u32) -> Option<u8> {
    let (tag, n) = (0..).zip(counts).max_by_key(|(_, n)| **n)?;
    let is_certain = total >= MIN_CERTAIN_COUNT
        && u64::from(*n) * 1000 >= u64::from(total) * MIN_CERTAIN_PER_MILLE;
    is_certain.then_some(tag)
}

/// Trains a tagger and returns its data file.
pub(super) fn train_tagger(
    head: &str,
    sentences: &[TreebankSentence],
    lexicon: Option<&Lexicon<'_>>,
    settings: &TaggerSettings,
    tell: ReportFn<'_>,
) -> Vec<u8> {
    let sentences: Vec<&GoldSentence> = sentences.iter().map(|sentence| &sentence.gold).collect();
    let dictionary = build_dictionary(&sentences, settings);
    let mut examples = describe_words(&sentences, &dictionary, lexicon);
    let mut models = Vec::new();
    for seed in 0..settings.n_models {
        models.push(train_model(&mut examples, seed, settings));
        tell(TrainingEvent::Step(&format!(
            "tagger {} of {}",
            seed + 1,
            settings.n_models
        )));
    }
    let table = pack_weights(&sum_models(models), settings.max_buckets);
    seal_sections(head, &[dictionary, table])
}

/// Returns the tags of all sentences, each from a tagger that was not trained on it.
pub(super) fn tag_by_jackknife(
    sentences: &[TreebankSentence],
    lexicon: Option<&Lexicon<'_>>,
    settings: &TaggerSettings,
    tell: ReportFn<'_>,
) -> Vec<Vec<WordTag>> {
    let mut tags = vec![Vec::new(); sentences.len()];
    for fold in 0..N_FOLDS {
        let is_inside = |sentence: &TreebankSentence| {
            sentence.number / FOLD_BLOCK_SENTENCES % N_FOLDS as usize == fold as usize
        };
        let others = sentences.iter().filter(|sentence| !is_inside(sentence));
        let others: Vec<&GoldSentence> = others.map(|sentence| &sentence.gold).collect();
        let dictionary = build_dictionary(&others, settings);
        let mut examples = describe_words(&others, &dictionary, lexicon);
        let model = train_model(&mut examples, fold, settings);
        let file = seal_sections(
            "",
            &[dictionary, pack_weights(&model, settings.max_buckets)],
        );
        if let Some(tagger) = PartOfSpeechTagger::new(&file, lexicon) {
            let mut scratch = TaggerScratch::default();
            let inside = sentences.iter().zip(&mut tags);
            for (sentence, tags) in inside.filter(|(sentence, _)| is_inside(sentence)) {
                let tokens = &sentence.gold.tokens;
                let forms: Vec<&str> = tokens.iter().map(|token| token.form.as_str()).collect();
                tagger.tag(&forms, &mut scratch, tags);
            }
        }
        tell(TrainingEvent::Step(&format!(
            "tagger without part {} of {N_FOLDS}",
            fold + 1
        )));
    }
    tags
}

/// A sentence to learn from: its words and their tags.
type TaggedExample = (Vec<WordForm>, Vec<WordTag>);

/// Returns the sentences with their words described.
fn describe_words(
    sentences: &[&GoldSentence],
    dictionary: &[u8],
    lexicon: Option<&Lexicon<'_>>,
) -> Vec<TaggedExample> {
    let dictionary = TagDictionary::new(dictionary).unwrap_or_default();
    let mut buffer = String::new();
    let mut examples = Vec::new();
    for sentence in sentences {
        let words = sentence.tokens.iter();
        let words = words
            .map(|token| WordForm::describe(&token.form, lexicon, &dictionary, &mut buffer))
            .collect();
        let tags = sentence.tokens.iter().map(|token| token.tag);
        examples.push((words, tags.collect()));
    }
    examples
}

/// Trains one model. The seed decides the order of the sentences.
fn train_model(
    examples: &mut [TaggedExample],
    seed: u32,
    settings: &TaggerSettings,
) -> WeightRows<{ WordTag::COUNT }> {
    let mut perceptron = Perceptron::new(settings.min_updates);
    let mut random = SplitMix64::new(u64::from(seed));
    for _ in 0..settings.n_epochs {
        random.shuffle(examples);
        for (words, tags) in examples.iter() {
            learn_sentence(&mut perceptron, words, tags);
        }
    }
    perceptron.averages()
}

fn learn_sentence(
    perceptron: &mut Perceptron<{ WordTag::COUNT }>,
    words: &[WordForm],
    tags: &[WordTag],
) {
    let mut before = [WordTag::default(); 2];
    for (at, (word, gold)) in words.iter().zip(tags).enumerate() {
        let tag = word.certain_tag().unwrap_or_else(|| {
            let hashes = token_features(words, at, before);
            let guess = best_class(&perceptron.score(&hashes));
            if guess == gold.index() {
                perceptron.pass();
            } else {
                perceptron.learn(&hashes, N_BOOSTED_FEATURES, gold.index(), guess);
            }
            WordTag::from_index(guess)
        });
        before = [tag, before[0]];
    }
}

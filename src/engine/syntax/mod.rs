//! Owns grammar: parts of speech, and dependencies between the words of a sentence.
//!
//! Both models are greedy and linear: a sum of the weights of hashed features decides each step. They are pure, total on
//! any input, and allocate nothing for a token once their working memory has grown. The weights lie in `assets/syntax`,
//! made by `pullquote train syntax`, and are used in place. The tags are those of [`WordTag`], the relations those of
//! Universal Dependencies. Tokens are as the engine's tokenizer cuts them; a sentence with more than
//! [`MAX_SENTENCE_TOKENS`] is tagged and not parsed.
//!
//! Read `tagger/mod.rs` first, then `parser/mod.rs`.
//!
//! ```
//! use pullquote::engine::syntax::{
//!     DependencyTree, ParserState, TaggerScratch, UniversalTag, dependency_parser, speech_tagger,
//! };
//!
//! let tagger = speech_tagger().expect("the shipped weights");
//! let parser = dependency_parser().expect("the shipped weights");
//! // Working memory, kept between sentences.
//! let (mut scratch, mut state) = (TaggerScratch::default(), ParserState::default());
//! let (mut tags, mut tree) = (Vec::new(), DependencyTree::default());
//!
//! let tokens = ["The", "mayor", "of", "Oslo", "sold", "the", "old", "ferry", "."];
//! tagger.tag(&tokens, &mut scratch, &mut tags);
//! assert_eq!(tags[4].universal(), UniversalTag::Verb);
//!
//! parser.parse(scratch.words(), &tags, &mut state, &mut tree);
//! assert_eq!(tree.root(), Some(4));
//! assert_eq!(tree.head(1), Some(4));
//! assert_eq!(tree.relation(1).name(), "nsubj");
//! assert_eq!(tree.dependents(1).collect::<Vec<_>>(), [0, 3]);
//! ```
//!
//! A caller that keeps something for each distinct word may keep its [`WordForm`] too, from
//! [`PartOfSpeechTagger::describe`], and call [`PartOfSpeechTagger::tag_words`].

mod action_table;
mod dependency_tree;
pub(super) mod lazy_tags;
pub(super) mod noun_phrase;
mod open_class;
mod parser;
pub(super) mod part_of_speech;
mod relation;
pub(super) mod shipped_weights;
mod tag_dictionary;
mod tag_set;
mod tagger;
mod treebank;
mod weight_table;
pub(super) mod word_form;

pub use action_table::{ACTIONS, ActionTable, pack_actions};
pub use dependency_tree::DependencyTree;
pub use parser::{
    ACTION_FEATURES, ARC_FEATURES, DependencyParser, MAX_SENTENCE_TOKENS, ParserAction,
    ParserState, action_features, arc_features,
};
pub use relation::Relation;
pub use shipped_weights::{dependency_parser, speech_tagger};
pub use tag_dictionary::{FIRST_CERTAIN_CLASS, TagDictionary, pack_dictionary};
pub use tag_set::{UniversalTag, WordTag};
pub use tagger::{PartOfSpeechTagger, TOKEN_FEATURES, TaggerScratch, token_features};
pub use treebank::{BadTreebank, GoldSentence, GoldToken, parse_treebank};
pub use weight_table::{WeightTable, hash_feature, pack_rows};
pub use word_form::{WordForm, hash_lower_word};

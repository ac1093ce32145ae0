//! Owns written numbers: the words that they consist of, the subtokens at the boundaries of digits and letters, and
//! their grammar, which figures and dates share.
//!
//! Knows nothing about units beyond their names, about dates, or about the meaning of a number.

mod digits;
mod figure_classes;
mod grammar;
mod grammar_word_set;
mod grammar_words;
mod grouping;
mod list_kind;
pub(in crate::engine) mod modifier;
mod named_enum;
mod period;
mod powers;
mod range;
mod subtoken;
mod subtokenize;
mod token_cut;
mod word_flags;
mod words;

pub(in crate::engine) use figure_classes::FigureClass;
pub(in crate::engine) use grammar::{Number, NumberForm, read_number};
pub(in crate::engine) use grammar_words::GrammarWord;
pub(in crate::engine) use grouping::spaced_groups;
pub(in crate::engine) use period::{DayPart, Period, Season};
pub(in crate::engine) use powers::is_power_after;
pub(in crate::engine) use range::{NumberSpan, find_second_number, read_span, share_scale};
pub(in crate::engine) use subtoken::{StepBack, SubtokenClass, SubtokenLine};
pub(in crate::engine) use subtokenize::SubtokenLines;
pub(in crate::engine) use token_cut::{TokenCut, cut_token};
pub(in crate::engine) use words::{NumericFlags, NumericWord, UnitRef, known_word};

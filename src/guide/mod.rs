//! Guide for people who read or change the code. Start with [`architecture`].

#[doc = include_str!("architecture.md")]
pub mod architecture {}

#[doc = include_str!("key_press.md")]
pub mod key_press {}

#[doc = include_str!("article_life.md")]
pub mod article_life {}

#[doc = include_str!("extending.md")]
pub mod extending {}

#[doc = include_str!("rules.md")]
pub mod rules {}

#[doc = include_str!("contributing.md")]
pub mod contributing {}

#[doc = include_str!("security.md")]
pub mod security {}

#[doc = include_str!("glossary.md")]
pub mod glossary {}

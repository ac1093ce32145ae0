//! All names of a page with their normalized form, title, and kind as tagged.

use std::ops::Range;
use std::sync::Arc;

use super::person::PersonName;
use super::word_ids::WordIds;
use crate::annotation::{Confidence, EntityKind, RuleId};
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::name_words::{NameWord, Title};
use crate::engine::lexeme::normalize::{fold_name, without_possessive};
use crate::engine::lexeme::traits::Gender;
use crate::engine::{Case, Found, Name, Page};
use crate::text::ByteRange;

/// A name at one place in the text.
pub(super) struct NameMention<'a> {
    /// The range of the name, without titles and possessives.
    pub(super) range: ByteRange,
    /// The tokens of the name.
    pub(super) tokens: Range<usize>,
    /// The form of the name, an index into [`MentionTable::forms`].
    pub(super) form: usize,
    /// The kind of entity that it names, as far as known.
    pub(super) kind: EntityKind,
    /// The title before the name, such as "Mr.".
    pub(super) title: Option<Title>,
    /// The canonical name that a rule of the user gives it.
    pub(super) canonical: Option<&'a String>,
    /// The rule or model that found it or changed it last.
    pub(super) by: RuleId,
    /// The confidence of that rule or model.
    pub(super) confidence: Confidence,
}

/// A distinct spelling of a name, shared by all mentions with the same normalized text.
pub(super) struct SurfaceForm<'a> {
    /// The text at the first mention that is not all in capitals.
    pub(super) text: &'a str,
    /// The normalized text; see [`fold_name`].
    pub(super) key: Arc<str>,
    /// The text parsed as a person's name.
    pub(super) person: Arc<PersonName>,
    /// Whether all letters are capitals at every mention, and there are at least two.
    pub(super) is_capitals: bool,
}

/// All names of a page, in order, with their forms.
pub(super) struct MentionTable<'a> {
    /// The mentions, in text order.
    pub(super) items: Vec<NameMention<'a>>,
    /// The forms, in the order of their first mention.
    pub(super) forms: Vec<SurfaceForm<'a>>,
    /// The fallback for an invalid index, which is used only if there is a bug.
    nothing: SurfaceForm<'a>,
    /// The properties of names and their words that do not depend on the page.
    cache: NameCache,
}

/// A cache of the properties of names, by their text, and the ids of their words. Many names are in the news for weeks.
#[derive(Default)]
pub(in crate::engine) struct NameCache {
    names: HashMap<Box<str>, KnownName>,
    words: WordIds,
}

/// The properties of a name that do not depend on the page.
#[derive(Clone)]
struct KnownName {
    key: Arc<str>,
    person: Arc<PersonName>,
    is_capitals: bool,
}

/// The maximum number of names kept from page to page. If there are more after a page, all are dropped. A name takes
/// about 0.3 kB.
const MAX_KEPT_NAMES: usize = 4000;

impl<'a> MentionTable<'a> {
    /// Returns the names of a page, without those that have no letter or digit. The cache holds the names of earlier
    /// pages.
    pub(super) fn new(page: &Page<'a>, names: &'a [Found<Name>], cache: NameCache) -> Self {
        let mut mentions = Self {
            items: Vec::with_capacity(names.len()),
            forms: Vec::new(),
            nothing: SurfaceForm {
                text: "",
                key: Arc::from(""),
                person: Arc::default(),
                is_capitals: false,
            },
            cache,
        };
        let mut by_text = HashMap::default();
        let mut by_key = HashMap::default();
        for name in names {
            let (range, tokens, title) = trim_name(page, name);
            let text = page.text().slice(range);
            let form = if let Some(&form) = by_text.get(text) {
                form
            } else {
                let form = mentions.form(text, &mut by_key);
                by_text.insert(text, form);
                form
            };
            let is_name = mentions
                .forms
                .get(form)
                .is_some_and(|form| !form.key.is_empty());
            if is_name {
                mentions.items.push(NameMention {
                    range,
                    tokens,
                    form,
                    kind: name.what.kind,
                    title,
                    canonical: name.what.canonical.as_ref(),
                    by: name.by,
                    confidence: name.confidence,
                });
            }
        }
        mentions
    }

    /// Returns the cache for the next page, which is empty if it has too many names.
    pub(super) fn into_cache(self) -> NameCache {
        if self.cache.names.len() <= MAX_KEPT_NAMES {
            self.cache
        } else {
            NameCache::default()
        }
    }

    /// Returns the normalized words by id.
    pub(super) const fn words(&self) -> &WordIds {
        &self.cache.words
    }

    /// Returns the form of a mention.
    pub(super) fn form_of(&self, mention: &NameMention<'_>) -> &SurfaceForm<'a> {
        self.forms.get(mention.form).unwrap_or(&self.nothing)
    }

    fn form(&mut self, text: &'a str, by_key: &mut HashMap<Arc<str>, usize>) -> usize {
        let KnownName {
            key,
            person,
            is_capitals,
        } = self.told(text);
        if let Some(&index) = by_key.get(&key) {
            if let Some(form) = self.forms.get_mut(index)
                && form.is_capitals
                && !is_capitals
            {
                form.is_capitals = false;
                form.text = text;
            }
            return index;
        }
        by_key.insert(key.clone(), self.forms.len());
        self.forms.push(SurfaceForm {
            text,
            key,
            person,
            is_capitals,
        });
        self.forms.len() - 1
    }
}

impl MentionTable<'_> {
    /// Returns the properties of a name that do not depend on the page.
    fn told(&mut self, text: &str) -> KnownName {
        if let Some(known) = self.cache.names.get(text) {
            return known.clone();
        }
        let known = KnownName {
            key: fold_name(text).into(),
            person: Arc::new(PersonName::parse(text, &mut self.cache.words)),
            is_capitals: is_capitals(text),
        };
        self.cache.names.insert(text.into(), known.clone());
        known
    }
}

/// Returns whether there are at least two letters and all are capitals.
fn is_capitals(text: &str) -> bool {
    let mut n_letters = 0;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if c.is_lowercase() {
            return false;
        }
        n_letters += 1;
    }
    n_letters >= 2
}

/// Returns the token's lower-case form without a final dot, as titles are written in the lexicon.
pub(super) fn word_without_dot<'p>(page: &'p Page<'_>, token: usize) -> &'p str {
    page.lower(token).trim_end_matches('.')
}

/// Returns the range and tokens of a name without titles and possessive, and the title at its start or before it.
fn trim_name(page: &Page<'_>, name: &Found<Name>) -> (ByteRange, Range<usize>, Option<Title>) {
    let mut tokens = page.tokens_in(name.range);
    if page.range_of(tokens.clone()) != name.range {
        let text = page.text().slice(name.range);
        let len = without_possessive(text).len();
        let start = name.range.start().index() + (text.len() - text.trim_start().len());
        return (ByteRange::of(start, start + len), tokens, None);
    }
    // The rules of the names pass put the possessive into a name only where it belongs to it: "Macy's said".
    let has_own_mark = name.what.kind == EntityKind::Organization && tokens.len() == 2;
    while tokens.len() > 1 && !has_own_mark && matches!(page.lower(tokens.end - 1), "'s" | "'") {
        tokens.end -= 1;
    }
    while tokens.len() > 1 && page.naming(tokens.start).is(NameWord::Possessive) {
        tokens.start += 1;
    }
    let has_article = matches!(
        name.what.kind,
        EntityKind::Organization | EntityKind::Group | EntityKind::Person
    );
    if has_article && tokens.len() > 1 && page.lower(tokens.start) == "the" {
        tokens.start += 1;
    }
    let mut title = None;
    if name.what.kind == EntityKind::Person {
        while tokens.len() > 1 && page.naming(tokens.start).is_honorific() {
            title = stronger_title(title, page.naming(tokens.start).title());
            tokens.start += 1;
        }
    }
    let mut at = tokens.start;
    while let Some(before) = at.checked_sub(1)
        && let Some(found) = title_at(page, before)
        && tokens.start - before <= 3
    {
        title = stronger_title(title, Some(found));
        at = before;
    }
    (page.range_of(tokens.clone()), tokens, title)
}

fn title_at(page: &Page<'_>, token: usize) -> Option<Title> {
    let case = page.tokens().get(token)?.case;
    if case == Case::Lower {
        return None;
    }
    page.naming(token).title()
}

/// Returns the more informative of two titles: the one that shows a gender, or else the nearer one.
fn stronger_title(nearer: Option<Title>, farther: Option<Title>) -> Option<Title> {
    match (nearer, farther) {
        (Some(a), Some(b)) if a.gender == Gender::Unknown && b.gender != Gender::Unknown => {
            Some(Title {
                gender: b.gender,
                ..a
            })
        }
        (None, other) | (other, _) => other,
    }
}

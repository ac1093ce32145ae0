//! Finds the fuller sense that a sense is a short form of, called its parent.
//!
//! A sense has at most one parent, and a parent is greater than its child in a fixed order of keys. So the senses form
//! a forest that does not depend on the order of the articles, and each tree is one entity of the library.

use super::block_keys::{initials, name_words};
use super::gazetteer::gazetteer;
use super::people::{fullness, given_names, may_be_same_person, surname};
use super::sense_key::{SenseClass, SenseKey};
use crate::annotation::EntityKind;

/// The minimum number of names that must occur together with both of two senses for them to be the same entity in spite
/// of different domains.
const MIN_SHARED_COMPANY: usize = 2;

/// A known sense with data from the articles that contain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownSense {
    /// The id of the sense.
    pub id: i64,
    /// The key of the sense.
    pub key: SenseKey,
    /// The names of the sense, in the form of `fold_name`.
    pub names: Vec<String>,
    /// The number of articles that contain the sense.
    pub n_articles: u32,
}

/// Returns the candidate that `child` is a short form of; `None` if there is no such candidate, or if there are several
/// and nothing decides between them. `n_shared` returns the number of names that occur in articles with both of two
/// senses, given by their ids.
pub fn find_parent<'c>(
    child: &KnownSense,
    candidates: &'c [KnownSense],
    n_shared: &dyn Fn(i64, i64) -> usize,
) -> Option<&'c KnownSense> {
    let finder = ParentFinder { child, n_shared };
    let others = || candidates.iter().filter(|other| other.key != child.key);
    match child.key.class {
        SenseClass::Person => finder.person(others()),
        SenseClass::Team => finder.team(others()),
        SenseClass::Kind(EntityKind::Group) => None,
        SenseClass::Kind(_) => finder.body(others()),
    }
}

struct ParentFinder<'a> {
    child: &'a KnownSense,
    n_shared: &'a dyn Fn(i64, i64) -> usize,
}

impl ParentFinder<'_> {
    fn shared(&self, other: &KnownSense) -> usize {
        (self.n_shared)(self.child.id, other.id)
    }

    fn person<'c>(&self, others: impl Iterator<Item = &'c KnownSense>) -> Option<&'c KnownSense> {
        let child = &self.child.key;
        let is_namesake = |other: &&KnownSense| {
            other.key.class == SenseClass::Person
                && surname(&other.key.words) == surname(&child.words)
                && may_be_same_person(&child.words, &other.key.words)
                && is_fuller(&other.key, child)
        };
        let namesakes: Vec<_> = others.filter(is_namesake).collect();
        let agreeing: Vec<_> = namesakes
            .iter()
            .copied()
            .filter(|other| self.is_one_domain(other))
            .collect();
        let in_domain: Vec<_> = agreeing
            .iter()
            .copied()
            .filter(|other| other.key.domain == child.domain)
            .collect();
        // A name of the same domain is nearer than one of none.
        self.only_person(&in_domain)
            .or_else(|| self.only_person(&agreeing))
    }

    /// Returns whether both senses have the same domain, one of them has no domain, or the same names occur in the
    /// articles of both.
    fn is_one_domain(&self, other: &KnownSense) -> bool {
        let (one, two) = (&self.child.key.domain, &other.key.domain);
        let is_full = !given_names(&self.child.key.words).is_empty();
        one == two
            || one.is_empty()
            || two.is_empty()
            || is_full && self.shared(other) >= MIN_SHARED_COMPANY
    }

    /// Returns the fullest of the candidates if all can be the same person; otherwise the one that shares the most
    /// accompanying names with the child.
    fn only_person<'c>(&self, candidates: &[&'c KnownSense]) -> Option<&'c KnownSense> {
        let fullest = candidates
            .iter()
            .copied()
            .max_by(|a, b| compare_fullness(&a.key, &b.key))?;
        let is_one = |other: &&KnownSense| {
            may_be_same_person(&other.key.words, &fullest.key.words)
                && (other.key.domain == fullest.key.domain
                    || other.key.domain.is_empty()
                    || fullest.key.domain.is_empty())
        };
        if candidates.iter().all(is_one) {
            return Some(fullest);
        }
        self.nearest(candidates)
    }

    /// Returns the candidate that shares the most accompanying names with the child; `None` if two share equally many,
    /// or none shares any.
    fn nearest<'c>(&self, candidates: &[&'c KnownSense]) -> Option<&'c KnownSense> {
        let mut by_company: Vec<_> = candidates
            .iter()
            .map(|other| (self.shared(other), *other))
            .collect();
        by_company.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        match by_company.as_slice() {
            [(n, only)] if *n > 0 => Some(only),
            [(n, first), (next, _), ..] if n > next => Some(first),
            _ => None,
        }
    }

    fn team<'c>(&self, others: impl Iterator<Item = &'c KnownSense>) -> Option<&'c KnownSense> {
        let child = &self.child.key;
        let own = child.words.join(" ");
        let core = name_words(child);
        // "FC" distinguishes no two clubs; "City" and "United" do.
        let words = child.words.iter().map(String::as_str);
        let distinct: Vec<&str> = words
            .filter(|word| !gazetteer().is_word("form", word))
            .collect();
        let is_wider = |other: &&KnownSense| {
            !distinct.is_empty()
                && other.key.class == SenseClass::Team
                && other.key.domain == child.domain
                && is_fuller(&other.key, child)
                && (other.names.contains(&own) || is_subset(&distinct, &other.key.words))
        };
        let wider: Vec<_> = others.filter(is_wider).collect();
        // Of "AC Milan" and "Inter Milan", "Milan" is the one that adds only a word of clubs.
        let is_same_core = |other: &&&KnownSense| {
            let all_words = child
                .words
                .iter()
                .all(|word| other.key.words.contains(word));
            all_words && name_words(&other.key).len() == core.len()
        };
        let same: Vec<_> = wider
            .iter()
            .copied()
            .filter(|other| is_same_core(&other))
            .collect();
        only(&same)
            .or_else(|| only(&wider))
            .or_else(|| self.nearest(&wider))
    }

    fn body<'c>(&self, others: impl Iterator<Item = &'c KnownSense>) -> Option<&'c KnownSense> {
        let child = &self.child.key;
        let own = child.words.join(" ");
        let core = name_words(child);
        let is_wider = |other: &&KnownSense| {
            !matches!(
                other.key.class,
                SenseClass::Person | SenseClass::Kind(EntityKind::Group)
            ) && is_fuller(&other.key, child)
                && is_one_kind(child, &other.key)
                && (name_words(&other.key) == core
                    || other.names.contains(&own)
                    || child.domain.is_empty()
                        && initials(&other.key).is_some_and(|initials| initials == own))
        };
        let wider: Vec<_> = others.filter(is_wider).collect();
        only(&wider).or_else(|| {
            let same: Vec<_> = wider
                .iter()
                .copied()
                .filter(|other| name_words(&other.key) == core)
                .collect();
            let fullest = same
                .iter()
                .copied()
                .max_by(|a, b| compare_fullness(&a.key, &b.key));
            let is_one = same.iter().all(|other| other.key.domain == child.domain);
            fullest.filter(|_| is_one).or_else(|| self.nearest(&wider))
        })
    }
}

/// Returns whether senses of these two classes can be the same entity: organizations of different countries cannot, and
/// a place can be an organization only if it is not a known place.
fn is_one_kind(child: &SenseKey, other: &SenseKey) -> bool {
    let place = SenseClass::Kind(EntityKind::Place);
    if child.class == place || other.class == place {
        let name = child.words.join(" ");
        let is_known = gazetteer().country_of(&name).is_some();
        let is_team = other.class == SenseClass::Team || child.class == SenseClass::Team;
        return !is_team && (child.class == other.class || is_known && child.words == other.words);
    }
    other.class == SenseClass::Team || child.domain == other.domain || child.domain.is_empty()
}

/// Returns the only candidate. Several candidates with the same words count as one, and the last of them is returned.
fn only<'c>(candidates: &[&'c KnownSense]) -> Option<&'c KnownSense> {
    let (first, rest) = candidates.split_first()?;
    rest.is_empty().then_some(first)
}

fn is_subset(words: &[&str], of: &[String]) -> bool {
    words
        .iter()
        .all(|word| of.iter().any(|other| other == word))
}

/// Returns whether the first key is fuller than the second. A parent is always fuller than its child.
fn is_fuller(one: &SenseKey, other: &SenseKey) -> bool {
    compare_fullness(one, other) == std::cmp::Ordering::Greater
}

/// Orders keys: persons by how complete their given names are, others by number of words; then by class; then keys
/// without a domain before those with one; then by key.
fn compare_fullness(one: &SenseKey, other: &SenseKey) -> std::cmp::Ordering {
    let rank = |key: &SenseKey| {
        let n = if key.class == SenseClass::Person {
            fullness(&key.words)
        } else {
            key.words.len()
        };
        // Of two kinds of one name the place is the parent, and the team of bodies.
        let class = match key.class {
            SenseClass::Team => 3,
            SenseClass::Kind(EntityKind::Place) => 2,
            SenseClass::Person | SenseClass::Kind(EntityKind::Organization) => 1,
            SenseClass::Kind(_) => 0,
        };
        (n, class, !key.domain.is_empty())
    };
    rank(one).cmp(&rank(other)).then_with(|| one.cmp(other))
}

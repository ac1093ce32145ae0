//! Collects the senses of many articles in memory and groups them into entities. The library does the same in SQL
//! tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::block_keys::{MAX_BLOCK_SENSES, block_keys};
use super::folded::fold_name;
use super::senses::{NameSense, Senses};
use super::ties::{KnownSense, find_parent};

/// The senses of the articles added so far.
#[derive(Debug, Default)]
pub struct Catalogue {
    senses: Vec<KnownSense>,
    parents: Vec<Option<usize>>,
    by_key: HashMap<String, usize>,
    /// The indices of the senses that belong to each block.
    members: HashMap<String, Vec<usize>>,
    /// The indices of the senses that search for fuller senses in each block.
    lookers: HashMap<String, Vec<usize>>,
    company: Vec<BTreeSet<usize>>,
}

impl Catalogue {
    /// Adds the senses of an article. Returns the index of each in the catalogue, in the same order.
    pub fn add(&mut self, article: &Senses) -> Vec<usize> {
        let numbers: Vec<usize> = article
            .senses
            .iter()
            .map(|sense| self.number(sense))
            .collect();
        for one in &numbers {
            let others = numbers.iter().filter(|other| *other != one);
            if let Some(company) = self.company.get_mut(*one) {
                company.extend(others);
            }
        }
        let changed: BTreeSet<usize> = numbers.iter().copied().collect();
        for number in changed {
            self.tie_around(number);
        }
        numbers
    }

    /// Returns the entity that a sense belongs to: the index of the fullest sense in its group.
    pub fn entity(&self, sense: usize) -> usize {
        let mut at = sense;
        while let Some(parent) = self.parents.get(at).copied().flatten() {
            at = parent;
        }
        at
    }

    /// Returns the key of a sense.
    pub fn key(&self, sense: usize) -> Option<String> {
        self.senses.get(sense).map(|sense| sense.key.to_string())
    }

    fn number(&mut self, sense: &NameSense) -> usize {
        let key = sense.key.to_string();
        let next = self.senses.len();
        let at = *self.by_key.entry(key).or_insert(next);
        if at == next {
            self.senses.push(KnownSense {
                id: i64::try_from(at).unwrap_or(i64::MAX),
                key: sense.key.clone(),
                names: Vec::new(),
                n_articles: 0,
            });
            self.parents.push(None);
            self.company.push(BTreeSet::new());
            let blocks = block_keys(&sense.key, &[]);
            for block in blocks.looks_in {
                self.lookers.entry(block).or_default().push(at);
            }
        }
        self.add_names(at, sense);
        at
    }

    /// Adds the names of a sense, and adds the sense to the blocks of these names.
    fn add_names(&mut self, at: usize, sense: &NameSense) {
        let Some(known) = self.senses.get_mut(at) else {
            return;
        };
        known.n_articles += 1;
        for name in std::iter::once(&sense.name).chain(&sense.aliases) {
            let folded = fold_name(name);
            if !known.names.contains(&folded) {
                known.names.push(folded);
            }
        }
        for block in block_keys(&known.key, &known.names).is_in {
            let members = self.members.entry(block).or_default();
            if !members.contains(&at) {
                members.push(at);
            }
        }
    }

    /// Finds the parent of a sense, and the parents of all senses that may have it as their parent.
    fn tie_around(&mut self, at: usize) {
        let Some(sense) = self.senses.get(at) else {
            return;
        };
        let blocks = block_keys(&sense.key, &sense.names);
        let lookers = blocks
            .is_in
            .iter()
            .filter_map(|block| self.lookers.get(block));
        let mut around: BTreeSet<usize> = lookers.flatten().copied().collect();
        around.insert(at);
        let found: BTreeMap<usize, Option<usize>> = around
            .into_iter()
            .map(|child| (child, self.parent(child)))
            .collect();
        for (child, parent) in found {
            if let Some(known) = self.parents.get_mut(child) {
                *known = parent;
            }
        }
    }

    fn parent(&self, child: usize) -> Option<usize> {
        let sense = self.senses.get(child)?;
        let blocks = block_keys(&sense.key, &sense.names).looks_in;
        let members = blocks
            .iter()
            .filter_map(|block| self.members.get(block))
            .flatten();
        let members: BTreeSet<usize> = members.copied().collect();
        let candidates: Vec<KnownSense> = members
            .into_iter()
            .take(MAX_BLOCK_SENSES)
            .filter_map(|member| self.senses.get(member).cloned())
            .collect();
        let company = |id: i64| usize::try_from(id).ok().and_then(|id| self.company.get(id));
        let n_shared = |one: i64, other: i64| match (company(one), company(other)) {
            (Some(one), Some(other)) => one.intersection(other).count(),
            _ => 0,
        };
        let parent = find_parent(sense, &candidates, &n_shared)?;
        usize::try_from(parent.id).ok()
    }
}

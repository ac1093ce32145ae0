//! Finds the entities that descriptions such as "the chancellor" and "the bank" refer to, if only one entity fits.

use std::ops::Range;

use super::cluster::Cluster;
use super::mention_table::{MentionTable, word_without_dot};
use super::phrase::NameGrid;
use crate::annotation::{EntityKind, MentionForm, RuleId};
use crate::engine::lexeme::hash::{HashMap, HashSet};
use crate::engine::lexeme::name_words::{self, NameWord, is_name_word};
use crate::engine::lexeme::word_classes::PosSet;
use crate::engine::{Case, FindingKind, Page, Rule, TokenClass};

/// The maximum number of words between "the" and the head noun.
const MAX_BEFORE: usize = 5;
/// The maximum number of entities with the same head noun. If there are more, the description is not resolved.
const MAX_SENSES: usize = 32;
/// The maximum number of sentences between an organisation's name and "the company".
const MAX_SENTENCES_BACK: usize = 3;

pub(super) static ROLE: Rule = Rule {
    id: RuleId("entities/role-alone"),
    summary: "“The chancellor” or “the bank” means the only entity of the article that is one.",
    needs: &[FindingKind::Names],
    finds: &[
        "Antony Blinken, the U.S. secretary of state, left on Monday. ⟦The secretary of state⟧ said little.",
        "The Bank of England cut rates on Thursday. ⟦The bank⟧ said that prices would fall.",
    ],
    silent: &[
        "President Joe Biden met President Emmanuel Macron. The president said no.",
        "The chancellor spoke in Berlin. German Chancellor Olaf Scholz left.",
    ],
};

pub(super) static COMPANY: Rule = Rule {
    id: RuleId("entities/the-company"),
    summary: "“The company” means the only organisation of the article so far, where no role says who it is.",
    needs: &[FindingKind::Names],
    finds: &[
        "Fourth-quarter earnings rose at Delmar Ports, ⟦the company⟧ said.",
        "A crane fell at Norrland Steel on Monday. ⟦The company⟧ said that nobody was hurt.",
    ],
    silent: &[
        "Delmar Ports and Halikon Shipping bid for the pier. The company said so.",
        "FBI agents came to the depot. The company said so.",
    ],
};

/// A mention by description ("the chancellor").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The tokens of the description, including "the".
    pub(super) tokens: Range<usize>,
    /// The entity that the description refers to, as an index into the clusters.
    pub(super) cluster: usize,
    /// The rule that found it.
    pub(super) by: RuleId,
    /// Whether the description is a role, or a short name after "the" ("the Commission").
    pub(super) form: MentionForm,
}

/// One description that can refer to an entity.
struct DescriptionSense {
    cluster: usize,
    /// The head noun, in lower case.
    head: String,
    /// All words of the description, normalized.
    words: Vec<String>,
    /// The token from which on the description is known.
    from: usize,
}

/// Returns the mentions by description, in order.
pub(super) fn find_descriptions(
    page: &Page<'_>,
    mentions: &MentionTable<'_>,
    clusters: &[Cluster],
) -> Vec<Description> {
    let grid = NameGrid { page, mentions };
    let senses = list_senses(&grid, clusters);
    let mut by_head: HashMap<&str, Vec<&DescriptionSense>> = HashMap::default();
    for sense in &senses {
        by_head.entry(&sense.head).or_default().push(sense);
    }
    let mut finder = DescriptionFinder {
        owners: cluster_of_mentions(mentions, clusters),
        latest: vec![None; clusters.len()],
        latest_organization: None,
        only_organization: None,
        n_organizations: 0,
        n_spots: 0,
        grid,
        clusters,
        by_head,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.tokens().len() {
        if page.lower(at) == "the"
            && let Some(description) = finder.find_at(at)
        {
            at = description.tokens.end;
            found.push(description);
        } else {
            at += 1;
        }
    }
    found
}

/// Returns the cluster of each name.
fn cluster_of_mentions(mentions: &MentionTable<'_>, clusters: &[Cluster]) -> Vec<Option<usize>> {
    let mut owners = vec![None; mentions.items.len()];
    for (index, cluster) in clusters.iter().enumerate() {
        for at in &cluster.mentions {
            if let Some(owner) = owners.get_mut(*at) {
                *owner = Some(index);
            }
        }
    }
    owners
}

fn list_senses(grid: &NameGrid<'_, '_>, clusters: &[Cluster]) -> Vec<DescriptionSense> {
    let mut senses = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for (index, cluster) in clusters.iter().enumerate() {
        for role in &cluster.roles {
            let head = word_without_dot(grid.page, role.head);
            let head = name_words::role_of_title(head).unwrap_or(head);
            // A head with more senses than that is never resolved: storing all of them would only cost memory.
            let n = counts.entry(head).or_default();
            *n += 1;
            if *n > MAX_SENSES + 1 {
                continue;
            }
            let mut words = grid.words(role.tokens.clone());
            words.push(head.to_owned());
            senses.push(DescriptionSense {
                cluster: index,
                head: head.to_owned(),
                words,
                from: role.tokens.end,
            });
        }
        if cluster.kind == EntityKind::Organization {
            senses.extend(by_name(grid, index, cluster));
        }
    }
    senses
}

/// Returns the descriptions that an organisation's name implies: "the bank" for the Bank of England.
fn by_name(grid: &NameGrid<'_, '_>, index: usize, cluster: &Cluster) -> Vec<DescriptionSense> {
    let mut forms: Vec<(usize, usize)> = Vec::new();
    let mut seen = HashSet::default();
    for mention in cluster
        .mentions
        .iter()
        .filter_map(|at| grid.mentions.items.get(*at))
    {
        if seen.insert(mention.form) {
            forms.push((mention.form, mention.tokens.end));
        }
    }
    let mut senses = Vec::new();
    for (form, from) in forms {
        let Some(form) = grid.mentions.forms.get(form) else {
            continue;
        };
        let words: Vec<String> = form.key.split(' ').map(str::to_owned).collect();
        let Some(head) = head_of_name(&words) else {
            continue;
        };
        let is_company = name_words::is_company_form(head);
        let head = if is_company { "company" } else { head }.to_owned();
        let mut words = words;
        if is_company {
            words.push(head.clone());
        }
        senses.push(DescriptionSense {
            cluster: index,
            head,
            words,
            from,
        });
    }
    senses
}

/// Returns the noun in the name of an organisation that says what it is: the word before "of", or the last. `None` for
/// a name of one word.
fn head_of_name(words: &[String]) -> Option<&str> {
    if words.len() < 2 {
        return None;
    }
    let of = words
        .iter()
        .position(|word| matches!(word.as_str(), "of" | "for"));
    let head = match of {
        Some(of) => words.get(of.checked_sub(1)?)?,
        None => words.last()?,
    };
    let is_head = name_words::entity_lexicon()
        .role(head)
        .is_some_and(|role| role.is_organization);
    // "Group" and "Holdings" say no more than "company".
    (is_head && head != "group" || name_words::is_company_form(head)).then_some(head.as_str())
}

struct DescriptionFinder<'p, 'a, 's> {
    grid: NameGrid<'p, 'a>,
    clusters: &'p [Cluster],
    owners: Vec<Option<usize>>,
    by_head: HashMap<&'s str, Vec<&'s DescriptionSense>>,
    /// The token of each cluster's latest name or description so far.
    latest: Vec<Option<usize>>,
    /// The cluster of the latest organisation's name so far.
    latest_organization: Option<usize>,
    /// The cluster of the first organisation named so far.
    only_organization: Option<usize>,
    /// The number of different organisations named so far, at most 2.
    n_organizations: u8,
    /// The number of names before the current token.
    n_spots: usize,
}

impl DescriptionFinder<'_, '_, '_> {
    /// Returns the description that begins with the article at token `the`, by the first rule that finds one.
    fn find_at(&mut self, the: usize) -> Option<Description> {
        self.move_to(the);
        let page = self.grid.page;
        let by_role = page.allows(&ROLE).then(|| self.describe(the));
        by_role
            .flatten()
            .or_else(|| self.company(the).filter(|_| page.allows(&COMPANY)))
    }

    /// Returns the description that begins with the article at token `the`.
    fn describe(&mut self, the: usize) -> Option<Description> {
        let page = self.grid.page;
        let end = self.grid.sentence_end(the);
        let last = end.min(the + 2 + MAX_BEFORE);
        let mut head = the + 1;
        while head < last && !self.by_head.contains_key(word_without_dot(page, head)) {
            if self.grid.is_mark(head) || page.naming(head).is_stop() {
                return None;
            }
            head += 1;
        }
        let senses = self.by_head.get(word_without_dot(page, head))?;
        if head >= last || senses.len() > MAX_SENSES {
            return None;
        }
        if self.grid.mention_at(head).is_some() {
            return None;
        }
        let tail = self.tail(head, end)?;
        let words = self.grid.words(the + 1..tail);
        let mut fitting: Vec<usize> = Vec::new();
        for sense in senses {
            if sense.from <= the
                && fits_role(&sense.words, &words)
                && !fitting.contains(&sense.cluster)
            {
                fitting.push(sense.cluster);
            }
        }
        let cluster = self.choose(&fitting, the, word_without_dot(page, head))?;
        if self.is_apposition(tail, cluster) {
            return None;
        }
        if let Some(latest) = self.latest.get_mut(cluster) {
            *latest = Some(the);
        }
        let is_short = self.is_short_name(the + 1..tail, cluster);
        Some(Description {
            tokens: the + usize::from(is_short)..tail,
            cluster,
            by: ROLE.id,
            form: if is_short {
                MentionForm::Short
            } else {
                MentionForm::Role
            },
        })
    }

    /// Returns whether the words after "the" are capitalised like the organisation's name: "the Commission".
    fn is_short_name(&self, tokens: Range<usize>, cluster: usize) -> bool {
        let kind = self.clusters.get(cluster).map(|cluster| cluster.kind);
        let mut words = tokens.filter_map(|at| self.grid.page.tokens().get(at));
        kind == Some(EntityKind::Organization) && words.all(|token| token.case == Case::Title)
    }

    /// Returns the organisation that "the company" at token `the` refers to if no description fits: the only one named
    /// so far in the article, if its name can be that of a company.
    fn company(&self, the: usize) -> Option<Description> {
        let head = the + 1;
        let page = self.grid.page;
        if !page.naming(head).is(NameWord::FirmNoun) || self.n_organizations != 1 {
            return None;
        }
        let cluster = self.only_organization?;
        let known = self.clusters.get(cluster)?;
        let first = self.grid.mentions.items.get(*known.mentions.first()?)?;
        let form = self.grid.mentions.form_of(first);
        let words: Vec<String> = form.key.split(' ').map(str::to_owned).collect();
        let is_other = head_of_name(&words).is_some_and(|head| !name_words::is_company_form(head))
            || name_words::entity_lexicon().full_name(&form.key).is_some()
            || form.is_capitals
            || words.iter().any(|word| word == "and")
            || !known.roles.is_empty();
        let tail = self.tail(head, self.grid.sentence_end(the))?;
        // Elsewhere it may be any company that the text speaks of.
        let cue_before = the
            .checked_sub(1)
            .is_some_and(|at| page.speech(at).cue.is_some());
        let speaks = page.speech(tail).cue.is_some() || cue_before;
        self.choose(&[cluster], the, page.lower(head))
            .filter(|_| speaks && !is_other && tail == head + 1)
            .map(|cluster| Description {
                tokens: the..tail,
                cluster,
                by: COMPANY.id,
                form: MentionForm::Role,
            })
    }

    /// Records the names before a token.
    fn move_to(&mut self, token: usize) {
        while let Some(mention) = self.grid.mentions.items.get(self.n_spots)
            && mention.tokens.start < token
        {
            let owner = self.owners.get(self.n_spots).copied().flatten();
            if let Some(latest) = owner.and_then(|owner| self.latest.get_mut(owner)) {
                *latest = Some(mention.tokens.start);
            }
            if mention.kind == EntityKind::Organization {
                self.latest_organization = owner;
                if self.only_organization.is_none() {
                    self.only_organization = owner;
                    self.n_organizations = 1;
                } else if self.only_organization != owner {
                    self.n_organizations = 2;
                }
            }
            self.n_spots += 1;
        }
    }

    /// Returns the end of the phrase with this head noun; `None` if another noun or a name follows the head.
    fn tail(&self, head: usize, end: usize) -> Option<usize> {
        let page = self.grid.page;
        let next = head + 1;
        if next >= end {
            return Some(next);
        }
        let word = page.lower(next);
        if word == "of" || word == "for" {
            let mut last = next + 1;
            while last < end
                && !self.grid.is_mark(last)
                && (matches!(page.lower(last), "the" | "and") || !page.naming(last).is_stop())
                && self.grid.mention_at(last).is_none_or(|index| {
                    let mention = self.grid.mentions.items.get(index);
                    mention.is_some_and(|mention| mention.kind != EntityKind::Person)
                })
                && !is_verb(page.lower(last))
            {
                last += 1;
            }
            return Some(last);
        }
        let is_word = page
            .tokens()
            .get(next)
            .is_some_and(|token| token.class == TokenClass::Word);
        let ends = self.grid.is_mark(next)
            || word == "'s"
            || is_word
                && self.grid.mention_at(next).is_none()
                && (page.naming(next).is_stop() || is_verb(word) || is_saying(page, next));
        ends.then_some(next)
    }

    /// Returns the cluster that the description refers to: the only one that fits, or the only fitting one that was
    /// named just before.
    fn choose(&self, fitting: &[usize], the: usize, head: &str) -> Option<usize> {
        let distance = |cluster: usize| {
            let latest = self.latest.get(cluster).copied().flatten()?;
            let page = self.grid.page;
            let here = page.tokens().get(the)?.range.start();
            let there = page.tokens().get(latest)?.range.start();
            Some(page.sentence_at(here)? - page.sentence_at(there)?)
        };
        let near = |cluster: &&usize| distance(**cluster).is_some_and(|distance| distance <= 2);
        let only = if let [only] = fitting {
            *only
        } else {
            let mut near = fitting.iter().filter(near);
            near.next().filter(|_| near.next().is_none()).copied()?
        };
        let is_vague = is_name_word(head, NameWord::VagueBody);
        if is_vague
            && (distance(only).is_none_or(|distance| distance > MAX_SENTENCES_BACK)
                || self.latest_organization != Some(only))
        {
            return None;
        }
        Some(only)
    }

    /// Returns whether the phrase describes the name after the comma: "the chancellor, Olaf Scholz".
    fn is_apposition(&self, tail: usize, cluster: usize) -> bool {
        let next = if self.grid.page.word(tail) == "," {
            tail + 1
        } else {
            tail
        };
        let Some(index) = self.grid.mention_at(next) else {
            return false;
        };
        let kind = self.clusters.get(cluster).map(|cluster| cluster.kind);
        let mention = self.grid.mentions.items.get(index);
        mention.map(|mention| mention.kind) == kind
    }
}

/// Returns whether the words describe the role: all of them occur in it, and no word is missing that would make it a
/// different role.
fn fits_role(role: &[String], words: &[String]) -> bool {
    let is_inside = words
        .iter()
        .all(|word| is_name_word(word, NameWord::RoleJoint) || role.contains(word));
    is_inside
        && role
            .iter()
            .filter(|word| name_words::is_lead(word))
            .all(|word| words.contains(word))
}

/// Returns whether a word is a reporting verb in the present tense: "the charity reports".
fn is_saying(page: &Page<'_>, token: usize) -> bool {
    let word = page.speech(token);
    word.cue.is_some() && word.classes.has(PosSet::THIRD)
}

/// Returns whether a word looks like a verb in the past tense.
fn is_verb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed")
}

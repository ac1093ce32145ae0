//! Writes the entities: canonical name, aliases, key, forms of the mentions, grammatical properties.

use std::borrow::Cow;

use super::cluster::Cluster;
use super::descriptions::Description;
use super::gender;
use super::mention_table::{MentionTable, NameMention, SurfaceForm};
use super::person::PersonName;
use super::phrase::NameGrid;
use super::royals;
use crate::annotation::{
    Confidence, Entity, EntityId, EntityKey, EntityKind, Mention, MentionForm,
};
use crate::engine::lexeme::name_words::entity_lexicon;
use crate::engine::lexeme::traits::{Gender, GrammaticalNumber, Traits};
use crate::engine::{Found, Page};
use crate::invariant::ExpectOr;

/// The entities and mentions of a document.
#[derive(Debug, Default)]
pub(in crate::engine) struct ResolvedNames {
    /// The entities, in order of their first mention.
    pub(in crate::engine) entities: Vec<Entity>,
    /// The grammatical properties of each entity, in the same order.
    pub(in crate::engine) traits: Vec<Traits>,
    /// The mentions, in order.
    pub(in crate::engine) mentions: Vec<Found<Mention>>,
}

/// Returns the mention for a description.
fn mention_of_role(page: &Page<'_>, description: &Description) -> Found<Mention> {
    let id = u32::try_from(description.cluster);
    let id = id.expect_or(u32::MAX, "an article has fewer names than bytes");
    Found {
        range: page.range_of(description.tokens.clone()),
        what: Mention {
            entity: EntityId(id),
            form: description.form,
        },
        by: description.by,
        // A description is less certain than a name.
        confidence: Confidence::percent(80),
    }
}

/// Returns the entities with their mentions.
pub(super) fn write_entities(
    page: &Page<'_>,
    mentions: &MentionTable<'_>,
    clusters: &[Cluster],
    described: &[Description],
) -> ResolvedNames {
    let grid = NameGrid { page, mentions };
    let mut resolved = ResolvedNames::default();
    let mut forms = ClusterForms::new(mentions);
    for (id, cluster) in (0..).zip(clusters) {
        let id = EntityId(id);
        let forms = forms.of(cluster);
        let fullest = fullest_form(cluster.kind, forms);
        let plain = name_of(cluster, fullest);
        let styled = royals::royal_styles(&grid, cluster);
        // A given name alone does not identify a ruler; the name of the land does.
        let whole = styled.iter().find(|style| style.contains(" of "));
        let name = whole.unwrap_or(&plain).clone();
        resolved.traits.push(traits_of(&grid, cluster, fullest));
        for mention in cluster
            .mentions
            .iter()
            .filter_map(|at| mentions.items.get(*at))
        {
            resolved.mentions.push(Found {
                range: mention.range,
                what: Mention {
                    entity: id,
                    form: form_of_mention(
                        cluster.kind,
                        mentions.form_of(mention),
                        fullest,
                        mentions,
                    ),
                },
                by: mention.by,
                confidence: mention.confidence,
            });
        }
        let key = key_of(cluster, &plain, fullest, mentions);
        let mut aliases: Vec<String> = styled;
        aliases.extend(forms.iter().map(|form| form.text.to_owned()));
        aliases.retain(|alias| *alias != name);
        resolved.entities.push(Entity {
            id,
            kind: cluster.kind,
            name,
            aliases,
            role: cluster
                .roles
                .first()
                .map(|role| page.range_of(role.tokens.clone())),
            key,
        });
    }
    resolved
        .mentions
        .extend(described.iter().map(|found| mention_of_role(page, found)));
    resolved
        .mentions
        .sort_by_key(|found| (found.range.start(), std::cmp::Reverse(found.range.end())));
    resolved
}

/// Collects the distinct forms of clusters.
struct ClusterForms<'s, 'a> {
    mentions: &'s MentionTable<'a>,
    /// For each form, the number of the last cluster that has it, counted from 1.
    seen: Vec<u32>,
    n_clusters: u32,
    /// The forms of the current cluster.
    found: Vec<&'s SurfaceForm<'a>>,
}

impl<'s, 'a> ClusterForms<'s, 'a> {
    fn new(mentions: &'s MentionTable<'a>) -> Self {
        Self {
            mentions,
            seen: vec![0; mentions.forms.len()],
            n_clusters: 0,
            found: Vec::new(),
        }
    }

    /// Returns the distinct forms of the next cluster, in order.
    fn of(&mut self, cluster: &Cluster) -> &[&'s SurfaceForm<'a>] {
        self.n_clusters += 1;
        self.found.clear();
        for mention in cluster
            .mentions
            .iter()
            .filter_map(|at| self.mentions.items.get(*at))
        {
            if let Some(seen) = self.seen.get_mut(mention.form)
                && *seen != self.n_clusters
            {
                *seen = self.n_clusters;
                self.found.push(self.mentions.form_of(mention));
            }
        }
        &self.found
    }
}

/// Returns the form with the most words; of several, the longest, then the first. A form in capitals only if there is
/// no other.
fn fullest_form<'s, 'a>(
    kind: EntityKind,
    forms: &[&'s SurfaceForm<'a>],
) -> Option<&'s SurfaceForm<'a>> {
    let fullness = |form: &SurfaceForm<'_>| {
        let n_words = match kind {
            EntityKind::Person => {
                form.person.parts.len() + usize::from(form.person.suffix.is_some())
            }
            _ => form.key.split(' ').count(),
        };
        (n_words, !form.is_capitals, form.key.len())
    };
    let mut best: Option<&'s SurfaceForm<'a>> = None;
    for form in forms {
        if best.is_none_or(|best| fullness(form) > fullness(best)) {
            best = Some(form);
        }
    }
    best
}

fn name_of(cluster: &Cluster, fullest: Option<&SurfaceForm<'_>>) -> String {
    if let Some(name) = &cluster.ruled {
        return name.clone();
    }
    let Some(form) = fullest else {
        return String::new();
    };
    let text = match form
        .text
        .strip_prefix("the ")
        .or_else(|| form.text.strip_prefix("The "))
    {
        Some(rest) if cluster.kind != EntityKind::Work && cluster.kind != EntityKind::Place => rest,
        _ => form.text,
    };
    // A dateline in capitals is no acronym.
    let is_shouted = match cluster.kind {
        EntityKind::Person => form.person.is_full() || form.key.len() > 4,
        EntityKind::Place => form.key.len() > 3 && !form.text.contains('.'),
        _ => false,
    };
    if form.is_capitals && is_shouted {
        return in_small_letters(text);
    }
    let mut name = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}

/// Returns a name in capitals as it is written in running text: lower case with an initial capital.
fn in_small_letters(text: &str) -> String {
    let mut is_first = true;
    let mut small = String::with_capacity(text.len());
    for c in text.chars() {
        if is_first {
            small.push(c);
        } else {
            small.extend(c.to_lowercase());
        }
        is_first = !c.is_alphabetic();
    }
    small
}

fn key_of(
    cluster: &Cluster,
    name: &str,
    fullest: Option<&SurfaceForm<'_>>,
    mentions: &MentionTable<'_>,
) -> EntityKey {
    if cluster.ruled.is_none() {
        if let Some(identity) = &cluster.identity {
            return EntityKey::new(cluster.kind, identity);
        }
        if let Some(form) = fullest.filter(|_| cluster.kind == EntityKind::Person) {
            return EntityKey::new(
                cluster.kind,
                &without_middle_initials(name, &form.person, mentions),
            );
        }
    }
    EntityKey::new(cluster.kind, name)
}

/// Returns the name without initials between given name and surname ("Donald J. Trump"), which only some articles
/// write.
fn without_middle_initials<'n>(
    name: &'n str,
    person: &PersonName,
    mentions: &MentionTable<'_>,
) -> Cow<'n, str> {
    let [first, .., _] = person.parts.as_slice() else {
        return name.into();
    };
    let is_whole = name.split(' ').all(|word| n_letters(word) > 1);
    if first.word().is_none() || is_whole {
        return name.into();
    }
    let suffix = person.suffix.map(|suffix| mentions.words().text(suffix));
    let kept = name.split(' ').filter(|word| {
        n_letters(word) > 1 || suffix.is_some_and(|suffix| word.to_lowercase().starts_with(suffix))
    });
    kept.collect::<Vec<_>>().join(" ").into()
}

fn n_letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

fn form_of_mention(
    kind: EntityKind,
    form: &SurfaceForm<'_>,
    fullest: Option<&SurfaceForm<'_>>,
    mentions: &MentionTable<'_>,
) -> MentionForm {
    let Some(fullest) = fullest else {
        return MentionForm::Name;
    };
    if kind == EntityKind::Person {
        let is_shorter = form.person.parts.len() < fullest.person.parts.len();
        // "Donald Trump" is no short form of "Donald J. Trump", "Ibáñez Luna" is one of "Gabriela Ibáñez Luna".
        let has_given_name = form
            .person
            .parts
            .first()
            .zip(fullest.person.parts.first())
            .is_some_and(|(own, given)| own.can_be(*given, mentions.words()));
        let is_short = is_shorter && (!form.person.is_full() || !has_given_name);
        return if is_short {
            MentionForm::Short
        } else {
            MentionForm::Name
        };
    }
    let n_letters = form.key.chars().count();
    let is_known = entity_lexicon().full_name(&form.key).is_some();
    let is_acronym = form.is_capitals
        && !form.key.contains(' ')
        && (2..=6).contains(&n_letters)
        && match kind {
            // "BRNO (AP)" is a dateline in capitals, not an abbreviation.
            EntityKind::Place => n_letters < 4 || form.text.contains('.'),
            _ => is_known || n_letters < 6 || form.text.contains('.'),
        };
    let is_short = form.key.split(' ').count() < fullest.key.split(' ').count();
    match (is_acronym, is_short) {
        (true, _) => MentionForm::Acronym,
        (_, true) if kind == EntityKind::Organization => MentionForm::Short,
        _ => MentionForm::Name,
    }
}

fn traits_of(
    grid: &NameGrid<'_, '_>,
    cluster: &Cluster,
    fullest: Option<&SurfaceForm<'_>>,
) -> Traits {
    match cluster.kind {
        EntityKind::Person => Traits {
            gender: gender_of(grid, cluster, fullest),
            number: GrammaticalNumber::One,
            is_human: true,
        },
        EntityKind::Group => Traits {
            gender: Gender::Unknown,
            number: GrammaticalNumber::Many,
            is_human: true,
        },
        _ => Traits::default(),
    }
}

fn gender_of(
    grid: &NameGrid<'_, '_>,
    cluster: &Cluster,
    fullest: Option<&SurfaceForm<'_>>,
) -> Gender {
    let places = cluster
        .mentions
        .iter()
        .filter_map(|at| grid.mentions.items.get(*at));
    let by_title = places
        .filter_map(|mention: &NameMention<'_>| mention.title)
        .map(|title| title.gender)
        .find(|gender| *gender != Gender::Unknown);
    let by_role = cluster
        .roles
        .iter()
        .map(|role| role.gender)
        .find(|gender| *gender != Gender::Unknown);
    by_title
        .or(by_role)
        .or(fullest.map(|form| form.person.gender))
        .filter(|gender| *gender != Gender::Unknown)
        .unwrap_or_else(|| gender::by_pronouns(grid, cluster))
}

//! Splits the entities of an article into senses. A sense is an entity in one use, with a key that is equal in all
//! articles.

use std::collections::{BTreeMap, HashMap};

use super::body_country::{common_body, country_before};
use super::folded::{FoldedText, fold_name};
use super::gazetteer::{Sport, gazetteer};
use super::mention_use::MentionPlace;
use super::sense_key::{SenseClass, SenseKey};
use super::sport::sport_of;
use super::team_names::{full_team_words, listed_team};
use crate::annotation::{Annotation, Annotations, Entity, EntityId, EntityKind, MentionForm};
use crate::article::Article;
use crate::text::ByteRange;

/// An entity of an article in one use, such as "Japan" for the football team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSense {
    /// The key, which is equal in all articles.
    pub key: SenseKey,
    /// The entity of the article that the sense belongs to.
    pub entity: EntityId,
    /// The longest name of the sense in the article.
    pub name: String,
    /// The other names of the sense in the article.
    pub aliases: Vec<String>,
}

/// The senses of an article, and the sense of each mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Senses {
    /// The senses, in order of their first mention.
    pub senses: Vec<NameSense>,
    /// The index of the sense of each mention, in the order of [`Annotations::mentions`].
    pub of_mentions: Vec<usize>,
    /// The index of the main sense of each entity. Entities without a mention are missing.
    pub of_entities: HashMap<EntityId, usize>,
}

/// Reads the senses of an article.
pub fn read_senses(article: &Article, found: &Annotations) -> Senses {
    let text = FoldedText::new(article.text().as_str());
    let reader = SenseReader {
        article,
        found,
        sport: sport_of(article, &text),
        country: main_country(found),
        text,
    };
    let mut senses = Senses::default();
    let mut known: HashMap<(EntityId, SenseKey), usize> = HashMap::new();
    let mut keys: HashMap<(EntityId, bool), SenseKey> = HashMap::new();
    for (item, mention) in found.mentions() {
        let Some(entity) = found.entity(mention.entity) else {
            continue;
        };
        let key = reader.key_of_mention(entity, item, mention.form, &mut keys);
        let at = *known.entry((entity.id, key.clone())).or_insert_with(|| {
            senses.senses.push(new_sense(entity, key));
            senses.senses.len() - 1
        });
        senses.of_mentions.push(at);
        senses.of_entities.entry(entity.id).or_insert(at);
        reader.add_alias(&mut senses, at, item, mention.form);
    }
    name_clubs_in_full(&mut senses);
    senses
}

/// Replaces the key of a team that is named only by a common club word ("United") with the key of the only team in the
/// article whose name ends with that word.
fn name_clubs_in_full(senses: &mut Senses) {
    let is_bare = |key: &SenseKey| {
        let mut words = key.words.iter();
        key.class == SenseClass::Team && words.all(|word| gazetteer().is_word("club", word))
    };
    let teams = senses.senses.iter().map(|sense| sense.key.clone());
    let teams: Vec<SenseKey> = teams
        .filter(|key| key.class == SenseClass::Team && !is_bare(key))
        .collect();
    for sense in senses.senses.iter_mut().filter(|sense| is_bare(&sense.key)) {
        let mut full = teams
            .iter()
            .filter(|team| team.words.last() == sense.key.words.last());
        if let (Some(team), None) = (full.next(), full.next()) {
            sense.key = team.clone();
        }
    }
}

/// Returns the country that an article mentions most often, by its name, its adjective or one of its cities.
fn main_country(found: &Annotations) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, mention) in found.mentions() {
        let name = found
            .entity(mention.entity)
            .map(|entity| fold_name(&entity.name));
        if let Some(country) = name.and_then(|name| gazetteer().country_of(&name)) {
            *counts.entry(country).or_default() += 1;
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, n)| *n);
    most.map(|(country, _)| country.to_owned())
}

/// Reads the senses of one article.
struct SenseReader<'a> {
    article: &'a Article,
    found: &'a Annotations,
    sport: Option<&'static Sport>,
    country: Option<String>,
    text: FoldedText,
}

impl SenseReader<'_> {
    fn words(&self, range: ByteRange) -> &str {
        self.article.text().slice(range)
    }

    fn place(&self, range: ByteRange) -> MentionPlace<'_> {
        MentionPlace::new(self.article.text().as_str(), range)
    }

    /// Returns the key of one mention. `keys` caches the keys of entities that have only one use in the article.
    fn key_of_mention(
        &self,
        entity: &Entity,
        item: &Annotation,
        form: MentionForm,
        keys: &mut HashMap<(EntityId, bool), SenseKey>,
    ) -> SenseKey {
        let has_name = !matches!(form, MentionForm::Role | MentionForm::Pronoun);
        let is_place = has_name && self.is_place_use(entity, item.range);
        if let Some(key) = keys.get(&(entity.id, is_place)).filter(|_| !is_place) {
            return key.clone();
        }
        if is_place {
            let own = fold_name(self.words(item.range));
            return place_key(if entity.kind == EntityKind::Place {
                &entity.name
            } else {
                &own
            });
        }
        let key = self.key_of_entity(entity, item);
        keys.insert((entity.id, false), key.clone());
        key
    }

    /// Returns whether a mention of a place or team means the place, in an article about a sport whose teams are named
    /// after places.
    fn is_place_use(&self, entity: &Entity, range: ByteRange) -> bool {
        let may_be_team = matches!(entity.kind, EntityKind::Place | EntityKind::Organization);
        if !may_be_team || !self.sport.is_some_and(|sport| sport.is_of_teams) {
            return false;
        }
        let own = fold_name(self.words(range));
        let lists = gazetteer();
        let is_country = lists.countries.contains_key(&own);
        let is_known = is_country || lists.cities.contains_key(&own);
        let place = self.place(range);
        match entity.kind {
            EntityKind::Place => place.is_place(is_country),
            // A body is a place only where the words are a place's name, or stand in a dateline.
            _ => place.is_dateline() || is_known && place.is_place(is_country),
        }
    }

    fn key_of_entity(&self, entity: &Entity, first: &Annotation) -> SenseKey {
        match entity.kind {
            EntityKind::Person => SenseKey::new(
                SenseClass::Person,
                &entity.name,
                &self.person_domain(entity),
            ),
            EntityKind::Place => match self.team_key(entity, first) {
                Some(team) => team,
                None => place_key(&entity.name),
            },
            EntityKind::Organization => self.body_key(entity, first),
            kind => match kind {
                EntityKind::Other | EntityKind::Work if self.is_listed_team(entity) => {
                    self.body_key(entity, first)
                }
                kind => SenseKey::new(SenseClass::of_kind(kind), &entity.name, ""),
            },
        }
    }

    /// Returns the domain of a person: the sport that the article reports, or else the person's kind of work.
    fn person_domain(&self, entity: &Entity) -> String {
        if let Some(sport) = self.sport {
            return sport.name.clone();
        }
        let work = entity
            .role
            .and_then(|role| gazetteer().work_of_role(self.words(role)));
        work.map_or_else(String::new, str::to_owned)
    }

    fn is_listed_team(&self, entity: &Entity) -> bool {
        let Some(sport) = self.sport else {
            return false;
        };
        let form = (sport.name.clone(), fold_name(&entity.name));
        gazetteer().team_forms.contains_key(&form)
    }

    /// Returns the key of a place's team, in an article about a sport whose teams are named after places.
    fn team_key(&self, entity: &Entity, first: &Annotation) -> Option<SenseKey> {
        let sport = self.sport.filter(|sport| sport.is_of_teams)?;
        let folded = fold_name(&entity.name);
        let country = gazetteer().countries.get(&folded).cloned();
        let before = || fold_name(self.place(first.range).near_before());
        let listed = listed_team(&sport.name, &folded, &self.text, before);
        let name = listed
            .or(country)
            .unwrap_or_else(|| full_team_words(&folded));
        Some(SenseKey::new(SenseClass::Team, &name, &sport.name))
    }

    fn body_key(&self, entity: &Entity, first: &Annotation) -> SenseKey {
        if let Some(common) = common_body(&entity.name) {
            let before = || country_before(&self.place(first.range));
            let country = common
                .country
                .or_else(before)
                .or_else(|| self.country.clone());
            let country = country.unwrap_or_default();
            return SenseKey::new(SenseClass::of_kind(entity.kind), &common.name, &country);
        }
        let folded = fold_name(&entity.name);
        let lists = gazetteer();
        let words: Vec<&str> = folded.split(' ').collect();
        let is_body = words.iter().any(|word| lists.is_word("body", word));
        let is_acronym = words.len() == 1
            && entity.name.chars().count() <= 5
            && !lists.countries.contains_key(&folded)
            && !self.is_listed_team(entity)
            && entity.name.chars().all(char::is_uppercase);
        if !is_body
            && !is_acronym
            && let Some(team) = self.team_key(entity, first)
        {
            return team;
        }
        SenseKey::new(SenseClass::of_kind(entity.kind), &entity.name, "")
    }

    /// Adds the words of a mention to the names of its sense.
    fn add_alias(&self, senses: &mut Senses, at: usize, item: &Annotation, form: MentionForm) {
        if matches!(form, MentionForm::Role | MentionForm::Pronoun) {
            return;
        }
        let words = self.words(item.range);
        let entity = senses
            .senses
            .get(at)
            .and_then(|sense| self.found.entity(sense.entity));
        let is_alias =
            entity.is_some_and(|entity| entity.aliases.iter().any(|alias| alias == words));
        if let Some(sense) = senses.senses.get_mut(at) {
            if sense.name.is_empty() {
                words.clone_into(&mut sense.name);
            } else if is_alias && !sense.aliases.iter().any(|alias| alias == words) {
                sense.aliases.push(words.to_owned());
            }
        }
    }
}

/// Returns the key of a place. A country has the key of its usual name.
fn place_key(name: &str) -> SenseKey {
    let folded = fold_name(name);
    let country = gazetteer().countries.get(&folded);
    SenseKey::new(
        SenseClass::Kind(EntityKind::Place),
        country.unwrap_or(&folded),
        "",
    )
}

/// Returns a sense of an entity without aliases.
fn new_sense(entity: &Entity, key: SenseKey) -> NameSense {
    let is_place = key.class == SenseClass::Kind(EntityKind::Place);
    // A place that shares its entity with a team has only the place's name.
    let name = match entity.kind {
        EntityKind::Organization if is_place => String::new(),
        _ => entity.name.clone(),
    };
    NameSense {
        key,
        entity: entity.id,
        name,
        aliases: Vec::new(),
    }
}

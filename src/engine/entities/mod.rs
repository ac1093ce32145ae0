//! Groups the names of a document into entities.
//!
//! Names, repaired by [`recovery`], become mentions in a [`mention_table`]; [`kinds`] decides what they name;
//! [`people`] and [`non_persons`] group them; [`roles`] reads the roles that the text gives them, and [`descriptions`]
//! finds the entity that "the minister" refers to; [`naming`] writes the entities. All steps are linear in the number
//! of names.

mod cluster;
mod descriptions;
mod distinctive;
mod gender;
mod identity;
mod kinds;
#[cfg(test)]
mod marked;
mod mention_table;
mod naming;
mod non_persons;
mod people;
mod person;
mod phrase;
mod recovery;
mod roles;
mod royals;
#[cfg(test)]
mod sentence_tests;
mod short_names;
mod tie;
mod word_ids;

use super::lexeme::hash::HashMap;
use super::{Found, Name, Page, Rule};

pub(in crate::engine) use super::lexeme::name_words::LexicalTraits;
pub use super::lexeme::traits::{Gender, GrammaticalNumber, PronounFit, Traits};
use cluster::{Cluster, NameOwner};
use mention_table::MentionTable;
pub(in crate::engine) use mention_table::NameCache;
use naming::ResolvedNames;
use non_persons::NonPerson;
use tie::EntityTie;

/// The rules of this folder, in the order in which they apply.
pub(super) static RULES: &[&Rule] = &[
    &recovery::CREDIT,
    &recovery::HYPHEN,
    &recovery::LEGAL_FORM,
    &recovery::INITIALS,
    &recovery::FULL,
    &recovery::FIELD,
    &recovery::REPEATED,
    &recovery::MISSED,
    &recovery::SHORT,
    &kinds::LISTED,
    &kinds::ENDING,
    &kinds::STEM,
    &kinds::TITLED,
    &kinds::RELATIVE,
    &kinds::ROLE,
    &kinds::SURNAME,
    &kinds::PART,
    &kinds::SAME,
    &kinds::MAJORITY,
    &people::VARIANT,
    &people::SURNAME,
    &people::GIVEN_NAME,
    &identity::COUNTRY,
    &identity::KNOWN,
    &identity::COMPANY_FORM,
    &identity::STATE,
    &identity::PLACE_ENDING,
    &identity::PLURAL,
    &short_names::BRACKETS,
    &short_names::INITIALS,
    &short_names::LETTERS,
    &short_names::SHORT,
    &roles::DELAYED,
    &roles::BEFORE,
    &roles::COMMA,
    &roles::AFTER,
    &roles::COPULA,
    &descriptions::ROLE,
    &descriptions::COMPANY,
    &royals::STYLE,
    &gender::PRONOUN,
];

/// Returns the entities of a page's names. The cache holds the names of earlier pages.
pub(super) fn resolve_entities(
    page: &Page<'_>,
    names: &[Found<Name>],
    cache: &mut NameCache,
) -> ResolvedNames {
    let names = recovery::repair_names(page, names);
    let mut mentions = MentionTable::new(page, &names, std::mem::take(cache));
    let resolved = resolve_mentions(page, &mut mentions);
    *cache = mentions.into_cache();
    resolved
}

fn resolve_mentions(page: &Page<'_>, mentions: &mut MentionTable<'_>) -> ResolvedNames {
    if mentions.items.is_empty() {
        return ResolvedNames::default();
    }
    kinds::settle_kinds(page, mentions);
    let people = people::group_people(page, mentions, |mention| roles::is_relative(page, mention));
    let (things, known) = non_persons::group_things(page, mentions);
    tie::mark_ties(page, mentions, &people);
    tie::mark_ties(page, mentions, &things);
    let mut clusters = cluster_names(mentions, &people, &things, &known);
    roles::read_roles(page, mentions, &mut clusters);
    let described = descriptions::find_descriptions(page, mentions, &clusters);
    naming::write_entities(page, mentions, &clusters, &described)
}

/// Returns the groups of mentions, in order of their first name.
fn cluster_names(
    mentions: &MentionTable<'_>,
    people: &[Option<EntityTie>],
    things: &[Option<EntityTie>],
    known: &[NonPerson],
) -> Vec<Cluster> {
    let entity_at = |ties: &[Option<EntityTie>], at: usize| {
        let tie = ties.get(at).copied().flatten();
        tie.map(|tie| tie.entity)
    };
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_owner = HashMap::default();
    let mut ruled = HashMap::default();
    for (at, mention) in mentions.items.iter().enumerate() {
        let person = entity_at(people, at).map(NameOwner::Person);
        let thing = entity_at(things, at).map(NameOwner::NonPerson);
        let n_ruled = ruled.len();
        let rule = mention
            .canonical
            .map(|name| NameOwner::Ruled(*ruled.entry((mention.kind, name)).or_insert(n_ruled)));
        let Some(owner) = rule.or(person).or(thing) else {
            continue;
        };
        let index = *by_owner.entry(owner).or_insert_with(|| {
            let identity = match owner {
                NameOwner::NonPerson(thing) => known.get(thing).map(|thing| thing.identity.clone()),
                _ => None,
            };
            clusters.push(Cluster {
                kind: mention.kind,
                mentions: Vec::new(),
                identity,
                ruled: mention.canonical.cloned(),
                roles: Vec::new(),
            });
            clusters.len() - 1
        });
        if let Some(cluster) = clusters.get_mut(index) {
            cluster.mentions.push(at);
        }
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::marked::{assert_resolved, check_entity, resolve_marked};

    #[test]
    fn a_surname_means_whoever_was_named_in_full() {
        assert_resolved(
            "[Antony Blinken|p1|name] flew to [Paris|l1]. [Blinken|p1|short] met [Olaf Scholz|p2|name]; [Scholz|p2|short] left, Mr. [Blinken|p1|short] said.",
        );
        assert_resolved(
            "[Blinken|p1|short] flies to Paris\n\n[Antony Blinken|p1|name] flew on Monday.",
        );
        assert_resolved(
            "[Ursula von der Leyen|p1|name] spoke. [Von der Leyen|p1|short] left with [Alexander Van der Bellen|p2|name]; [Van der Bellen|p2|short] stayed.",
        );
        assert_resolved(
            "[Xi Jinping|p1] met [Kim Jong Un|p2]. President [Xi|p1|short] and Mr. [Kim|p2|short] spoke.",
        );
        assert_resolved(
            "[Bashar al-Assad|p1] fled. [Assad|p1|short] is in exile, [al-Assad|p1|short] said.",
        );
        assert_resolved(
            "[J.K. Rowling|p1|name] won. Ms. [Rowling|p1|short] thanked [Gabriel García Márquez|p2]; [Garcia Marquez|p2] smiled.",
        );
    }

    #[test]
    fn two_people_of_one_surname_are_kept_apart() {
        assert_resolved(
            "[John Smith|p1] and [Jane Smith|p2] met. Ms. [Smith|p2|short] left. Mr. [Smith|p1|short] stayed. [Jane|p2|short] called.",
        );
        assert_resolved(
            "[John Smith|p1] came with his wife, [Jane Smith|p2]. [Smith|p1|short] was elected.",
        );
        assert_resolved("Mr. [Smith|p1] met Mrs. [Smith|p2].");
        assert_resolved(
            "[Mohammed bin Salman|p1] is the son of King [Salman|p2]. Prince [Mohammed|p1|short] left; [bin Salman|p1|short] said.",
        );
        assert_resolved("[Donald Trump|p1] and his son [Donald Trump Jr.|p2] spoke.");
    }

    #[test]
    fn organisations_have_long_and_short_names() {
        assert_resolved(
            "[Siemens AG|o1|name] rose. [Siemens|o1|short] fell. [Deutsche Bank|o2] and [Deutsche Telekom|o3] fell.",
        );
        assert_resolved(
            "The [World Health Organization|o1|name] ([WHO|o1|acronym]) said. [WHO|o1|acronym] staff left the [United Nations|o2]. The [U.N.|o2|acronym] and the [UN|o2|acronym] said.",
        );
        assert_resolved(
            "The [Central Election Commission|o1] ([CEC|o1|acronym|x]) met. The [CEC|o1|acronym] said.",
        );
        assert_resolved(
            "[Goldman Sachs|o1] rose. [Goldman|o1|short] fell. [Goldman Sachs Group Inc.|o1|name] said.",
        );
        assert_resolved(
            "[Manchester City|o1] beat [Manchester United|o2]. [United|o2|short] lost.",
        );
    }

    #[test]
    fn countries_have_short_forms_and_peoples_are_groups() {
        assert_resolved(
            "The [United States|l1] and [Britain|l2]: [U.S.|l1|acronym] and [UK|l2|acronym] officials; [Americans|g1|name] and [American|g1|name] ships; the [US|l1|acronym].",
        );
        check_entity(
            "The [U.S.|l1] said.",
            "l1: U.S. (place/united-states, unknown)",
        );
        check_entity(
            "The [Germans|g1] said.",
            "g1: Germans (group/germany, unknown)",
        );
    }

    #[test]
    fn a_kind_that_stands_alone_gives_way() {
        assert_resolved("[Antony Blinken|p1] left. [Blinken|p1|short|o] said so.");
        assert_resolved(
            "[Denzel Washington|p1] flew to [Washington|l1]. Mr. [Washington|p1|short] spoke in [Washington|l1].",
        );
        assert_resolved(
            "[Gerald Ford|p1] drove a car of [Ford Motor Co.|o1|name]. [Ford|o1|short] said.",
        );
        assert_resolved("[Bramwell Brands Corp.|o1|name] fell. [Bramwell|o1|short|p] said so.");
        assert_resolved(
            "[Bramwell Brands Corp.|o1|name] fell. [Ann Bramwell|p1|name] said so; [Bramwell|p1|short] left.",
        );
        assert_resolved("[Danish|g1|name|x] ships met a [Dane|g1|name].");
        assert_resolved("The [Council of the European Union|o1] and the [European Union|o2] met.");
    }

    #[test]
    fn names_are_canonical_and_keys_are_stable() {
        check_entity(
            "[Donald J. Trump|p1] spoke. Mr. [Trump|p1] left.",
            "p1: Donald J. Trump (person/donald-trump, male)",
        );
        check_entity(
            "[ANGELA MERKEL|p1] wins",
            "p1: Angela Merkel (person/angela-merkel, female)",
        );
        check_entity(
            "[Siemens AG|o1] rose.",
            "o1: Siemens AG (organization/siemens, unknown)",
        );
        check_entity(
            "[NATO|o1] said.",
            "o1: NATO (organization/north-atlantic-treaty-organization, unknown)",
        );
        check_entity("Ms. [Smith|p1] said.", "p1: Smith (person/smith, female)");
    }

    #[test]
    fn what_somebody_is_is_read_around_the_name() {
        let role = |marked: &str, expected: &str| {
            let entities = resolve_marked(marked).entities;
            let found: Vec<_> = entities
                .iter()
                .filter_map(|entity| entity.split(", ").nth(2))
                .collect();
            assert_eq!(found.join("; "), expected, "{entities:#?}");
        };
        role(
            "[Antony Blinken|p1], the [U.S.|l1] secretary of state, said.",
            "U.S. secretary of state)",
        );
        role(
            "[German|g1] Chancellor [Olaf Scholz|p1] said.",
            "German Chancellor)",
        );
        role(
            "Secretary of State [Antony Blinken|p1] said.",
            "Secretary of State)",
        );
        role(
            "The environment secretary, [Priya Raman|p1], said.",
            "environment secretary)",
        );
        role(
            "[Germany|l1]'s chancellor, [Olaf Scholz|p1], said.",
            "Germany's chancellor)",
        );
        role(
            "said [Jane Doe|p1], 45, chief economist at [Acme|o1].",
            "chief economist at Acme)",
        );
        role("Her deputy, [Colin Farrar|p1], resigned.", "deputy)");
        role(
            "[Volkswagen|o1], the [German|g1] carmaker, said.",
            "German carmaker)",
        );
        role(
            "former vice president [Dick Cheney|p1] and [Russian|g1] foreign minister [Sergei Lavrov|p2]",
            "former vice president); Russian foreign minister)",
        );
        role(
            "[Olaf Scholz|p1], the [French|g1] president [Emmanuel Macron|p2] and others",
            "French president)",
        );
        role(
            "[Olaf Scholz|p1], who met the chancellor, left. [Rovers|o1] beat [Wexcombe Town|o2], 2-0.",
            "",
        );
    }

    #[test]
    fn a_role_means_the_only_one_who_has_it() {
        assert_resolved(
            "[Antony Blinken|p1], the [U.S.|l1] secretary of state, left. [the secretary of state|p1|role] said. [The secretary|p1|role] slept.",
        );
        assert_resolved(
            "[German|g1] Chancellor [Olaf Scholz|p1] left. [The chancellor|p1|role] said so. The chancellor of [Austria|l2] agreed.",
        );
        assert_resolved(
            "The [Bank of England|o1] cut rates. [The bank|o1|role] said so. The bank manager left.",
        );
        assert_resolved(
            "[Siemens AG|o1] rose. [The company|o1|role] said so. [Bosch|o2] fell. The company said so.",
        );
        assert_resolved(
            "Former president [Bill Clinton|p1] spoke. The president listened. [The former president|p1|role] left.",
        );
        assert_resolved(
            "President [Joe Biden|p1] met vice president [Kamala Harris|p2]. [The vice president|p2|role] said that [the president|p1|role] knew.",
        );
        assert_resolved(
            "President [Joe Biden|p1] met President [Emmanuel Macron|p2]. The president said no.",
        );
        assert_resolved("The chancellor spoke. [German|g1] Chancellor [Olaf Scholz|p1] left.");
    }

    #[test]
    fn the_company_is_the_only_body_of_the_article() {
        assert_resolved("[Tarn Skov|o1] shut a depot. [The company|o1|role] said so.");
        assert_resolved("[Tarn Skov|o1] and [Velm|o2] bid. The company said so.");
        assert_resolved("[Tarn Skov and Velm Care|o1] run clinics. The company said so.");
        assert_resolved("[FBI|o1] agents came to the depot. The company said so.");
    }

    #[test]
    fn rulers_are_called_by_their_title() {
        check_entity(
            "Queen [Adelheid|p1] of [Norrland|l1] left. The [Duke|p2] Hotel burned.",
            "p1: Queen Adelheid of Norrland (person/adelheid, female, Queen)",
        );
        check_entity(
            "Prince [Rupert Vane|p1] left.",
            "p1: Rupert Vane (person/rupert-vane, male, Prince)",
        );
    }

    #[test]
    fn pronouns_tell_the_gender_where_names_do_not() {
        check_entity(
            "[Okwudili|p1] said that she would go.",
            "p1: Okwudili (person/okwudili, female)",
        );
        check_entity(
            "[Okwudili|p1] met [Adaeze Nwosu|p2], who said that she would go.",
            "p1: Okwudili (person/okwudili, unknown)",
        );
        check_entity(
            "[Okwudili|p1] said: “He will go.”",
            "p1: Okwudili (person/okwudili, unknown)",
        );
    }

    #[test]
    fn a_surname_that_was_missed_is_found() {
        let again = |marked: &str| resolve_marked(marked).text;
        assert_eq!(
            again("[Farida Begum|p1|name] wept. Begum left. A begum is a lady."),
            "[Farida Begum|p1|name] wept. Begum left. A begum is a lady."
        );
        assert_eq!(
            again("[Farida Begum|p1|name] wept. Mrs. Begum left. Begum Street is long."),
            "[Farida Begum|p1|name] wept. Mrs. [Begum|p1|short] left. Begum Street is long."
        );
    }
}

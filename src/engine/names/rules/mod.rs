//! Mends by rule what statistics get wrong: forms of address, nationalities, letter words, bylines, datelines.
//!
//! Each rule changes or adds names of a document that the tagger went through; none looks at anything but the page.

mod apposition;
mod body_words;
mod companies;
mod context;
mod domain;
mod known_names;
mod nicknames;
mod partners;
mod possessive_firms;
mod teams;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::model::{Document, Phrases, Spotted};
use crate::annotation::EntityKind;
use crate::engine::lexeme::vocabulary::{Class, Classes, Lexicon};
use crate::engine::{Case, Page, TokenClass};
use context::Sight;
use domain::Topic;

/// A finding that is believed less, in percent, gives way to a rule.
const DOUBTFUL: u8 = 85;

/// What places are known as.
const PLACES: Classes = Classes::of(&[
    Class::BigCity,
    Class::Town,
    Class::Country,
    Class::State,
    Class::Region,
]);

/// Returns the names after all rules, in order and disjoint. The document is the page's.
pub fn mend(
    page: &Page<'_>,
    (lexicon, phrases): (&Lexicon<'_>, &Phrases),
    document: &Document,
    mut names: Vec<Spotted>,
) -> Vec<Spotted> {
    let sight = Sight {
        page,
        lexicon,
        phrases,
        document,
    };
    join_firms(page, &mut names);
    add_datelines(sight, &mut names);
    for name in &mut names {
        cut_title(page, name);
        cut_dateline(page, name);
        name_dateline(sight, name);
        name_byline(page, name);
        name_group(sight, name);
    }
    names.retain(|name| !name.tokens.is_empty());
    name_surnames(sight, &mut names);
    let topic = Topic::of(sight);
    known_names::name_known(sight, &mut names);
    names.sort_by_key(|name| name.tokens.start);
    known_names::name_places(sight, &mut names);
    names.sort_by_key(|name| name.tokens.start);
    known_names::name_bodies(sight, &mut names);
    names.sort_by_key(|name| name.tokens.start);
    known_names::join_of(sight, &mut names);
    let persons = sight.persons(&names);
    apposition::name_trades(sight, &mut names, &persons);
    if topic.is_market {
        companies::name_firms(sight, &mut names, &persons);
    }
    if topic.is_sport {
        teams::name_clubs(sight, &mut names);
    }
    name_letter_words(page, &mut names);
    names.sort_by_key(|name| name.tokens.start);
    body_words::name_companies(sight, &mut names);
    partners::join_partners(sight, &mut names);
    nicknames::join_nicknames(sight, &mut names);
    possessive_firms::name_possessives(sight, &mut names);
    name_events(sight, &mut names);
    for name in &mut names {
        // No rule may take a name over the end of its sentence, whatever stands there.
        let end = sight.sentence(name.tokens.start).end;
        name.tokens.end = name.tokens.end.min(end.max(name.tokens.start + 1));
        if name.kind == EntityKind::Other {
            name.kind = finer(sight, name);
        }
    }
    names.sort_by_key(|name| name.tokens.start);
    names
}

fn case(page: &Page<'_>, index: usize) -> Case {
    page.tokens()
        .get(index)
        .map_or(Case::None, |token| token.case)
}

/// "Mr Roe" is Roe.
fn cut_title(page: &Page<'_>, name: &mut Spotted) {
    const FORMS: [&str; 11] = [
        "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof", "prof.",
    ];
    if name.kind == EntityKind::Person
        && name.tokens.len() > 1
        && FORMS.contains(&page.lower(name.tokens.start))
    {
        name.tokens.start += 1;
    }
}

/// "GENOA - Engineers" is Genoa: the dash ends a dateline where it stands free behind capitals.
fn cut_dateline(page: &Page<'_>, name: &mut Spotted) {
    if !begins_block(page, name.tokens.start) {
        return;
    }
    let is_free = |index: usize| {
        is_dash(page.lower(index))
            && page
                .tokens()
                .get(index)
                .is_some_and(|token| !token.is_glued)
            && page
                .tokens()
                .get(index + 1)
                .is_some_and(|token| !token.is_glued)
    };
    let Some(dash) = name.tokens.clone().skip(1).find(|index| is_free(*index)) else {
        return;
    };
    if (name.tokens.start..dash).all(|index| case(page, index) == Case::Upper) {
        name.tokens.end = dash;
        name.kind = EntityKind::Place;
    }
}

/// "Tveit & Lund" is one firm; "Ida Tveit & Bo Lund" are two persons.
fn join_firms(page: &Page<'_>, names: &mut Vec<Spotted>) {
    names.dedup_by(|second, first| {
        let is_joined = page.lower(first.tokens.end) == "&"
            && first.tokens.end + 1 == second.tokens.start
            && (first.tokens.len() == 1 || page.lower(first.tokens.start + 1) == "&")
            && first.kind != EntityKind::Place;
        if is_joined {
            first.tokens.end = second.tokens.end;
        }
        is_joined
    });
    for name in names {
        let is_firm = name.tokens.len() > 2 && page.lower(name.tokens.start + 1) == "&";
        if is_firm && name.kind == EntityKind::Person {
            name.kind = EntityKind::Organization;
        }
    }
}

/// A word for a people is no place, and no other name.
fn name_group(sight: Sight<'_>, name: &mut Spotted) {
    if !matches!(name.kind, EntityKind::Place | EntityKind::Other) {
        return;
    }
    let known = sight.classes(&name.tokens);
    let is_people = known.has(Class::People) && !known.meets(PLACES);
    if is_people
        || name.kind == EntityKind::Other
            && known.meets(Classes::of(&[Class::People, Class::Group]))
    {
        name.kind = EntityKind::Group;
    }
}

/// What stands in capitals at the start of a paragraph before a date, an agency or a dash is where the news is from.
fn name_dateline(sight: Sight<'_>, name: &mut Spotted) {
    let page = sight.page;
    if name.kind == EntityKind::Place || !begins_block(page, name.tokens.start) {
        return;
    }
    let is_upper = name
        .tokens
        .clone()
        .all(|index| case(page, index) == Case::Upper);
    let after = page.lower(name.tokens.end);
    let known = sight.word(name.tokens.end + 1);
    let is_dated = after == "," && known.has(Class::Calendar)
        || after == "("
            && page.lower(name.tokens.end + 2) == ")"
            && is_dash(page.lower(name.tokens.end + 3));
    let is_place = sight.classes(&name.tokens).meets(PLACES)
        && (is_dash(after) || matches!(after, ":" | "," | "("));
    if is_upper && (is_dated || is_place) {
        name.kind = EntityKind::Place;
    }
}

/// "HARSTAD, Nov. 21 (Reuters) -" and "HARSTAD (AP) -" begin with a place, whatever the tagger makes of the capitals.
fn add_datelines(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let page = sight.page;
    let is_capitals = |index: &usize| case(page, *index) == Case::Upper;
    let starts = page
        .sentences()
        .iter()
        .map(|sentence| sentence.tokens.start);
    let mut added = Vec::new();
    for start in starts.filter(|start| is_capitals(start) && begins_block(page, *start)) {
        let end = start + (start..start + 3).take_while(is_capitals).count();
        let is_dated = page.lower(end) == "," && sight.word(end + 1).has(Class::Calendar);
        let gap = if is_dated { 2..5 } else { 0..1 };
        let agency = gap.map(|n| end + n).find(|index| page.lower(*index) == "(");
        let is_closed = agency
            .is_some_and(|agency| page.lower(agency + 2) == ")" && is_dash(page.lower(agency + 3)));
        let next = names.partition_point(|name| name.tokens.end <= start);
        let is_free = names.get(next).is_none_or(|name| name.tokens.start >= end);
        if is_closed && is_free {
            added.push(Spotted {
                tokens: start..end,
                kind: EntityKind::Place,
                percent: DOUBTFUL,
            });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "–" | "—")
}

fn begins_block(page: &Page<'_>, token: usize) -> bool {
    let Some(start) = page.tokens().get(token).map(|token| token.range.start()) else {
        return false;
    };
    let sentence = page
        .sentence_at(start)
        .and_then(|at| page.sentences().get(at));
    let block = sentence.and_then(|sentence| page.article().blocks().get(sentence.block));
    block.is_some_and(|block| block.range.start() == start)
}

/// "Reporting by … and …; editing by …" and "By …" name persons.
fn name_byline(page: &Page<'_>, name: &mut Spotted) {
    if name.kind == EntityKind::Person || !(2..=4).contains(&name.tokens.len()) {
        return;
    }
    let before = |n: usize| {
        name.tokens
            .start
            .checked_sub(n)
            .map_or("", |index| page.lower(index))
    };
    let is_credit = matches!(
        before(2),
        "reporting" | "editing" | "writing" | "compiled" | "photograph" | "photos"
    );
    if before(1) == "by" && (is_credit || begins_block(page, name.tokens.start - 1)) {
        name.kind = EntityKind::Person;
    }
}

/// A word that ends a person's full name elsewhere names that person.
fn name_surnames(sight: Sight<'_>, names: &mut [Spotted]) {
    let page = sight.page;
    let mut surnames: BTreeSet<&str> = BTreeSet::new();
    for name in names.iter() {
        let is_full =
            name.kind == EntityKind::Person && name.tokens.len() > 1 && name.percent >= DOUBTFUL;
        if is_full && let Some(last) = name.tokens.clone().next_back() {
            surnames.insert(page.word(last));
        }
    }
    let known_as_other = Classes::of(&[
        Class::BigCity,
        Class::Country,
        Class::State,
        Class::Region,
        Class::Organization,
    ]);
    for name in names.iter_mut() {
        if name.tokens.len() == 1
            && name.kind != EntityKind::Person
            && name.percent < DOUBTFUL
            && surnames.contains(page.word(name.tokens.start))
            && !sight.classes(&name.tokens).meets(known_as_other)
        {
            name.kind = EntityKind::Person;
        }
    }
}

/// "World Health Organization (WHO)": the letters are what the words are, there and later.
fn name_letter_words(page: &Page<'_>, names: &mut Vec<Spotted>) {
    let mut letters: BTreeMap<&str, EntityKind> = BTreeMap::new();
    let mut added = Vec::new();
    for name in names.iter() {
        let inside = name.tokens.end + 1;
        let is_bracketed = page.lower(name.tokens.end) == "(" && page.lower(inside + 1) == ")";
        let is_long = name.tokens.len() > 1 && name.kind != EntityKind::Person;
        if is_bracketed && is_long && is_made_of(page, inside, &name.tokens) {
            letters.insert(page.word(inside), name.kind);
            let next = names.partition_point(|other| other.tokens.end <= inside);
            let is_free = names
                .get(next)
                .is_none_or(|other| other.tokens.start > inside);
            if is_free {
                added.push(Spotted {
                    tokens: inside..inside + 1,
                    kind: name.kind,
                    percent: name.percent,
                });
            }
        }
    }
    names.extend(added);
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        if let Some(kind) = letters.get(page.word(name.tokens.start)) {
            name.kind = *kind;
        }
    }
}

/// Returns whether a word's letters are first letters of these words, in order.
fn is_made_of(page: &Page<'_>, letters: usize, words: &Range<usize>) -> bool {
    let is_letters = page
        .tokens()
        .get(letters)
        .is_some_and(|token| token.class == TokenClass::Word)
        && matches!(case(page, letters), Case::Upper | Case::Mixed);
    let mut firsts = words
        .clone()
        .filter_map(|index| page.lower(index).chars().next());
    let mut wanted = page.lower(letters).chars().filter(|c| c.is_alphabetic());
    is_letters
        && page.word(letters).len() > 1
        && wanted.all(|letter| firsts.any(|first| first == letter))
}

/// "Hamburg Marathon" and "Paris Climate Accord" are no places.
fn name_events(sight: Sight<'_>, names: &mut [Spotted]) {
    let page = sight.page;
    for at in 0..names.len() {
        let next = names.get(at + 1).map(|name| name.tokens.start);
        let Some(name) = names.get_mut(at) else {
            continue;
        };
        let is_capital = |index: usize| {
            next.is_none_or(|next| index < next)
                && case(page, index) == Case::Title
                && !sight.begins_line(index)
        };
        let is_told = |index: usize| {
            let lower = page.lower(index);
            !matches!(lower, "war" | "day" | "bill" | "law" | "act")
                && (EVENTS.contains(&lower) || WORKS.contains(&lower))
        };
        let end = (1..=2)
            .map(|n| name.tokens.end + n)
            .take_while(|end| is_capital(end - 1))
            .find(|end| is_told(end - 1) && case(page, *end) != Case::Title);
        if let Some(end) = end.filter(|_| name.kind == EntityKind::Place) {
            name.tokens.end = end;
            name.kind = EntityKind::Other;
        }
    }
}

/// Words that tell an event.
const EVENTS: &[&str] = &[
    "cup",
    "olympics",
    "games",
    "championship",
    "championships",
    "war",
    "revolution",
    "festival",
    "open",
    "prix",
    "summit",
    "conference",
    "election",
    "elections",
    "crisis",
    "massacre",
    "battle",
    "hurricane",
    "storm",
    "typhoon",
    "cyclone",
    "tournament",
    "masters",
    "marathon",
    "bowl",
    "series",
    "expo",
    "uprising",
    "referendum",
    "day",
    "genocide",
    "intifada",
    "tour",
    "fair",
];
/// Words that tell a work, a law, a prize.
const WORKS: &[&str] = &[
    "act",
    "treaty",
    "agreement",
    "constitution",
    "convention",
    "accord",
    "accords",
    "protocol",
    "bill",
    "law",
    "code",
    "pact",
    "declaration",
    "award",
    "awards",
    "prize",
    "symphony",
    "bible",
    "album",
    "novel",
    "amendment",
    "charter",
];

/// Returns what a name of another kind is, where its words tell.
fn finer(sight: Sight<'_>, name: &Spotted) -> EntityKind {
    let page = sight.page;
    let known = sight.classes(&name.tokens);
    let has = |words: &[&str]| {
        name.tokens
            .clone()
            .any(|index| words.contains(&page.lower(index)))
    };
    let before = name
        .tokens
        .start
        .checked_sub(1)
        .map_or("", |index| page.lower(index));
    let after = page.lower(name.tokens.end);
    let is_quoted = matches!((before, after), ("“", "”") | ("\"", "\"") | ("‘", "’"));
    if known.has(Class::Event) || has(EVENTS) {
        EntityKind::Event
    } else if known.has(Class::Work) || has(WORKS) || is_quoted {
        EntityKind::Work
    } else {
        EntityKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::EntityKind::{Event, Group, Organization, Other, Person, Place, Work};
    use crate::article::{Article, ArticleMetadata};
    use crate::engine::UserRules;
    use crate::engine::lexeme::vocabulary::lexicon;
    use crate::engine::names::model::Memo;

    /// Mends names that a tagger could have found: each as written, with a kind and how sure it was.
    #[track_caller]
    pub(super) fn check(
        text: &str,
        found: &[(&str, EntityKind, u8)],
        expected: &[(&str, EntityKind)],
    ) {
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let rules = UserRules::default();
        let page = Page::new(&article, &rules);
        let mut from = 0;
        let names = found.iter().map(|(words, kind, percent)| {
            let rest = text.get(from..).expect("a border");
            let start = from + rest.find(words).expect("in the text");
            from = start + words.len();
            Spotted {
                tokens: page.tokens_in(crate::text::ByteRange::of(start, from)),
                kind: *kind,
                percent: *percent,
            }
        });
        let lexicon = lexicon().expect("a lexicon");
        let mut memo = Memo::default();
        let document = Document::of_page(&page, lexicon, &mut memo);
        let known = (lexicon, memo.phrases());
        let names = mend(&page, known, &document, names.collect());
        let names: Vec<_> = names
            .into_iter()
            .map(|name| (page.text().slice(page.range_of(name.tokens)), name.kind))
            .collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_dateline_is_a_place_that_the_tagger_need_not_have_seen() {
        check(
            "HARSTAD, Nov. 21 (Reuters) - It rained.",
            &[("Reuters", Organization, 99)],
            &[("HARSTAD", Place), ("Reuters", Organization)],
        );
        check(
            "GAMLE ODDA (NTB) – It rained.",
            &[],
            &[("GAMLE ODDA", Place)],
        );
        check("BREAKING, Nov. 21: it rained.", &[], &[]);
        check("NOTE (draft) it rained.", &[], &[]);
        check("It said LIVE (AP) - it rained.", &[], &[]);
    }

    #[test]
    fn forms_of_address_are_cut_off_persons_only() {
        check(
            "Mr Roe and Dr. Poe met at Dr Pepper.",
            &[
                ("Mr Roe", Person, 99),
                ("Dr. Poe", Person, 99),
                ("Dr Pepper", Organization, 99),
            ],
            &[
                ("Roe", Person),
                ("Poe", Person),
                ("Dr Pepper", Organization),
            ],
        );
    }

    #[test]
    fn nationalities_are_groups_and_countries_are_not() {
        check(
            "The Danish team left Denmark for the Danish Institute.",
            &[
                ("Danish", Place, 60),
                ("Denmark", Place, 99),
                ("Danish Institute", Organization, 99),
            ],
            &[
                ("Danish", Group),
                ("Denmark", Place),
                ("Danish Institute", Organization),
            ],
        );
    }

    #[test]
    fn letters_in_brackets_are_what_the_words_before_are() {
        check(
            "The Polar Fish Council (PFC) met Ann Poe (MP). PFC gave in.",
            &[
                ("Polar Fish Council", Organization, 90),
                ("Ann Poe", Person, 99),
                ("PFC", Place, 50),
            ],
            &[
                ("Polar Fish Council", Organization),
                ("PFC", Organization),
                ("Ann Poe", Person),
                ("PFC", Organization),
            ],
        );
    }

    #[test]
    fn a_surname_alone_is_the_person_named_before_unless_the_tagger_is_sure() {
        check(
            "Tate Mbola spoke. Mbola left Paris. Ira Paris stayed.",
            &[
                ("Tate Mbola", Person, 95),
                ("Mbola", Organization, 60),
                ("Paris", Place, 60),
                ("Ira Paris", Person, 90),
            ],
            &[
                ("Tate Mbola", Person),
                ("Mbola", Person),
                ("Paris", Place),
                ("Ira Paris", Person),
            ],
        );
    }

    #[test]
    fn datelines_are_places() {
        check(
            "QORQI, May 13 (IPS) - It rained.\n\nNATO, which rained, left.",
            &[("QORQI", Organization, 70), ("NATO", Organization, 70)],
            &[("QORQI", Place), ("NATO", Organization)],
        );
        check(
            "NAIROBI: It rained.",
            &[("NAIROBI", Organization, 70)],
            &[("NAIROBI", Place)],
        );
    }

    #[test]
    fn a_free_dash_ends_a_dateline() {
        check(
            "GENOA - Engineers left.\n\nThe Rhine-Main area. BBC - Radio won.",
            &[
                ("GENOA - Engineers", Organization, 70),
                ("Rhine-Main", Place, 90),
                ("BBC - Radio", Organization, 90),
            ],
            &[
                ("GENOA", Place),
                ("Rhine-Main", Place),
                ("BBC - Radio", Organization),
            ],
        );
    }

    #[test]
    fn names_around_an_ampersand_are_a_firm() {
        check(
            "Pumps from Tveit & Lund and Ida Barr & Bo Stone. Roe & Poe & Low won.",
            &[
                ("Tveit", Person, 90),
                ("Lund", Person, 90),
                ("Ida Barr", Person, 90),
                ("Bo Stone", Person, 90),
                ("Roe", Person, 90),
                ("Poe", Person, 90),
                ("Low", Person, 90),
            ],
            &[
                ("Tveit & Lund", Organization),
                ("Ida Barr", Person),
                ("Bo Stone", Person),
                ("Roe & Poe & Low", Organization),
            ],
        );
    }

    #[test]
    fn bylines_are_persons() {
        check(
            "By Ward Town\n\nIt was bought by Ward Town. (Reporting by Page Hill)",
            &[
                ("Ward Town", Place, 60),
                ("Ward Town", Place, 60),
                ("Page Hill", Place, 60),
            ],
            &[
                ("Ward Town", Person),
                ("Ward Town", Place),
                ("Page Hill", Person),
            ],
        );
    }

    #[test]
    fn events_called_after_places_are_no_places() {
        check(
            "Roe won the Hamburg Marathon in Hamburg. Oslo Day was cold, and the Lima Trade Accord fell.",
            &[
                ("Hamburg", Place, 90),
                ("Hamburg", Place, 90),
                ("Oslo", Place, 90),
                ("Lima", Place, 90),
            ],
            &[
                ("Hamburg Marathon", Event),
                ("Hamburg", Place),
                ("Oslo", Place),
                ("Lima Trade Accord", Work),
            ],
        );
    }

    #[test]
    fn other_names_are_told_apart_by_their_words() {
        check(
            "He left the Polar Cup for “Blue Rain” under the Fish Act with an Abacus.",
            &[
                ("Polar Cup", Other, 80),
                ("Blue Rain", Other, 80),
                ("Fish Act", Other, 80),
                ("Abacus", Other, 80),
            ],
            &[
                ("Polar Cup", Event),
                ("Blue Rain", Work),
                ("Fish Act", Work),
                ("Abacus", Other),
            ],
        );
    }
}

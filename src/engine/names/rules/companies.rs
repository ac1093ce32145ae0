//! In news of markets a name is a firm's where one does what firms do: "shares of Rowe", "Rowe fell 2%", "an analyst at
//! Rowe".

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::{Sight, Taken};
use super::{DOUBTFUL, PLACES, Spotted};
use crate::annotation::EntityKind;
use crate::engine::Case;
use crate::engine::lexeme::vocabulary::{Class, Classes};

/// What persons are known as.
const PERSONS: Classes = Classes::of(&[Class::Given, Class::Surname]);
/// What words in the names of places are known as.
const NEAR_PLACES: Classes = PLACES.with(Classes::of(&[Class::PlaceWord]));

/// How sure a firm is that only its place in the sentence tells, in percent.
const BY_PLACE: u8 = 70;

/// Makes firms of names that stand where firms do, and adds those that the tagger passed over.
pub(super) fn name_firms(sight: Sight<'_>, names: &mut Vec<Spotted>, persons: &BTreeSet<&str>) {
    for name in names.iter_mut() {
        if is_nobody(sight, name, persons) || is_nowhere(sight, name) {
            name.kind = EntityKind::Organization;
        }
        if sight.is_open(name, persons)
            && (is_listed(sight, &name.tokens) || is_firm(sight, &name.tokens))
            || name.kind == EntityKind::Place && is_listed(sight, &name.tokens)
        {
            name.kind = EntityKind::Organization;
        }
    }
    add_firms(sight, names);
    join_lists(sight, names, persons);
}

/// Returns whether a person's name is no person's: one word that is no part of a full name here, and no name elsewhere.
fn is_nobody(sight: Sight<'_>, name: &Spotted, persons: &BTreeSet<&str>) -> bool {
    name.kind == EntityKind::Person
        && name.tokens.len() == 1
        && !persons.contains(sight.lower(name.tokens.start))
        && !sight.classes(&name.tokens).meets(PERSONS)
        && !sight
            .word(name.tokens.start.wrapping_sub(1))
            .has(Class::Title)
}

/// Returns whether a place is none: nobody knows it, the tagger doubts it, and nothing is in it.
fn is_nowhere(sight: Sight<'_>, name: &Spotted) -> bool {
    let is_placed = matches!(
        sight.before(name.tokens.start, 1),
        "in" | "near" | "outside" | "around" | "across" | "to" | ","
    );
    let is_site = matches!(
        sight.lower(name.tokens.end),
        "mine"
            | "project"
            | "field"
            | "port"
            | "plant"
            | "province"
            | "region"
            | "district"
            | "area"
            | "basin"
            | "river"
            | "deposit"
            | "refinery"
            | "terminal"
            | "dam"
            | "city"
            | "town"
            | "village"
            | "county"
            | "state"
    );
    name.kind == EntityKind::Place
        && name.percent < DOUBTFUL
        && !is_placed
        && !is_site
        && !sight.classes(&name.tokens).meets(PLACES)
        && !name
            .tokens
            .clone()
            .any(|index| sight.word(index).meets(NEAR_PLACES))
}

/// Returns whether a code of an exchange follows: "ANTO.L", "(NYSE: KLM)", "<ROW.N>".
fn is_listed(sight: Sight<'_>, name: &Range<usize>) -> bool {
    let opened = sight.lower(name.end);
    let inside = sight.lower(name.end + 1);
    let is_code = |index: usize| {
        let word = sight.page.word(index);
        let is_upper = sight
            .page
            .tokens()
            .get(index)
            .is_some_and(|token| token.case == Case::Upper);
        let parts = word.split_once('.');
        is_upper
            && parts.is_some_and(|(code, place)| code.len() > 1 && (1..=2).contains(&place.len()))
    };
    is_code(name.end)
        || matches!(opened, "<" | "(") && is_code(name.end + 1)
        || opened == "("
            && matches!(
                inside,
                "nyse" | "nasdaq" | "lse" | "tsx" | "asx" | "otc" | "amex"
            )
            && sight.lower(name.end + 2) == ":"
}

/// Returns whether a name stands where a firm does.
fn is_firm(sight: Sight<'_>, name: &Range<usize>) -> bool {
    let before = |n: usize| sight.before(name.start, n);
    let after = |n: usize| sight.lower(name.end + n);
    let owns = match after(0) {
        "shares" | "stock" | "shareholders" | "unit" | "subsidiary" | "analyst" | "analysts"
        | "strategist" | "economist" | "economists" | "ceo" | "cfo" => true,
        "chief" => after(1) == "executive",
        _ => false,
    };
    let sells = match before(1) {
        "of" => matches!(
            before(2),
            "shares" | "takeover" | "acquisition" | "unit" | "subsidiary" | "analysts"
        ),
        "in" => matches!(
            before(2),
            "shares" | "stake" | "shareholder" | "shareholders"
        ),
        "at" | "with" | "for" => is_employee(before(2)),
        "rival" => true,
        _ => false,
    };
    owns || sells || moves(sight, name.end)
}

/// Returns whether a word tells somebody who works for a firm and is asked about others.
fn is_employee(word: &str) -> bool {
    matches!(
        word,
        "analyst"
            | "analysts"
            | "broker"
            | "trader"
            | "strategist"
            | "economist"
            | "dealer"
            | "consultant"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
    )
}

/// Returns whether a verb follows that tells how a share price moved, and by how much or why.
fn moves(sight: Sight<'_>, verb: usize) -> bool {
    let is_verb = matches!(
        sight.lower(verb),
        "rose"
            | "fell"
            | "dropped"
            | "gained"
            | "slid"
            | "slides"
            | "slipped"
            | "jumped"
            | "climbed"
            | "lost"
            | "surged"
            | "tumbled"
            | "plunged"
            | "advanced"
            | "declined"
            | "rallied"
            | "shed"
            | "soared"
            | "sank"
            | "eased"
            | "slumped"
    );
    let amount = sight.lower(verb + 1);
    is_verb
        && (sight.is_number(verb + 1)
            && matches!(sight.lower(verb + 2), "%" | "percent" | "pct" | "per")
            || matches!(
                amount,
                "as" | "about" | "nearly" | "almost" | "more" | "around"
            ) && (verb + 2..verb + 6)
                .any(|at| matches!(sight.lower(at), "%" | "percent" | "pct")))
}

/// Adds the words with capitals before a verb of prices or "shares" that are no names yet.
fn add_firms(sight: Sight<'_>, names: &mut Vec<Spotted>) {
    let mut taken = Taken::of(sight, names);
    for index in 1..sight.page.tokens().len() {
        let is_here = matches!(sight.lower(index), "shares" | "analyst") || moves(sight, index);
        let last = index - 1;
        if !is_here || !sight.is_capital(last) || sight.is_usually_small(last) {
            continue;
        }
        let sentence = sight.sentence(last);
        let mut start = last;
        while start > sentence.start && sight.is_capital(start - 1) && index - start < 4 {
            start -= 1;
        }
        let run = start..index;
        if taken.is_free(&run)
            && !sight.classes(&run).meets(PLACES)
            && !sight.word(last).has(Class::People)
        {
            taken.take(&run);
            names.push(Spotted {
                tokens: run,
                kind: EntityKind::Organization,
                percent: BY_PLACE,
            });
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// "Rowe, Tull and Ames Corp": what is listed with a firm is one too, where nothing else is known of it.
fn join_lists(sight: Sight<'_>, names: &mut [Spotted], persons: &BTreeSet<&str>) {
    for at in (1..names.len()).rev() {
        let Some([first, second]) = names.get(at - 1..=at) else {
            continue;
        };
        let between = second.tokens.start.checked_sub(first.tokens.end);
        let joiner = sight.lower(first.tokens.end);
        let is_list = between == Some(1) && matches!(joiner, "," | "and" | "or" | "&");
        let is_doubtful = first.kind == EntityKind::Place && first.percent < DOUBTFUL
            || first.kind == EntityKind::Person && first.tokens.len() == 1;
        if is_list
            && second.kind == EntityKind::Organization
            && is_doubtful
            && sight.is_open(first, persons)
            && let Some(first) = names.get_mut(at - 1)
        {
            first.kind = EntityKind::Organization;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotation::EntityKind::{Organization, Person, Place};
    use crate::engine::names::rules::tests::check;

    #[test]
    fn names_that_do_what_firms_do_are_firms() {
        check(
            "Shares of Orvane fell as traders waited. Tellmar rose 3%, Quist (NYSE: QST) lost 2%, and Ada Roe, an \
             analyst at Brodge, expects more profit.",
            &[
                ("Orvane", Place, 90),
                ("Tellmar", Person, 90),
                ("Quist", Person, 90),
                ("Ada Roe", Person, 99),
                ("Brodge", Place, 90),
            ],
            &[
                ("Orvane", Organization),
                ("Tellmar", Organization),
                ("Quist", Organization),
                ("Ada Roe", Person),
                ("Brodge", Organization),
            ],
        );
    }

    #[test]
    fn places_and_persons_in_news_of_markets_stay_what_they_are() {
        check(
            "Tokyo fell 2% and shares in Norway rose. Ada Roe, a trader in Lisbon, said profit was thin. Roe lost 3% \
             on her stocks of the Kisvel mine.",
            &[
                ("Tokyo", Place, 90),
                ("Norway", Place, 90),
                ("Ada Roe", Person, 99),
                ("Lisbon", Place, 80),
                ("Roe", Person, 90),
                ("Kisvel", Place, 60),
            ],
            &[
                ("Tokyo", Place),
                ("Norway", Place),
                ("Ada Roe", Person),
                ("Lisbon", Place),
                ("Roe", Person),
                ("Kisvel", Place),
            ],
        );
    }

    #[test]
    fn what_is_listed_with_a_firm_is_one() {
        check(
            "Investors sold stocks and bonds at a profit; Orvel, Zimtra and Ames Corp declined on Monday, a broker said.",
            &[
                ("Orvel", Person, 90),
                ("Zimtra", Place, 60),
                ("Ames Corp", Organization, 95),
            ],
            &[
                ("Orvel", Organization),
                ("Zimtra", Organization),
                ("Ames Corp", Organization),
            ],
        );
    }
}

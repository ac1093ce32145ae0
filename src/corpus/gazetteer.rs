//! The word lists for identifying entities across articles: countries, sports, teams, words of names and of roles. Read
//! once from `assets/corpus`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::folded::fold_name;

/// All word lists of this module.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    /// Country by each spelling of its name.
    pub(super) countries: HashMap<String, String>,
    /// Country by its adjectives ("french").
    pub(super) adjectives: HashMap<String, String>,
    /// Country by the names of its large cities.
    pub(super) cities: HashMap<String, String>,
    pub(super) sports: Vec<Sport>,
    pub(super) teams: Vec<Team>,
    /// Indices of teams by sport and form of the name.
    pub(super) team_forms: HashMap<(String, String), Vec<usize>>,
    /// Lists of words by the name of the list.
    words: HashMap<String, HashSet<String>>,
    /// Full forms of shortened words and given names, by the short form.
    pub(super) long_words: HashMap<String, String>,
    pub(super) long_given_names: HashMap<String, String>,
    /// Kind of work by the words for roles ("mayor": politics).
    roles: HashMap<String, String>,
}

/// A sport.
#[derive(Debug)]
pub(super) struct Sport {
    pub(super) name: String,
    /// Whether the sides in this sport are named after places.
    pub(super) is_of_teams: bool,
    /// Words and phrases for the sport itself.
    pub(super) names: Vec<String>,
    /// Words that are typical of reports of the sport.
    pub(super) words: Vec<String>,
}

/// A team that is known by the name of its place or by a nickname.
#[derive(Debug)]
pub(super) struct Team {
    pub(super) sport: String,
    pub(super) league: String,
    pub(super) places: Vec<String>,
    pub(super) nicknames: Vec<String>,
}

impl Team {
    /// Returns the full name of the team in the form of `fold_name`.
    pub(super) fn name(&self) -> String {
        let place = self.places.first().map_or("", String::as_str);
        let nickname = self.nicknames.first().map_or("", String::as_str);
        format!("{place} {nickname}")
    }
}

/// Returns the word lists, which are read on the first call.
pub(super) fn gazetteer() -> &'static Gazetteer {
    static LISTS: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);
    &LISTS
}

/// Returns the lines of a list without comments, each split into its fields.
fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split(';').collect())
}

/// Returns the values of a field in the form of `fold_name`.
fn values(field: Option<&&str>) -> Vec<String> {
    let values = field.map_or("", |field| *field).split('|');
    values
        .map(fold_name)
        .filter(|value| !value.is_empty())
        .collect()
}

impl Gazetteer {
    fn read() -> Self {
        let mut lists = Self::default();
        lists.read_countries();
        lists.read_sports();
        lists.read_words();
        lists.read_teams();
        lists
    }

    fn read_countries(&mut self) {
        for row in rows(include_str!("../../assets/corpus/countries.txt")) {
            let names = values(row.first());
            let Some(country) = names.first().cloned() else {
                continue;
            };
            for name in names {
                self.countries.insert(name, country.clone());
            }
            for adjective in values(row.get(1)) {
                self.adjectives.insert(adjective, country.clone());
            }
            for city in values(row.get(2)) {
                self.cities.insert(city, country.clone());
            }
        }
    }

    fn read_sports(&mut self) {
        for row in rows(include_str!("../../assets/corpus/sports.txt")) {
            self.sports.push(Sport {
                name: values(row.first()).concat(),
                is_of_teams: row.get(1) == Some(&"team"),
                names: values(row.get(2)),
                words: values(row.get(3)),
            });
        }
    }

    fn read_teams(&mut self) {
        for row in rows(include_str!("../../assets/corpus/teams.txt")) {
            let team = Team {
                sport: values(row.first()).concat(),
                league: values(row.get(1)).concat(),
                places: values(row.get(2)),
                nicknames: values(row.get(3)),
            };
            let mut forms: Vec<String> = team.places.clone();
            // "United" alone is many teams.
            let nicknames = team.nicknames.iter();
            forms.extend(
                nicknames
                    .filter(|name| !self.is_word("club", name))
                    .cloned(),
            );
            for place in &team.places {
                let both = team.nicknames.iter();
                forms.extend(both.map(|nickname| format!("{place} {nickname}")));
            }
            for form in forms {
                let teams = self
                    .team_forms
                    .entry((team.sport.clone(), form))
                    .or_default();
                teams.push(self.teams.len());
            }
            self.teams.push(team);
        }
    }

    fn read_words(&mut self) {
        for (list, is_roles) in [
            (include_str!("../../assets/corpus/words.txt"), false),
            (include_str!("../../assets/corpus/roles.txt"), true),
        ] {
            let lines = list.lines().filter(|line| !line.starts_with('#'));
            for (name, words) in lines.filter_map(|line| line.split_once(':')) {
                for word in words.split_whitespace() {
                    self.add_word(name, word, is_roles);
                }
            }
        }
    }

    fn add_word(&mut self, name: &str, word: &str, is_role: bool) {
        if is_role {
            self.roles.insert(fold_name(word), name.to_owned());
        } else if let Some((short, long)) = word.split_once('=') {
            let long = long.replace('+', " ");
            let list = match name {
                "nick" => &mut self.long_given_names,
                _ => &mut self.long_words,
            };
            list.insert(short.to_owned(), long);
        } else {
            let list = self.words.entry(name.to_owned()).or_default();
            list.insert(word.to_owned());
        }
    }

    /// Returns whether the list with this name contains a word.
    pub(super) fn is_word(&self, list: &str, word: &str) -> bool {
        self.words
            .get(list)
            .is_some_and(|words| words.contains(word))
    }

    /// Returns the country that a name in the form of `fold_name` belongs to: the name of a country, its adjective, or
    /// a city.
    pub(super) fn country_of(&self, name: &str) -> Option<&str> {
        let lists = [&self.countries, &self.adjectives, &self.cities];
        lists
            .into_iter()
            .find_map(|list| list.get(name))
            .map(String::as_str)
    }

    /// Returns the kind of work that a role belongs to, by its last known word, because the noun of a role is at its
    /// end.
    pub(super) fn work_of_role(&self, role: &str) -> Option<&str> {
        let folded = fold_name(role);
        let of_word = |word: &str| self.roles.get(word).map(String::as_str);
        let before_link = folded.split(" of ").next().map_or("", |part| part);
        before_link.split(' ').rev().find_map(of_word)
    }
}

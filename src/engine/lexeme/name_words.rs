//! The words that matter for entities: given names, countries and nationalities, acronyms, roles, titles.
//!
//! The lists are text files in `assets/lang/en/`, given names in `assets/entities/`. They are read once, at first use.
//! All words are normalized (see [`crate::engine::lexeme::normalize`]): lower case, no accents, no dots.

use std::sync::LazyLock;

use super::hash::HashMap;
pub(in crate::engine) use super::name_word_class::NameWord;
use super::normalize::fold_name;
use super::traits::Gender;
use crate::invariant::ExpectOr;

/// All lists of words that matter for entities.
pub(in crate::engine) struct EntityLexicon {
    given: HashMap<&'static str, Gender>,
    countries: HashMap<String, Country>,
    states: HashMap<String, &'static str>,
    acronyms: HashMap<String, usize>,
    full_names: Vec<String>,
    roles: HashMap<&'static str, RoleWord>,
    title_roles: HashMap<&'static str, &'static str>,
    words: HashMap<&'static str, NameWordUses>,
    nicknames: HashMap<&'static str, &'static str>,
}

/// The uses of a word inside or before a name.
#[derive(Clone, Copy, Debug, Default)]
struct NameWordUses {
    title: Option<Title>,
    classes: u64,
}

impl NameWordUses {
    const fn has(self, class: NameWord) -> bool {
        self.classes & class.bit() != 0
    }

    fn add(&mut self, class: &str) {
        if let Some((_, class)) = NameWord::names().iter().find(|(name, _)| *name == class) {
            self.classes |= class.bit();
            return;
        }
        let mut parts = class.split('-');
        self.title = Some(Title {
            takes_given_name: parts.next() == Some("given"),
            gender: gender_of(parts.next()),
        });
    }
}

/// The relation of a name to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum Country {
    /// The name means the country with this name.
    Is(&'static str),
    /// The name means the people of the country with this name.
    People(&'static str),
}

/// The uses of a word in a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::engine) struct RoleWord {
    /// The gender implied by the word, if it is the head noun of a person's role: "minister", "spokesman".
    pub(in crate::engine) person: Option<Gender>,
    /// Whether it is the head noun of a description of an organisation: "bank".
    pub(in crate::engine) is_organization: bool,
    /// Whether it may precede the head noun: "prime", "former", "bank".
    pub(in crate::engine) is_modifier: bool,
}

/// Returns the lists.
pub(in crate::engine) fn entity_lexicon() -> &'static EntityLexicon {
    static LEXICON: LazyLock<EntityLexicon> = LazyLock::new(EntityLexicon::read);
    &LEXICON
}

impl EntityLexicon {
    fn read() -> Self {
        let mut given = HashMap::default();
        read_given(
            include_str!("../../../assets/entities/given-names-us.txt"),
            &mut given,
        );
        read_given(
            include_str!("../../../assets/entities/given-names-world.txt"),
            &mut given,
        );
        let (acronyms, full_names) = read_acronyms();
        Self {
            given,
            countries: read_countries(),
            states: read_states(),
            acronyms,
            full_names,
            roles: read_roles(),
            title_roles: read_title_roles(),
            words: read_words(),
            nicknames: read_nicknames(),
        }
    }

    /// Returns the gender of a given name; `None` if the word is not a given name.
    pub(in crate::engine) fn given_name(&self, word: &str) -> Option<Gender> {
        self.given.get(word).copied()
    }

    /// Returns which country the name means, or whose people.
    pub(in crate::engine) fn country(&self, name: &str) -> Option<Country> {
        self.countries.get(name).copied()
    }

    /// Returns the state that an abbreviation means: "Michigan" for "mich".
    pub(in crate::engine) fn state(&self, short: &str) -> Option<&'static str> {
        self.states.get(short).copied()
    }

    /// Returns the folded full name of a well-known organisation, for its acronym or any of its names.
    pub(in crate::engine) fn full_name(&self, name: &str) -> Option<&str> {
        let index = *self.acronyms.get(name)?;
        self.full_names.get(index).map(String::as_str)
    }

    /// Returns the uses of a word in a role.
    pub(in crate::engine) fn role(&self, word: &str) -> Option<RoleWord> {
        self.roles.get(word).copied()
    }
}

fn read_lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn read_given(file: &'static str, given: &mut HashMap<&'static str, Gender>) {
    for line in read_lines(file) {
        let mut words = line.split(' ');
        let gender = gender_of(words.next());
        given.extend(words.map(|word| (word, gender)));
    }
}

fn gender_of(letter: Option<&str>) -> Gender {
    match letter {
        Some("m") => Gender::Male,
        Some("f") => Gender::Female,
        _ => Gender::Unknown,
    }
}

fn read_countries() -> HashMap<String, Country> {
    let mut countries = HashMap::default();
    for line in read_lines(include_str!("../../../assets/lang/en/countries.txt")) {
        let mut parts = line.split(';');
        let name = parts
            .next()
            .expect_or_default("a line of countries has three parts")
            .trim();
        countries.insert(fold_name(name), Country::Is(name));
        for alias in parts
            .next()
            .expect_or_default("a line of countries has three parts")
            .split(',')
        {
            countries.insert(fold_name(alias), Country::Is(name));
        }
        for people in parts
            .next()
            .expect_or_default("a line of countries has three parts")
            .split(',')
        {
            countries.insert(fold_name(people), Country::People(name));
        }
    }
    countries.remove("");
    countries
}

fn read_states() -> HashMap<String, &'static str> {
    let mut states = HashMap::default();
    for line in read_lines(include_str!("../../../assets/lang/en/states.txt")) {
        if let Some((name, short)) = line.split_once("; ") {
            states.extend(short.split(", ").map(|short| (fold_name(short), name)));
        }
    }
    states
}

fn read_acronyms() -> (HashMap<String, usize>, Vec<String>) {
    let (mut names, mut full_names) = (HashMap::default(), Vec::new());
    for line in read_lines(include_str!("../../../assets/lang/en/acronyms.txt")) {
        for name in line.split(';') {
            names.insert(fold_name(name), full_names.len());
        }
        full_names.push(fold_name(
            line.split(';')
                .nth(1)
                .expect_or_default("an acronym has a full name"),
        ));
    }
    (names, full_names)
}

fn read_roles() -> HashMap<&'static str, RoleWord> {
    let mut roles: HashMap<&'static str, RoleWord> = HashMap::default();
    for line in read_lines(include_str!("../../../assets/lang/en/roles.txt")) {
        let mut words = line.split(' ');
        let class = words.next();
        for word in words.filter(|word| !word.is_empty()) {
            let role = roles.entry(word).or_default();
            match class {
                Some("+") => role.is_modifier = true,
                Some("org") => role.is_organization = true,
                letter => role.person = Some(gender_of(letter)),
            }
        }
    }
    roles
}

fn read_words() -> HashMap<&'static str, NameWordUses> {
    let mut uses: HashMap<&'static str, NameWordUses> = HashMap::default();
    for line in read_lines(include_str!("../../../assets/lang/en/entity-words.txt")) {
        let mut words = line.split(' ');
        let class = words.next().expect_or_default("a split has a first part");
        for word in words.filter(|word| !word.is_empty()) {
            uses.entry(word).or_default().add(class);
        }
    }
    uses
}

fn read_title_roles() -> HashMap<&'static str, &'static str> {
    let titles = read_lines(include_str!("../../../assets/lang/en/title-roles.txt"));
    titles.filter_map(|line| line.split_once(' ')).collect()
}

fn read_nicknames() -> HashMap<&'static str, &'static str> {
    let mut nicknames = HashMap::default();
    for line in read_lines(include_str!("../../../assets/lang/en/nicknames.txt")) {
        if let Some((long, short)) = line.split_once(' ') {
            nicknames.extend(short.split(' ').map(|word| (word, long)));
        }
    }
    nicknames
}

/// A title before a name, which shows that the name is a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) struct Title {
    /// The gender that it implies.
    pub(in crate::engine) gender: Gender,
    /// Whether a given name may follow it alone: "Prince Harry", "Pope Francis".
    pub(in crate::engine) takes_given_name: bool,
}

/// The uses of a token inside or before a name.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct LexicalTraits {
    uses: NameWordUses,
    head: Option<RoleWord>,
}

impl LexicalTraits {
    /// The value for a token without such uses.
    pub(in crate::engine) const NOTHING: Self = Self {
        uses: NameWordUses {
            title: None,
            classes: 0,
        },
        head: None,
    };

    /// Returns the uses of a token, given in lower case.
    pub(in crate::engine) fn new(lower: &str) -> Self {
        let bare = lower.trim_end_matches('.');
        let mut uses = uses_of(bare);
        // "No." before a number does not end a phrase as "no" does.
        let is_stop = uses_of(lower).has(NameWord::Stop);
        uses.classes &= !NameWord::Stop.bit();
        uses.classes |= u64::from(is_stop) * NameWord::Stop.bit();
        Self {
            uses,
            head: role_word_of(bare),
        }
    }

    /// Returns whether it is a word of a class.
    #[inline]
    pub(in crate::engine) const fn is(self, class: NameWord) -> bool {
        self.uses.has(class)
    }

    /// Returns the title that the token is, with or without its dot: "Mr.", "Sen", "President", "Queen".
    pub(in crate::engine) const fn title(self) -> Option<Title> {
        self.uses.title
    }

    /// Returns whether the token is a form of address that is not part of the name: "Mr. Blinken". False for words that
    /// are also names ("King", "Dean", "Judge").
    pub(in crate::engine) const fn is_honorific(self) -> bool {
        self.is(NameWord::Honorific)
    }

    /// Returns whether it is a noun for a relative: "wife", "son".
    pub(in crate::engine) const fn is_relative(self) -> bool {
        self.is(NameWord::Relative)
    }

    /// Returns whether it is a noun for one human being: by office, by kinship, or in general.
    pub(in crate::engine) fn is_human(self) -> bool {
        let is_role = self.head.is_some_and(|head| head.person.is_some());
        is_role || self.is(NameWord::Relative) || self.is(NameWord::Human)
    }

    /// Returns whether it is a noun for a thing or group that can be the subject of "say": a document, an organisation,
    /// a group.
    pub(in crate::engine) fn is_voice(self) -> bool {
        let is_body = self.head.is_some_and(|head| head.is_organization);
        is_body || self.is(NameWord::Voice)
    }

    /// Returns whether it is a noun for a statement, which "that" can follow: "claim", "warning".
    pub(in crate::engine) const fn is_claim(self) -> bool {
        self.is(NameWord::Claim) || self.is(NameWord::Promise)
    }

    /// Returns whether it is a noun for a promise or demand, which "that" or "to" can follow: "vow".
    pub(in crate::engine) const fn is_promise(self) -> bool {
        self.is(NameWord::Promise)
    }

    /// Returns whether it ends the name of a firm after several surnames and "and": "Roe, Poe and Partners".
    pub(in crate::engine) const fn is_firm_ending(self) -> bool {
        self.is(NameWord::Firm)
    }

    /// Returns whether it is the title of a ruler, written as a part of the name: "King Olaf V".
    pub(in crate::engine) const fn is_royal(self) -> bool {
        self.is(NameWord::Royal)
    }

    /// Returns whether the word cannot be inside a noun phrase: articles, pronouns, prepositions, verbs.
    #[inline]
    pub(in crate::engine) const fn is_stop(self) -> bool {
        self.is(NameWord::Stop)
    }

    /// Returns the role whose head noun the word is, of a person or an organisation; `None` for other words.
    pub(in crate::engine) const fn head(self) -> Option<RoleWord> {
        self.head
    }
}

/// Returns the role whose head noun a normalized word is.
fn role_word_of(word: &str) -> Option<RoleWord> {
    let word = role_of_title(word).unwrap_or(word);
    entity_lexicon().role(word).or_else(|| {
        // "ex-president", "vice-chancellor", "secretary-general" by their last or first part.
        let (first, last) = word.rsplit_once('-')?;
        entity_lexicon().role(if last == "general" { first } else { last })
    })
}

/// Returns the long form of a given name that stands for it: "joseph" for "joe".
pub(in crate::engine) fn long_form_of(word: &str) -> Option<&'static str> {
    entity_lexicon().nicknames.get(word).copied()
}

/// Returns whether the normalized word is a particle of surnames ("van").
pub(in crate::engine) fn is_particle(word: &str) -> bool {
    is_name_word(word, NameWord::Particle)
}

/// Returns whether the particle is also a given name: "Al Gore", "Ben Bernanke".
pub(in crate::engine) fn is_given_too(word: &str) -> bool {
    is_name_word(word, NameWord::GivenToo)
}

/// Returns whether the normalized word means "son of", so that the name after it is the father's and not a surname.
pub(in crate::engine) fn is_patronymic(word: &str) -> bool {
    is_name_word(word, NameWord::Patronymic)
}

/// Returns whether the normalized word is a suffix after surnames: "Jr.", "III".
pub(in crate::engine) fn is_suffix(word: &str) -> bool {
    is_name_word(word, NameWord::Suffix)
}

/// Returns whether the normalized word is both a well-known place and a surname or given name.
pub(in crate::engine) fn is_place_and_surname(word: &str) -> bool {
    is_name_word(word, NameWord::Place)
}

/// Returns whether the normalized word is a legal form of companies, which may be left out of their names: "AG",
/// "Inc.".
pub(in crate::engine) fn is_company_form(word: &str) -> bool {
    is_name_word(word, NameWord::Company)
}

/// Returns whether the normalized word is the last word only of names of organisations.
pub(in crate::engine) fn ends_organization(word: &str) -> bool {
    is_name_word(word, NameWord::Business) || is_name_word(word, NameWord::Company)
}

/// Returns whether the folded word begins names of companies in other languages: "Grupo", "Banco".
pub(in crate::engine) fn leads_organization(word: &str) -> bool {
    is_name_word(word, NameWord::Company) && !is_name_word(word, NameWord::Business)
}

/// Returns whether the folded word is too common in names of organisations to identify one.
pub(in crate::engine) fn is_generic(word: &str) -> bool {
    let uses = uses_of(word);
    let classes = [
        NameWord::Generic,
        NameWord::Business,
        NameWord::Company,
        NameWord::Small,
    ];
    classes.into_iter().any(|class| uses.has(class))
        || entity_lexicon()
            .role(word)
            .is_some_and(|role| role.is_organization || role.is_modifier)
}

/// Returns the role that a title before a name is short for: "senator" for "sen".
pub(in crate::engine) fn role_of_title(word: &str) -> Option<&'static str> {
    entity_lexicon().title_roles.get(word).copied()
}

/// Returns whether the normalized word is left out of initials: "of", "and".
pub(in crate::engine) fn is_small(word: &str) -> bool {
    is_name_word(word, NameWord::Small)
}

/// Returns whether the normalized word changes the meaning of a role: "vice", "former".
pub(in crate::engine) fn is_lead(word: &str) -> bool {
    is_name_word(word, NameWord::Lead)
}

/// Returns whether the folded word is of a class.
pub(in crate::engine) fn is_name_word(word: &str, class: NameWord) -> bool {
    uses_of(word).has(class)
}

fn uses_of(word: &str) -> NameWordUses {
    let uses = entity_lexicon().words.get(word);
    uses.map_or_else(NameWordUses::default, |uses| *uses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_short_forms_and_peoples() {
        let country = |name| entity_lexicon().country(name);
        assert_eq!(country("us"), Some(Country::Is("United States")));
        assert_eq!(country("cote divoire"), Some(Country::Is("Ivory Coast")));
        assert_eq!(country("britons"), Some(Country::People("United Kingdom")));
        assert_eq!(country(""), None);
        assert_eq!(country("ruritania"), None);
    }

    #[test]
    fn acronyms_and_variants_have_one_full_name() {
        let full = |name| entity_lexicon().full_name(name);
        assert_eq!(full("un"), Some("united nations"));
        assert_eq!(full("justice department"), full("doj"));
        assert_eq!(full("xyz"), None);
    }

    #[test]
    fn given_names_tell_the_gender_unless_both_have_them() {
        let given = |name| entity_lexicon().given_name(name);
        assert_eq!(given("angela"), Some(Gender::Female));
        assert_eq!(given("olaf"), Some(Gender::Male));
        assert_eq!(given("jamie"), Some(Gender::Unknown));
        assert_eq!(given("merkel"), None);
    }

    #[test]
    fn roles_have_heads_and_modifiers() {
        let role = |word| entity_lexicon().role(word);
        let gender = |word| role(word).and_then(|role| role.person);
        assert_eq!(gender("spokeswoman"), Some(Gender::Female));
        assert_eq!(gender("prime"), None);
        assert!(role("prime").is_some_and(|role| role.is_modifier));
        assert!(role("bank").is_some_and(|role| role.is_organization && role.is_modifier));
        assert_eq!(role("table"), None);
    }
}

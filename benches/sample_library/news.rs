//! Generates news with names, quotes and figures, and a library of it with annotations, the same on every run.

use std::fs;
use std::path::{Path, PathBuf};

use pullquote::engine::Engine;
use pullquote::feeds::Subscription;
use pullquote::library::{EntryBody, EntryId};
use pullquote::store::{FeedOutcome, Library};

use super::{BenchRng, fetch_generated, fetch_time};

/// The number of articles per feed.
const PER_FEED: usize = 200;
/// The number of sentences of an article: about 450 words and 30 mentions.
const SENTENCES: usize = 22;
/// The number of articles annotated in one transaction.
const BATCH_ENTRIES: u32 = 2000;
/// The cast of one article: persons, bodies and places that its sentences choose from.
const CAST: usize = 4;

const GIVEN: [&str; 40] = [
    "Ada", "Boris", "Carla", "Daniel", "Elena", "Farid", "Grace", "Hugo", "Irene", "Jonas",
    "Katya", "Liam", "Maria", "Nadia", "Oscar", "Paula", "Quentin", "Rosa", "Samuel", "Teresa",
    "Ulrich", "Vera", "Walter", "Xenia", "Yusuf", "Zoe", "Amir", "Beatrice", "Colin", "Dina",
    "Erik", "Fiona", "Georg", "Hana", "Ivan", "Julia", "Karl", "Lena", "Mark", "Nora",
];
const SURNAME_STARTS: [&str; 30] = [
    "Al", "Bar", "Cor", "Dal", "El", "Far", "Gar", "Hol", "Ing", "Jor", "Kar", "Lam", "Mar", "Nor",
    "Ol", "Par", "Quin", "Ros", "Sal", "Tor", "Ul", "Var", "Wal", "Yar", "Zel", "Bren", "Hart",
    "Stan", "Wes", "Mil",
];
const SURNAME_ENDS: [&str; 25] = [
    "berg", "dale", "ford", "man", "son", "ton", "well", "wood", "stein", "ley", "mer", "rick",
    "ham", "by", "ov", "ini", "ez", "quist", "ner", "land", "sen", "more", "field", "worth", "ski",
];
const BODY_ENDS: [&str; 12] = [
    "Bank",
    "Energy",
    "Airlines",
    "University",
    "Group",
    "Holdings",
    "Motors",
    "Institute",
    "Council",
    "Steel Corp",
    "Partners",
    "Foundation",
];
const PLACES: [&str; 24] = [
    "London", "Paris", "Berlin", "Madrid", "Rome", "Vienna", "Warsaw", "Prague", "Tokyo", "Sydney",
    "Nairobi", "Lagos", "Cairo", "Toronto", "Chicago", "Boston", "Lima", "Bogota", "Mumbai",
    "Jakarta", "Seoul", "Oslo", "Helsinki", "Lisbon",
];
const ROLES: [&str; 10] = [
    "the finance minister",
    "the chief executive",
    "a spokeswoman",
    "the mayor",
    "a senior analyst",
    "the coach",
    "a professor of economics",
    "the police chief",
    "the union leader",
    "a former judge",
];
const VERBS: [&str; 6] = [
    "said",
    "told reporters",
    "added",
    "warned",
    "explained",
    "insisted",
];
const THINGS: [&str; 12] = [
    "jobs",
    "troops",
    "houses",
    "patients",
    "passengers",
    "vehicles",
    "students",
    "workers",
    "shares",
    "voters",
    "barrels",
    "tickets",
];

/// The sentences. `P` with a digit is a person, `S` a surname, `B` a body, `L` a place, `R` a role, `V` a verb of
/// saying, `T` a thing that is counted, and `N` and `M` a number and a larger one.
const PATTERNS: [&str; 24] = [
    "“We expect N percent more T by the end of the year,” V {P0}, {R} of {B0}.",
    "{B0} cut N,M {T} in {L0} after talks with {B1} broke down.",
    "{P1} {V} that the plan would cost $N.M billion over ten years.",
    "“Nobody in {L1} asked for this,” {S1} {V}, “and nobody will pay for it.”",
    "The shares of {B1} fell N.M percent in {L0} trading on Tuesday.",
    "{P2}, {R}, {V} the figures were “far too low to be believed.”",
    "About M,000 {T} were moved from {L2} to {L0} within N days.",
    "{B2} raised its offer for {B0} to N.M million euros, a rise of N percent.",
    "According to {P0}, more than M {T} were affected in {L1}.",
    "{S0} had promised N,M {T} a year earlier, before {B2} withdrew.",
    "A court in {L2} ordered {B1} to pay N million pounds to {M} former {T}.",
    "“The road to {L0} is open again,” {V} {P3}, who lives in {L3}.",
    "{P3} and {P1} met in {L3} on Friday to settle the dispute over N.M million {T}.",
    "The report by {B3} counted at least M {T} in {L0} and N in {L1}.",
    "{S2} {V} he would not resign and would ask {B0} for more time.",
    "Between N and M {T} remained in the building when the fire began.",
    "“It is a good day for {B3},” {S3} {V}.",
    "Inflation in {L1} rose to N.M percent in March, the highest since 19NN.",
    "The two sides will meet again in {L2} in N weeks, {P2} {V}.",
    "{B3}, which is based in {L3}, employs N,M people and sold M {T} last year.",
    "Critics of the plan, among them {P3}, point to the {T} that {B1} lost.",
    "Rain delayed the work near {L0} for most of the week, and the crews went home.",
    "The vote was N to M, with two members absent and one who left the room before the count.",
    "{S1} {V} that {S0} had “never once called” about the {T}.",
];

/// The people, bodies and places of one article.
struct Cast {
    people: Vec<(String, String)>,
    bodies: Vec<String>,
    places: Vec<&'static str>,
}

impl BenchRng {
    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).expect("small");
        usize::try_from(self.next() % n).expect("small")
    }

    fn pick(&mut self, all: &[&'static str]) -> &'static str {
        let at = self.below(all.len());
        all[at]
    }

    /// Returns the name of the person with a rank: some are in very many articles.
    fn person(&mut self) -> (String, String) {
        person_of_rank(usize::try_from(self.rank()).expect("small"))
    }

    fn body(&mut self) -> String {
        body_of_rank(usize::try_from(self.rank()).expect("small") % 6000)
    }
}

/// Returns the given name and surname of the person with this rank; rank 0 is in the most articles.
pub(crate) fn person_of_rank(rank: usize) -> (String, String) {
    let surname = rank.wrapping_mul(7919) % 750;
    let start = SURNAME_STARTS[surname % SURNAME_STARTS.len()];
    let end = SURNAME_ENDS[surname / SURNAME_STARTS.len()];
    let given = GIVEN[(rank / 750 + rank) % GIVEN.len()];
    (given.to_owned(), format!("{start}{end}"))
}

/// Returns the name of the body with this rank; rank 0 is in the most articles.
pub(crate) fn body_of_rank(rank: usize) -> String {
    let (_, surname) = person_of_rank(rank / BODY_ENDS.len());
    format!("{surname} {}", BODY_ENDS[rank % BODY_ENDS.len()])
}

fn cast(chance: &mut BenchRng) -> Cast {
    Cast {
        people: (0..CAST).map(|_| chance.person()).collect(),
        bodies: (0..CAST).map(|_| chance.body()).collect(),
        places: (0..CAST).map(|_| chance.pick(&PLACES)).collect(),
    }
}

/// Appends a sentence made from a pattern.
fn write_sentence(chance: &mut BenchRng, pattern: &str, cast: &Cast, out: &mut String) {
    let mut rest = pattern.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' => {
                let slot: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let n = slot
                    .chars()
                    .nth(1)
                    .and_then(|c| c.to_digit(10))
                    .unwrap_or(0);
                let n = usize::try_from(n).expect("small");
                match slot.chars().next().expect("a slot") {
                    'P' => {
                        let (given, surname) = &cast.people[n];
                        out.push_str(given);
                        out.push(' ');
                        out.push_str(surname);
                    }
                    'S' => out.push_str(&cast.people[n].1),
                    'B' => out.push_str(&cast.bodies[n]),
                    'L' => out.push_str(cast.places[n]),
                    'R' => out.push_str(chance.pick(&ROLES)),
                    'V' => out.push_str(chance.pick(&VERBS)),
                    'T' => out.push_str(chance.pick(&THINGS)),
                    _ => out.push_str(&(100 + chance.below(900)).to_string()),
                }
            }
            'N' if !rest.peek().is_some_and(|next| next.is_lowercase()) => {
                out.push_str(&(1 + chance.below(99)).to_string());
            }
            'M' if !rest.peek().is_some_and(|next| next.is_lowercase()) => {
                out.push_str(&(100 + chance.below(900)).to_string());
            }
            c => out.push(c),
        }
    }
}

/// Returns the title and the HTML of an article.
fn generate_story(chance: &mut BenchRng) -> (String, String) {
    let cast = cast(chance);
    let title = format!(
        "{} in {}: {} answers",
        cast.bodies[0], cast.places[0], cast.people[0].1
    );
    let mut html = String::with_capacity(4096);
    for n in 0..SENTENCES {
        html.push_str(if n % 3 == 0 { "<p>" } else { " " });
        // The first sentences name the cast in full.
        let pattern = match n {
            0 => 0,
            1 => 2,
            2 => 5,
            3 => 11,
            _ => chance.below(PATTERNS.len()),
        };
        write_sentence(chance, PATTERNS[pattern], &cast, &mut html);
    }
    (title, html)
}

/// Returns a feed of news and the result of fetching it.
pub(crate) fn generate_news_feed(n: u64, n_items: usize) -> (Subscription, FeedOutcome) {
    let chance = BenchRng(n ^ 0x5eed);
    fetch_generated(&format!("news{n}"), n, chance, n_items, generate_story)
}

/// Annotates and indexes everything that waits.
fn annotate_library(library: &mut Library, engine: &Engine) {
    loop {
        let ids = library
            .to_annotate(&engine.version(), BATCH_ENTRIES)
            .expect("entries");
        if ids.is_empty() {
            break;
        }
        let articles: Vec<(EntryId, _)> = ids
            .into_iter()
            .map(|id| {
                let article = library.article(id, EntryBody::Feed).expect("read");
                (id, article.expect("a text"))
            })
            .collect();
        let found: Vec<_> = articles
            .iter()
            .map(|(id, article)| (*id, article, engine.annotate(article)))
            .collect();
        library
            .put_annotations(
                found
                    .iter()
                    .map(|(id, article, found)| (*id, *article, found)),
            )
            .expect("stored");
    }
    library.index_all(fetch_time()).expect("indexed");
}

/// Returns the path of the library of news with `n_entries` articles, annotated and indexed, and builds it if it does
/// not exist: some minutes for 100,000 articles.
#[expect(
    clippy::disallowed_methods,
    reason = "what is half built is thrown away"
)]
pub(crate) fn build_news_library(n_entries: usize) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("news-{n_entries}/library.db"));
    let (engine, _) = Engine::new(&[]).expect("an engine");
    if let Ok(mut library) = Library::open(&path) {
        let totals = library.totals().expect("totals");
        if usize::try_from(totals.n_entries) == Ok(n_entries) {
            // A library from an earlier version must be annotated again first.
            annotate_library(&mut library, &engine);
            return path;
        }
    }
    fs::remove_dir_all(path.parent().expect("a folder")).expect("removed");
    let mut library = Library::open(&path).expect("a library");
    for n in 0..n_entries.div_ceil(PER_FEED) {
        let (subscription, outcome) =
            generate_news_feed(u64::try_from(n).expect("small"), PER_FEED.min(n_entries));
        let id = library
            .subscribe(&subscription, fetch_time())
            .expect("a feed");
        library.ingest(id, &outcome, fetch_time()).expect("taken");
    }
    annotate_library(&mut library, &engine);
    library.checkpoint();
    path
}

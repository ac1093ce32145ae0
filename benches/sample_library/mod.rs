//! Generates feeds of articles for benchmarks, the same on every run.

#[allow(dead_code, reason = "each benchmark uses a part of it")]
pub(crate) mod news;

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use pullquote::article::{Link, PublicationDate};
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::store::{FeedOutcome, FeedResponse, Validators};

/// The size of the vocabulary, in words.
const VOCABULARY: u64 = 30_000;
/// The number of words in about 3 kB of text.
const WORDS: usize = 430;

/// When the articles were fetched.
pub(crate) fn fetch_time() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().expect("a time")
}

/// Returns the word with this frequency rank; rank 0 is the most frequent.
pub(crate) fn word_of_rank(rank: u64) -> String {
    const HEADS: [&str; 16] = [
        "ba", "co", "de", "fi", "gu", "ha", "jo", "ke", "li", "mu", "na", "po", "re", "si", "tu",
        "ve",
    ];
    let mut left = rank.wrapping_mul(2_654_435_761) % VOCABULARY;
    let mut word = String::new();
    while word.len() < 4 || left > 0 {
        let head = HEADS[usize::try_from(left % 16).expect("small")];
        word.push_str(head);
        left /= 16;
    }
    word
}

/// A pseudo-random number generator (`SplitMix64`).
pub(crate) struct BenchRng(u64);

impl BenchRng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a random rank with the frequencies of a natural language: Zipf's law, sampled by inverting its integral.
    fn rank(&mut self) -> u64 {
        let bits = 32;
        let mut low = 1_u64;
        let mut share = self.next() >> (64 - bits);
        // Under Zipf's law the logarithm of the rank is uniformly distributed.
        let octaves = 15;
        share *= octaves;
        low <<= share >> bits;
        let inside = share & 0xffff_ffff;
        (low + ((low * inside) >> bits) - 1) % VOCABULARY
    }
}

fn generate_article(chance: &mut BenchRng, title: &mut String) -> String {
    for n in 0..8 {
        title.push_str(if n > 0 { " " } else { "" });
        title.push_str(&word_of_rank(chance.rank()));
    }
    let mut html = String::with_capacity(WORDS * 8);
    for n in 0..WORDS {
        html.push_str(match n % 60 {
            0 => "<p>",
            30 => ". ",
            _ => " ",
        });
        html.push_str(&word_of_rank(chance.rank()));
    }
    html
}

/// Returns a feed and the result of fetching it.
pub(crate) fn generate_feed(n: u64, n_items: usize) -> (Subscription, FeedOutcome) {
    fetch_generated(&format!("site{n}"), n, BenchRng(n), n_items, |chance| {
        let mut title = String::new();
        let content = generate_article(chance, &mut title);
        (title, content)
    })
}

/// Returns a feed of a site and the result of fetching it, with items whose title and content `generate` gives.
pub(crate) fn fetch_generated(
    site: &str,
    n: u64,
    mut chance: BenchRng,
    n_items: usize,
    generate: impl Fn(&mut BenchRng) -> (String, String),
) -> (Subscription, FeedOutcome) {
    let items = (0..n_items).map(|i| {
        let (title, content) = generate(&mut chance);
        // The dates are spread over three years.
        let age = i64::try_from(chance.next() % (3 * 365 * 24 * 3600)).expect("small");
        let instant = fetch_time() - SignedDuration::from_secs(age);
        FeedItem {
            title,
            link: Link::parse(&format!("https://{site}.example.org/{i}")),
            id: format!("{n}/{i}"),
            content,
            published: Some(PublicationDate {
                date: instant.to_zoned(TimeZone::UTC).date(),
                instant: Some(instant),
            }),
            ..FeedItem::default()
        }
    });
    let feed = Feed {
        title: site.to_owned(),
        items: items.collect(),
        ..Feed::default()
    };
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(feed),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: fetch_time(),
        moved: None,
    };
    (
        Subscription::of(format!("https://{site}.example.org/feed")),
        outcome,
    )
}

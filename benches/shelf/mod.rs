//! Feeds of generated articles, the same every time.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use pullquote::article::{Link, PublicationDate};
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::store::{FeedOutcome, FeedResponse, Validators};

/// How many different words there are.
const VOCABULARY: u64 = 30_000;
/// How many words make 3 kB.
const WORDS: usize = 430;

/// When the articles were fetched.
pub(crate) fn fetch_time() -> Timestamp {
    "2026-03-10T12:00:00Z".parse().expect("a time")
}

/// The word of a rank: the most frequent has rank 0.
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

/// Numbers that look like chance (`SplitMix64`).
pub(crate) struct BenchRng(u64);

impl BenchRng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A rank as frequent as it is in a language: one in so many (Zipf's law, by the inverse of its integral).
    fn rank(&mut self) -> u64 {
        let bits = 32;
        let mut low = 1_u64;
        let mut share = self.next() >> (64 - bits);
        // The exponent of a uniform number is distributed as ranks are: doubling the rank takes as long each time.
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

/// A feed and what a server answers for it.
pub(crate) fn generate_feed(n: u64, n_items: usize) -> (Subscription, FeedOutcome) {
    let mut chance = BenchRng(n);
    let items = (0..n_items).map(|i| {
        let mut title = String::new();
        let content = generate_article(&mut chance, &mut title);
        // Spread over three years.
        let age = i64::try_from(chance.next() % (3 * 365 * 24 * 3600)).expect("small");
        let instant = fetch_time() - SignedDuration::from_secs(age);
        FeedItem {
            title,
            link: Link::parse(&format!("https://site{n}.example.org/{i}")),
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
        title: format!("Site {n}"),
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
        Subscription::of(format!("https://site{n}.example.org/feed")),
        outcome,
    )
}

//! Text for benchmarks: invented wire news, repeated with varying names and numbers, the same on every run.

use pullquote::article::{Article, ArticleBuilder, ArticleMetadata, BlockKind};

const SENTENCES: &[&str] = &[
    "{place}, {month} {n} — The regional assembly voted on {day} to close the ferry terminal at {place}, a step that {person}, its chairman, called “overdue and painful”.",
    "“We have {n} passengers a day, and that is too few,” {person} said. “Nobody on this island is surprised.”",
    "The company’s annual report put losses at £{n}.4m, up {n}.5% from a year earlier, and said that between {n} and {big} jobs could go by the end of next year.",
    "{person} and {person} of the dockworkers’ union met officials from the transport ministry in {place} for six hours; neither side gave details.",
    "“If they shut it,” said {person}, {n}, who has fished out of {place} since 1987, “they shut the school as well.”",
    "According to {org}, more than {big} people have left the district in the past decade, nearly one in five of its adults.",
    "The ministry declined to comment, but a spokeswoman for {org} told reporters that the decision was “final, legally and otherwise”.",
    "In {place}, some {big} residents marched on {day} evening behind a banner that read “No boat, no town”.",
    "Shares in {org} slid {n}.1 per cent to {big} pence in early trading before recovering part of the loss.",
    "It is the third such closure since the storms of {month} 2019, when waves of up to 9.5 metres broke the outer wall.",
    "{person}, who leads the opposition, asked why a plan that had cost $2.3 billion so far could not find room for “one small harbour”.",
    "The vote was 52 to 48, with two members absent; an appeal must be lodged within three weeks.",
];
const PEOPLE: &[&str] = &[
    "Élise Brandt",
    "Tomasz Wilk",
    "Una Brae",
    "Dr. Karen Oduya",
    "Haruto Sakai",
    "Peter van der Meer",
    "Lady Ashcombe",
    "José Ibarra",
];
const PLACES: &[&str] = &[
    "Langholm",
    "Port Ellery",
    "New Haven Sound",
    "Kirkmoor",
    "São Bento",
    "the Outer Isles",
];
const ORGS: &[&str] = &[
    "the Harbour Board",
    "Norsea Lines plc",
    "the University of Kirkmoor",
    "Quay & Sons",
    "the IMF",
];
const MONTHS: &[&str] = &["January", "March", "June", "November"];
const DAYS: &[&str] = &["Monday", "Tuesday", "Friday", "Sunday"];

/// A pseudo-random choice with a fixed seed, so that every run is the same.
struct Picker(u64);

impl Picker {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let n = self.next() % from.len() as u64;
        from[usize::try_from(n).unwrap_or(0)]
    }

    fn sentence(&mut self) -> String {
        let template = self.pick(SENTENCES);
        let mut sentence = String::new();
        for (n, part) in template.split(['{', '}']).enumerate() {
            match part {
                _ if n % 2 == 0 => sentence.push_str(part),
                "person" => sentence.push_str(self.pick(PEOPLE)),
                "place" => sentence.push_str(self.pick(PLACES)),
                "org" => sentence.push_str(self.pick(ORGS)),
                "month" => sentence.push_str(self.pick(MONTHS)),
                "day" => sentence.push_str(self.pick(DAYS)),
                "big" => sentence.push_str(&(self.next() % 9_000 + 1_000).to_string()),
                _ => sentence.push_str(&(self.next() % 60 + 2).to_string()),
            }
        }
        sentence
    }
}

/// Returns an article of about `n_words` words, in paragraphs of one to four sentences.
pub(crate) fn generate_article(n_words: usize) -> Article {
    let mut picker = Picker(7);
    let mut builder = ArticleBuilder::new();
    let mut n = 0;
    while n < n_words {
        builder.open(BlockKind::Paragraph);
        for _ in 0..=picker.next() % 3 {
            let sentence = picker.sentence();
            n += sentence.split(' ').count();
            builder.push(&sentence);
            builder.push(" ");
        }
    }
    let about = ArticleMetadata {
        title: "Islanders march as the assembly votes to close a ferry terminal".into(),
        ..ArticleMetadata::default()
    };
    builder.finish(about).expect("short enough")
}

//! Queries about findings: who said it, which words, how much of what, and what is close to what.

use jiff::Timestamp;
use jiff::civil::Date;
use pullquote::Engine;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{CopyFolding, EntryBody, EntryOrder, Query};
use pullquote::store::{FeedOutcome, FeedResponse, Library, Validators};

const ARTICLES: &[(&str, &str)] = &[
    (
        "Harbour",
        "“The harbour will cost 2.5 billion pounds,” said Ada Brandt, the mayor of Harwick. Port owner Joan Silva \
         paid £40 million for the old pier in May.",
    ),
    (
        "Troops",
        "About 12,000 North Korean troops crossed the river on Monday. “We counted every soldier,” said Joan Silva, \
         who runs the border post at Kell.",
    ),
    (
        "Prices",
        "Prices rose by 4 percent in March. “Ada Brandt was wrong about the harbour,” said Joan Silva in Harwick. \
         The tariff on grain ends in June, and a deal about barley follows.",
    ),
];

fn annotated_library() -> Library {
    let now: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
    let mut library = Library::in_memory().expect("a library");
    let feed = library
        .subscribe(&Subscription::of("https://example.org/feed"), now)
        .expect("a feed");
    let items = ARTICLES.iter().map(|(title, text)| FeedItem {
        id: (*title).into(),
        title: (*title).into(),
        content: format!("<p>{text}</p>"),
        ..FeedItem::default()
    });
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(Feed {
                title: "The Gazette".into(),
                items: items.collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now,
        moved: None,
    };
    library.ingest(feed, &outcome, now).expect("taken");
    library.index_all(now).expect("indexed");
    let (engine, _) = Engine::new(&[]).expect("an engine");
    for id in library
        .to_annotate(&engine.version(), 100)
        .expect("entries")
    {
        let article = library.article(id, EntryBody::Feed).expect("read");
        let article = article.expect("an article");
        let found = engine.annotate(&article);
        library
            .put_annotations([(id, &article, &found)])
            .expect("stored");
    }
    library
}

/// Checks the headlines that a query finds, in alphabetical order.
#[track_caller]
fn check_query(library: &Library, words: &str, expected: &[&str]) {
    let query = Query::parse(words, Date::constant(2026, 3, 10)).expect(words);
    let listed = library
        .list(&query, EntryOrder::Newest, CopyFolding::Apart, 100)
        .expect(words);
    let rows = library.rows(&listed.ids).expect("rows");
    let mut titles: Vec<_> = rows.iter().map(|row| row.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, expected, "{words}");
}

#[test]
fn findings_select_entries() {
    let library = annotated_library();
    let check = |words: &str, expected: &[&str]| check_query(&library, words, expected);
    check("speaker:silva", &["Prices", "Troops"]);
    check("speaker:brandt quote:harbour", &["Harbour"]);
    check("speaker:silva quote:counted", &["Troops"]);
    check("quote:counted*", &["Troops"]);
    check("quote:\"every soldier\"", &["Troops"]);
    check("quote:runs", &[]);
    check("quote:said", &[]);
    check("about:brandt", &["Prices"]);
    check("about:silva", &[]);
    check("figure:>1bn", &["Harbour"]);
    check("figure:>$1bn", &[]);
    check("figure:£30m..£50m", &["Harbour"]);
    check("figure:4%", &["Prices"]);
    check("figure:<=5% unit:percent", &["Prices"]);
    check("of:troop", &["Troops"]);
    check("of:troops figure:>10k", &["Troops"]);
    check("of:troops figure:>20k", &[]);
    check("\"figure:>10k\"", &[]);
    check("figure:\">10k troops\"", &["Troops"]);
    check("unit:GBP", &["Harbour"]);
    check("kind:money", &["Harbour"]);
    check("kind:percent -kind:money", &["Prices"]);
    check("kind:direct", &["Harbour", "Prices", "Troops"]);
    check("speaker:silva speaker:brandt", &[]);
    check("not speaker:silva", &["Harbour"]);
    check(
        "speaker:silva or figure:>1bn",
        &["Harbour", "Prices", "Troops"],
    );
}

#[test]
fn near_words_and_names_select_entries() {
    let library = annotated_library();
    let check = |words: &str, expected: &[&str]| check_query(&library, words, expected);
    check("near:\"tariff grain\"~2", &["Prices"]);
    check("near:\"tariff barley\"~3", &[]);
    check("near:\"tariff barley\"", &["Prices"]);
    check("tariff barley near:30", &["Prices"]);
    check("entity:brandt entity:silva", &["Harbour", "Prices"]);
    check("entity:brandt entity:silva near:7", &["Harbour", "Prices"]);
    check("entity:brandt entity:silva near:3", &[]);
    check("entity:silva harwick near:2", &["Prices"]);
    check("entity:silva barley near:4", &[]);
}

#[test]
fn a_query_names_its_order() {
    let library = annotated_library();
    let ids = |words: &str| {
        let query = Query::parse(words, Date::constant(2026, 3, 10)).expect(words);
        let listed = library.list(&query, EntryOrder::Newest, CopyFolding::Apart, 100);
        listed.expect(words).ids
    };
    let mut oldest = ids("sort:oldest");
    oldest.reverse();
    assert_eq!(oldest, ids("sort:newest"));
    assert_eq!(oldest.len(), 3);
}

//! Checks that the counts of an article (quotes, figures, dates, names) are the same in the list, in `list --json` and
//! in every export.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use pullquote::annotation::{Annotations, FindingCounts};
use pullquote::article::{Article, read};
use pullquote::engine::Engine;
use pullquote::export;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{CopyFolding, EntryOrder, EntryRow, Query};
use pullquote::store::{FeedOutcome, FeedResponse, Library, Validators};
use serde_json::Value;

/// Stores the articles in a new library and returns their rows in the list.
fn listed(articles: &[(Article, Annotations)]) -> Vec<EntryRow> {
    let now: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
    let mut library = Library::in_memory().expect("a library");
    let subscription = Subscription::of("https://example.org/feed");
    let feed = library.subscribe(&subscription, now).expect("a feed");
    let items = articles.iter().map(|(article, _)| FeedItem {
        id: article.about.title.clone(),
        title: article.about.title.clone(),
        ..FeedItem::default()
    });
    let feed_of_all = Feed {
        items: items.collect(),
        ..Feed::default()
    };
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(feed_of_all),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now,
        moved: None,
    };
    library.ingest(feed, &outcome, now).expect("taken");
    let all = library.list(&Query::All, EntryOrder::Newest, CopyFolding::Apart, 100);
    let ids = all.expect("a list").ids;
    let rows = library.rows(&ids).expect("rows");
    for (article, found) in articles {
        let row = rows.iter().find(|row| row.title == article.about.title);
        let id = row.expect("a row").id;
        library.put_page(id, article).expect("kept");
        let kept = library.put_annotations([(id, article, found)]);
        assert_eq!(kept.expect("kept"), 1);
    }
    library.rows(&ids).expect("rows")
}

fn exports_have(counts: FindingCounts, article: &Article, found: &Annotations) {
    let write = |name| {
        let format = export::find_format(name).expect("a format");
        let mut written = Vec::new();
        let done = format.write(article, found, None, &mut written);
        done.expect("written to memory");
        String::from_utf8(written).expect("text")
    };
    let json: Value = serde_json::from_str(&write("json")).expect("JSON");
    let (csv, markdown) = (write("csv"), write("markdown"));
    for (field, kind, expected) in [
        ("quotes", "quote", counts.n_quotes),
        ("figures", "figure", counts.n_figures),
        ("dates", "date", counts.n_dates),
    ] {
        assert_eq!(json[field].as_array().map(Vec::len), Some(expected));
        let is_of_kind = |line: &&str| line.contains(&format!(",{kind},"));
        assert_eq!(csv.lines().filter(is_of_kind).count(), expected, "{csv}");
    }
    let n_entities = json["entities"].as_array().map(Vec::len);
    assert_eq!(n_entities, Some(counts.n_names));
    let n_lines = markdown.lines().filter(|line| line.ends_with(" ×")).count();
    assert_eq!(n_lines, counts.n_names);
}

#[test]
fn lists_and_exports_count_the_same() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/library");
    let annotated = ["02-rate-decision", "04-quake", "07-interview", "11-brief"].map(|name| {
        let path = folder.join(name).with_extension("md");
        let content = fs::read_to_string(path).expect("an article");
        let article = read::read_markdown(&content, None).expect("an article");
        let found = engine.annotate(&article);
        (article, found)
    });
    let rows = listed(&annotated);
    assert_eq!(rows.len(), annotated.len());
    for (article, found) in &annotated {
        let counts = found.count_findings();
        let row = rows.iter().find(|row| row.title == article.about.title);
        let row = row.expect("a row");
        let shown = [row.n_quotes, row.n_figures, row.n_dates].map(|n| n.expect("annotated"));
        let all = [counts.n_quotes, counts.n_figures, counts.n_dates];
        assert_eq!(shown.map(|n| n as usize), all, "{}", row.title);
        assert!(all.iter().sum::<usize>() > 0, "{}", row.title);
        exports_have(counts, article, found);
    }
}

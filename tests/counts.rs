//! The numbers of an article are the same in the list, in `list --json` and in every export.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use pullquote::article::read;
use pullquote::engine::Engine;
use pullquote::export;
use pullquote::feeds::{Feed, Item, Subscription};
use pullquote::library::{Folding, Order, Query};
use pullquote::store::{Answer, Library, Outcome, Validators};
use serde_json::Value;

#[test]
fn lists_and_exports_count_the_same() {
    let now: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/library");
    let mut library = Library::in_memory().expect("a library");
    let subscription = Subscription::of("https://example.org/feed");
    let feed = library.subscribe(&subscription, now).expect("a feed");
    let names = [
        "02-rate-decision.md",
        "04-quake.md",
        "07-interview.md",
        "11-brief.md",
    ];
    let articles = names.map(|name| {
        let content = fs::read_to_string(folder.join(name)).expect("an article");
        read::markdown(&content, None).expect("an article")
    });
    let items = articles.iter().map(|article| Item {
        id: article.about.title.clone(),
        title: article.about.title.clone(),
        ..Item::default()
    });
    let outcome = Outcome {
        answer: Answer::Feed {
            feed: Box::new(Feed {
                title: "Shipped".into(),
                items: items.collect(),
                ..Feed::default()
            }),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now,
        moved: None,
    };
    library.take(feed, &outcome, now).expect("taken");
    let listed = library.list(&Query::All, Order::Newest, Folding::Apart, 100);
    let ids = listed.expect("a list").ids;
    for row in library.rows(&ids).expect("rows") {
        let mut of_title = articles
            .iter()
            .filter(|article| article.about.title == row.title);
        let article = of_title.next().expect("an article");
        library.put_page(row.id, article).expect("kept");
        let found = engine.annotate(article);
        let kept = library.put_annotations([(row.id, article, &found)]);
        assert_eq!(kept.expect("kept"), 1);
        let row = library.rows(&[row.id]).expect("rows").remove(0);
        let counts = found.count_findings();
        let shown =
            [row.n_quotes, row.n_figures, row.n_dates].map(|n| n.expect("annotated") as usize);
        assert_eq!(
            shown,
            [counts.n_quotes, counts.n_figures, counts.n_dates],
            "{}",
            row.title
        );
        assert!(counts.n_figures + counts.n_dates > 0, "{}", row.title);

        let write = |name| {
            export::by_name(name)
                .expect("a format")
                .write(article, &found, None)
        };
        let json: Value = serde_json::from_str(&write("json")).expect("JSON");
        let n_of = |field: &str| json[field].as_array().expect("an array").len();
        assert_eq!(n_of("quotes"), counts.n_quotes);
        assert_eq!(n_of("figures"), counts.n_figures);
        assert_eq!(n_of("dates"), counts.n_dates);
        assert_eq!(n_of("entities"), counts.n_names);
        let csv = write("csv");
        let n_rows = |kind: &str| {
            csv.lines()
                .filter(|line| line.contains(&format!(",{kind},")))
                .count()
        };
        assert_eq!(n_rows("quote"), counts.n_quotes, "{csv}");
        assert_eq!(n_rows("figure"), counts.n_figures);
        assert_eq!(n_rows("date"), counts.n_dates);
        let markdown = write("markdown");
        let n_entities = markdown.lines().filter(|line| line.ends_with(" ×")).count();
        assert_eq!(n_entities, counts.n_names);
        for (entity, n) in found.entities().iter().zip(found.count_mentions()) {
            let named = found.mentions_of(entity.id);
            let named = named
                .filter(|(_, mention)| mention.form.name() != "pronoun")
                .count();
            assert_eq!(n, named);
        }
    }
}

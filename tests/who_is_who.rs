//! Entities of the library: senses of many articles tied in tables, what the user decides about them, and their pages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

use jiff::Timestamp;
use pullquote::annotation::EntityKind;
use pullquote::engine::Engine;
use pullquote::eval::parse_documents;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{
    CopyFolding, DecisionKind, EntityRow, EntryBody, EntryOrder, MentionRow, Query,
};
use pullquote::store::{FeedOutcome, FeedResponse, Library, StoreError, Validators};

fn now() -> Timestamp {
    "1997-01-01T12:00:00Z".parse().expect("a time")
}

fn engine() -> Engine {
    Engine::new(&[]).expect("an engine").0
}

/// Returns the items of the gold corpus of identity, in its order.
fn gold_items() -> Vec<FeedItem> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/identity/gold.jsonl");
    let gold = std::fs::read_to_string(path).expect("the corpus");
    let items = parse_documents(&gold).map(|document| {
        let document = document.expect("a document");
        let lines = document.article.text().as_str().lines();
        FeedItem {
            id: document.id.clone(),
            title: String::new(),
            content: format!("<p>{}</p>", lines.collect::<Vec<_>>().join("</p><p>")),
            published: document.article.about.published,
            ..FeedItem::default()
        }
    });
    items.collect()
}

/// Adds items to the library and annotates them.
fn add_items(library: &mut Library, name: &str, items: Vec<FeedItem>, engine: &Engine) {
    let subscription = Subscription::of(format!("https://{name}.example.org/feed"));
    let id = library.subscribe(&subscription, now()).expect("a feed");
    let feed = Feed {
        title: name.to_owned(),
        items,
        ..Feed::default()
    };
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(feed),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now(),
        moved: None,
    };
    library.ingest(id, &outcome, now()).expect("taken");
    let ids = library.to_annotate(&engine.version(), 1000).expect("ids");
    for id in ids {
        annotate(library, id, engine);
    }
}

fn annotate(library: &mut Library, id: pullquote::library::EntryId, engine: &Engine) {
    let article = library.article(id, EntryBody::Feed).expect("read");
    let article = article.expect("a text");
    let found = engine.annotate(&article);
    library
        .put_annotations([(id, &article, &found)])
        .expect("stored");
}

fn annotate_all_again(library: &mut Library, engine: &Engine) {
    let all = library.list(&Query::All, EntryOrder::Oldest, CopyFolding::Apart, 1000);
    for id in all.expect("a list").ids {
        annotate(library, id, engine);
    }
}

fn gold_library(engine: &Engine) -> Library {
    let mut library = Library::in_memory().expect("a library");
    add_items(&mut library, "gold", gold_items(), engine);
    library
}

fn only(library: &Library, name: &str) -> EntityRow {
    let found = library.find_entities(name).expect("entities");
    found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("no {name}"))
}

/// Returns the words of the mentions of each entity.
fn groups(library: &Library) -> BTreeSet<Vec<String>> {
    let mut groups: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    library
        .mentions::<StoreError>(&Query::All, |mention: MentionRow| {
            groups
                .entry(mention.entity.0)
                .or_default()
                .push(mention.words);
            Ok(())
        })
        .expect("mentions");
    let mut groups: Vec<_> = groups.into_values().collect();
    for group in &mut groups {
        group.sort();
    }
    groups.into_iter().collect()
}

#[test]
fn the_tables_tie_the_same_in_any_order() {
    let engine = engine();
    let forward = gold_library(&engine);
    let mut backward = Library::in_memory().expect("a library");
    for (n, item) in gold_items().into_iter().rev().enumerate() {
        add_items(&mut backward, &format!("outlet{n}"), vec![item], &engine);
    }
    let (one, other) = (groups(&forward), groups(&backward));
    let differing: Vec<_> = one.symmetric_difference(&other).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn look_alikes_are_apart_and_short_forms_are_tied() {
    let library = gold_library(&engine());
    let number = |name: &str| only(&library, name).number;
    assert_eq!(number("S. Marlow"), number("Sam Marlow"));
    assert_ne!(number("Helen Marlow"), number("Sam Marlow"));
    assert_eq!(number("place/japan"), number("Japan"));
    assert_ne!(number("place/japan"), number("team/japan~football"));
    assert_ne!(number("Newcastle United"), number("Manchester United"));
    assert_ne!(number("Manchester United"), number("place/manchester"));
    let carters = library.find_entities("John Carter").expect("entities");
    assert_eq!(carters.len(), 2, "{carters:?}");
}

#[test]
fn annotating_again_changes_nothing() {
    let engine = engine();
    let mut library = gold_library(&engine);
    let (before, marlow) = (groups(&library), only(&library, "Sam Marlow"));
    annotate_all_again(&mut library, &engine);
    assert_eq!(groups(&library), before);
    assert_eq!(only(&library, "Sam Marlow"), marlow);
}

#[test]
fn decisions_hold_through_annotating_and_are_undone_one_by_one() {
    let engine = engine();
    let mut library = gold_library(&engine);
    let before = groups(&library);
    let key = |library: &Library, name: &str| only(library, name).key;
    let (sam, helen) = (key(&library, "Sam Marlow"), key(&library, "Helen Marlow"));
    let jordan = key(&library, "place/jordan");
    library
        .decide(&sam, &DecisionKind::Merge(helen.clone()), now())
        .expect("merged");
    library
        .decide(&sam, &DecisionKind::Rename("The Marlows".into()), now())
        .expect("renamed");
    library
        .decide(&sam, &DecisionKind::Kind(EntityKind::Group), now())
        .expect("a kind");
    library
        .decide(&jordan, &DecisionKind::Forget, now())
        .expect("forgotten");
    let leeds = "team/leeds-united~football";
    library
        .decide("person/s-marlow~cricket", &DecisionKind::Split, now())
        .expect("split");
    annotate_all_again(&mut library, &engine);
    let marlows = only(&library, "The Marlows");
    let mut speakers = BTreeSet::new();
    library
        .visit_quotes(&Query::All, |quote| {
            let speaker = quote.speaker.expect("the gold names its speakers");
            if speaker.entity == Some(marlows.number.0) {
                speakers.insert((speaker.name, speaker.key));
            }
            ControlFlow::Continue(())
        })
        .expect("quotes");
    let expected = ("The Marlows".to_owned(), Some(marlows.key.clone()));
    assert_eq!(speakers.into_iter().collect::<Vec<_>>(), [expected]);
    assert_eq!(marlows.number, only(&library, "Helen Marlow").number);
    assert_eq!(
        (marlows.kind, marlows.is_decided),
        (EntityKind::Group, true)
    );
    assert_ne!(
        only(&library, "person/s-marlow~cricket").number,
        marlows.number
    );
    assert!(!only(&library, leeds).is_decided);
    let listed = library.entities(&Query::All, 1000).expect("entities");
    assert!(listed.iter().all(|row| row.key != jordan), "still listed");
    for _ in 0..5 {
        assert!(library.undo_decision(now()).expect("undone").is_some());
    }
    assert_eq!(library.undo_decision(now()).expect("nothing left"), None);
    assert_eq!(groups(&library), before);
    assert_eq!(only(&library, "Sam Marlow").name, "Sam Marlow");
}

#[test]
fn decisions_go_from_one_library_to_another_before_its_articles() {
    let engine = engine();
    let mut library = gold_library(&engine);
    let (sam, helen) = (
        only(&library, "Sam Marlow").key,
        only(&library, "Helen Marlow").key,
    );
    library
        .decide(&sam, &DecisionKind::Merge(helen), now())
        .expect("merged");
    let decisions = library.decisions().expect("decisions");
    let mut other = Library::in_memory().expect("a library");
    assert_eq!(other.import_decisions(&decisions).expect("added"), 1);
    assert_eq!(other.import_decisions(&decisions).expect("known"), 0);
    add_items(&mut other, "gold", gold_items(), &engine);
    assert_eq!(
        only(&other, "Sam Marlow").number,
        only(&other, "Helen Marlow").number
    );
}

#[test]
fn a_page_tells_names_roles_weeks_quotes_and_company() {
    let library = gold_library(&engine());
    let row = only(&library, "Helen Marlow");
    let page = library
        .entity_page(row.number)
        .expect("read")
        .expect("a page");
    let names: Vec<_> = page.names.iter().map(|(name, _)| name.as_str()).collect();
    assert!(
        names.contains(&"Helen Marlow") && names.contains(&"H. Marlow"),
        "{names:?}"
    );
    assert_eq!(page.entries.len(), 2);
    assert_eq!(page.weeks.iter().sum::<u32>(), page.row.n_mentions);
    assert!(!page.roles.is_empty());
    assert!(
        page.quotes_by
            .iter()
            .any(|quote| quote.words.contains("fares would fall"))
    );
    assert!(!page.together.is_empty());
    let poll = only(&library, "Conservatives");
    let page = library
        .entity_page(poll.number)
        .expect("read")
        .expect("a page");
    assert!(
        page.figures
            .iter()
            .any(|figure| figure.words.contains("19 points"))
    );
}

#[test]
fn an_empty_library_has_no_entities() {
    let library = Library::in_memory().expect("a library");
    assert!(library.entities(&Query::All, 10).expect("read").is_empty());
    assert!(library.find_entities("Nobody").expect("read").is_empty());
    let number = pullquote::library::EntityNumber(7);
    assert_eq!(library.entity_page(number).expect("read"), None);
}

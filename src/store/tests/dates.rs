//! Tests of dates and sort order: undated entries, dates before 1970, future dates.

use jiff::civil::Date;

use super::*;
use crate::article::PublicationDate;

fn undated_item(id: &str) -> FeedItem {
    FeedItem {
        published: None,
        ..sample_item(id, id, "Text.", 0)
    }
}

fn dated_item(id: &str, date: Date) -> FeedItem {
    FeedItem {
        published: Some(PublicationDate {
            date,
            instant: None,
        }),
        ..sample_item(id, id, "Text.", 0)
    }
}

/// Returns the headlines of all entries after ingesting a feed with these items next to one with today's news.
fn beside_the_news(feed: Feed) -> Vec<String> {
    let (mut library, _) = library_with(vec![sample_item("news", "News", "Text.", 5)]);
    let id = subscribe_feed(&mut library, "https://example.org/other");
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(feed),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        ..feed_outcome(Vec::new())
    };
    library
        .ingest(id, &outcome, minutes_after(0))
        .expect("taken");
    find_titles(&library, "")
}

#[test]
fn undated_entries_keep_the_order_of_their_feed_and_do_not_float() {
    let (mut library, feed) = library_with(vec![undated_item("B"), undated_item("C")]);
    let mut library_at = |minutes, items| {
        library
            .ingest(feed, &feed_outcome(items), minutes_after(minutes))
            .expect("taken");
        find_titles(&library, "")
    };
    assert_eq!(
        library_at(0, vec![undated_item("B"), undated_item("C")]),
        ["B", "C"]
    );
    let changed = FeedItem {
        content: "<p>Another text.</p>".into(),
        ..undated_item("C")
    };
    let later = vec![
        undated_item("X"),
        undated_item("A"),
        undated_item("B"),
        changed,
    ];
    assert_eq!(library_at(30, later), ["X", "A", "B", "C"]);
    let again = vec![
        sample_item("D", "Dated", "Text.", -20),
        undated_item("A"),
        undated_item("B"),
    ];
    assert_eq!(library_at(60, again), ["X", "A", "Dated", "B", "C"]);
}

#[test]
fn a_first_import_of_undated_entries_stays_below_the_news() {
    let many = || {
        (0..40)
            .map(|n| undated_item(&format!("N{n:02}")))
            .collect::<Vec<_>>()
    };
    let expected: Vec<_> = (0..40).map(|n| format!("N{n:02}")).collect();
    let feed = |items, changed| Feed {
        updated: changed,
        items,
        ..Feed::default()
    };
    let none = beside_the_news(feed(many(), None));
    assert_eq!((none[0].as_str(), &none[1..]), ("News", &expected[..]));
    for (changed, is_below) in [(0, true), (-60, true), (-30 * 60, false)] {
        let changed = PublicationDate {
            date: Date::constant(2026, 3, 10),
            instant: Some(minutes_after(changed)),
        };
        let (mut library, _) =
            library_with(vec![sample_item("old", "Day and more", "Text.", 27 * 60)]);
        let outcome = FeedOutcome {
            answer: FeedResponse::Feed {
                feed: Box::new(feed(many(), Some(changed))),
                validators: Validators::default(),
                remarks: Vec::new(),
            },
            ..feed_outcome(Vec::new())
        };
        let id = subscribe_feed(&mut library, "https://example.org/other");
        library
            .ingest(id, &outcome, minutes_after(0))
            .expect("taken");
        let last = find_titles(&library, "").pop();
        assert_eq!(
            last.as_deref() == Some("Day and more"),
            is_below,
            "{changed:?}"
        );
    }
}

#[test]
fn undated_entries_stand_beside_their_dated_neighbours() {
    let items = vec![
        undated_item("First"),
        sample_item("a", "Hour", "Text.", 60),
        undated_item("Second"),
        sample_item("b", "Day", "Text.", 24 * 60),
        undated_item("Third"),
    ];
    let feed = Feed {
        items,
        ..Feed::default()
    };
    assert_eq!(
        beside_the_news(feed),
        ["News", "First", "Hour", "Second", "Day", "Third"]
    );
}

#[test]
fn dates_before_1970_are_kept_sorted_found_and_searched() {
    let items = vec![
        dated_item("Moon", Date::constant(1969, 7, 20)),
        dated_item("Peace", Date::constant(1648, 10, 24)),
        dated_item("War", Date::constant(1914, 7, 28)),
        dated_item("Seventy", Date::constant(1970, 6, 1)),
    ];
    let (library, _) = library_with(items);
    assert_eq!(
        find_titles(&library, ""),
        ["Seventy", "Moon", "War", "Peace"]
    );
    assert_eq!(
        find_titles(&library, "before:1970"),
        ["Moon", "War", "Peace"]
    );
    assert_eq!(
        find_titles(&library, "since:1900 before:1950 text"),
        ["War"]
    );
    assert_eq!(find_titles(&library, "text before:1700"), ["Peace"]);
    // The last day that can be written.
    assert_eq!(find_titles(&library, "since:9999-12-31"), [""; 0]);
    let rows = library.rows(&find_ids(&library, "")).expect("rows");
    let said: Vec<_> = rows
        .iter()
        .map(|row| row.published.map(|at| at.to_string()))
        .collect();
    assert_eq!(said[3].as_deref(), Some("1648-10-24T00:00:00Z"));
    let listed = library
        .list(&parse_query(""), EntryOrder::Oldest, CopyFolding::Apart, 2)
        .expect("a list");
    let rows = library.rows(&listed.ids).expect("rows");
    assert_eq!(rows[0].title, "Peace");
    for finding in library.check_integrity().expect("checked") {
        assert_eq!(finding.faults, Vec::<String>::new(), "{}", finding.what);
    }
}

#[test]
fn the_first_moment_of_1970_is_an_empty_field() {
    let (library, _) = library_with(vec![dated_item("Empty", Date::constant(1970, 1, 1))]);
    let rows = library.rows(&find_ids(&library, "")).expect("rows");
    assert_eq!(rows[0].published, None);
}

#[test]
fn a_date_to_come_is_shown_and_stands_where_it_was_first_seen() {
    let (mut library, feed) = library_with(vec![dated_item("Far", Date::constant(2099, 1, 1))]);
    library
        .ingest(
            feed,
            &feed_outcome(vec![sample_item("n", "New", "Text.", -10)]),
            minutes_after(20),
        )
        .expect("taken");
    assert_eq!(find_titles(&library, ""), ["New", "Far"]);
    let rows = library.rows(&find_ids(&library, "")).expect("rows");
    let far = rows[1].published.expect("a date").to_string();
    assert_eq!(
        (far.as_str(), rows[1].seen),
        ("2099-01-01T00:00:00Z", minutes_after(0))
    );
}

#[test]
fn since_and_before_go_by_the_place_in_the_list() {
    let items = vec![
        dated_item("Far", Date::constant(2099, 1, 1)),
        dated_item("Past", Date::constant(2026, 3, 1)),
        dated_item("Chronicle", Date::constant(1400, 5, 6)),
        dated_item("Odd", Date::constant(2300, 5, 6)),
    ];
    let (library, _) = library_with(items);
    assert_eq!(
        find_titles(&library, "since:2026-03-10 before:2026-03-11").len(),
        2
    );
    assert_eq!(find_titles(&library, "since:2027"), [""; 0]);
    assert_eq!(
        find_titles(&library, "before:2026-03-10"),
        ["Past", "Chronicle"]
    );
    let row = &library
        .rows(&find_ids(&library, "title:odd"))
        .expect("rows")[0];
    let shown = row.published.expect("a date").to_string();
    assert_eq!(shown, "2300-05-06T00:00:00Z");
}

#[test]
fn a_citation_is_the_same_before_and_after_the_full_text() {
    let item = FeedItem {
        author: Some("Jane Doe".to_owned()),
        link: Link::parse("https://news.example.org/1?from=feed"),
        ..sample_item("1", "Ships leave", "Teaser.", 5)
    };
    let (mut library, _) = library_with(vec![item]);
    let id = find_ids(&library, "")[0];
    let read = |library: &Library, body| library.article(id, body).expect("read").expect("there");
    let before = read(&library, crate::library::EntryBody::Feed).about;
    let page = crate::article::ArticleMetadata {
        title: "Ships leave the harbour | The Gazette".to_owned(),
        byline: None,
        site: "news.example.org".to_owned(),
        link: Link::parse("https://news.example.org/1?from=feed"),
        published: Some(PublicationDate {
            date: Date::constant(2026, 3, 9),
            instant: None,
        }),
        ..crate::article::ArticleMetadata::default()
    };
    let page = crate::article::Article::verbatim("The whole text.", page).expect("short");
    library.put_page(id, &page).expect("put");
    let after = read(&library, crate::library::EntryBody::Page).about;
    assert_eq!(
        (
            &after.title,
            &after.byline,
            &after.site,
            &after.link,
            &after.published
        ),
        (
            &before.title,
            &before.byline,
            &before.site,
            &before.link,
            &before.published
        )
    );
    assert_eq!(after.site, "The Gazette");
}

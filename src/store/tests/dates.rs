//! Cases of when entries are from, and where that puts them: without a date, before 1970, still to come.

use jiff::civil::Date;

use super::*;
use crate::article::Published;

fn undated(id: &str) -> Item {
    Item {
        published: None,
        ..item(id, id, "Text.", 0)
    }
}

fn on(id: &str, date: Date) -> Item {
    Item {
        published: Some(Published {
            date,
            instant: None,
        }),
        ..item(id, id, "Text.", 0)
    }
}

/// The headlines of all entries after a feed with these items came beside one of today's news.
fn beside_the_news(feed: Feed) -> Vec<String> {
    let (mut library, _) = with(vec![item("news", "News", "Text.", 5)]);
    let id = subscribed(&mut library, "https://example.org/other");
    let outcome = Outcome {
        answer: Answer::Feed {
            feed: Box::new(feed),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        ..answer(Vec::new())
    };
    library.take(id, &outcome, at(0)).expect("taken");
    titles(&library, "")
}

#[test]
fn undated_entries_keep_the_order_of_their_feed_and_do_not_float() {
    let (mut library, feed) = with(vec![undated("B"), undated("C")]);
    let mut library_at = |minutes, items| {
        library
            .take(feed, &answer(items), at(minutes))
            .expect("taken");
        titles(&library, "")
    };
    assert_eq!(library_at(0, vec![undated("B"), undated("C")]), ["B", "C"]);
    let changed = Item {
        content: "<p>Another text.</p>".into(),
        ..undated("C")
    };
    let later = vec![undated("X"), undated("A"), undated("B"), changed];
    assert_eq!(library_at(30, later), ["X", "A", "B", "C"]);
    let again = vec![item("D", "Dated", "Text.", -20), undated("A"), undated("B")];
    assert_eq!(library_at(60, again), ["X", "A", "Dated", "B", "C"]);
}

#[test]
fn a_first_import_of_undated_entries_stays_below_the_news() {
    let many = || {
        (0..40)
            .map(|n| undated(&format!("N{n:02}")))
            .collect::<Vec<_>>()
    };
    let expected: Vec<_> = (0..40).map(|n| format!("N{n:02}")).collect();
    let feed = |items, changed| Feed {
        changed,
        items,
        ..Feed::default()
    };
    let none = beside_the_news(feed(many(), None));
    assert_eq!((none[0].as_str(), &none[1..]), ("News", &expected[..]));
    for (changed, is_below) in [(0, true), (-60, true), (-30 * 60, false)] {
        let changed = Published {
            date: Date::constant(2026, 3, 10),
            instant: Some(at(changed)),
        };
        let (mut library, _) = with(vec![item("old", "Day and more", "Text.", 27 * 60)]);
        let outcome = Outcome {
            answer: Answer::Feed {
                feed: Box::new(feed(many(), Some(changed))),
                validators: Validators::default(),
                remarks: Vec::new(),
            },
            ..answer(Vec::new())
        };
        let id = subscribed(&mut library, "https://example.org/other");
        library.take(id, &outcome, at(0)).expect("taken");
        let last = titles(&library, "").pop();
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
        undated("First"),
        item("a", "Hour", "Text.", 60),
        undated("Second"),
        item("b", "Day", "Text.", 24 * 60),
        undated("Third"),
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
        on("Moon", Date::constant(1969, 7, 20)),
        on("Peace", Date::constant(1648, 10, 24)),
        on("War", Date::constant(1914, 7, 28)),
        on("Seventy", Date::constant(1970, 6, 1)),
    ];
    let (library, _) = with(items);
    assert_eq!(titles(&library, ""), ["Seventy", "Moon", "War", "Peace"]);
    assert_eq!(titles(&library, "before:1970"), ["Moon", "War", "Peace"]);
    assert_eq!(titles(&library, "since:1900 before:1950 text"), ["War"]);
    assert_eq!(titles(&library, "text before:1700"), ["Peace"]);
    let rows = library.rows(&ids(&library, "")).expect("rows");
    let said: Vec<_> = rows
        .iter()
        .map(|row| row.published.map(|at| at.to_string()))
        .collect();
    assert_eq!(said[3].as_deref(), Some("1648-10-24T00:00:00Z"));
    let listed = library
        .list(&query(""), Order::Oldest, Folding::Apart, 2)
        .expect("a list");
    let rows = library.rows(&listed.ids).expect("rows");
    assert_eq!(rows[0].title, "Peace");
    for finding in library.check().expect("checked") {
        assert_eq!(finding.faults, Vec::<String>::new(), "{}", finding.what);
    }
}

#[test]
fn the_first_moment_of_1970_is_an_empty_field() {
    let (library, _) = with(vec![on("Empty", Date::constant(1970, 1, 1))]);
    let rows = library.rows(&ids(&library, "")).expect("rows");
    assert_eq!(rows[0].published, None);
}

#[test]
fn a_date_to_come_is_shown_and_stands_where_it_was_first_seen() {
    let (mut library, feed) = with(vec![on("Far", Date::constant(2099, 1, 1))]);
    library
        .take(feed, &answer(vec![item("n", "New", "Text.", -10)]), at(20))
        .expect("taken");
    assert_eq!(titles(&library, ""), ["New", "Far"]);
    let rows = library.rows(&ids(&library, "")).expect("rows");
    let far = rows[1].published.expect("a date").to_string();
    assert_eq!(
        (far.as_str(), rows[1].seen),
        ("2099-01-01T00:00:00Z", at(0))
    );
}

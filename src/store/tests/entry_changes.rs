//! Tests of the user's changes to entries, and of undoing them.

use super::*;
use crate::library::EntryChange;

fn library_of_three() -> Library {
    let (library, _) = library_with(vec![
        sample_item("1", "One", "Text.", 1),
        sample_item("2", "Two", "Text.", 2),
        sample_item("3", "Three", "Text.", 3),
    ]);
    library
}

/// Applies a change, checks a list, undoes the change, and checks that everything is as before.
#[track_caller]
fn check_change(library: &mut Library, change: &EntryChange, words: &str, expected: &[&str]) {
    let before = find_titles(library, words);
    let inverse = library
        .apply_change(change, minutes_after(1))
        .expect("changed");
    assert_eq!(find_titles(library, words), expected);
    check_counters(library);
    library
        .apply_change(&inverse, minutes_after(2))
        .expect("undone");
    assert_eq!(find_titles(library, words), before);
    check_counters(library);
}

#[test]
fn every_change_can_be_undone() {
    let mut library = library_of_three();
    let all = find_ids(&library, "");
    let two = vec![all[0], all[1]];
    check_change(
        &mut library,
        &EntryChange::Read(two.clone(), true),
        "is:unread",
        &["Three"],
    );
    check_change(
        &mut library,
        &EntryChange::Star(two.clone(), true),
        "is:starred",
        &["One", "Two"],
    );
    check_change(
        &mut library,
        &EntryChange::Tag(two.clone(), "Öl".into()),
        "tag:ol",
        &["One", "Two"],
    );
    check_change(
        &mut library,
        &EntryChange::Delete(two.clone()),
        "",
        &["Three"],
    );
    check_change(
        &mut library,
        &EntryChange::Archive(two.clone(), true),
        "is:archived",
        &["One", "Two"],
    );
    library
        .apply_change(
            &EntryChange::Tag(two.clone(), "oil".into()),
            minutes_after(1),
        )
        .expect("tagged");
    check_change(
        &mut library,
        &EntryChange::Untag(two, "oil".into()),
        "tag:oil",
        &[],
    );
}

#[test]
fn undoing_touches_only_what_was_changed() {
    let mut library = library_of_three();
    let all = find_ids(&library, "");
    library
        .apply_change(&EntryChange::Read(vec![all[1]], true), minutes_after(0))
        .expect("read");
    let inverse = library
        .mark_read(&parse_query(""), minutes_after(1))
        .expect("read");
    assert_eq!(inverse, EntryChange::Read(vec![all[0], all[2]], false));
    library
        .apply_change(&inverse, minutes_after(2))
        .expect("undone");
    assert_eq!(find_ids(&library, "is:read"), [all[1]]);
}

#[test]
fn what_is_deleted_is_seen_only_where_it_is_asked_for_and_does_not_come_back() {
    let items = || {
        vec![
            sample_item("1", "One", "Rope.", 1),
            sample_item("2", "Two", "Rope.", 2),
        ]
    };
    let (mut library, feed) = library_with(items());
    let first = find_ids(&library, "")[0];
    library
        .apply_change(&EntryChange::Delete(vec![first]), minutes_after(1))
        .expect("deleted");
    ingest_items(&mut library, feed, items());
    assert_eq!(find_titles(&library, "rope"), ["Two"]);
    assert_eq!(find_titles(&library, "is:deleted"), ["One"]);
}

#[test]
fn what_is_archived_is_seen_only_where_it_is_asked_for_and_stays_for_ever() {
    let items = || {
        vec![
            sample_item("1", "One", "Rope.", 1),
            sample_item("2", "Two", "Rope.", 2),
        ]
    };
    let (mut library, feed) = library_with(items());
    let first = find_ids(&library, "")[0];
    let archive = EntryChange::Archive(vec![first], true);
    library
        .apply_change(&archive, minutes_after(1))
        .expect("archived");
    ingest_items(&mut library, feed, items());
    assert_eq!(find_titles(&library, "rope"), ["Two"]);
    assert_eq!(find_titles(&library, "is:archived rope"), ["One"]);
    assert_eq!(find_titles(&library, "is:archived is:deleted"), [""; 0]);
    assert!(library.rows(&[first]).expect("a row")[0].is_archived);
    ingest_items(&mut library, feed, Vec::new());
    let shortest = Retention {
        days: Some(1),
        entries: Some(1),
    };
    library
        .trust_clock(minutes_after(90_000_000))
        .expect("trusted");
    library
        .collect_garbage(&shortest, minutes_after(90_000_000))
        .expect("collected");
    assert_eq!(find_titles(&library, ""), [""; 0]);
    assert_eq!(find_titles(&library, "is:archived"), ["One"]);
    let back = EntryChange::Archive(vec![first], false);
    library
        .apply_change(&back, minutes_after(2))
        .expect("brought back");
    assert_eq!(find_titles(&library, "rope"), ["One"]);
}

#[test]
fn a_tag_has_one_spelling_and_is_gone_with_its_last_entry() {
    let mut library = library_of_three();
    let all = find_ids(&library, "");
    library
        .apply_change(
            &EntryChange::Tag(vec![all[0]], "Harbour".into()),
            minutes_after(1),
        )
        .expect("tagged");
    library
        .apply_change(
            &EntryChange::Tag(vec![all[1]], " harbour\u{1b}[31m ".into()),
            minutes_after(1),
        )
        .expect("tagged");
    library
        .apply_change(
            &EntryChange::Tag(vec![all[2]], "harbour".into()),
            minutes_after(1),
        )
        .expect("tagged");
    let tags = library.tags().expect("tags");
    assert!(tags.contains(&("Harbour".into(), 2)), "{tags:?}");
    library
        .apply_change(&EntryChange::Untag(all, "HARBOUR".into()), minutes_after(2))
        .expect("untagged");
    assert_eq!(
        library.tags().expect("tags").len(),
        1,
        "the one with letters of an escape sequence"
    );
    let nothing = library.apply_change(
        &EntryChange::Tag(find_ids(&library, ""), " \n".into()),
        minutes_after(3),
    );
    assert!(nothing.expect("nothing").is_empty());
}

//! Cases of what the user does to entries, and of undoing it.

use super::*;
use crate::library::Change;

fn three() -> Library {
    let (library, _) = with(vec![
        item("1", "One", "Text.", 1),
        item("2", "Two", "Text.", 2),
        item("3", "Three", "Text.", 3),
    ]);
    library
}

/// Applies a change, checks what it leaves in a list, undoes it and checks that all is as before.
#[track_caller]
fn check(library: &mut Library, change: &Change, words: &str, expected: &[&str]) {
    let before = titles(library, words);
    let inverse = library.apply(change, at(1)).expect("changed");
    assert_eq!(titles(library, words), expected);
    counts_are_right(library);
    library.apply(&inverse, at(2)).expect("undone");
    assert_eq!(titles(library, words), before);
    counts_are_right(library);
}

#[test]
fn every_change_can_be_undone() {
    let mut library = three();
    let all = ids(&library, "");
    let two = vec![all[0], all[1]];
    check(
        &mut library,
        &Change::Read(two.clone(), true),
        "is:unread",
        &["Three"],
    );
    check(
        &mut library,
        &Change::Star(two.clone(), true),
        "is:starred",
        &["One", "Two"],
    );
    check(
        &mut library,
        &Change::Tag(two.clone(), "Öl".into()),
        "tag:ol",
        &["One", "Two"],
    );
    check(&mut library, &Change::Delete(two.clone()), "", &["Three"]);
    check(
        &mut library,
        &Change::Archive(two.clone(), true),
        "is:archived",
        &["One", "Two"],
    );
    library
        .apply(&Change::Tag(two.clone(), "oil".into()), at(1))
        .expect("tagged");
    check(
        &mut library,
        &Change::Untag(two, "oil".into()),
        "tag:oil",
        &[],
    );
}

#[test]
fn undoing_touches_only_what_was_changed() {
    let mut library = three();
    let all = ids(&library, "");
    library
        .apply(&Change::Read(vec![all[1]], true), at(0))
        .expect("read");
    let inverse = library.mark_read(&query(""), at(1)).expect("read");
    assert_eq!(inverse, Change::Read(vec![all[0], all[2]], false));
    library.apply(&inverse, at(2)).expect("undone");
    assert_eq!(ids(&library, "is:read"), [all[1]]);
}

#[test]
fn what_is_deleted_is_seen_only_where_it_is_asked_for_and_does_not_come_back() {
    let items = || vec![item("1", "One", "Rope.", 1), item("2", "Two", "Rope.", 2)];
    let (mut library, feed) = with(items());
    let first = ids(&library, "")[0];
    library
        .apply(&Change::Delete(vec![first]), at(1))
        .expect("deleted");
    take(&mut library, feed, items());
    assert_eq!(titles(&library, "rope"), ["Two"]);
    assert_eq!(titles(&library, "is:deleted"), ["One"]);
}

#[test]
fn what_is_archived_is_seen_only_where_it_is_asked_for_and_stays_for_ever() {
    let items = || vec![item("1", "One", "Rope.", 1), item("2", "Two", "Rope.", 2)];
    let (mut library, feed) = with(items());
    let first = ids(&library, "")[0];
    let archive = Change::Archive(vec![first], true);
    library.apply(&archive, at(1)).expect("archived");
    take(&mut library, feed, items());
    assert_eq!(titles(&library, "rope"), ["Two"]);
    assert_eq!(titles(&library, "is:archived rope"), ["One"]);
    assert_eq!(titles(&library, "is:archived is:deleted"), [""; 0]);
    assert!(library.rows(&[first]).expect("a row")[0].is_archived);
    take(&mut library, feed, Vec::new());
    let shortest = Retention {
        days: Some(1),
        entries: Some(1),
    };
    library.gc(&shortest, at(90_000_000)).expect("collected");
    assert_eq!(titles(&library, ""), [""; 0]);
    assert_eq!(titles(&library, "is:archived"), ["One"]);
    let back = Change::Archive(vec![first], false);
    library.apply(&back, at(2)).expect("brought back");
    assert_eq!(titles(&library, "rope"), ["One"]);
}

#[test]
fn a_tag_has_one_spelling_and_is_gone_with_its_last_entry() {
    let mut library = three();
    let all = ids(&library, "");
    library
        .apply(&Change::Tag(vec![all[0]], "Harbour".into()), at(1))
        .expect("tagged");
    library
        .apply(
            &Change::Tag(vec![all[1]], " harbour\u{1b}[31m ".into()),
            at(1),
        )
        .expect("tagged");
    library
        .apply(&Change::Tag(vec![all[2]], "harbour".into()), at(1))
        .expect("tagged");
    let tags = library.tags().expect("tags");
    assert!(tags.contains(&("Harbour".into(), 2)), "{tags:?}");
    library
        .apply(&Change::Untag(all, "HARBOUR".into()), at(2))
        .expect("untagged");
    assert_eq!(
        library.tags().expect("tags").len(),
        1,
        "the one with letters of an escape sequence"
    );
    let nothing = library.apply(&Change::Tag(ids(&library, ""), " \n".into()), at(3));
    assert!(nothing.expect("nothing").is_empty());
}

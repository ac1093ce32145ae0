//! Tests of near-duplicate detection across feeds.

use super::*;

const STORY: &str = "The ferry Lina ran aground off the northern pier shortly before dawn on Tuesday, and all 41 people on \
    board were brought ashore in two lifeboats. Nobody was hurt. The harbour master said that a gale had torn the buoy that \
    marks the shoal from its chain during the night, and that the crew could not have seen it in the rain. Divers are to \
    look at the hull as soon as the sea is calm enough. The line will be served by a smaller boat until then, which takes \
    no cars. A spokeswoman for the owner said that tickets stay valid and that an inquiry has begun.";

const RESULTS: &str = "Results of the evening: the home side won the match after a slow first half and a lively second one, \
    in front of a full house and under a clear sky. The referee showed two yellow cards. The next match of the league is \
    played on Saturday, when the guests of this evening meet the leaders, and tickets are to be had at the gate and in \
    the shop from noon. The table after this match and all results of the season stand below this report as always.";

fn library_with_two(one: &str, other: &str, title: &str, other_title: &str) -> Library {
    let (mut library, _) = library_with(vec![sample_item("1", title, one, 10)]);
    let feed = subscribe_feed(&mut library, "https://other.example.net/feed");
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("x", other_title, other, 5)],
    );
    library
}

fn count_unfolded(library: &Library) -> usize {
    let listed = library.list(&Query::All, EntryOrder::Newest, CopyFolding::Apart, 100);
    listed.expect("a list").ids.len()
}

#[test]
fn wire_copy_of_two_feeds_is_one_line() {
    let copy = format!(
        "(Agency) {} Additional reporting by our own staff.",
        STORY.replace("said that a", "said a")
    );
    let library = library_with_two(STORY, &copy, "Ferry aground", "Lina runs aground");
    assert_eq!(find_titles(&library, ""), ["Lina runs aground"]);
    assert_eq!(count_unfolded(&library), 2);
    let first = find_ids(&library, "")[0];
    assert_eq!(library.rows(&[first]).expect("rows")[0].n_copies, 1);
    let copies = library.copies(first).expect("copies");
    assert_eq!(
        library.rows(&copies).expect("rows")[0].title,
        "Ferry aground"
    );
    assert_eq!(library.copies(copies[0]).expect("copies"), [first]);
    assert_eq!(
        find_titles(&library, "feed:gazette title:ferry"),
        ["Ferry aground"]
    );
}

#[test]
fn a_template_with_other_numbers_is_no_copy() {
    let one = format!("{RESULTS} Score 2 to 1, 14200 spectators.");
    let other = format!("{RESULTS} Score 4 to 3, 9100 spectators.");
    let library = library_with_two(&one, &other, "Results: match 12", "Results: match 13");
    assert_eq!(find_ids(&library, "").len(), 2);
}

#[test]
fn short_texts_and_texts_of_one_feed_are_left_apart() {
    let library = library_with_two("Rain at noon.", "Rain at noon.", "Weather", "Weather");
    assert_eq!(find_ids(&library, "").len(), 2);
    let (library, _) = library_with(vec![
        sample_item("1", "One", STORY, 1),
        sample_item("2", "Two", STORY, 2),
    ]);
    assert_eq!(find_ids(&library, "").len(), 2);
}

#[test]
fn a_story_told_in_other_words_is_no_copy() {
    let other = "All 41 people aboard are safe after a ferry hit a shoal near the northern pier on Tuesday. The Lina left \
        port at five in heavy rain. Within minutes, passengers told us, there was a bang and the lights went out. \
        Lifeboats took them ashore. According to the harbour master the buoy over the shoal had come loose in a gale. \
        Its owner has begun an inquiry; until the hull has been looked at by divers, a smaller boat without room for \
        cars takes over.";
    let library = library_with_two(STORY, other, "Ferry aground", "All safe");
    assert_eq!(find_ids(&library, "").len(), 2);
}

#[test]
fn a_copy_is_found_among_many_texts_of_one_form() {
    let form = |n: usize| {
        let lines = (0..30).map(|line| {
            // Two of three lines are the same in all texts.
            let own = if line % 3 == 0 { n * 31 + line } else { line };
            format!(
                "The {own}th meeting of the board took note of paper {own} and of nothing else."
            )
        });
        lines.collect::<Vec<_>>().join(" ")
    };
    let (mut library, _) = library_with(vec![]);
    for n in 1..40 {
        let feed = subscribe_feed(&mut library, &format!("https://form{n}.example.org/"));
        ingest_items(
            &mut library,
            feed,
            vec![sample_item("1", &format!("Form {n}"), &form(n), 1)],
        );
    }
    let feed = subscribe_feed(&mut library, "https://last.example.org/");
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("1", "Form 33 again", &form(33), 0)],
    );
    let last = find_ids(&library, "feed:last")[0];
    let copies = library.copies(last).expect("copies");
    let rows = library.rows(&copies).expect("rows");
    let titles: Vec<_> = rows.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(titles, ["Form 33"]);
}

#[test]
fn a_text_that_changes_leaves_its_story() {
    let mut library = library_with_two(STORY, STORY, "One", "Two");
    assert_eq!(find_ids(&library, "").len(), 1);
    let changed = RESULTS.repeat(2);
    ingest_items(
        &mut library,
        FeedId(1),
        vec![sample_item("1", "One", &changed, 10)],
    );
    assert_eq!(find_ids(&library, "").len(), 2);
}

#[test]
fn after_some_days_a_text_no_longer_waits_for_copies() {
    let (mut library, _) = library_with(vec![sample_item("1", "One", STORY, 10)]);
    let feed = subscribe_feed(&mut library, "https://other.example.net/feed");
    let later = feed_outcome(vec![sample_item("x", "Two", STORY, 5)]);
    library
        .ingest(feed, &later, minutes_after(6 * 24 * 60))
        .expect("taken");
    index_all_waiting(&mut library, minutes_after(6 * 24 * 60));
    assert_eq!(find_ids(&library, "").len(), 2);
}

const BRIEF: &str = "The ferry Lina ran aground off the northern pier shortly before dawn on Tuesday, and all 41 people on \
    board were brought ashore in two lifeboats. Nobody was hurt. The harbour master, Ada Quill, said that a gale had torn \
    the buoy from its chain.";

const BRIEFING: &str = "Good morning. Here is what you need to know before the day begins, from our newsroom to your inbox: \
    the stories that matter, what to read over coffee, and what to talk about at lunch. Sign up to get it by mail.";

/// Returns the number of list lines for two feeds with these texts, the second `n_hours` later.
#[track_caller]
fn n_lines(one: (&str, &str), other: (&str, &str), n_hours: i64) -> usize {
    let (mut library, _) = library_with(vec![sample_item("1", one.0, one.1, n_hours * 60)]);
    let feed = subscribe_feed(&mut library, "https://other.example.net/feed");
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("x", other.0, other.1, 0)],
    );
    assert_eq!(count_unfolded(&library), 2);
    find_ids(&library, "").len()
}

#[test]
fn a_brief_in_two_feeds_is_one_line() {
    let title = "Ferry aground off the northern pier";
    let other = |from: &str, to: &str| BRIEF.replace(from, to);
    for (other_title, text, n_hours) in [
        (title, BRIEF.to_owned(), 0),
        (title, BRIEF.to_owned(), 17),
        ("Ferry Aground Off The Northern Pier", BRIEF.to_owned(), 1),
        (
            "“Ferry aground” off the northern pier!",
            BRIEF.to_owned(),
            1,
        ),
        (title, format!("(Agency) – {BRIEF}"), 2),
        (title, format!("{BRIEF} Reporting by the Gazette."), 2),
        (title, other("said that a gale", "said a gale"), 3),
        (title, other("shortly before", "just before"), 3),
        (title, other("Nobody was hurt", "No one was hurt"), 3),
        (title, other("41 people on board", "41 people aboard"), 5),
        (title, other("The ferry Lina", "A ferry, the Lina,"), 5),
        (title, BRIEF.to_uppercase().to_lowercase(), 1),
    ] {
        assert_eq!(
            n_lines((title, BRIEF), (other_title, &text), n_hours),
            1,
            "{other_title}: {text}"
        );
    }
}

#[track_caller]
fn stay_apart(one: (&str, &str), other: (&str, &str), n_hours: i64) {
    assert_eq!(n_lines(one, other, n_hours), 2, "{one:?} {other:?}");
}

#[test]
fn briefs_of_the_same_title_on_other_days_or_in_other_words_stay_apart() {
    let rain = "Rain at noon, then dry. Light wind from the west, stronger at night.";
    let other = "All 41 people aboard are safe after a ferry hit a shoal near the northern pier on Tuesday. The Lina had \
        left port in heavy rain, and within minutes there was a bang, passengers said. Lifeboats took them ashore.";
    // The same introduction every day, or twice a day with different titles.
    let briefing = ("Morning briefing", BRIEFING);
    stay_apart(briefing, briefing, 24);
    stay_apart(briefing, briefing, 48);
    stay_apart(briefing, ("Evening briefing", BRIEFING), 10);
    stay_apart(("Ferry aground", BRIEF), ("All 41 safe", BRIEF), 1);
    stay_apart(("Ferry aground", BRIEF), ("Ferry aground", other), 1);
    stay_apart(("", BRIEF), ("", BRIEF), 1);
    stay_apart(("Weather", rain), ("Weather", rain), 1);
}

#[test]
fn briefs_in_one_form_with_other_names_or_numbers_stay_apart() {
    let live = "Follow our live coverage of the fighting in Arvania, with the latest news, pictures and analysis from our \
        reporters on the ground and around the world, and send us your questions, which we answer through the day.";
    let score = "The home side won after a slow first half and a lively second one, in front of a full house and under a \
        clear sky. It ended 2 to 1. The next match is played on Saturday, and tickets are to be had at the gate.";
    let check = |title: &str, text: &str, from: &str, to: &str| {
        stay_apart((title, text), (title, &text.replace(from, to)), 1);
    };
    check("Live updates", live, "Arvania", "Bolmark");
    check("Live updates", live, live, BRIEF);
    check("Results", score, "2 to 1", "3 to 1");
    check("In brief", BRIEF, "41", "14");
    check("In brief", BRIEF, "Ada Quill", "Ida Grist");
}

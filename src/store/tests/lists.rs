//! Tests of lists and searches.

use super::*;
use crate::library::{QueryTerm, SearchWords};

fn sample_library() -> Library {
    let (mut library, feed) = library_with(vec![
        sample_item(
            "1",
            "Ferry talks stall",
            "The crew of the Lina met the harbour board.",
            10,
        ),
        sample_item(
            "2",
            "Grain deal",
            "Élise Moreau spoke of a grain deal and of ferries.",
            20,
        ),
        sample_item("3", "選挙の結果", "東京都知事選挙の結果が発表された。", 30),
        sample_item(
            "4",
            "Deal of grain",
            "Nothing was signed; the board said \"no\".",
            60 * 24 * 40,
        ),
    ]);
    let mut subscription = library.feed(feed).expect("a feed").subscription;
    subscription.folder = "News/Coast".into();
    library.set_subscription(feed, &subscription).expect("set");
    let other = subscribe_feed(&mut library, "https://other.example.net/rss");
    let mut last = sample_item("5", "Tide tables", "High water at noon.", 5);
    last.link = Link::parse("https://www.tides.example.net/5");
    last.author = Some("Zoë Brandt".into());
    last.tags = vec!["Sea & Coast".into(), "Énergie".into()];
    ingest_items(&mut library, other, vec![last]);
    library
}

#[track_caller]
fn check_titles(words: &str, expected: &[&str]) {
    assert_eq!(find_titles(&sample_library(), words), expected, "{words}");
}

#[test]
fn lists_are_the_newest_first_or_the_oldest() {
    let library = sample_library();
    let newest = find_ids(&library, "");
    let oldest = library
        .list(&Query::All, EntryOrder::Oldest, CopyFolding::Folded, 9)
        .expect("a list");
    assert!(oldest.is_complete);
    assert_eq!(oldest.ids, newest.iter().rev().copied().collect::<Vec<_>>());
    let short = library
        .list(&Query::All, EntryOrder::Newest, CopyFolding::Folded, 2)
        .expect("a list");
    assert_eq!(short.ids, newest[..2]);
    assert!(!short.is_complete);
}

#[test]
fn words_phrases_and_beginnings_are_found_without_case_and_accents() {
    check_titles("GRAIN", &["Grain deal", "Deal of grain"]);
    check_titles("elise", &["Grain deal"]);
    check_titles("\"grain deal\"", &["Grain deal"]);
    check_titles("ferr*", &["Ferry talks stall", "Grain deal"]);
    check_titles("title:ferr*", &["Ferry talks stall"]);
    check_titles("選挙", &["選挙の結果"]);
    check_titles("知事選", &["選挙の結果"]);
    check_titles("事知", &[]);
}

#[test]
fn conditions_join_and_nest() {
    check_titles("grain not elise", &["Deal of grain"]);
    check_titles("-grain -ferry", &["Tide tables", "選挙の結果"]);
    check_titles("(ferry or board) -signed", &["Ferry talks stall"]);
    check_titles(
        "site:example.net or (title:deal -title:of)",
        &["Tide tables", "Grain deal"],
    );
    check_titles(
        "not (grain or site:example.net or is:starred)",
        &["Ferry talks stall", "選挙の結果"],
    );
    check_titles(
        "not grain or is:read",
        &["Tide tables", "Ferry talks stall", "選挙の結果"],
    );
}

#[test]
fn fields_look_where_they_say() {
    check_titles("site:tides.example.net", &["Tide tables"]);
    check_titles("site:ample.net", &[]);
    check_titles("author:zoe", &["Tide tables"]);
    check_titles("author:sea", &[]);
    check_titles("category:coast", &["Tide tables"]);
    check_titles("category:energie author:brandt", &["Tide tables"]);
    check_titles("category:tide", &[]);
    check_titles("category:zoe", &[]);
    check_titles("feed:other", &["Tide tables"]);
    check_titles("feed:nobody", &[]);
    check_titles(
        "folder:news is:unread since:7d",
        &["Ferry talks stall", "Grain deal", "選挙の結果"],
    );
    check_titles("folder:new", &[]);
    check_titles("before:2026-02-10", &["Deal of grain"]);
    check_titles("board before:2026-02-10", &["Deal of grain"]);
    check_titles("is:tagged", &[]);
}

#[test]
fn no_words_of_a_user_are_taken_for_a_language() {
    let library = sample_library();
    for words in [
        "'; DROP TABLE entry; --",
        "*",
        "^ferry OR grain",
        "NEAR(ferry grain)",
        "text : grain",
        "%",
        "\u{0}",
    ] {
        let term = QueryTerm::Text(SearchWords {
            words: words.into(),
            is_prefix: true,
        });
        let listed = library.list(&Query::Term(term), EntryOrder::Rank, CopyFolding::Folded, 9);
        assert!(listed.expect("a list").ids.is_empty(), "{words}");
    }
}

#[test]
fn the_best_match_is_first_where_it_is_asked_for() {
    let (library, _) = library_with(vec![
        sample_item(
            "1",
            "Weather",
            "A storm, and much else of the day that has no place in a headline.",
            1,
        ),
        sample_item(
            "2",
            "Storm",
            "The storm grew; a storm like it was not seen.",
            2,
        ),
    ]);
    let ranked = library
        .list(
            &parse_query("storm"),
            EntryOrder::Rank,
            CopyFolding::Folded,
            9,
        )
        .expect("a list");
    let rows = library.rows(&ranked.ids).expect("rows");
    assert_eq!(rows[0].title, "Storm");
    assert_eq!(find_titles(&library, "storm"), ["Weather", "Storm"]);
}

#[test]
fn all_that_match_are_in_a_ranked_list_and_old_headlines_come_before_new_asides() {
    // More passing mentions than are ranked among recent entries.
    let asides = (0..1_000).map(|n| {
        let text = format!("Number {n} was told on the pier, and a heron came by.");
        sample_item(&n.to_string(), "Aside", &text, n)
    });
    let old = sample_item("old", "A heron returns", "It stood in the reeds.", 20_000);
    let (library, _) = library_with(asides.chain([old]).collect());
    let list = |limit| {
        let found = library.list(
            &parse_query("heron"),
            EntryOrder::Rank,
            CopyFolding::Apart,
            limit,
        );
        found.expect("a list")
    };
    let all = list(2_000);
    let mut seen = all.ids.clone();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(
        (all.ids.len(), seen.len(), all.is_complete),
        (1_001, 1_001, true)
    );
    let rows = library.rows(&all.ids[..1]).expect("rows");
    assert_eq!(rows[0].title, "A heron returns");
    let few = list(10);
    assert_eq!(few.ids, all.ids[..10]);
    assert!(!few.is_complete);
}

#[test]
fn a_word_that_few_have_weighs_more_than_one_that_most_have() {
    let mut items: Vec<_> = (0..20)
        .map(|n| {
            sample_item(
                &format!("h{n}"),
                "Board",
                "The harbour, the harbour, the harbour.",
                n,
            )
        })
        .collect();
    items.push(sample_item("1", "One", "The harbour and an osprey.", 100));
    let (library, _) = library_with(items);
    let found = library.list(
        &parse_query("harbour or osprey"),
        EntryOrder::Rank,
        CopyFolding::Apart,
        30,
    );
    let rows = library.rows(&found.expect("a list").ids).expect("rows");
    assert_eq!(rows[0].title, "One");
}

#[test]
fn beginnings_of_words_join_with_everything_else() {
    let items = vec![
        sample_item("1", "Ferrymen", "They met the ferryman's board.", 1),
        sample_item("2", "Board", "No FERRIES today, only Férias.", 2),
        sample_item("3", "Fer", "Nothing more.", 3),
    ];
    let (library, _) = library_with(items);
    let check = |words: &str, expected: &[&str]| {
        assert_eq!(find_titles(&library, words), expected, "{words}");
    };
    check("fer*", &["Ferrymen", "Board", "Fer"]);
    check("fér*", &["Ferrymen", "Board", "Fer"]);
    check("title:fer*", &["Ferrymen", "Fer"]);
    check("ferr* -title:ferr*", &["Board"]);
    check("\"no ferr\"*", &["Board"]);
    check("\"the ferr\"* or feri*", &["Ferrymen", "Board"]);
    check("ferx*", &[]);
}

#[test]
fn a_beginning_that_very_many_words_have_is_found_too() {
    let words: Vec<_> = (100..700).map(|n| format!("qu{n}x")).collect();
    let (library, _) = library_with(vec![
        sample_item("1", "Many", &words.join(" "), 1),
        sample_item("2", "One", "qu650xy and others", 2),
        sample_item("3", "None", "kw650x", 3),
    ]);
    assert_eq!(find_titles(&library, "qu*"), ["Many", "One"]);
    assert_eq!(find_titles(&library, "qu65*"), ["Many", "One"]);
    assert_eq!(find_titles(&library, "qu650xy*"), ["One"]);
}

#[test]
fn many_entries_of_one_second_keep_their_order() {
    let items: Vec<_> = (0..50)
        .map(|n| sample_item(&n.to_string(), &format!("N{n}"), "Same.", 7))
        .collect();
    let (mut library, feed) = library_with(items);
    let expected: Vec<_> = (0..50).map(|n| format!("N{n}")).collect();
    assert_eq!(find_titles(&library, ""), expected);
    ingest_items(&mut library, feed, vec![sample_item("x", "X", "Same.", 7)]);
    assert_eq!(find_ids(&library, "same").len(), 51);
}

#[test]
fn a_row_shows_what_is_known() {
    let library = sample_library();
    let rows = library.rows(&find_ids(&library, "tide")).expect("rows");
    let row = &rows[0];
    assert_eq!(row.site, "The Gazette");
    assert_eq!(row.published, Some(minutes_after(-5)));
    assert_eq!(
        row.link.as_ref().map(Link::as_str),
        Some("https://www.tides.example.net/5")
    );
    assert_eq!((row.n_quotes, row.n_copies, row.has_page), (None, 0, false));
    assert!(library.rows(&[EntryId(999)]).expect("rows").is_empty());
}

#[test]
fn the_largest_queries_that_can_be_typed_are_answered() {
    let (library, _) = library_with(vec![sample_item("1", "One", "The grain deal, by all.", 1)]);
    let fields = [
        "grain",
        "gr*",
        "title:o*",
        "feed:ga",
        "folder:x",
        "tag:x",
        "is:unread",
        "site:example.org",
        "since:7d",
        "entity:ann",
        "speaker:ann",
        "author:ann",
        "category:news",
        "-deal",
        "not is:read",
    ];
    for field in fields {
        for between in [" ", " or "] {
            let words = vec![field; 256].join(between);
            let both = Query::And(vec![parse_query(&words), parse_query(&words)]);
            library
                .list(&both, EntryOrder::Rank, CopyFolding::Folded, 10)
                .unwrap_or_else(|error| panic!("{field}: {error}"));
        }
        // The deepest and largest query allowed, alternating words with other conditions.
        for (open, close) in [
            ("(-", ")"),
            ("(is:read or -(a ", "))"),
            ("(a or is:unread (", "))"),
        ] {
            let depth = if close == ")" { 31 } else { 20 };
            let words = format!("{}{field}{}", open.repeat(depth), close.repeat(depth));
            let words = format!("{words} {}", vec![field; 190].join(" or "));
            library
                .list(
                    &parse_query(&words),
                    EntryOrder::Rank,
                    CopyFolding::Folded,
                    10,
                )
                .unwrap_or_else(|error| panic!("{open}{field}: {error}"));
        }
    }
    let long = format!(
        "\"{}\" author:{}",
        "grain ".repeat(30_000),
        "a".repeat(100_000)
    );
    assert!(find_ids(&library, &long).is_empty());
}

#[test]
fn mute_rules_hide_what_matches_until_they_are_deleted() {
    let (mut library, _) = library_with(vec![
        sample_item("1", "Horoscope of the day", "Stars.", 1),
        sample_item("2", "Harbour vote", "The pier.", 2),
    ]);
    let rule = crate::library::SavedQuery {
        name: "noise".into(),
        query: "mute:(horoscope or lottery)".into(),
    };
    assert_eq!(find_titles(&library, &rule.query), ["Horoscope of the day"]);
    library.put_saved_query(&rule).expect("saved");
    assert_eq!(
        library.apply_mute_rules(minutes_after(1)).expect("applied"),
        1
    );
    assert_eq!(find_titles(&library, ""), ["Harbour vote"]);
    assert_eq!(find_titles(&library, "is:muted"), ["Horoscope of the day"]);
    assert_eq!(find_titles(&library, &rule.query), ["Horoscope of the day"]);
    assert_eq!(library.totals().expect("totals").n_unread, 1);
    check_counters(&library);
    assert!(library.remove_saved_query("noise").expect("removed"));
    assert_eq!(
        library.apply_mute_rules(minutes_after(2)).expect("applied"),
        0
    );
    assert_eq!(find_titles(&library, "").len(), 2);
    check_counters(&library);
}

#[test]
fn a_mute_rule_without_conditions_hides_nothing() {
    let (mut library, _) = library_with(vec![sample_item("1", "Harbour vote", "The pier.", 1)]);
    let rule = crate::library::SavedQuery {
        name: "all".into(),
        query: "mute:".into(),
    };
    library.put_saved_query(&rule).expect("saved");
    assert_eq!(
        library.apply_mute_rules(minutes_after(1)).expect("applied"),
        0
    );
    assert_eq!(find_titles(&library, ""), ["Harbour vote"]);
}

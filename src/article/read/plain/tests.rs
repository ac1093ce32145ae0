//! Tests of reading plain text.

use super::*;
use crate::article::read::block_format::format_blocks;

#[track_caller]
fn check_blocks(content: &str, expected: &str) {
    let article = read_plain_text(content, None).expect("an article");
    assert_eq!(format_blocks(&article), expected.trim_start());
}

#[test]
fn wrapped_paragraphs_are_joined() {
    check_blocks(
        "The committee met on Tuesday to discuss the plan for the harbour and\nagreed to meet again within a week, after two hours of end-\nto-end talks.\n\nNothing else was said.",
        "p The committee met on Tuesday to discuss the plan for the harbour and agreed to meet again within a week, after two hours of end-to-end talks.\np Nothing else was said.\n",
    );
}

#[test]
fn long_lines_are_paragraphs_of_their_own() {
    let long = "word ".repeat(40);
    check_blocks(
        &format!("{long}end.\n{long}stop."),
        &format!("p {long}end.\np {long}stop.\n"),
    );
}

#[test]
fn first_lines_that_are_indented_begin_paragraphs() {
    check_blocks(
        "   It was late in the day when the boat at last came round the point and\nwe saw the lamps of the town.\n   Nobody spoke for a long while, and then the old man at the rudder began to\nsing in a low voice.\n",
        "p It was late in the day when the boat at last came round the point and we saw the lamps of the town.\np Nobody spoke for a long while, and then the old man at the rudder began to sing in a low voice.\n",
    );
}

#[test]
fn verse_keeps_its_lines() {
    check_blocks(
        "A short sentence comes first.\n\nThe boats lie still,\nThe lamps are low,\nThe tide is on the turn\n",
        "p A short sentence comes first.\np The boats lie still,⏎The lamps are low,⏎The tide is on the turn\n",
    );
}

#[test]
fn lists_keep_their_items_and_depth() {
    check_blocks(
        "They need:\n\n- bread and a long line that goes\n  on here\n  - of rye\n- salt\n\n1. first\n\n2. second\n",
        "p They need:\n-0 bread and a long line that goes on here\n-1 of rye\n-0 salt\n1.0 first\n2.0 second\n",
    );
}

#[test]
fn mail_quotes_are_quotations() {
    check_blocks(
        "He wrote:\n\n> It is open.\n>> Is it?\n\nGood.",
        "p He wrote:\n>0 It is open.\n>1 Is it?\np Good.\n",
    );
}

#[test]
fn columns_and_code_stay_as_they_are() {
    check_blocks(
        "The table of the day follows.\n\nTeam      Won   Lost\nReds        3      1\n\nThat was it, and here is code that we ran.\n\n    if x {\n      y();\n    }\n",
        "p The table of the day follows.\npre Team      Won   Lost⏎Reds        3      1\np That was it, and here is code that we ran.\npre if x {⏎  y();⏎}\n",
    );
}

#[test]
fn headings_and_rules_are_seen() {
    let long = "words and more words ".repeat(6);
    check_blocks(
        &format!(
            "{long}end.\n\nTHE SECOND DAY\n\n{long}end.\n\n* * *\n\nMarkets react\n\n{long}end."
        ),
        &format!(
            "p {long}end.\nh2 THE SECOND DAY\np {long}end.\nhr\np Markets react\np {long}end.\n"
        ),
    );
    check_blocks(
        &format!("{long}end.\n\nMarkets react\n\n{long}end.\n\nWays\n====\n\nx."),
        &format!("p {long}end.\nh3 Markets react\np {long}end.\nh2 Ways\np x.\n"),
    );
}

#[test]
fn a_title_alone_is_a_text() {
    check_blocks("Harbour reopens", "p Harbour reopens\n");
}

#[test]
fn nothing_of_the_outside_reaches_the_screen() {
    let article = read_plain_text(
        "Ti\u{1b}[31mtle\u{202e} here\n\nBy A\u{7}na Pe\u{200b}\n\nA \u{9b}2Jword.\u{0}",
        None,
    )
    .expect("an article");
    assert_eq!(article.about.title, "Title here");
    assert_eq!(article.about.byline.as_deref(), Some("Ana Pe"));
    assert_eq!(article.text().as_str(), "Title here\n\nA 2Jword.");
}

#[test]
fn the_language_is_detected() {
    let german = "Die Ministerin sagte am Dienstag, die Gespräche würden noch eine Woche dauern und dann enden.";
    let article = read_plain_text(german, None).expect("an article");
    assert_eq!(
        article
            .about
            .language
            .map(|l| l.code().to_owned())
            .as_deref(),
        Some("de")
    );
}

//! Completion of queries.

use super::BrowserState;
use crate::invariant::ExpectOr;
use crate::library::{EntryFlag, QUERY_FIELDS, QueryKind, QuerySort};

/// Returns the completions of a line, each a whole line: field names, or values of the field at the end of the line.
pub(in crate::reader) fn complete_query(browser: &BrowserState, line: &str) -> Vec<String> {
    let start = last_word_start(line);
    let (before, word) = line.split_at_checked(start).unwrap_or((line, ""));
    let opened = word.trim_start_matches(['-', '(', '!']);
    let sign = word
        .strip_suffix(opened)
        .expect_or("", "a word without its start is its end");
    let words: Vec<String> = match opened.split_once(':') {
        Some((field, begun)) => field_values(browser, field, begun.trim_matches('"'))
            .into_iter()
            .map(|value| format!("{field}:{}", quote_value(&value)))
            .collect(),
        None => QUERY_FIELDS
            .iter()
            .filter(|field| field.name.starts_with(&opened.to_lowercase()))
            .map(|field| format!("{}:", field.name))
            .collect(),
    };
    let lines = words.into_iter();
    lines.map(|word| format!("{before}{sign}{word}")).collect()
}

/// Returns the byte offset at which the last word starts. Spaces inside an open quotation mark belong to the word.
fn last_word_start(line: &str) -> usize {
    let mut is_quoted = false;
    let mut start = 0;
    for (at, c) in line.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => start = at + 1,
            _ => {}
        }
    }
    start
}

fn field_values(browser: &BrowserState, field: &str, begun: &str) -> Vec<String> {
    let all: Vec<String> = match field.to_lowercase().as_str() {
        "is" => EntryFlag::ALL
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect(),
        "tag" => browser.tags.clone(),
        "feed" => {
            let feeds = browser.tree.feeds.iter();
            feeds.map(|feed| feed.title.clone()).collect()
        }
        "folder" => browser.tree.folders(),
        "kind" => {
            let kinds = QueryKind::all();
            kinds.map(|kind| kind.name().to_owned()).collect()
        }
        "sort" => {
            let names = QuerySort::ALL.iter();
            names.map(|(name, _)| (*name).to_owned()).collect()
        }
        "figure" => [">1bn", ">1m", "<=5%", "1m..5m"]
            .map(str::to_owned)
            .to_vec(),
        "unit" => ["USD", "EUR", "GBP", "percent", "km"]
            .map(str::to_owned)
            .to_vec(),
        "since" | "until" | "before" => ["today", "yesterday", "7d", "1m", "1y"]
            .map(str::to_owned)
            .to_vec(),
        _ => Vec::new(),
    };
    let begun = begun.to_lowercase();
    let fits = |value: &String| value.to_lowercase().starts_with(&begun);
    // Bounds the list in libraries with thousands of feeds. Tab is not pressed more often than that.
    all.into_iter().filter(fits).take(200).collect()
}

fn quote_value(value: &str) -> String {
    if value.contains([' ', '(', ')', '"']) {
        format!("\"{}\"", value.replace('"', ""))
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::browser::fixture::{sample_feed, sample_overview};

    #[track_caller]
    fn check_completions(line: &str, expected: &[&str]) {
        let mut browser = BrowserState::new(None);
        let mut there = sample_overview();
        there.feeds = vec![
            sample_feed(1, "Elm Post", "News", 0),
            sample_feed(2, "Elder", "", 0),
        ];
        browser.tree.replace(&there);
        browser.tags = vec!["later".into(), "law".into()];
        assert_eq!(complete_query(&browser, line), expected, "{line}");
    }

    #[test]
    fn fields_and_their_values_are_completed() {
        check_completions("fo", &["folder:"]);
        check_completions("grain -is:un", &["grain -is:unread"]);
        check_completions("kind:mo", &["kind:money"]);
        check_completions("sort:o", &["sort:oldest"]);
        check_completions("tag:la", &["tag:later", "tag:law"]);
        check_completions("feed:el", &["feed:\"Elm Post\"", "feed:Elder"]);
        check_completions("feed:\"Elm P", &["feed:\"Elm Post\""]);
        check_completions("(folder:n", &["(folder:News"]);
    }

    #[test]
    fn plain_words_have_no_completion() {
        check_completions("harbour", &[]);
        check_completions("nobody:x", &[]);
    }
}

//! Phrases that sites show around an article: links to other content, notices of rights, labels of dates.

use std::sync::LazyLock;

use super::caption::PHOTO_CREDIT_PREFIXES;
use super::page_words::phrases_of;
use crate::invariant::ExpectOr;

/// Prefixes of lines that link to other content.
const BOILERPLATE_PREFIXES: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "more:",
    "related:",
    "related story",
    "related stories",
    "related article",
    "related coverage",
    "watch:",
    "watch now",
    "listen:",
    "click here",
    "don't miss",
    "subscribe to",
    "sign up",
    "follow us",
    "follow him on",
    "follow her on",
    "like us on",
    "share this",
    "download our app",
    "download the app",
    "recommended",
    "more from",
    "more on this",
    "you may also like",
    "continue reading",
    "story continues",
    "article continues",
    "this story continues",
    "scroll down",
    "photos:",
    "gallery:",
    "trending:",
];

/// Complete lines that are boilerplate.
const BOILERPLATE_LINES: &[&str] = &[
    "advertisement",
    "advertising",
    "ad",
    "sponsored",
    "share",
    "tweet",
    "print",
    "email",
    "comments",
    "loading...",
    "loading",
    "share on facebook",
    "share on twitter",
    "copy link",
    "link copied",
    "save",
    "report a typo",
    "top",
    "back to top",
    "read more",
    "more",
    "skip advertisement",
    "image",
    "video",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "pinterest",
    "reddit",
    "close",
    "reuse this content",
    "view image in fullscreen",
    "hide caption",
    "show caption",
    "toggle caption",
    "enlarge this image",
    "video ad feedback",
    "order reprints",
    "request reprints",
    "reprints",
    "media playback is unsupported on your device",
    "this video can not be played",
    "this video cannot be played",
    "your browser does not support the video tag",
    "your browser does not support the audio element",
    "javascript is disabled",
    "article continues below",
    "most read",
];

/// Headings of sections that only contain links to other content.
const RELATED_HEADINGS: &[&str] = &[
    "related",
    "related stories",
    "related articles",
    "related news",
    "related posts",
    "related topics",
    "related content",
    "related links",
    "more on this story",
    "more stories",
    "more from",
    "most read",
    "most popular",
    "read more",
    "recommended",
    "you may also like",
    "you might also like",
    "comments",
    "leave a comment",
    "leave a reply",
    "share this",
    "top stories",
    "trending",
    "latest news",
    "popular",
    "newsletter",
    "sign up",
    "also on",
    "tags",
    "topics",
    "editor's picks",
    "don't miss",
    "see also",
    "up next",
    "what to read next",
];

/// Prefixes of notices of rights.
pub(super) const RIGHTS_PREFIXES: &[&str] = &[
    "copyright 1",
    "copyright 2",
    "copyright ©",
    "copyright (c)",
    "© 1",
    "© 2",
    "© copyright",
    "all rights reserved",
    "this material may not be",
];

/// The maximum number of words of a date with weekday, time and zone. Longer lines are sentences that mention one.
pub(super) const MAX_DATE_WORDS: usize = 8;

/// Labels before the dates of a page. Longer labels come before those that are a prefix of them.
pub(super) const DATE_LABELS: &[&str] = &[
    "posted on",
    "posted",
    "published on",
    "published",
    "last updated on",
    "last updated",
    "last modified",
    "updated on",
    "updated",
    "first published",
];

/// Nouns in lines that only number a picture or count readers.
pub(super) const COUNTED_NOUNS: &[&str] = &[
    "image", "photo", "picture", "slide", "views", "view", "reads", "shares", "comments", "likes",
    "hits", "page", "posts", "visite", "zugriffe", "aufrufe", "visitas", "klicks",
];

/// Returns whether a line begins with a phrase that introduces links to other content. The line must be in lower case.
pub(super) fn has_boilerplate_lead(line: &str) -> bool {
    let mut leads = BOILERPLATE_PREFIXES
        .iter()
        .chain(phrases_of("boilerplate_lead"));
    leads.any(|lead| line.starts_with(lead))
}

/// Returns whether the whole line is a boilerplate phrase. The line must be in lower case.
pub(super) fn is_boilerplate_phrase(line: &str) -> bool {
    BOILERPLATE_LINES.contains(&line) || phrases_of("boilerplate_line").contains(&line)
}

/// Returns whether a heading introduces links to other content. The heading must be in lower case.
pub(super) fn is_related_heading(line: &str) -> bool {
    RELATED_HEADINGS.contains(&line) || phrases_of("related_heading").contains(&line)
}

/// The first two letters of all boilerplate phrases. Most lines start differently and need no further comparison.
static BOILERPLATE_INITIALS: LazyLock<LetterPairSet> = LazyLock::new(|| {
    let mut known = LetterPairSet([0; 32]);
    for line in BOILERPLATE_PREFIXES
        .iter()
        .chain(BOILERPLATE_LINES)
        .chain(RELATED_HEADINGS)
        .chain(phrases_of("boilerplate_lead"))
        .chain(phrases_of("boilerplate_line"))
        .chain(phrases_of("related_heading"))
        .chain(PHOTO_CREDIT_PREFIXES)
        .chain(COUNTED_NOUNS)
        .chain(RIGHTS_PREFIXES)
        .chain(DATE_LABELS)
    {
        let mut letters = line.chars();
        if let Some(first) = letters.next().filter(|c| *c != '©') {
            let (row, bit) = LetterPairSet::place(first, letters.next());
            known.0[row] |= bit;
        }
    }
    known
});

/// A set of letter pairs: a row per first letter, a bit per second letter. Only the low five bits of a letter are
/// stored, so other characters can give false positives.
struct LetterPairSet([u32; 32]);

impl LetterPairSet {
    fn place(first: char, second: Option<char>) -> (usize, u32) {
        let low = |c: char| u32::from(c) & 31;
        let row = usize::try_from(low(first)).expect_or_default("five bits fit");
        (row, 1 << second.map_or(0, low))
    }

    fn has(&self, first: char, second: Option<char>) -> bool {
        let (row, bit) = Self::place(first, second);
        self.0[row] & bit != 0
    }
}

/// Returns whether the first two letters of a line can start a boilerplate phrase or a picture credit. A cheap filter
/// with false positives.
pub(super) fn may_begin_boilerplate(line: impl Iterator<Item = char>) -> bool {
    let mut line = line;
    let first = line.find(|c| c.is_alphanumeric() || *c == '©');
    first == Some('©') || first.is_some_and(|first| BOILERPLATE_INITIALS.has(first, line.next()))
}

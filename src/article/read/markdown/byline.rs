//! The byline and date under the title of a Markdown text.

use std::borrow::Cow;

use crate::article::ArticleMetadata;
use crate::article::read::plain::FrontMatter;

/// The maximum number of lines from the start in which title, byline and date are searched.
const MAX_SEARCHED_LINES: usize = 12;

/// Removes byline and date from the lines under a title at the start, stores them in `about`, and returns the remaining
/// text. Fields that already have a value are not changed.
pub(super) fn take_byline<'c>(body: &'c str, about: &mut ArticleMetadata) -> Cow<'c, str> {
    let mut front = FrontMatter::default();
    let mut title_end = None;
    let mut details_end = None;
    let mut at = 0;
    let mut is_title_next = true;
    for line in body.split_inclusive('\n').take(MAX_SEARCHED_LINES) {
        at += line.len();
        let words = line.trim();
        let is_underline = !words.is_empty() && words.bytes().all(|byte| byte == b'=');
        if words.is_empty() {
            continue;
        }
        if is_title_next {
            is_title_next = false;
            title_end = Some((at, words.starts_with("# ")));
        } else if is_underline && details_end.is_none() {
            title_end = Some((at, true));
        } else if title_end.is_some_and(|(_, is_title)| is_title)
            && front.take_detail(words.trim_matches(['*', '_', ' ', '\\']))
        {
            details_end = Some(at);
        } else {
            break;
        }
    }
    let (Some((title_end, _)), Some(details_end)) = (title_end, details_end) else {
        return Cow::Borrowed(body);
    };
    about.byline = about.byline.take().or(front.byline);
    about.published = about.published.or(front.published);
    let part = |range: std::ops::Range<usize>| body.get(range).unwrap_or_default();
    Cow::Owned(format!(
        "{}\n{}",
        part(0..title_end),
        part(details_end..body.len())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_byline(body: &str, byline: &str, expected: &str) {
        let mut about = ArticleMetadata::default();
        let rest = take_byline(body, &mut about).into_owned();
        assert_eq!(about.byline.unwrap_or_default(), byline);
        assert_eq!(rest, expected);
    }

    #[test]
    fn the_lines_under_a_title_are_taken() {
        check_byline(
            "# A\n\n*By Ana Ruiz*\n\nText.\n",
            "Ana Ruiz",
            "# A\n\n\nText.\n",
        );
        check_byline(
            "A\n===\nBy Ana Ruiz\n\nText.",
            "Ana Ruiz",
            "A\n===\n\n\nText.",
        );
        check_byline(
            "# A\n\nBy now it rained.\n",
            "",
            "# A\n\nBy now it rained.\n",
        );
        check_byline("By Ana Ruiz\n\nText.", "", "By Ana Ruiz\n\nText.");
    }
}

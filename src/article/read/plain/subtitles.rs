//! Converts subtitles (`SubRip`, `WebVTT`) to running text.

/// Returns the words of subtitles, with an empty line after each end of a sentence; `None` if the content is not
/// subtitles.
pub(super) fn read_subtitles(content: &str) -> Option<String> {
    let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut head = start.lines().map(str::trim);
    let first = head.next()?;
    let is_number = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let is_subtitled =
        first.starts_with("WEBVTT") || is_number && head.next().is_some_and(is_time_line);
    if !is_subtitled {
        return None;
    }
    let mut text = String::with_capacity(content.len());
    let mut is_in_cue = false;
    for line in start.lines().map(str::trim) {
        if is_time_line(line) {
            is_in_cue = true;
        } else if line.is_empty() {
            is_in_cue = false;
        } else if is_in_cue {
            push_words(&strip_tags(line), &mut text);
        }
    }
    Some(text)
}

/// Returns whether a line contains the times of a subtitle: `00:00:01,000 --> 00:00:04,200`.
fn is_time_line(line: &str) -> bool {
    let Some((from, to)) = line.split_once(" --> ") else {
        return false;
    };
    let is_time = |time: &str| time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit());
    is_time(from) && is_time(to)
}

/// Appends a line to the text, after an empty line if a sentence ended before it or a new speaker begins.
fn push_words(words: &str, text: &mut String) {
    let is_turn = words.starts_with(['-', '–', '—', '>']);
    if text.ends_with(['.', '!', '?', '”', '"', '…', ')', ']', '♪']) || is_turn && !text.is_empty()
    {
        text.push_str("\n\n");
    } else if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(words);
}

/// Returns a line without its tags; `<v Ada Roe>` becomes `Ada Roe:`.
fn strip_tags(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let Some((tag, after)) = after.split_once('>') else {
            kept.push('<');
            rest = after;
            break;
        };
        if let Some(name) = tag.strip_prefix("v ") {
            kept.push_str(name);
            kept.push_str(": ");
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_subtitles_are_joined_to_sentences() {
        let srt = "1\n00:00:01,000 --> 00:00:04,200\nThe bridge was closed\nafter a ship hit it.\n\n2\n00:00:05,000 --> 00:00:06,000\n<i>Nobody</i> was hurt.\n";
        assert_eq!(
            read_subtitles(srt).as_deref(),
            Some("The bridge was closed after a ship hit it.\n\nNobody was hurt.")
        );
        let vtt = "WEBVTT\n\nNOTE by hand\n\n00:01.000 --> 00:04.000 align:start\n<v Ada Roe>It is open.</v>\n";
        assert_eq!(read_subtitles(vtt).as_deref(), Some("Ada Roe: It is open."));
        assert_eq!(read_subtitles("1\n2 --> 3\n"), None);
        assert_eq!(read_subtitles("12\nAngry men."), None);
    }
}

//! Removes the double spacing of typescripts, which have an empty line after every line.

use super::lines::TextLine;

/// The minimum number of lines for a text to be recognized as double-spaced. Fewer lines may be short paragraphs.
const MIN_JUDGED_LINES: usize = 6;

/// Removes the empty line after each line if the whole text is double-spaced. Two or more empty lines become one, since
/// they separate paragraphs.
pub(super) fn close_double_spacing(lines: &mut Vec<TextLine<'_>>) {
    if !is_double_spaced(lines) {
        return;
    }
    let mut n_blank = 0;
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        if line.is_blank() {
            n_blank += 1;
            continue;
        }
        if n_blank > 1 && !kept.is_empty() {
            kept.push(TextLine::new(""));
        }
        n_blank = 0;
        kept.push(line);
    }
    *lines = kept;
}

/// Returns whether a text is double-spaced: no two lines follow each other directly, some gaps are wider than others,
/// and most lines before a narrow gap are full and end within a sentence.
fn is_double_spaced(lines: &[TextLine<'_>]) -> bool {
    if lines
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if !one.is_blank() && !other.is_blank()))
    {
        return false;
    }
    let longest = lines.iter().map(TextLine::len).fold(0, Ord::max);
    let (mut n_lines, mut n_narrow, mut n_open, mut n_wide) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (n, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank())
    {
        n_lines += 1;
        let n_gap = lines
            .iter()
            .skip(n + 1)
            .take_while(|line| line.is_blank())
            .take(3)
            .count();
        if n_gap > 1 {
            n_wide += 1;
            continue;
        }
        n_narrow += 1;
        let is_full = line.len() * 3 >= longest * 2;
        n_open += usize::from(is_full && !line.words().ends_with(['.', '!', '?', ':', '”', '"']));
    }
    // Half of the lines within paragraphs end a clause by accident at most.
    n_lines >= MIN_JUDGED_LINES && n_wide > 0 && longest <= 120 && n_open * 2 > n_narrow
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(content: &str) -> String {
        let mut lines: Vec<TextLine> = content.lines().map(TextLine::new).collect();
        close_double_spacing(&mut lines);
        let words: Vec<_> = lines.iter().map(TextLine::words).collect();
        words.join("\n")
    }

    #[test]
    fn the_lines_of_a_typescript_come_together() {
        let content = "The number of wolves has\n\ndoubled in six years, to\n\nabout 340 of them.\n\n\nFarmers there want the\n\nright to shoot those that\n\ncome near their sheep.";
        assert_eq!(
            closed(content),
            "The number of wolves has\ndoubled in six years, to\nabout 340 of them.\n\nFarmers there want the\nright to shoot those that\ncome near their sheep."
        );
    }

    #[test]
    fn short_paragraphs_stay_apart() {
        let content =
            "One came.\n\nTwo went.\n\nThree stayed.\n\n\nFour slept.\n\nFive ate.\n\nSix left.";
        assert_eq!(closed(content), content);
    }
}

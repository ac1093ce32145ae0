//! Two numbers as the ends of a range: "four to five thousand", "10-15", "between 5 and 7".

use super::grammar::{Number, NumberForm, read_number};
use super::grammar_words::GrammarWord;
use super::subtoken::{SubtokenClass, SubtokenLine};
use crate::annotation::Decimal;

/// A number, or the two ends of a range.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) struct NumberSpan {
    /// The number, or the lower end.
    pub(in crate::engine) low: Number,
    /// The upper end.
    pub(in crate::engine) high: Option<Number>,
    /// The index of the first subtoken after it.
    pub(in crate::engine) end: usize,
}

impl NumberSpan {
    /// Returns the lowest and the highest value.
    pub(in crate::engine) fn bounds(self) -> (Decimal, Option<Decimal>) {
        match self.high {
            Some(high) => (self.low.low, Some(high.high.unwrap_or(high.low))),
            None => (self.low.low, self.low.high),
        }
    }
}

/// Returns the number or range that begins at subtoken `index`. A scale after the second number also applies to the
/// first.
pub(in crate::engine) fn read_span(line: SubtokenLine<'_>, index: usize) -> Option<NumberSpan> {
    let low = read_number(line, index)?;
    let single = NumberSpan {
        low,
        high: None,
        end: low.end,
    };
    let Some(at) = find_second_number(line, index, low.end) else {
        return Some(single);
    };
    let Some(high) = read_number(line, at) else {
        return Some(single);
    };
    let low = share_scale(low, high);
    let is_pair = low.low < high.low
        && !matches!(low.form, NumberForm::Share(..) | NumberForm::Vague)
        && !matches!(high.form, NumberForm::Share(..) | NumberForm::Vague);
    Some(if is_pair {
        NumberSpan {
            low,
            high: Some(high),
            end: high.end,
        }
    } else {
        single
    })
}

/// Returns the lower end with the upper end's scale, if the lower end has no scale and is the smaller number without it
/// too.
pub(in crate::engine) fn share_scale(low: Number, high: Number) -> Number {
    let lacks = low.scale == 0 && high.scale > 0 && low.low < high.mantissa;
    let is_bare = low.low < Decimal::ONE_THOUSAND;
    if lacks && is_bare {
        low.times(high.scale, low.end).unwrap_or(low)
    } else {
        low
    }
}

/// Returns where the second number follows "to", "or", a dash, or "and" after "between".
pub(in crate::engine) fn find_second_number(
    line: SubtokenLine<'_>,
    start: usize,
    end: usize,
) -> Option<usize> {
    let is_between = start
        .checked_sub(1)
        .is_some_and(|before| line.is_a(before, GrammarWord::Between));
    if line.is_a(end, GrammarWord::And) {
        return is_between.then_some(end + 1);
    }
    if line.is_a(end, GrammarWord::To) || line.is_a(end, GrammarWord::Or) && is_small(line, end + 1)
    {
        return Some(end + 1);
    }
    if line.is_dash(end) {
        // "three- to four-week": the hyphen is the first word's own.
        if line.is_glued(end) && !line.is_glued(end + 1) && line.is_a(end + 1, GrammarWord::ToOrOr)
        {
            return Some(end + 2);
        }
        if line.is_hyphen(end) && line.is_a(end + 1, GrammarWord::To) && line.is_hyphen(end + 2) {
            return Some(end + 3);
        }
        let is_even = line.is_glued(end) == line.is_glued(end + 1);
        let is_number =
            line.class(end + 1) == SubtokenClass::Digits || line.word(end + 1).cardinal.is_some();
        return (is_even && is_number).then_some(end + 1);
    }
    None
}

/// Returns whether a number below one hundred is there: "two or three".
fn is_small(line: SubtokenLine<'_>, index: usize) -> bool {
    line.word(index).cardinal.is_some() || line.class(index) == SubtokenClass::Digits
}

#[cfg(test)]
mod tests {
    use super::super::grammar::tests::with_line;
    use super::*;

    #[track_caller]
    fn assert_span(text: &str, expected: &str) {
        with_line(text, |line| {
            let found = (0..line.len()).find_map(|index| read_span(line, index));
            let shown = found.map(|found| match found.bounds() {
                (low, Some(high)) => format!("{low}..{high}"),
                (low, None) => low.to_string(),
            });
            assert_eq!(shown.unwrap_or_default(), expected, "{text}");
        });
    }

    #[test]
    fn ends_share_a_scale() {
        assert_span("four to five thousand", "4000..5000");
        assert_span("10-15 million", "10000000..15000000");
        assert_span("1.5 to 2 billion", "1500000000..2000000000");
        assert_span("800 to 1.2 million", "800..1200000");
    }

    #[test]
    fn connectors_are_words_and_dashes() {
        assert_span("between 5 and 7", "5..7");
        assert_span("5 and 7", "5");
        assert_span("two or three", "2..3");
        assert_span("4–4.5", "4..4.5");
        assert_span("8- to 16-metre", "8..16");
        assert_span("7-5", "7");
    }
}

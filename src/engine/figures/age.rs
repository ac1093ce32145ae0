//! Ages: "45-year-old", "Maria Lopez, 37,", "aged five to 11", "in their 20s".

use super::{FigureCandidate, Sources, noun};
use crate::annotation::{Amount, Decimal, EntityKind, Figure, FigureKind, Unit};
use crate::engine::Page;
use crate::engine::numbers::{AtomClass, Back, Flags, Line, Period, Span, modifier, number, span};
use crate::text::ByteRange;

/// Returns the age that begins at piece `index`.
pub(super) fn find_age(
    page: &Page<'_>,
    line: Line<'_>,
    sources: &Sources<'_>,
    index: usize,
) -> Option<FigureCandidate> {
    let mut found = decade(line, index)
        .or_else(|| old(line, index))
        .or_else(|| aged(line, index))
        .or_else(|| limit(line, index))
        .or_else(|| was(line, index))
        .or_else(|| between_commas(page, line, sources, index))?;
    if let Some((modifier, _)) = modifier::before(line, found.start) {
        found.figure.modifier = Some(modifier);
    }
    if let Some((modifier, end)) = modifier::behind(line, found.end) {
        (found.figure.modifier, found.end) = (Some(modifier), end);
    }
    if found.figure.of.is_none() {
        found.figure.of = person_behind(line, found.end);
    }
    Some(found)
}

fn age(start: usize, end: usize, amount: Amount, period: Period) -> FigureCandidate {
    let mut figure = Figure::new(FigureKind::Age, amount);
    figure.unit = Some(Unit::Measure(format!("{} of age", period.measure())));
    FigureCandidate::new(start, end, figure)
}

fn amount(span: Span) -> Amount {
    match span.bounds() {
        (low, Some(high)) => Amount::Between(low, high),
        (low, None) => Amount::Exact(low),
    }
}

/// Reads "in their 20s", "mid-30s", "in his early forties", "teens".
fn decade(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    const NAMES: [&str; 8] = [
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let at = if line.is(index, &["mid", "early", "late"]) {
        line.behind_hyphen(index + 1)
    } else {
        index
    };
    let mut start = index.back(1);
    if line.is(start, &["early", "mid", "late"]) {
        start = start.back(1);
    }
    let is_owned = line.is(start, &["his", "her", "their", "my", "your", "our", "s"]);
    if !is_owned {
        return something(line, index, &NAMES);
    }
    let decade = |low: i64, end: usize| {
        Some(age(
            index,
            end,
            Amount::Between(low.into(), (low + 9).into()),
            Period::Year,
        ))
    };
    if line.is(at, &["teens"]) {
        return Some(age(
            index,
            at + 1,
            Amount::Between(13.into(), 19.into()),
            Period::Year,
        ));
    }
    if let Some(n) = (2..)
        .zip(NAMES)
        .find_map(|(n, name)| line.is(at, &[name]).then_some(n))
    {
        return decade(n * 10, at + 1);
    }
    let raw = line.raw(at);
    let is_tens = line.class(at) == AtomClass::Digits
        && raw.len() == 2
        && raw.ends_with('0')
        && line.is_glued(at + 1)
        && line.is(at + 1, &["s"]);
    if is_tens {
        return decade(raw.parse().ok()?, at + 2);
    }
    None
}

/// Reads "thirtysomething", "30-something".
fn something(line: Line<'_>, index: usize, names: &[&str; 8]) -> Option<FigureCandidate> {
    let raw = line.raw(index);
    let end = |ending: &str| {
        let (low, tail) = raw.split_at_checked(raw.len().checked_sub(ending.len())?)?;
        tail.eq_ignore_ascii_case(ending).then_some(low)
    };
    let low = end("something").or_else(|| end("somethings"))?;
    let low = low.to_ascii_lowercase();
    let stem = low.trim_end_matches('y');
    let n = (2_i64..)
        .zip(names)
        .find_map(|(n, name)| (stem.len() > 3 && name.starts_with(stem)).then_some(n))?;
    Some(age(
        index,
        index + 1,
        Amount::Between((n * 10).into(), (n * 10 + 9).into()),
        Period::Year,
    ))
}

/// Reads "45-year-old", "12 years old", "ten months of age", "87 yo".
fn old(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let span = span(line, index)?;
    let end = line.behind_hyphen(span.end);
    if line.is(end, &["yo", "y/o"]) {
        return Some(age(index, end + 1, amount(span), Period::Year));
    }
    let end = if line.is(end, &["or", "and"]) && line.class(end + 1) == AtomClass::Digits {
        return None;
    } else {
        end
    };
    let period = line.word(end).period?;
    let at = line.behind_hyphen(end + 1);
    let end = if line.is(at, &["old", "olds"]) {
        at + 1
    } else if line.reads(at, "of age") {
        at + 2
    } else {
        return None;
    };
    Some(age(index, end, amount(span), period))
}

/// Reads "aged five to 11", "age 87", "at the age of 14", "ages 12 and up".
fn aged(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let mut span = span(line, index)?;
    let mut before = index.checked_sub(1)?;
    if let Some((_, at)) = modifier::before(line, index) {
        before = at.checked_sub(1)?;
    }
    if line.is(before, &["of"]) {
        before = before.checked_sub(1)?;
    }
    if line.is(before, &["between"]) {
        before = before.checked_sub(1)?;
    }
    if line.is(before, &["and"]) && line.is(before.back(2), &["aged"]) {
        before = before.back(2);
    }
    let is_span = line.is(before, &["ages"]);
    if !line.is(before, &["aged", "age", "ages"]) {
        return None;
    }
    if span.low.low > 125.into()
        || line.raw(span.end) == "%"
        || line.unit_words(span.end).is_some()
        || line.word(span.end).scale.is_some()
    {
        return None;
    }
    // "Between the ages of 17 and 20" is one span; "aged 9 and 12" are two ages.
    if span.high.is_none()
        && is_span
        && line.is(span.end, &["and"])
        && let Some(high) = number(line, span.end + 1)
        && span.low.low < high.low
    {
        span.high = Some(high);
        span.end = high.end;
    }
    let mut end = span.end;
    let mut period = Period::Year;
    if let Some(named) = line.word(end).period {
        (period, end) = (named, end + 1);
    }
    Some(age(index, end, amount(span), period))
}

/// Reads "she was 102 when she died": nobody but a person is a number when something happens.
fn was(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let before = index.checked_sub(1)?;
    let number = number(line, index)?;
    let is_led = line.is(before, &["was", "is", "am", "turned", "turns", "were"]);
    if !is_led || number.high.is_some() || number.scale > 0 || line.is(index, &["one"]) {
        return None;
    }
    let dies = line.is(number.end, &["when"])
        && line.is(
            number.end + 1,
            &["he", "she", "they", "i", "we", "his", "her", "their", "my"],
        );
    let is_person =
        line.is(before.back(1), &["he", "she", "who", "i"]) && !line.is(before, &["were"]);
    let is_free = line.is_end(number.end)
        && !matches!(line.raw(number.end), "-" | "–" | "%" | "/" | "°" | "(")
        || line.is(
            number.end,
            &["and", "but", "so", "at", "when", "now", "years", "or"],
        ) && line.word(number.end).period.is_none();
    let is_age =
        number.low >= Decimal::ONE && number.low <= 115.into() && number.low.fract().is_zero();
    let bound = Amount::Exact(number.low.normalize());
    (is_age && (dies || is_person && is_free)).then(|| age(index, number.end, bound, Period::Year))
}

/// Reads "people under 30", "anyone over 65".
fn limit(line: Line<'_>, index: usize) -> Option<FigureCandidate> {
    let before = index.checked_sub(1)?;
    let person = before.checked_sub(1)?;
    let is_limit = line.is(before, &["under", "over", "above", "below"])
        && line.is(
            person,
            &[
                "people",
                "those",
                "anyone",
                "children",
                "adults",
                "men",
                "women",
                "voters",
                "everyone",
                "patients",
                "americans",
                "residents",
                "workers",
                "drivers",
                "girls",
                "boys",
                "kids",
                "somebody",
                "someone",
                "pupils",
                "students",
                "pensioners",
                "players",
                "teenagers",
                "youngsters",
                "citizens",
                "nobody",
            ],
        );
    let raw = line.raw(index);
    let value: u8 = raw
        .parse()
        .ok()
        .filter(|value| (1..=100).contains(value) && is_limit)?;
    let is_bare = line.is_end(index + 1) && !matches!(line.raw(index + 1), "%" | "-" | "–")
        || line.class(index + 1) == AtomClass::Word
            && line.unit_words(index + 1).is_none()
            && line.symbol(index + 1).is_none()
            && line.word(index + 1).scale.is_none()
            && line.word(index + 1).period.is_none()
            && noun::counted(line, index + 1, false, false).is_none();
    is_bare.then(|| {
        age(
            index,
            index + 1,
            Amount::Exact(Decimal::from(value)),
            Period::Year,
        )
    })
}

/// Reads a number between commas or brackets behind a name.
fn between_commas(
    page: &Page<'_>,
    line: Line<'_>,
    sources: &Sources<'_>,
    index: usize,
) -> Option<FigureCandidate> {
    let before = index.checked_sub(1)?;
    let is_bracket = line.raw(before) == "(" && line.raw(index + 1) == ")";
    let is_comma = line.raw(before) == ","
        && (matches!(line.raw(index + 1), "," | "." | ";" | ")" | "—" | "–" | "―")
            || index + 1 == line.len()
            || line.is(index + 1, &["and", "of", "from", "who", "was", "is"]));
    let raw = line.raw(index);
    let value: u8 = raw.parse().ok().filter(|value| (1..=115).contains(value))?;
    let name = before.checked_sub(1)?;
    let is_name = line.class(name) == AtomClass::Word
        && line.is_capital(name)
        && line.word(name).month.is_none()
        && line.word(name).weekday.is_none();
    if !(is_bracket || is_comma) || !is_name || raw.starts_with('0') {
        return None;
    }
    let person = person_before(line, sources, name)?;
    let is_list = line.is_capital(index + 2)
        && is_comma
        && line.class(index + 3) == AtomClass::Mark
        && line.class(index + 4) == AtomClass::Digits
        && value < 13;
    if is_list || page.text().as_str().is_empty() {
        return None;
    }
    let mut found = age(
        index,
        index + 1,
        Amount::Exact(Decimal::from(value)),
        Period::Year,
    );
    found.figure.of = Some(person);
    Some(found)
}

/// Returns the name that ends with piece `last`: a person's by the names that were found, or two capitalised words.
fn person_before(line: Line<'_>, sources: &Sources<'_>, last: usize) -> Option<ByteRange> {
    let range = line.range(last..last + 1);
    let at = sources
        .names
        .partition_point(|name| name.range.end() <= range.start());
    if let Some(name) = sources
        .names
        .get(at)
        .filter(|name| name.range.overlaps(range))
    {
        let may_be = matches!(
            name.what.kind,
            EntityKind::Person | EntityKind::Other | EntityKind::Work
        );
        return may_be.then_some(name.range);
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        let is_part = line.class(before) == AtomClass::Word
            && line.is_capital(before)
            && !line.has(before, Flags::DETERMINER.or(Flags::PREPOSITION));
        if !is_part || last - before > 3 {
            break;
        }
        first = before;
    }
    Some(line.range(first..last + 1))
}

/// Returns whose age it is, from the words behind it: "45-year-old man", "45-year-old Maria Lopez".
fn person_behind(line: Line<'_>, end: usize) -> Option<ByteRange> {
    if line.class(end) != AtomClass::Word
        || line.has(
            end,
            Flags::PREPOSITION.or(Flags::FUNCTION).or(Flags::AUXILIARY),
        )
    {
        return None;
    }
    let mut last = end;
    while line.is_capital(end)
        && line.is_capital(last + 1)
        && line.class(last + 1) == AtomClass::Word
        && last < end + 4
    {
        last += 1;
    }
    Some(line.range(end..last + 1))
}

//! Durations in words: "three weeks", "two years and six months", "three to four weeks".

/// The numbers from one to ten, which newspapers write as words.
const SMALL_NUMBERS: [&str; 10] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// The units of a duration before its `T`, with the singular and the plural.
const DATE_UNITS: [(&str, &str, &str); 10] = [
    ("WE", "weekend", "weekends"),
    ("DE", "decade", "decades"),
    ("CE", "century", "centuries"),
    ("MI", "millennium", "millennia"),
    ("Y", "year", "years"),
    ("Q", "quarter", "quarters"),
    ("M", "month", "months"),
    ("F", "fortnight", "fortnights"),
    ("W", "week", "weeks"),
    ("D", "day", "days"),
];

/// The units of a duration after its `T`, with the singular and the plural.
const TIME_UNITS: [(&str, &str, &str); 3] = [
    ("H", "hour", "hours"),
    ("M", "minute", "minutes"),
    ("S", "second", "seconds"),
];

/// Returns a duration in words: "three weeks", "two years and six months". `None` if its length is open (`PXM`).
pub(super) fn write_duration(value: &str) -> Option<String> {
    let parts: Vec<String> = duration_parts(value)?
        .iter()
        .map(DurationPart::write)
        .collect();
    match parts.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [before @ .., last] => Some(format!("{} and {last}", before.join(", "))),
    }
}

/// Returns a range of durations in words: "three to four weeks".
pub(super) fn write_duration_range(low: &str, high: &str) -> Option<String> {
    if let ([one], [other]) = (&duration_parts(low)?[..], &duration_parts(high)?[..])
        && one.plural == other.plural
    {
        return Some(format!("{} to {}", write_count(one.count), other.write()));
    }
    Some(format!(
        "{} to {}",
        write_duration(low)?,
        write_duration(high)?
    ))
}

/// One part of a duration: a number and its unit.
pub(super) struct DurationPart<'a> {
    /// The number of units, in digits.
    pub(super) count: &'a str,
    /// The singular name of the unit.
    pub(super) singular: &'static str,
    /// The plural name of the unit.
    plural: &'static str,
}

impl DurationPart<'_> {
    fn write(&self) -> String {
        match self.count {
            "0.5" if self.singular == "hour" => "half an hour".to_owned(),
            "0.5" => format!("half a {}", self.singular),
            "1" => format!("one {}", self.singular),
            count => format!("{} {}", write_count(count), self.plural),
        }
    }
}

/// Returns the parts of a duration, largest unit first. `None` if the value is not a duration, or if a number is
/// unknown (`X`).
pub(super) fn duration_parts(value: &str) -> Option<Vec<DurationPart<'_>>> {
    let period = value.strip_prefix('P')?;
    let (days, time) = period.split_once('T').unwrap_or((period, ""));
    let mut parts = Vec::new();
    for (mut rest, units) in [(days, &DATE_UNITS[..]), (time, &TIME_UNITS[..])] {
        while !rest.is_empty() {
            let is_number = |c: char| c.is_ascii_digit() || c == '.';
            let end = rest.find(|c| !is_number(c))?;
            let (count, after) = rest.split_at_checked(end)?;
            // The units of two letters come first, or "2DE" would be two days.
            let (code, singular, plural) =
                units.iter().find(|(code, ..)| after.starts_with(code))?;
            let is_written = count.starts_with(|c: char| c.is_ascii_digit())
                && count.ends_with(|c: char| c.is_ascii_digit());
            if !is_written {
                return None;
            }
            parts.push(DurationPart {
                count,
                singular,
                plural,
            });
            rest = after.strip_prefix(code)?;
        }
    }
    Some(parts)
}

/// Returns a number of units: in words up to ten, in digits beyond.
fn write_count(digits: &str) -> &str {
    let n: Option<usize> = parse_digits(digits);
    let word = n.and_then(|n| SMALL_NUMBERS.get(n.checked_sub(1)?));
    word.copied().unwrap_or(digits)
}

/// Returns the number that consists of these digits only: no sign, no space.
pub(super) fn parse_digits<T: std::str::FromStr>(digits: &str) -> Option<T> {
    let is_number = digits.bytes().all(|c| c.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

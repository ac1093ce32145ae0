//! Pairs gold amounts with found amounts and counts agreements.

use super::date_interval::date_interval;
use super::record::{AmountRecord, AmountValue, ScoredAmount};
use super::units::{canonical_unit, is_measured, is_same_name};
use crate::annotation::DateKind;
use crate::eval::{ItemCounts, JudgedFinding, JudgedTask};

/// The way in which gold and found amounts are paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::eval) enum PairingMode {
    /// By overlap in the text.
    Span,
    /// By equal value, regardless of position. For corpora without positions.
    Value,
}

/// Counts over records.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::eval) struct AmountSums {
    /// Gold amounts.
    pub(in crate::eval) gold: u64,
    /// Found amounts.
    pub(in crate::eval) found: u64,
    /// Pairs with equal ranges.
    pub(in crate::eval) exact: u64,
    /// Pairs.
    pub(in crate::eval) overlap: u64,
    /// Pairs with the right value.
    pub(in crate::eval) value: u64,
    /// Pairs with the right value and unit.
    pub(in crate::eval) unit: u64,
    /// Pairs with the right value, unit and modifier.
    pub(in crate::eval) modifier: u64,
    /// Pairs with the right kind.
    pub(in crate::eval) kind: u64,
    /// Pairs with the right value whose gold unit is a measure or currency.
    pub(in crate::eval) measured: u64,
    /// Those of `measured` with the right unit.
    pub(in crate::eval) measured_right: u64,
}

impl AmountSums {
    /// Returns the counts that have `right` as the number of agreements.
    pub(in crate::eval) fn counts(&self, right: u64) -> ItemCounts {
        ItemCounts {
            gold: self.gold,
            found: self.found,
            right,
            matched: right,
        }
    }

    /// Adds the counts of `other`.
    pub(in crate::eval) fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.exact += other.exact;
        self.overlap += other.overlap;
        self.value += other.value;
        self.unit += other.unit;
        self.modifier += other.modifier;
        self.kind += other.kind;
        self.measured += other.measured;
        self.measured_right += other.measured_right;
    }

    /// Counts the agreements of one pair.
    fn pair(&mut self, gold: &ScoredAmount, made: &ScoredAmount) {
        let value = is_right(gold, made);
        let unit = value && is_same_unit(gold, made);
        self.overlap += 1;
        self.exact += u64::from(gold.range.is_some() && gold.range == made.range);
        self.kind += u64::from(gold.kind == made.kind);
        self.value += u64::from(value);
        self.unit += u64::from(unit);
        self.modifier += u64::from(unit && gold.modifier == made.modifier);
        // Counted nouns are excluded here: corpora choose them too differently.
        if value && is_measured(&gold.unit) {
            self.measured += 1;
            self.measured_right += u64::from(unit);
        }
    }
}

/// Scores one record and returns its counts.
///
/// Only amounts of `kinds` are scored; of all kinds if it is empty. Each difference is added to `errors` with a word
/// for it: "wanted" and "wrong" (the two sides of a pair that differs), "missed" or "extra".
pub(in crate::eval) fn score_record(
    record: &AmountRecord,
    mode: PairingMode,
    kinds: &[&str],
    errors: &mut Vec<(&'static str, ScoredAmount)>,
) -> AmountSums {
    let matched = match_amounts(record, mode, kinds);
    let RecordMatch {
        gold,
        found,
        unplaced,
        pairs,
    } = matched;
    let mut sums = AmountSums::default();
    for &(g, m) in &pairs {
        if let (Some(gold), Some(found)) = (gold.get(g), found.get(m)) {
            sums.pair(gold, found);
            let is_same = is_right(gold, found)
                && is_same_unit(gold, found)
                && gold.modifier == found.modifier;
            if !is_same {
                errors.push(("wanted", gold.clone()));
                errors.push(("wrong", found.clone()));
            }
        }
    }
    sums.gold = gold.len() as u64;
    sums.found = found.len() as u64 - count_excused(&unplaced, &found, &pairs);
    let (found_gold, found_made): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let left = |all: &[ScoredAmount], paired: &[usize]| -> Vec<ScoredAmount> {
        let left = (0..).zip(all).filter(|(n, _)| !paired.contains(n));
        left.map(|(_, amount)| amount.clone()).collect()
    };
    errors.extend(
        left(&gold, &found_gold)
            .into_iter()
            .map(|gold| ("missed", gold)),
    );
    errors.extend(
        left(&found, &found_made)
            .into_iter()
            .map(|found| ("extra", found)),
    );
    sums
}

/// The amounts of a record that are scored, and their pairs.
struct RecordMatch {
    gold: Vec<ScoredAmount>,
    found: Vec<ScoredAmount>,
    /// Gold amounts without a position, where positions count.
    unplaced: Vec<ScoredAmount>,
    /// Indices of `gold` and `found`.
    pairs: Vec<(usize, usize)>,
}

/// Selects the amounts of `kinds` and pairs them.
fn match_amounts(record: &AmountRecord, mode: PairingMode, kinds: &[&str]) -> RecordMatch {
    let in_scope = |kind: &str| {
        if kinds.is_empty() {
            record.scope.is_empty() || record.scope.iter().any(|known| known == kind)
        } else {
            kinds.contains(&kind)
        }
    };
    let is_wanted = |amount: &&ScoredAmount| !record.is_plain || !is_vague(&amount.value);
    let gold = record.gold.iter().filter(is_wanted);
    let mut gold: Vec<ScoredAmount> = gold
        .filter(|amount| kinds.is_empty() || kinds.contains(&amount.kind.as_str()))
        .cloned()
        .collect();
    let found = record.made.iter().filter(|amount| in_scope(&amount.kind));
    let mut found: Vec<ScoredAmount> = found.filter(is_wanted).cloned().collect();
    // Corpora without positions annotate durations as quantities.
    if mode == PairingMode::Value {
        for amount in &mut found {
            expand_duration(amount);
        }
    }
    let unplaced = if mode == PairingMode::Span {
        let (placed, unplaced) = gold.into_iter().partition(|amount| amount.range.is_some());
        gold = placed;
        unplaced
    } else {
        Vec::new()
    };
    let pairs = pair_amounts(&gold, &found, mode);
    RecordMatch {
        gold,
        found,
        unplaced,
        pairs,
    }
}

/// Says of each found amount of `kinds` whether it is right in value and unit. Amounts are paired by overlap; one
/// without a pair is right only where the corpus has its value without a position.
pub(in crate::eval) fn judge_record(record: &AmountRecord, kinds: &[&str]) -> Vec<JudgedFinding> {
    let matched = match_amounts(record, PairingMode::Span, kinds);
    let is_right_at = |index: usize, found: &ScoredAmount| {
        let mut pairs = matched.pairs.iter();
        match pairs.find(|(_, paired)| *paired == index) {
            Some((gold, _)) => matched
                .gold
                .get(*gold)
                .is_some_and(|gold| is_right(gold, found) && is_same_unit(gold, found)),
            None => matched.unplaced.iter().any(|gold| is_right(gold, found)),
        }
    };
    let found = matched.found.iter().enumerate();
    let judged = found.filter_map(|(index, found)| {
        let (rule, confidence) = found.source?;
        let is_date = DateKind::ALL.iter().any(|kind| kind.name() == found.kind);
        Some(JudgedFinding {
            task: if is_date {
                JudgedTask::Dates
            } else {
                JudgedTask::Figures
            },
            rule,
            confidence,
            is_right: is_right_at(index, found),
        })
    });
    judged.collect()
}

/// Returns the number of unpaired found amounts that match a gold amount without a position. They are not counted as
/// false, since the corpus has them somewhere.
fn count_excused(
    unplaced: &[ScoredAmount],
    made: &[ScoredAmount],
    pairs: &[(usize, usize)],
) -> u64 {
    let mut left: Vec<usize> = (0..made.len())
        .filter(|m| !pairs.iter().any(|(_, paired)| paired == m))
        .collect();
    let before = left.len();
    for gold in unplaced {
        let at = left
            .iter()
            .position(|m| made.get(*m).is_some_and(|made| is_right(gold, made)));
        if let Some(at) = at {
            left.remove(at);
        }
    }
    (before - left.len()) as u64
}

/// The quality of a pair, compared field by field in order.
type PairWeight = (bool, bool, f64);

/// Returns one-to-one pairs of indices, chosen greedily by descending weight.
fn pair_amounts(
    gold: &[ScoredAmount],
    found: &[ScoredAmount],
    mode: PairingMode,
) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(PairWeight, usize, usize)> = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        for (m, found) in found.iter().enumerate() {
            let weight = match mode {
                PairingMode::Span => span_weight(gold, found),
                PairingMode::Value => is_right(gold, found).then(|| {
                    (
                        is_same_unit(gold, found),
                        span_overlap(gold, found).is_some(),
                        1.0,
                    )
                }),
            };
            candidates.extend(weight.map(|weight| (weight, g, m)));
        }
    }
    candidates.sort_by(|(a, g, m), (b, h, n)| {
        let weights = (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2));
        weights.then(g.cmp(h)).then(m.cmp(n))
    });
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, g, m) in candidates {
        if !pairs.iter().any(|&(h, n)| h == g || n == m) {
            pairs.push((g, m));
        }
    }
    pairs
}

/// Returns the overlap of the two ranges as intersection over union.
fn span_overlap(gold: &ScoredAmount, made: &ScoredAmount) -> Option<f64> {
    let shared = gold.range?.intersection(made.range?)?;
    let hull = gold.range?.hull(made.range?);
    Some(f64::from(shared.len()) / f64::from(hull.len()))
}

fn span_weight(gold: &ScoredAmount, made: &ScoredAmount) -> Option<PairWeight> {
    let share = span_overlap(gold, made)?;
    Some((gold.range == made.range, is_right(gold, made), share))
}

fn is_right(gold: &ScoredAmount, made: &ScoredAmount) -> bool {
    is_same_value(&gold.value, &made.value)
        || gold
            .resolved
            .iter()
            .any(|other| is_same_value(other, &made.value))
}

fn is_same_unit(gold: &ScoredAmount, made: &ScoredAmount) -> bool {
    if is_same_name(&gold.unit, &made.unit) {
        return true;
    }
    // Some corpora name rates as one unit, "barrel per day"; others leave the rate out.
    if !made.per.is_empty() && is_same_name(&gold.unit, &format!("{} per {}", made.unit, made.per))
    {
        return true;
    }
    // Corpora differ in the unit of ages: years, years of age, or years old.
    let is_year = |unit: &str| matches!(canonical_unit(unit).as_str(), "year of age" | "year");
    gold.kind == "age" && made.kind == "age" && is_year(&gold.unit) && is_year(&made.unit)
}

/// Returns whether the value is a time that no calendar day corresponds to.
fn is_vague(value: &AmountValue) -> bool {
    matches!(value, AmountValue::Time(time) if matches!(time.as_str(), "" | "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") || time.starts_with("UNDEF"))
}

fn is_same_value(gold: &AmountValue, made: &AmountValue) -> bool {
    let days = interval_of_value(gold);
    if days.is_some() && days == interval_of_value(made) {
        return true;
    }
    match (gold, made) {
        (AmountValue::None, AmountValue::None) => true,
        (AmountValue::Pair(gold), AmountValue::Pair(made)) => {
            gold.len() == made.len()
                && gold
                    .iter()
                    .zip(made)
                    .all(|(gold, made)| is_same_value(gold, made))
        }
        (AmountValue::Number(gold), AmountValue::Number(made)) => {
            // Relative tolerance: corpora store values as binary floating point, some with few digits.
            (gold - made).abs() <= 1e-4 * gold.abs().max(made.abs()).max(1e-9)
        }
        (AmountValue::Time(gold), AmountValue::Time(made)) => {
            let (gold, made) = (normalize_clock(gold), normalize_clock(made));
            let length = months_and_seconds(&gold);
            gold == made || length.is_some() && length == months_and_seconds(&made)
        }
        _ => false,
    }
}

/// Returns the first and the last day of a date or of a range of dates.
fn interval_of_value(value: &AmountValue) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
    match value {
        AmountValue::Time(time) => date_interval(time),
        AmountValue::Pair(ends) => match ends.as_slice() {
            [AmountValue::Time(first), AmountValue::Time(last)] => {
                let cut = |time: &str| date_interval(&time.chars().take(10).collect::<String>());
                Some((cut(first)?.0, cut(last)?.1))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Returns a time without zone and zero seconds, with minutes added to a bare hour, so that equal times compare equal.
fn normalize_clock(time: &str) -> String {
    let mut time = time.trim();
    if let Some(rest) = time.strip_suffix('Z') {
        time = rest;
    } else if let Some(at) = time
        .rfind(['+', '-'])
        .filter(|at| time.contains('T') && *at > 10)
        && let Some(zone) = time.get(at + 1..)
        && matches!(zone.replace(':', "").len(), 4)
    {
        time = time.get(..at).unwrap_or(time);
    }
    let hour = time.rfind('T').map(|at| time.len() - at);
    match hour {
        Some(9) => time.strip_suffix(":00").unwrap_or(time).to_owned(),
        Some(3) if time.bytes().rev().take(2).all(|b| b.is_ascii_digit()) => format!("{time}:00"),
        _ => time.to_owned(),
    }
}

/// Returns the components of an ISO 8601 duration in this order: years, quarters, months, weeks, days, hours, minutes,
/// seconds. `None` if the value is not a duration.
fn duration_parts(value: &str) -> Option<[Option<f64>; 8]> {
    let rest = value.strip_prefix('P')?;
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let mut found = [None; 8];
    let mut read = |text: &str, letters: &[u8], first: usize| -> Option<()> {
        let (mut at, mut number) = (0, String::new());
        for c in text.bytes() {
            if c.is_ascii_digit() || c == b'.' {
                number.push(char::from(c));
                continue;
            }
            let n = letters.iter().skip(at).position(|letter| *letter == c)? + at;
            *found.get_mut(first + n)? = Some(number.parse().ok()?);
            number.clear();
            at = n + 1;
        }
        number.is_empty().then_some(())
    };
    read(date, b"YQMWD", 0)?;
    if let Some(time) = time {
        read(time, b"HMS", 5)?;
    }
    (!rest.is_empty()).then_some(found)
}

/// Returns a duration as months and seconds. Kept apart, because the length of a month in seconds varies.
fn months_and_seconds(value: &str) -> Option<(f64, f64)> {
    let [
        years,
        quarters,
        months,
        weeks,
        days,
        hours,
        minutes,
        seconds,
    ] = duration_parts(value)?.map(Option::unwrap_or_default);
    Some((
        12.0 * years + 3.0 * quarters + months,
        604_800.0 * weeks + 86_400.0 * days + 3600.0 * hours + 60.0 * minutes + seconds,
    ))
}

/// Converts a duration of one component (`P3W`) to a number and a unit (3 weeks), for corpora that annotate durations
/// as quantities.
fn expand_duration(amount: &mut ScoredAmount) {
    const UNIT_NAMES: [&str; 8] = [
        "year", "quarter", "month", "week", "day", "hour", "minute", "second",
    ];
    let AmountValue::Time(time) = &amount.value else {
        return;
    };
    let Some(parts) = duration_parts(time) else {
        return;
    };
    let mut all = parts
        .iter()
        .zip(UNIT_NAMES)
        .filter_map(|(n, name)| n.filter(|n| *n != 0.0).map(|n| (n, name)));
    if let (Some((n, name)), None) = (all.next(), all.next()) {
        amount.value = AmountValue::Number(n);
        name.clone_into(&mut amount.unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time_value(value: &str) -> AmountValue {
        AmountValue::Time(value.to_owned())
    }

    #[test]
    fn values_are_compared_by_what_they_mean() {
        assert!(is_same_value(
            &time_value("2013-W12"),
            &AmountValue::Pair(vec![time_value("2013-03-18"), time_value("2013-03-24")])
        ));
        assert!(is_same_value(&time_value("P14D"), &time_value("P2W")));
        assert!(is_same_value(
            &time_value("2013-03-22T08:00:00"),
            &time_value("2013-03-22T08")
        ));
        assert!(is_same_value(
            &AmountValue::Number(0.333_333),
            &AmountValue::Number(1.0 / 3.0)
        ));
        assert!(!is_same_value(
            &time_value("PRESENT_REF"),
            &time_value("PAST_REF")
        ));
        assert!(!is_same_value(
            &AmountValue::Number(5.0),
            &time_value("P5D")
        ));
    }

    #[test]
    fn times_lose_their_zone() {
        assert_eq!(
            normalize_clock("2013-03-22T08:00+01:00"),
            "2013-03-22T08:00"
        );
        assert_eq!(normalize_clock("T08:00:00Z"), "T08:00");
        assert_eq!(normalize_clock("2013-03-22"), "2013-03-22");
    }

    #[test]
    fn one_part_of_a_duration_is_a_quantity() {
        let mut amount = ScoredAmount {
            range: None,
            kind: "duration".into(),
            value: time_value("P3W"),
            resolved: Vec::new(),
            unit: String::new(),
            per: String::new(),
            modifier: String::new(),
            source: None,
        };
        expand_duration(&mut amount);
        assert_eq!(
            (amount.value, amount.unit.as_str()),
            (AmountValue::Number(3.0), "week")
        );
    }
}

//! Ages: "45-year-old", "Maria Lopez, 37,", "aged five to 11", "in their 20s".

use super::candidate::FigureCandidate;
use super::context::{FigureContext, NamedAs};
use super::{bound, noun};
use crate::annotation::{Amount, Decimal, Figure, FigureKind, RuleId, Unit};
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumberSpan, NumericFlags, Period, StepBack, SubtokenClass,
    SubtokenLine, read_number, read_span,
};
use crate::engine::rule::{FindingKind, Rule};
use crate::text::ByteRange;

pub(super) static DECADE: Rule = Rule {
    id: RuleId("figures/age-by-decade"),
    summary: "A possessive before a decade of life makes it an age: \"in her late 40s\".",
    needs: &[],
    finds: &[
        "The driver, a man in his ⟦late 40s⟧, was unhurt.",
        "Most of the volunteers are in their ⟦seventies⟧.",
    ],
    silent: &[
        "House prices fell in the late 40s.",
        "The club was founded in the seventies by two brothers.",
    ],
};

pub(super) static OLD: Rule = Rule {
    id: RuleId("figures/age-with-old"),
    summary: "A number of years, months or days before \"old\" or \"of age\" is an age.",
    needs: &[],
    finds: &[
        "A ⟦52-year-old⟧ welder was held.",
        "The cub is ⟦six weeks old⟧ and eats fish.",
    ],
    silent: &[
        "The five-year plan is an old one.",
        "The siege lasted six weeks and ruined the old town.",
    ],
};

pub(super) static AGED: Rule = Rule {
    id: RuleId("figures/age-after-aged"),
    summary: "A number after \"aged\", \"age\" or \"ages\" is an age.",
    needs: &[],
    finds: &[
        "Three sisters aged ⟦seven to 12⟧ sang.",
        "He left school at the age of ⟦14⟧.",
    ],
    silent: &[
        "The beef is aged for 30 days in a cellar.",
        "In an age of 24 hour news nobody sleeps.",
    ],
};

pub(super) static LIMIT: Rule = Rule {
    id: RuleId("figures/age-limit"),
    summary: "A bare number after people and \"under\" or \"over\" is an age.",
    needs: &[],
    finds: &[
        "Voters under ⟦30⟧ stayed at home.",
        "The jab is offered to adults over ⟦65⟧.",
        "Bus passes are free for the over-⟦60s⟧.",
    ],
    silent: &[
        "Workers under 30 managers were moved.",
        "The tally of voters is under 30,000.",
        "The over-30 league met on Monday.",
    ],
};

pub(super) static BECAME: Rule = Rule {
    id: RuleId("figures/age-after-be"),
    summary: "A bare number after a person and \"was\" or \"turned\" is an age.",
    needs: &[],
    finds: &[
        "She was ⟦93⟧ and had lived alone.",
        "Her mother was ⟦61⟧ when she moved to Lima.",
    ],
    silent: &[
        "The price was 93 and rising.",
        "He was one of the first to leave.",
    ],
};

pub(super) static APPOSITION: Rule = Rule {
    id: RuleId("figures/age-after-name"),
    summary: "A bare number between commas or brackets after a name is the person's age.",
    needs: &[FindingKind::Names],
    finds: &[
        "Rosa Varga, ⟦61⟧, runs the bakery.",
        "Peter Holm (⟦43⟧) won the race.",
        "The baker, ⟦52⟧, was taken to hospital.",
    ],
    silent: &[
        "On May 4, 12 ships left the port.",
        "Rosa Varga, 161 votes ahead, was cheered.",
        "The lucky number, 19, was drawn last.",
    ],
};

/// A function that reads an age beginning at a subtoken.
type AgeFinder = fn(&FigureContext<'_>, usize) -> Option<FigureCandidate>;

const FINDERS: [(&Rule, AgeFinder); 6] = [
    (&DECADE, find_decade),
    (&OLD, find_old),
    (&AGED, find_aged),
    (&LIMIT, find_limit),
    (&BECAME, find_became),
    (&APPOSITION, find_in_apposition),
];

/// The maximum age that a bare number can give, in years.
const MAX_AGE_YEARS: u8 = 115;

/// Returns the age that begins at subtoken `index`.
pub(super) fn find_age(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let mut finders = FINDERS.into_iter();
    let mut found = finders.find_map(|(rule, find)| {
        if ctx.allows(rule) {
            find(ctx, index)
        } else {
            None
        }
    })?;
    bound::add_bound_before(ctx, &mut found);
    bound::add_bound_after(ctx, &mut found);
    // "24-year-olds" are the people themselves.
    let is_noun = ctx.line.raw(found.end.back(1)).ends_with('s');
    if found.figure.of.is_none() && !is_noun {
        found.figure.of = find_person_after(ctx.line, found.end);
    }
    Some(found)
}

fn make_age(
    by: &'static Rule,
    percent: u8,
    pieces: std::ops::Range<usize>,
    amount: Amount,
    period: Period,
) -> FigureCandidate {
    let mut figure = Figure::new(FigureKind::Age, amount);
    figure.unit = Some(Unit::Measure(format!("{} of age", period.measure())));
    FigureCandidate::new(by, percent, pieces, figure)
}

fn span_amount(span: NumberSpan) -> Amount {
    match span.bounds() {
        (low, Some(high)) => Amount::Between(low, high),
        (low, None) => Amount::Exact(low),
    }
}

fn decade_amount(low: u8) -> Amount {
    Amount::Between(low.into(), (low + 9).into())
}

/// Reads "in their 20s", "mid-30s", "in his early forties", "teens", "thirtysomething".
fn find_decade(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let at = if line.in_class(index, FigureClass::PartOfDecade) {
        line.behind_hyphen(index + 1)
    } else {
        index
    };
    let mut before = index.back(1);
    if line.in_class(before, FigureClass::PartOfDecade) {
        before = before.back(1);
    }
    let decade =
        |amount: Amount, end: usize| Some(make_age(&DECADE, 93, index..end, amount, Period::Year));
    if !line.in_class(before, FigureClass::Owner) {
        let low = line.word(index).factor;
        let low = low.filter(|_| line.in_class(index, FigureClass::DecadePerson))?;
        return decade(decade_amount(low), index + 1);
    }
    if line.is(at, &["teens"]) {
        return decade(Amount::Between(13.into(), 19.into()), at + 1);
    }
    if line.in_class(at, FigureClass::Decade) {
        return decade(decade_amount(line.word(at).factor?), at + 1);
    }
    let raw = line.raw(at);
    let is_tens = line.class(at) == SubtokenClass::Digits
        && raw.len() == 2
        && raw.ends_with('0')
        && line.is_glued(at + 1)
        && line.is_a(at + 1, GrammarWord::PossessiveS);
    if is_tens {
        return decade(decade_amount(raw.parse().ok()?), at + 2);
    }
    None
}

/// Reads "45-year-old", "12 years old", "ten months of age", "87 yo".
fn find_old(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let span = read_span(line, index)?;
    let end = step_over_hyphen(line, span.end);
    let age =
        |end: usize, period: Period| make_age(&OLD, 97, index..end, span_amount(span), period);
    if line.is(end, &["yo", "y/o"]) {
        return Some(age(end + 1, Period::Year));
    }
    let period = line.word(end).period?;
    let at = step_over_hyphen(line, end + 1);
    if line.is_a(at, GrammarWord::OldWord) {
        Some(age(at + 1, period))
    } else if line.reads(at, "of age") {
        Some(age(at + 2, period))
    } else {
        None
    }
}

/// Returns the index after a hyphen, also one with spaces around it, as old agencies write: "28 - year - old".
fn step_over_hyphen(line: SubtokenLine<'_>, at: usize) -> usize {
    let is_spaced = line.raw(at) == "-" && line.class(at + 1) == SubtokenClass::Word;
    if is_spaced {
        at + 1
    } else {
        line.behind_hyphen(at)
    }
}

/// Reads "aged five to 11", "age 87", "at the age of 14", "ages 12 and up".
fn find_aged(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let before = find_word_aged(line, index)?;
    let mut span = read_span(line, index)?;
    let is_other = span.low.low > Decimal::from(MAX_AGE_YEARS) + Decimal::TEN
        || line.raw(span.end) == "%"
        || line.unit_words(span.end).is_some()
        || line.word(span.end).scale.is_some();
    if is_other {
        return None;
    }
    // "Between the ages of 17 and 20" is one span; "aged 9 and 12" are two ages.
    if span.high.is_none()
        && line.is(before, &["ages"])
        && line.is_a(span.end, GrammarWord::And)
        && let Some(high) = read_number(line, span.end + 1)
        && span.low.low < high.low
    {
        span.high = Some(high);
        span.end = high.end;
    }
    let (period, end) = match line.word(span.end).period {
        Some(period) => (period, span.end + 1),
        None => (Period::Year, span.end),
    };
    let amount = span_amount(span);
    Some(make_age(&AGED, 95, index..end, amount, period))
}

/// Returns where "aged" precedes the number at subtoken `index`.
fn find_word_aged(line: SubtokenLine<'_>, index: usize) -> Option<usize> {
    let mut before = bound::start_of_bound(line, index).checked_sub(1)?;
    if line.is_a(before, GrammarWord::Of) {
        before = before.checked_sub(1)?;
    }
    if line.is_a(before, GrammarWord::Between) {
        before = before.checked_sub(1)?;
    }
    if line.is_a(before, GrammarWord::And) && line.is(before.back(2), &["aged"]) {
        before = before.back(2);
    }
    line.is_a(before, GrammarWord::AgeWord).then_some(before)
}

/// Reads "she was 102 when she died". A bare number after "was" and before "when" can only be a person's age.
fn find_became(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let before = index.checked_sub(1)?;
    if !line.in_class(before, FigureClass::Turned) || line.is(index, &["one"]) {
        return None;
    }
    let number = read_number(line, index)?;
    let end = number.end;
    let is_age = number.high.is_none()
        && number.scale == 0
        && number.low >= Decimal::ONE
        && number.low <= MAX_AGE_YEARS.into()
        && number.low.fract().is_zero();
    let dies = line.is(end, &["when"]) && line.in_class(end + 1, FigureClass::Mourned);
    let is_person =
        line.in_class(before.back(1), FigureClass::PersonPronoun) && !line.is(before, &["were"]);
    let is_closed = line.is_end(end) && !matches!(line.raw(end), "-" | "–" | "%" | "/" | "°" | "(");
    // `5'9"`
    let is_closed =
        is_closed && !(line.is_glued(end + 1) && line.class(end + 1) == SubtokenClass::Digits);
    let is_free = is_closed
        || line.in_class(end, FigureClass::ClauseJoint) && line.word(end).period.is_none();
    let percent = if dies { 90 } else { 78 };
    let amount = Amount::Exact(number.low.normalize());
    (is_age && (dies || is_person && is_free))
        .then(|| make_age(&BECAME, percent, index..end, amount, Period::Year))
}

/// Reads "people under 30", "anyone over 65".
fn find_limit(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let before = index.checked_sub(1)?;
    // "free for over-65s"
    let is_group = line.is_dash(before)
        && line.is_glued(index)
        && line.in_class(index.checked_sub(2)?, FigureClass::AgeLimit)
        && !line.is_capital(index.back(2))
        && line.is_glued(index + 1)
        && line.raw(index + 1) == "s";
    let is_limit = is_group
        || line.in_class(before, FigureClass::AgeLimit)
            && line.in_class(before.checked_sub(1)?, FigureClass::Person);
    let value: u8 = is_limit.then(|| line.raw(index).parse().ok())??;
    let end = index + 1;
    if is_group {
        let amount = Amount::Exact(value.into());
        return Some(make_age(&LIMIT, 82, index..end + 1, amount, Period::Year));
    }
    let is_closed = line.is_end(end) && !matches!(line.raw(end), "%" | "-" | "–");
    let is_bare = is_closed
        || line.class(end) == SubtokenClass::Word
            && line.unit_words(end).is_none()
            && line.symbol(end).is_none()
            && line.word(end).scale.is_none()
            && line.word(end).period.is_none()
            && noun::counted(line, end, false, false).is_none();
    let amount = Amount::Exact(value.into());
    ((1..=100).contains(&value) && is_bare)
        .then(|| make_age(&LIMIT, 82, index..end, amount, Period::Year))
}

/// Reads a number between commas or brackets after a name.
fn find_in_apposition(ctx: &FigureContext<'_>, index: usize) -> Option<FigureCandidate> {
    let line = ctx.line;
    let has_adverb = line.in_class(index.back(1), FigureClass::BeforeAge);
    let before = index.checked_sub(1 + usize::from(has_adverb))?;
    let end = index + 1;
    let is_bracket = line.raw(before) == "(" && line.raw(end) == ")";
    let is_comma = line.raw(before) == ","
        && (matches!(line.raw(end), "," | "." | ";" | ")" | "—" | "–" | "―")
            || end == line.len()
            || line.in_class(end, FigureClass::AfterAge));
    if !is_bracket && !is_comma {
        return None;
    }
    let value: u8 = line.raw(index).parse().ok()?;
    let last = before.checked_sub(1)?;
    let is_name = line.class(last) == SubtokenClass::Word
        && line.is_capital(last)
        && line.word(last).month.is_none()
        && line.word(last).weekday.is_none();
    let is_age = (1..=MAX_AGE_YEARS).contains(&value) && !line.raw(index).starts_with('0');
    if !is_age {
        return None;
    }
    let person = if is_name {
        find_person_before(ctx, last)
    } else {
        find_role_before(line, last, end).filter(|_| is_comma)
    };
    let (person, percent) = person?;
    // "Lyon, 3, Nice, 2": a list of names with their numbers.
    let is_list = is_comma
        && value < 13
        && line.is_capital(index + 2)
        && line.class(index + 3) == SubtokenClass::Mark
        && line.class(index + 4) == SubtokenClass::Digits;
    if is_list {
        return None;
    }
    let percent = if is_comma { percent } else { percent - 10 };
    let amount = Amount::Exact(value.into());
    let mut found = make_age(&APPOSITION, percent, index..end, amount, Period::Year);
    found.figure.of = Some(person);
    found.note(&APPOSITION, "name", last..last + 1);
    Some(found)
}

/// Returns the role of somebody that ends with subtoken `last`, before an age between commas and a verb: "The striker,
/// 19, has".
fn find_role_before(line: SubtokenLine<'_>, last: usize, end: usize) -> Option<(ByteRange, u8)> {
    let first = last.checked_sub(1)?;
    let verb = end + 1;
    let is_role = line.class(last) == SubtokenClass::Word
        && line.has(first, NumericFlags::DETERMINER)
        && !noun::is_plural(line, last)
        && !line.in_class(last, FigureClass::CountNoun)
        && !line.in_class(last, FigureClass::Quoted)
        && line.unit_words(last).is_none();
    let is_subject = line.raw(end) == ","
        && (line.is_a(verb, GrammarWord::StateOrWho) || line.has(verb, NumericFlags::VERB));
    let is_person = line.in_class(last, FigureClass::PersonNoun);
    (is_role && (is_subject || is_person)).then(|| (line.range(last..last + 1), 70))
}

/// Returns the name of a person that ends with subtoken `last`, and the confidence that a number after it is an age.
/// Uses the names found before, or else capitalised words.
fn find_person_before(ctx: &FigureContext<'_>, last: usize) -> Option<(ByteRange, u8)> {
    let line = ctx.line;
    match ctx.name_at(line.range(last..last + 1)) {
        NamedAs::MaybePerson(range, is_person) => {
            return Some((range, if is_person { 94 } else { 75 }));
        }
        NamedAs::Other => return None,
        NamedAs::Nothing => {}
    }
    let mut first = last;
    while let Some(before) = first.checked_sub(1) {
        let is_part = line.class(before) == SubtokenClass::Word
            && line.is_capital(before)
            && !line.has(
                before,
                NumericFlags::DETERMINER.or(NumericFlags::PREPOSITION),
            );
        if !is_part || last - before > 3 {
            break;
        }
        first = before;
    }
    Some((line.range(first..last + 1), 68))
}

/// Returns the words after an age that name the person: "45-year-old man", "45-year-old Maria Lopez".
fn find_person_after(line: SubtokenLine<'_>, end: usize) -> Option<ByteRange> {
    let ends_phrase = NumericFlags::PREPOSITION
        .or(NumericFlags::FUNCTION)
        .or(NumericFlags::AUXILIARY);
    if line.class(end) != SubtokenClass::Word || line.has(end, ends_phrase) {
        return None;
    }
    let mut last = end;
    while line.is_capital(end)
        && line.is_capital(last + 1)
        && line.class(last + 1) == SubtokenClass::Word
        && last < end + 4
    {
        last += 1;
    }
    Some(line.range(end..last + 1))
}

//! Recognizes numbers that are not figures: names, addresses, versions, telephone numbers, lists, pronouns.

use super::context::FigureContext;
use super::names::{self, counts_something, is_address, is_model, is_name, is_named, is_team};
use super::reference_mark;
use crate::annotation::RuleId;
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumberForm, NumericFlags, StepBack, SubtokenClass, SubtokenLine,
    is_power_after, read_number, spaced_groups,
};
use crate::engine::rule::{FindingKind, Rule};

pub(super) static CODE: Rule = Rule {
    id: RuleId("figures/no-figure-in-code"),
    summary: "Digits in a code, telephone number, version or model are no figure.",
    needs: &[],
    finds: &[
        "An Airbus A⟦380⟧ took off.",
        "Ring ⟦0161 496 0000⟧ for help.",
        "Version ⟦3.11.2⟧ is out.",
    ],
    silent: &[
        "An Airbus with 380 seats took off.",
        "The mid-30s are a good age.",
    ],
};

pub(super) static CODE_WORD: Rule = Rule {
    id: RuleId("figures/no-figure-after-code-word"),
    summary: "Bare digits near \"dial\", \"text\" or \"postcode\", or before a name, are a code or a name.",
    needs: &[],
    finds: &[
        "Viewers can text HELP to ⟦60777⟧ to give.",
        "He drank at the ⟦9½⟧ Club.",
        "The ⟦486⟧ was the first of its kind.",
    ],
    silent: &["They text 60 friends a day.", "The club has 950 members."],
};

pub(super) static LIST_MARK: Rule = Rule {
    id: RuleId("figures/no-figure-in-list-mark"),
    summary: "A number before a bracket or stop that begins an item of a list is no figure.",
    needs: &[],
    finds: &[
        "He asks what ⟦1⟧) explains the loss.",
        "He asks why ⟦2⟧) nobody saw it.",
    ],
    silent: &["Two of them (both aged 9) sang.", "He ran 2 miles."],
};

pub(super) static MONTH_DAY: Rule = Rule {
    id: RuleId("figures/no-figure-in-month-day"),
    summary: "A number beside a month is a day, though no date was read there.",
    needs: &[FindingKind::Dates],
    finds: &["They met on may ⟦19⟧ in Rome.", "He left by ⟦7⟧ november."],
    silent: &["They march 19 miles a day.", "By May 12 ships had left."],
};

pub(super) static CLOCK: Rule = Rule {
    id: RuleId("figures/no-figure-in-clock-time"),
    summary: "A number with a point after \"at\" is a clock time: \"at 10.30\".",
    needs: &[FindingKind::Dates],
    finds: &[
        "He rang at ⟦10.30⟧ to complain.",
        "Doors open at ⟦18.45⟧ on both days.",
    ],
    silent: &[
        "The share stood at 10.30 in Oslo.",
        "It grew at 10.30 per cent.",
    ],
};

pub(super) static PRONOUN: Rule = Rule {
    id: RuleId("figures/no-figure-in-pronoun"),
    summary: "\"One\" as a pronoun or in an idiom counts nothing.",
    needs: &[],
    finds: &[
        "The ⟦one⟧ who fled is safe.",
        "He is ⟦one⟧ of a kind.",
        "Not ⟦one⟧ of the guards woke up.",
        "They spoke with ⟦one⟧ voice.",
    ],
    silent: &["One sailor drowned.", "One of the buses broke down."],
};

/// A number that is not a figure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exclusion {
    pub(super) rule: &'static Rule,
    /// The index at which the search continues.
    pub(super) end: usize,
}

/// Returns the reason to exclude the number at subtoken `index`; `None` if it may be a figure.
pub(super) fn find_exclusion(ctx: &FigureContext<'_>, index: usize) -> Option<Exclusion> {
    let line = ctx.line;
    let (rule, end) = match line.class(index) {
        SubtokenClass::Digits => find_excluded_digits(ctx, index)?,
        SubtokenClass::Word if line.word(index).cardinal.is_some() => {
            find_excluded_word(ctx, index)?
        }
        SubtokenClass::Word | SubtokenClass::Mark | SubtokenClass::Address => return None,
    };
    Some(Exclusion { rule, end })
}

fn find_excluded_digits(ctx: &FigureContext<'_>, index: usize) -> Option<(&'static Rule, usize)> {
    let line = ctx.line;
    let end = index + 1;
    if is_month_day(line, index) && ctx.allows(&MONTH_DAY) {
        return Some((&MONTH_DAY, end));
    }
    if spaced_groups(line, index).is_some() {
        return None;
    }
    if is_code(line, index) && ctx.allows(&CODE) {
        return Some((&CODE, end_of_code(line, index)));
    }
    if let Some(end) = reference_mark::find_end(line, index)
        && ctx.allows(&reference_mark::RULE)
    {
        return Some((&reference_mark::RULE, end));
    }
    if is_list_mark(line, index) && ctx.allows(&LIST_MARK) {
        return Some((&LIST_MARK, end_of_code(line, index)));
    }
    if is_team(line, index) && ctx.allows(&names::TEAM) {
        return Some((&names::TEAM, end_of_code(line, index)));
    }
    let is_item = index == 0 && line.is_glued(end) && matches!(line.raw(end), "." | ")");
    if is_item && ctx.allows(&LIST_MARK) {
        return Some((&LIST_MARK, end));
    }
    let is_cut = index == 0 && line.follows_designator();
    if (is_cut || is_named(line, index, end)) && ctx.allows(&names::NAMED) {
        // "Exit 5-2": the second number is of the name too.
        let is_double = line.is_hyphen(end) && line.class(end + 1) == SubtokenClass::Digits;
        return Some((&names::NAMED, if is_double { end + 2 } else { end }));
    }
    // "14b Station Road"
    let has_letter = line.is_glued(end) && line.raw(end).len() == 1;
    let street = end + usize::from(has_letter);
    if is_address(line, street) && ctx.allows(&names::ADDRESS) {
        return Some((&names::ADDRESS, end));
    }
    if is_odd_suffix(line, end) && !is_power_after(line, end) && ctx.allows(&CODE) {
        return Some((&CODE, end_of_code(line, end)));
    }
    if is_clock(line, index) && ctx.allows(&CLOCK) {
        return Some((&CLOCK, end));
    }
    let is_called = is_called(line, index, end) && ctx.allows(&CODE_WORD);
    is_called.then(|| {
        (
            &CODE_WORD,
            read_number(line, index).map_or(end, |number| number.end),
        )
    })
}

/// Returns whether digits are a part of a code: `A380`, `#14`, `020 7946 0958`, `007`.
fn is_code(line: SubtokenLine<'_>, index: usize) -> bool {
    let (before, raw) = (index.back(1), line.raw(index));
    let is_bare = raw.bytes().all(|b| b.is_ascii_digit());
    let is_glued_to_word = line.is_glued(index) && line.class(before) == SubtokenClass::Word;
    let is_after_hyphen = line.is_hyphen(before)
        && line.class(before.back(1)) == SubtokenClass::Word
        && !is_prefix(line, before.back(1));
    let is_after_mark = line.is_glued(index) && matches!(line.raw(before), "#" | "_" | "/" | ":");
    // "B.14", "nordlicht.24"
    let is_dotted = line.is_glued(index)
        && line.raw(before) == "."
        && line.is_glued(before)
        && line.class(before.back(1)) == SubtokenClass::Word;
    let is_padded = raw.len() > 1 && raw.starts_with('0') && !raw.starts_with("0.");
    is_glued_to_word
        || is_after_hyphen
        || is_after_mark
        || raw.len() > 9 && is_bare
        || is_dotted
        || is_part_of_code(line, index)
        || is_padded
        || is_chain(line, index)
        || is_model(line, index)
        || is_unreadable(line, index)
}

/// Returns whether a number marks an item of a list in a sentence: "what 1) explains".
fn is_list_mark(line: SubtokenLine<'_>, index: usize) -> bool {
    line.raw(index).len() < 3
        && line.raw(index + 1) == ")"
        && !(index.saturating_sub(8)..index).any(|at| line.raw(at) == "(")
}

/// Returns whether a number is a time of the day with a point: "rang at 10.30".
fn is_clock(line: SubtokenLine<'_>, index: usize) -> bool {
    let is_time = line
        .raw(index)
        .split_once('.')
        .is_some_and(|(hour, minute)| {
            hour.parse::<u8>().is_ok_and(|hour| hour < 24)
                && minute.len() == 2
                && minute.parse::<u8>().is_ok_and(|minute| minute < 60)
        });
    is_time
        && line.is_a(index.back(1), GrammarWord::At)
        && !is_measured(line, index + 1)
        && line.word(index + 1).scale.is_none()
        && !(0..index)
            .rev()
            .take(MAX_PIECES_TO_PRICE_WORD)
            .any(|at| line.has(at, NumericFlags::VALUED) || line.in_class(at, FigureClass::Quoted))
}

/// How far before a clock time a word may occur that makes a price of it, in subtokens.
const MAX_PIECES_TO_PRICE_WORD: usize = 20;

/// Returns whether a number is the day of a month that the dates pass did not find: "on may 19", "as of december 1".
fn is_month_day(line: SubtokenLine<'_>, index: usize) -> bool {
    // "sept. 30": the stop of a month written small ends a sentence.
    let is_cut = index == 0 && line.follows_short_month();
    let is_day = line
        .raw(index)
        .parse::<u8>()
        .is_ok_and(|day| (1..=31).contains(&day));
    let is_month =
        |at: usize| line.word(at).month.is_some() && line.class(at) == SubtokenClass::Word;
    let has_unit = line.unit_words(index + 1).is_some()
        || line.symbol(index + 1).is_some()
        || line.word(index + 1).scale.is_some()
        || counts_something(line, index + 1);
    let before = index.back(1);
    let is_march = line.is(before, &["march"]);
    let follows = is_month(before) && !has_unit && !is_march;
    let precedes = is_month(index + 1)
        && line.gap(index + 1) == " "
        && line.in_class(before, FigureClass::DayPreposition)
        && (!line.is_a(index + 1, GrammarWord::VerbMonth) || line.is_a(before, GrammarWord::On));
    is_day && (follows || precedes || is_cut && !has_unit)
}

/// The maximum number of digits and hyphens of a code that are walked back over: `CVE-2021-44228`.
const MAX_CODE_PIECES: usize = 6;

/// Returns whether digits end a code that begins with letters: the 44228 of `CVE-2021-44228`.
fn is_part_of_code(line: SubtokenLine<'_>, index: usize) -> bool {
    let mut at = index;
    for _ in 0..MAX_CODE_PIECES {
        if !line.is_hyphen(at.back(1)) {
            return false;
        }
        at = at.back(2);
        match line.class(at) {
            SubtokenClass::Digits => {}
            SubtokenClass::Word => return at != index.back(2) && line.is_capital(at),
            SubtokenClass::Mark | SubtokenClass::Address => return false,
        }
    }
    false
}

/// How far from bare digits a word that makes a code of them may occur.
const MAX_PIECES_TO_CODE_WORD: usize = 5;

/// Returns whether bare digits are a code or a part of a name by what is around them: "text HELP to 60777", "the 9½
/// Club". They count nothing and measure nothing.
fn is_called(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    let Some(number) = read_number(line, index) else {
        return false;
    };
    let at = line.behind_hyphen(number.end);
    let has_unit = line.raw(at) == "%"
        || line.symbol(at).is_some()
        || line.unit_words(at).is_some()
        || line.word(at).period.is_some()
        || line.currency_ends_before(index);
    if has_unit || number.scale > 0 || counts_something(line, number.end) {
        return false;
    }
    let raw = line.raw(index);
    let is_bare = number.end == end && raw.len() > 2 && raw.bytes().all(|b| b.is_ascii_digit());
    let is_code = is_bare
        && (index.saturating_sub(MAX_PIECES_TO_CODE_WORD)..index)
            .any(|at| line.has(at, NumericFlags::CODE) && (at == 0 || !line.is_capital(at)));
    let is_before_name = line.class(number.end) == SubtokenClass::Word
        && line.gap(number.end) == " "
        && line.is_capital(number.end)
        && line.raw(number.end).chars().skip(1).any(char::is_lowercase)
        && line.word(number.end).month.is_none()
        && line.word(number.end).weekday.is_none()
        && !line.has(
            number.end,
            NumericFlags::FUNCTION.or(NumericFlags::PREPOSITION),
        )
        && (line.has(index.back(1), NumericFlags::DETERMINER) || number.low.fract() != 0.into());
    // "The 486 is the oldest": one thing that has its number for a name.
    let is_model = is_bare
        && line.is_a(index.back(1), GrammarWord::The)
        && line.is_a(number.end, GrammarWord::StateAfterCode);
    is_code || is_before_name || is_model
}

/// Returns whether the word ties to a number by a hyphen without making it a name: "mid-30s", "twenty-1".
fn is_prefix(line: SubtokenLine<'_>, index: usize) -> bool {
    line.in_class(index, FigureClass::NumberPrefix) || line.word(index).cardinal.is_some()
}

/// Returns whether bare groups of digits follow each other, as in a telephone number: `020 7946 0958`, `555-123-4567`.
fn is_chain(line: SubtokenLine<'_>, index: usize) -> bool {
    let is_bare = |at: usize| {
        line.class(at) == SubtokenClass::Digits && line.raw(at).bytes().all(|b| b.is_ascii_digit())
    };
    // "12 787 Dreamliners": the second number begins a name.
    let is_named = line.class(index + 2) == SubtokenClass::Word
        && line.is_capital(index + 2)
        && line.raw(index).len() < 4
        && counts_something(line, index + 1);
    let spaced = line.gap(index + 1) == " "
        && is_bare(index)
        && is_bare(index + 1)
        && !is_named
        && !is_measured(line, index + 2)
        && line.raw(index + 2) != "/";
    let dashed = line.is_hyphen(index + 1)
        && line.class(index + 2) == SubtokenClass::Digits
        && line.is_hyphen(index + 3)
        && line.class(index + 4) == SubtokenClass::Digits;
    spaced
        || dashed
        || line.is_glued(index + 1)
            && line.raw(index + 1) == ":"
            && line.is_glued(index + 2)
            && is_bare(index + 2)
}

fn is_measured(line: SubtokenLine<'_>, at: usize) -> bool {
    line.raw(at) == "%" || line.unit_words(at).is_some() || line.symbol(at).is_some()
}

fn is_unreadable(line: SubtokenLine<'_>, index: usize) -> bool {
    let raw = line.raw(index);
    raw.matches('.').count() > 1 && read_number(line, index).is_none()
}

/// Returns whether letters or digits are glued after a number that are no unit, scale or ending: `27L`, `5G`, `2AA`.
fn is_odd_suffix(line: SubtokenLine<'_>, end: usize) -> bool {
    if !line.is_glued(end) {
        return is_part_number(line, end);
    }
    if line.raw(end) == "/"
        && line.is_glued(end + 1)
        && line.class(end + 1) == SubtokenClass::Digits
    {
        return !is_fraction(line, end.back(1));
    }
    if line.class(end) != SubtokenClass::Word {
        return false;
    }
    // `24703m212`; `m2` and `cm3` are units.
    let is_code = line.is_glued(end + 1)
        && line.class(end + 1) == SubtokenClass::Digits
        && line.raw(end + 1).len() > 1;
    if is_code {
        return true;
    }
    let is_known = line.symbol(end).is_some()
        || line.unit_words(end).is_some()
        || line.word(end).scale.is_some()
        || line.word(end).period.is_some()
        || line.in_class(end, FigureClass::NumberEnding);
    !is_known
}

/// Returns whether a long number goes on with a letter and digits, as numbers of parts do: "24703 L-202".
fn is_part_number(line: SubtokenLine<'_>, end: usize) -> bool {
    let before = line.raw(end.back(1));
    let is_long = before.len() > 3 && before.bytes().all(|b| b.is_ascii_digit());
    let at = line.behind_hyphen(end + 1);
    is_long
        && line.class(end) == SubtokenClass::Word
        && line.raw(end).len() == 1
        && line.is_glued(at)
        && line.class(at) == SubtokenClass::Digits
        && line.raw(at).len() > 1
}

/// Returns whether the digits before a slash make a fraction with those after it.
fn is_fraction(line: SubtokenLine<'_>, index: usize) -> bool {
    read_number(line, index).is_some_and(|number| matches!(number.form, NumberForm::Share(..)))
}

/// Returns the index after everything that is glued to piece `index`, and after bare groups of digits that follow it.
fn end_of_code(line: SubtokenLine<'_>, index: usize) -> usize {
    let mut end = index + 1;
    while line.is_glued(end)
        && !matches!(
            line.raw(end),
            "," | "." | ")" | ";" | "\"" | "”" | "’" | "'"
        )
        || line.class(end) == SubtokenClass::Digits
            && line.class(end - 1) == SubtokenClass::Digits
            && line.gap(end) == " "
    {
        end += 1;
    }
    end
}

/// Returns the index after words that follow "one" at `at` and show that it counts nothing: "gloomier than one issued
/// in May", "the one-China policy". `None` if there are no such words.
fn behind_description(line: SubtokenLine<'_>, at: usize) -> Option<usize> {
    if line.is_hyphen(at) && line.is_capital(at + 1) {
        return Some(at + 2);
    }
    let raw = line.raw(at);
    let is_participle = raw.len() > 4
        && raw.ends_with("ed")
        && !raw.ends_with("eed")
        && !line.has(at, NumericFlags::ADJECTIVE.or(NumericFlags::PLURAL));
    (is_participle && line.has(at + 1, NumericFlags::PREPOSITION)).then_some(at)
}

fn find_excluded_word(ctx: &FigureContext<'_>, index: usize) -> Option<(&'static Rule, usize)> {
    let line = ctx.line;
    let end = index + 1;
    if is_name(line, index) && ctx.allows(&names::WORD) {
        return Some((&names::WORD, end));
    }
    if is_named(line, index, end) && ctx.allows(&names::NAMED) {
        return Some((&names::NAMED, end));
    }
    let is_hour = line.is_a(index.back(1), GrammarWord::PastNoun)
        && (line.word(index.back(2)).share.is_some() || line.is_number_word(index.back(2)));
    if is_hour && ctx.allows(&CLOCK) {
        return Some((&CLOCK, end));
    }
    if !line.is(index, &["one"]) || !ctx.allows(&PRONOUN) {
        return None;
    }
    Some((&PRONOUN, find_end_of_pronoun(line, index)?))
}

/// Returns the index after "one" at subtoken `index` if it is a pronoun or part of an idiom.
fn find_end_of_pronoun(line: SubtokenLine<'_>, index: usize) -> Option<usize> {
    let (before, end) = (index.back(1), index + 1);
    if let Some(end) = behind_description(line, end) {
        return Some(end);
    }
    if line.reads(before, "at one point") || line.reads(before, "at one time") {
        return Some(end);
    }
    if line.is_a(end, GrammarWord::Of) && !line.is_a(end + 1, GrammarWord::Every) {
        // "One of the buses" is one bus.
        return (!counts_something(line, end) || line.is_a(before, GrammarWord::BeforeNoNumber))
            .then_some(end);
    }
    let unit = line.behind_hyphen(end);
    if line.unit_words(unit).is_some() || line.word(unit).period.is_some() {
        return None;
    }
    let is_ratio = line.is_a(end, GrammarWord::InOrOut);
    let is_pronoun =
        is_pronoun_before(line, index) || is_idiom(line, index) || is_pronoun_after(line, index);
    let is_excluded = is_pronoun && (!is_ratio || line.is(before, &["no"]));
    is_excluded.then_some(end)
}

/// Returns whether the word before "one" makes a pronoun of it: "the one", "no one".
fn is_pronoun_before(line: SubtokenLine<'_>, index: usize) -> bool {
    let (before, end) = (index.back(1), index + 1);
    line.in_class(before, FigureClass::BeforeOne) && !line.is_hyphen(end)
        || line.is(before, &["for"]) && line.is_end(end)
        || line.is_glued(index) && line.is_dash(before)
}

/// Returns whether "one" belongs to an idiom: "under one roof", "with one voice", "on one side".
fn is_idiom(line: SubtokenLine<'_>, index: usize) -> bool {
    let (before, end) = (index.back(1), index + 1);
    line.is(before, &["under"]) && line.in_class(end, FigureClass::OneRoof)
        || line.is_a(before, GrammarWord::InOrWith) && line.in_class(end, FigureClass::OneVoice)
        || line.is_a(before, GrammarWord::FromOrOn) && line.in_class(end, FigureClass::OneSide)
}

/// Returns whether what follows "one" makes a pronoun of it: "one another", "one who", the end of the sentence.
fn is_pronoun_after(line: SubtokenLine<'_>, index: usize) -> bool {
    let end = index + 1;
    let is_followed = line.in_class(end, FigureClass::AfterOne)
        && !line.reads(end, "or two")
        && !line.reads(end, "or more");
    is_followed
        || matches!(line.raw(end), "'" | "’")
        || line.is_end(end) && !line.is_hyphen(end) && line.raw(end) != "("
}

//! Numbers that are a part of a name: "Apollo 11", "Radio 4", "10 Downing Street", "Seven Oaks Nursery".

use super::{noun, subject};
use crate::annotation::RuleId;
use crate::engine::numbers::{
    FigureClass, GrammarWord, NumericFlags, StepBack, SubtokenClass, SubtokenLine, modifier,
    read_number,
};
use crate::engine::rule::Rule;

pub(super) static TITLE: Rule = Rule {
    id: RuleId("figures/no-figure-in-title"),
    summary: "An amount that begins a name is no figure: \"Seven Oaks Nursery\".",
    needs: &[],
    finds: &[
        "He sang for the ⟦100 Miles⟧ Club in May.",
        "Her debut, “⟦99 Lanterns⟧”, sold well.",
    ],
    silent: &[
        "The 100 miles took him a day.",
        "Police freed 12 Germans in Lagos.",
    ],
};

pub(super) static NAMED: Rule = Rule {
    id: RuleId("figures/no-figure-after-name"),
    summary: "A number after a name or a word such as \"page\" or \"Article\" is part of a name.",
    needs: &[],
    finds: &[
        "Apollo ⟦11⟧ carried three men.",
        "The ban rests on article ⟦50⟧ of the treaty.",
        "She will play Sonata Op. ⟦27⟧ in the cathedral.",
    ],
    silent: &[
        "Lisbon sent 25 engines and Madrid 18.",
        "The pages number 36.",
        "In Lima 40 shops closed.",
    ],
};

pub(super) static WORD: Rule = Rule {
    id: RuleId("figures/no-figure-word-in-name"),
    summary: "A number in words with a capital inside a name is part of the name: \"Channel Four\".",
    needs: &[],
    finds: &[
        "The film is on Channel ⟦Four⟧ tonight.",
        "Firemen came to ground ⟦zero⟧ again.",
    ],
    silent: &[
        "Four channels carried the film.",
        "It fell from four to zero.",
    ],
};

pub(super) static TEAM: Rule = Rule {
    id: RuleId("figures/no-figure-in-age-class"),
    summary: "The number in the name of an age class of teams is no figure: \"Under-21\".",
    needs: &[],
    finds: &[
        "The Under-⟦21⟧ side lost in Riga.",
        "She coached the under-⟦17⟧ squad.",
    ],
    silent: &[
        "The over-65s get a free pass.",
        "He works under 21 managers.",
    ],
};

pub(super) static ADDRESS: Rule = Rule {
    id: RuleId("figures/no-figure-before-street"),
    summary: "A number before the name of a street is a house number.",
    needs: &[],
    finds: &[
        "He lives at ⟦221⟧ Baker Street with a cat.",
        "The blast shook ⟦14⟧ Old Mill Lane at dawn.",
    ],
    silent: &[
        "They swept 14 streets.",
        "She runs 3 bakeries in Mill Lane.",
    ],
};

/// The longest name that begins with a number, in subtokens.
const MAX_TITLE_PIECES: usize = 8;

/// Returns whether the number that ends before subtoken `end` counts something.
pub(super) fn counts_something(line: SubtokenLine<'_>, end: usize) -> bool {
    noun::counted(line, end, false, false).is_some()
}

/// Returns whether an amount begins a name: "Seven Oaks Nursery", "The 100 Miles Club", “99 Lanterns”. Returns false in
/// lines in capitals, where names cannot be recognized.
pub(super) fn is_title(line: SubtokenLine<'_>, start: usize, end: usize) -> bool {
    let is_name = |at: usize| {
        line.class(at) == SubtokenClass::Word
            && line.is_capital(at)
            && line.raw(at).chars().skip(1).any(char::is_lowercase)
            && line.word(at).month.is_none()
            && line.word(at).weekday.is_none()
            && !line.has(at, NumericFlags::FUNCTION.or(NumericFlags::PREPOSITION))
    };
    let first = (start..end)
        .find(|at| line.class(*at) == SubtokenClass::Word && line.word(*at).cardinal.is_none());
    let Some(first) = first.filter(|first| (*first..end).all(is_name)) else {
        return false;
    };
    let is_quoted = matches!(line.raw(start.back(1)), "“" | "\"" | "‘")
        && matches!(line.raw(end), "”" | "\"" | "’")
        && line.is_glued(end);
    let mut last = end;
    while last < first + MAX_TITLE_PIECES && is_name(last) && line.gap(last) == " " {
        last += 1;
    }
    let goes_on_small =
        line.class(last) == SubtokenClass::Word && !line.is_capital(last) || line.is_end(last);
    let is_led = line.is_a(start.back(1), GrammarWord::The)
        || start == 0 && line.class(start) == SubtokenClass::Word;
    is_quoted || last > end && goes_on_small && is_led && last < line.len()
}

/// Returns whether the number is the age in the name of a class of teams: "Under-21", "U-19"; "over-65s" are people.
pub(super) fn is_team(line: SubtokenLine<'_>, index: usize) -> bool {
    line.is_hyphen(index.back(1))
        && line.is_a(index.back(2), GrammarWord::UnderOrOver)
        && (index > 2 && line.is_capital(index.back(2))
            || !line.is_a(index + 1, GrammarWord::PossessiveS))
        && (line.is_capital(index.back(2)) || line.in_class(index + 1, FigureClass::Team))
}

/// Returns whether digits are a part of the name of a model in the plural: "eight 787-9s". A range counts upwards.
pub(super) fn is_model(line: SubtokenLine<'_>, index: usize) -> bool {
    begins_model(line, index) || line.is_hyphen(index.back(1)) && begins_model(line, index.back(2))
}

fn begins_model(line: SubtokenLine<'_>, index: usize) -> bool {
    let value = |at: usize| line.raw(at).parse::<u16>().ok();
    let is_plural = line.raw(index + 3) == "s" && line.is_glued(index + 3);
    is_plural
        && line.is_hyphen(index + 1)
        && matches!((value(index), value(index + 2)), (Some(first), Some(last)) if first > last)
}

/// Returns whether the word before makes the number a name: "Apollo 11", "Article 50", "page 3", "Group of 20".
pub(super) fn is_named(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    let before = index.back(1);
    if line.class(before) != SubtokenClass::Word || line.gap(index) != " " {
        return line.raw(before) == "#";
    }
    if line.is_a(before, GrammarWord::Of) && line.is(before.back(1), &["group"]) {
        return true;
    }
    let word = line.word(before);
    let has_unit = line.raw(end) == "%"
        || line.symbol(end).is_some() && line.raw(end).len() > 1
        || line.unit_words(line.behind_hyphen(end)).is_some()
        || line.word(end).scale.is_some();
    if word.has(NumericFlags::DESIGNATOR) {
        let is_lower = line.in_class(before, FigureClass::SmallDesignator);
        if is_tally(line, before) {
            return false;
        }
        if line.raw(before).chars().any(char::is_uppercase) || is_lower {
            return !has_unit || !is_lower;
        }
    }
    if has_unit || !line.is_capital(before) {
        return false;
    }
    if is_gap(line, index, end) || before == 0 && !begins_name(line, index, end) {
        return false;
    }
    let is_word = word.has(
        NumericFlags::PREPOSITION
            .or(NumericFlags::DETERMINER)
            .or(NumericFlags::AUXILIARY)
            .or(NumericFlags::FUNCTION)
            .or(NumericFlags::VERB),
    ) && line.raw(before) != "US"
        || word.month.is_some()
        || word.weekday.is_some();
    let is_verb = line.has(end, NumericFlags::PRESENT) && line.is_capital(before);
    let counts = counts_something(line, end)
        && !is_verb
        && !(before == 0 && line.is_a(end, GrammarWord::Of));
    !is_word && (line.is_capital(end) || !counts)
}

/// Returns whether "number" is a verb there: "the ward's beds number 36".
fn is_tally(line: SubtokenLine<'_>, at: usize) -> bool {
    line.raw(at) == "number" && noun::is_plural(line, at.back(1))
        || line.raw(at) == "number" && subject::find_subject(line, at).is_some()
}

/// Returns whether a verb is omitted between a name and the number: "Lisbon sent 25 engines and Madrid 18." Then they
/// do not form one name.
fn is_gap(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    let mut first = index.back(1);
    let is_apostrophe = |at: usize| matches!(line.raw(at), "'" | "’");
    while (line.class(first.back(1)) == SubtokenClass::Word || is_apostrophe(first.back(1)))
        && (is_apostrophe(first.back(1))
            || line.is_capital(first.back(1))
            || line.is_a(first.back(1), GrammarWord::The)
            || line.is(first, &["'s", "’s"])
            || is_apostrophe(first))
        && index - first < 5
    {
        first -= 1;
    }
    let is_joined = line.is_a(first.back(1), GrammarWord::AndOrBut)
        || matches!(line.raw(first.back(1)), "," | ";");
    let is_closed = line.is_end(end) && line.raw(end) != "-" || line.is_a(end, GrammarWord::And);
    let has_verb_before = (first.saturating_sub(12)..first).any(|at| {
        matches!(line.class(at), SubtokenClass::Digits) || line.word(at).cardinal.is_some()
    });
    is_joined && is_closed && has_verb_before
}

/// Returns whether the first word of a sentence makes a name with the number after it: "Radio 4 will", "PC 5117 Finch".
fn begins_name(line: SubtokenLine<'_>, index: usize, end: usize) -> bool {
    let raw = line.raw(index.back(1));
    let is_adverb = raw.ends_with("ly") || line.in_class(index.back(1), FigureClass::NoName);
    let end = read_number(line, index).map_or(end, |number| number.end);
    let goes_on = line.has(
        end,
        NumericFlags::AUXILIARY
            .or(NumericFlags::VERB)
            .or(NumericFlags::PRESENT),
    ) || line.is_capital(end)
        || line.is_a(end, GrammarWord::Of)
        || line.raw(end).ends_with('s') && line.raw(index).contains('/');
    line.class(index) == SubtokenClass::Digits
        && modifier::modifier_before(line, index).is_none()
        && !is_adverb
        && !noun::is_plural(line, index.back(1))
        && goes_on
}

/// Returns whether a street follows: "10 Downing Street".
pub(super) fn is_address(line: SubtokenLine<'_>, end: usize) -> bool {
    let mut at = end;
    while at < end + 4 && line.is_capital(at) && line.class(at) == SubtokenClass::Word {
        if at > end && line.has(at, NumericFlags::STREET) {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns whether a number in words is part of a name: "Channel Four", "ground zero".
pub(super) fn is_name(line: SubtokenLine<'_>, index: usize) -> bool {
    let before = index.back(1);
    let is_name = index > 0
        && line.is_capital(index)
        && !matches!(
            line.raw(before),
            "“" | "\"" | "‘" | ":" | "—" | "–" | "-" | "(" | "." | "•"
        )
        && (line.is_capital(before) || line.is_capital(index + 1));
    let is_place = line.is(index, &["zero"]) && line.in_class(before, FigureClass::BeforeZero);
    // "Ocean's Eleven"
    let is_owned = line.is(before, &["'s", "’s"])
        || line.is_a(before, GrammarWord::PossessiveS)
            && line.is_glued(before)
            && line.is_capital(before.back(2));
    is_name || is_place || is_owned && line.is_capital(index)
}

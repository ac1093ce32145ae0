//! The closed classes of words used by the grammars of numbers and dates. Their words are in
//! `assets/lang/en/number-words.txt` and `date-words.txt`.

use super::named_enum::named_enum;

named_enum! {
/// A class of words in the grammars of numbers and dates. A variant described by one word in backticks contains only
/// that word. A "length" is a duration, a "set" a recurring time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum GrammarWord {
    /// `a`, `an`.
    IndefiniteArticle,
    About,
    After,
    Ago,
    And,
    As,
    At,
    Before,
    Between,
    By,
    Dozen,
    Dozens,
    /// A word that, before a period, refers to its beginning: "early".
    Early,
    /// The season that is a verb too: "fall".
    Fall,
    Few,
    /// A word that, before a digit, marks a half of a year, "H1": "h".
    HalfLetter,
    /// A word that, before a digit, marks a part of a year, "Q3", "H1": "h", "q".
    PartLetter,
    Had,
    /// `half`.
    Half,
    /// The pronoun: "i".
    I,
    /// `in`.
    In,
    /// `last`.
    Last,
    /// A word that, before a period, refers to its end: "late".
    Late,
    /// `later`.
    Later,
    /// `than`.
    Than,
    /// `earlier`.
    Earlier,
    /// `long`.
    Long,
    /// `midnight`.
    Midnight,
    /// `of`.
    Of,
    /// `on`.
    On,
    /// `or`.
    Or,
    /// `over`.
    Over,
    /// A phrase for the last item but one.
    SecondLast,
    /// Stands for a month, quarter or half named before: "period".
    PeriodNoun,
    /// A word that, after a hyphen, means "or more": "20-plus".
    Plus,
    /// `recent`.
    Recent,
    /// A word that, after an apostrophe, marks the possessive: "s".
    PossessiveS,
    /// `same`.
    Same,
    /// A word that, before "of", marks a vague number: "scores".
    Scores,
    /// `several`.
    Several,
    /// `some`.
    Some,
    /// A word that, before "of", marks a vague number: "tens".
    Tens,
    /// `that`.
    That,
    /// `the`.
    The,
    /// `this`.
    This,
    /// `time`.
    Time,
    /// `to`.
    To,
    /// `tonight`.
    Tonight,
    /// `up`.
    UpWord,
    /// A word for one before a part: "two and a half".
    OneOrA,
    /// An article: "a", "an".
    Article,
    /// A word after a duration that makes it a past date: "earlier", "ago".
    EarlierOrAgo,
    /// `is`, `are`.
    IsOrAre,
    /// A word that occurs between "odds" and the odds: "at", "of".
    AtOrOf,
    /// A word after "the year" that means the year before: "earlier", "before".
    EarlierOrBefore,
    /// A word that occurs before a year or a part of one: "calendar", "fiscal".
    YearKind,
    /// A word for the next period.
    NextWord,
    /// `coming`.
    Coming,
    /// A word that occurs between "this" and a period: "coming", "past".
    PastOrComing,
    /// A word for the current period.
    ThisOrCurrent,
    /// A preposition before "the year" that refers to a year named before.
    DuringOrFor,
    /// `each`, `every`.
    Every,
    /// A word that, before a period, refers to its beginning or end: "earlier", "later".
    EarlierOrLater,
    /// A season that is another word too: "fall", "spring".
    AmbiguousSeason,
    /// After "now", which then says no time: "now famous" ("famous", "that").
    NowQualifier,
    /// A word that occurs after a quarter or half that is a part of a match: "final", "finals".
    FinalNoun,
    /// A word for the last of several.
    FinalWord,
    /// A word that, after "the", refers to the next period: "following".
    FollowingWord,
    /// A word for a period that is counted from a date in the previous sentence.
    ToldOrder,
    /// `half`, `quarter`.
    HalfOrQuarter,
    /// `have`, `has`.
    HaveForm,
    /// `in`, `of`.
    InOrOf,
    /// `in`, `on`.
    InOrOn,
    /// A word that, before a bound that is one in any case, marks "well over": "just", "well".
    Emphasis,
    /// A word for the previous period, which is over.
    LastWord,
    /// A word that occurs after a single length: "long", "of".
    LongOrOf,
    /// A month that is a verb too: "march", "may".
    VerbMonth,
    /// A word that, before a period, refers to its middle: "mid", "middle".
    Middle,
    /// Twelve o'clock in the day: "midday", "noon".
    Noon,
    /// A word that occurs after an hour: "o'clock".
    OClock,
    /// A word that, after a length, marks an age: "old", "olds".
    OldWord,
    /// A word that occurs between the ends of a range after a hyphen: "or", "to".
    ToOrOr,
    /// A word between "every" and a period that means each second one: "other".
    EveryOther,
    /// A word between "every" and a period that adds no meaning.
    EveryFiller,
    /// A word before a period that was named before: "the", "that".
    TheOrThat,
    /// A word that, before "last week", does not mark a date by itself: "the", "these".
    TheOrThese,
    /// Today or the day before: "today", "yesterday".
    TodayOrYesterday,
    /// The day of publication: "today".
    Today,
    /// The day before publication: "yesterday".
    Yesterday,
    /// The day after publication: "tomorrow".
    Tomorrow,
    /// A determiner before a single period: "a", "one".
    OneDeterminer,
    /// A mark after an hour for the morning: "am", "a.m.".
    BeforeNoon,
    /// A mark after an hour for the time after noon: "pm", "p.m.".
    AfterNoonMark,
    /// `odd` after a number and a hyphen: about that many.
    Odd,
    /// The era before Christ, after a year: "bc", "b.c".
    BeforeChrist,
    /// The era after Christ, next to a year: "ad", "a.d".
    AnnoDomini,
    /// A word that, before "the", does not mark a bound: "about", "around".
    StretchPreposition,
    /// A word that, before a length, marks an age: "age", "aged".
    AgeWord,
    /// A form of "be" before "to", which refers to the future: "is", "are".
    IsForm,
    /// A word that occurs between a work and "about": "are", "is".
    IsOrWas,
    /// A bound of a length only after certain words: "around", "over".
    BoundPreposition,
    /// A word that occurs before a participle: "be", "been".
    BeForm,
    /// A word that occurs before a participle that is not a finite verb: "be", "being".
    BeOrTo,
    /// A word that occurs before a deadline that needs a verb: "before", "by".
    DeadlinePreposition,
    /// One period after it is a date, no length: "coming", "following".
    FollowingOrder,
    /// A word that introduces a future date.
    NextOrder,
    /// A word for a small number: "few", "couple".
    FewWord,
    /// A word that occurs before "the past": "from", "in".
    FromInOf,
    /// An abbreviated country before a dollar sign: "US", "A".
    DollarCountry,
    /// A word that, before digits with a colon, marks a ratio: "in", "odds".
    RatioNoun,
    /// A word that occurs before a quarter of a firm or year: "its", "the".
    ItsOrThe,
    /// A word that occurs between a vague number and a period: "long", "more".
    LengthAdjective,
    /// A word that, before "a day", marks a rate: "once", "times".
    TimesWord,
    /// A word that, before "to" and a number, marks a tally: "points", "runs".
    TallyNoun,
    /// A word for the previous period: "preceding", "previous".
    PreviousOrder,
    /// A word that occurs before the end of a term: "till", "to".
    UntilWord,
    /// A word that, after a period, shows that the period is not a duration by itself: "ago", "earlier".
    LengthTail,
    /// Ends the search for a verb of motion: "and", "of".
    ClauseWord,
    /// A word that occurs before "soon", which then says no time: "as", "how".
    SoonQualifier,
    /// A word that occurs before a season without an article: "by", "in".
    BareSeasonLead,
    /// A word that occurs before a season, between it and the words that lead it: "coming", "last".
    SeasonOrder,
    /// A word that, before "season", refers to one season and not to a habit.
    NewSeason,
    /// A word that, after "every hour", does not mark a set: "counted", "counts".
    CountVerb,
    /// Shows that something happened once: "did", "had".
    OnceVerb,
    /// A verb after "the year" that introduces the month in which it ends: "ended", "ending".
    YearEndVerb,
    /// A word that, after "earlier", "later", marks a period follows: "last", "next".
    LeadOrder,
    /// A word that introduces a past date: "last", "past".
    PastOrder,
    /// A word that, after digits, marks a place in an order: "nd", "rd".
    OrdinalEnding,
    /// A word that occurs before "of" or "at" and a ratio: "odds", "ratio".
    RatioWord,
    /// A word that occurs between "every" and a weekday or month: "other", "passing".
    EveryLead,
    /// A word that occurs between the ends of a range: "through", "till".
    RangeJoint,
    /// A word that occurs before a month that says which of something: "a", "an".
    AttributeDeterminer,
    /// A word before "may" or "march" that shows that it is not a month.
    VerbMonthLead,
    /// A word that, after "the quarter", marks it counts from another: "after", "before".
    ComparisonTail,
    /// A word that occurs between months that share a year: "and", "through".
    RangeWord,
    /// A word that occurs between "the week" and a day: "beginning", "ended".
    WeekOfWord,
    /// A word that, after "the season", marks what happens each year: "begins", "ends".
    SeasonVerb,
    /// A word that, after "half", does not mark a part of a whole: "brother", "hour".
    HalfNoun,
    /// A word before a number of periods that makes them a part of a longer period: "closing", "final".
    PartOrder,
    /// A word that, before "runs from", marks what happens each year: "cycle", "season".
    SeasonNoun,
    /// A word before a plural period that means some of them: "few", "many".
    VagueCount,
    /// Says what happens each year: "generally", "normally".
    HabitAdverb,
    /// A word that occurs after "the summer" at the head of a sentence: "had", "has".
    SeasonVerbAfter,
    /// Plurals that need a number: "mins", "minutes".
    ShortPlural,
    /// A noun after a month that is used as a name ("the May government"): "administration", "cabinet".
    GroupNoun,
    /// A word that occurs before a date of a habit: "after", "around".
    HabitPreposition,
    /// A word that occurs before "year end": "at", "before".
    YearEndPreposition,
    /// A word that occurs before a weekday: "coming", "last".
    DayOrder,
    /// A word such as "early" that is also a verb or adverb, and so does not make a date by itself.
    PortionVerb,
    /// A word that, before "in the year", marks the current one: "earlier", "early".
    StillWord,
    /// A word that occurs between "a" and a period: "full", "further".
    SingleAdjective,
    /// A word that, before "nineties", marks somebody's age: "her", "his".
    PossessiveDeterminer,
    /// What four digits count rather than name a year: "men", "people".
    CountedNoun,
    /// A word that, before "to" and a verb, shows that the event is over.
    OverVerb,
    /// A bound or a place: "above", "around".
    PlacePreposition,
    /// A word that, after a bare plural period, marks a length: "after", "ago".
    VagueTail,
    /// A word that occurs before what something is compared with: "against", "from".
    ComparisonPreposition,
    /// A word that occurs before digits that number it: "articles", "flights".
    NumberedThing,
    /// A word that occurs before "the weekend": "at", "during".
    WeekendPreposition,
    /// A word that occurs before "the summer": "by", "during".
    SeasonPreposition,
    /// A word that occurs before "the quarter" that has been named: "during", "for".
    NamedPreposition,
    /// A period as an abbreviation right after digits: "h", "hr".
    ShortUnit,
    /// A verb of saying, whose tense is not the event's: "added", "agreed".
    SpeechVerb,
    /// A word that, before "of the year", marks a part of it: "beginning", "end".
    PortionNoun,
    /// A word that, after "first-half", marks a firm's: "deliveries", "dividend".
    BusinessNoun,
    /// A word that occurs before "past two years": "her", "his".
    StretchDeterminer,
    /// A bound that is no part of the expression: "above", "approaching".
    RangeOutside,
    /// A word that occurs before a season: "coming", "early".
    SeasonLead,
    /// A part of the day that stands alone: "dawn", "daybreak".
    PartAlone,
    /// A word that occurs between a bound and a number: "a", "an".
    BoundGap,
    /// A month that is another word or name too: "april", "august".
    DoubtfulMonth,
    /// A word that, before "over", marks a particle of the verb: "carried", "hand".
    OverParticle,
    /// A word that occurs before four digits that are a number: "almost", "approximately".
    NumberLead,
    /// A word that occurs before a holiday that is a day, no attribute: "after", "at".
    HolidayLead,
    /// Shows that a length is that of a record: "best", "first".
    SuperlativeWord,
    /// A word that, after a share, marks a part of a whole: "fewer", "from".
    ShareTail,
    /// A word that, after "half", marks a part of a whole: "a", "all".
    WholeStart,
    /// A word that, before "up to", marks a rise, no bound: "added", "adds".
    RiseVerb,
    /// A word that occurs before four digits that are a year: "after", "before".
    YearPreposition,
    /// A word that, before a bare plural period, marks a length: "after", "before".
    VagueLead,
    /// A word that occurs before the time that something took: "clocked", "clocking".
    ElapsedLead,
    /// A word that occurs before a year in words: "after", "and".
    WordYearLead,
    /// A word that, before "over" and a length, marks a bound: "after", "be".
    BoundLead,
    /// A designator whose number may be a year: "act", "amendment".
    NamedAct,
    /// A word that, before "a day", marks a length, no rate: "almost", "and".
    SingleLead,
    /// A word that, before "about", marks its theme: "all", "anything".
    TopicWord,
    /// A word that occurs before a month: "about", "after".
    MonthLead,
    /// A plural that a year before it identifies and does not count: "the 2008 elections" ("accords", "attacks").
    EventPlural,
    /// A word that, before "a century", marks a hundred runs: "compiled", "completed".
    BatsmanVerb,
    /// A word that occurs between a number and its period: "additional", "business".
    LengthFiller,
    /// A verb of what is put off to a later day: "adjourned", "closed".
    DeferralVerb,
    /// In capitals after a time of day: its zone ("aest", "bst").
    TimeZone,
    /// A word that, before "time", marks a zone: "eastern", "local".
    ZoneAdjective,
    /// A word that, after "year", marks its last day: "end".
    EndWord,
    /// A word that, before "of" and a period, marks two: "couple".
    CoupleWord,
    /// The first word of a phrase that refers to the present, the past or the future.
    BeginsReference,
    /// The last word of a bound.
    EndsBound,
    /// A word that, after "the", refers to the future or the present: "future", "present".
    FuturePresent,
    /// A word that, after "the", refers to the past: "past".
    PastNoun,
    /// Right before a season: which one ("last", "this").
    NamedSeasonLead,
    /// A word before a scale that is already its count: "a hundred".
    ScaleCount,
    /// A word that, after "Today,", marks a state, if no participle follows: "is", "are".
    StateVerb,
    /// A word for a frequency before a period: "once", "twice".
    OnceOrTwice,
    /// `twice`, `thrice`.
    TwiceWord,
    /// `times`.
    TimesNoun,
    /// `per`.
    Per,
    /// A word that, after a house number, marks a row of houses: "block".
    HouseBlock,
    /// `from`.
    From,
    /// `May`.
    May,
    /// `current`.
    Current,
    /// A word that, between "the" and "of", marks the beginning of a period: "start", "beginning".
    StartNoun,
    /// `now`.
    Now,
    /// `soon`.
    Soon,
    /// A word of one of the phrases "at present", "in the past" that is no part of the date: "at", "in".
    AtOrIn,
    /// `up`, `down`.
    UpOrDown,
    /// `higher`, `lower`.
    HigherOrLower,
    /// A word that, after an amount, marks which way it went: "down", "higher".
    ComparedLevel,
    /// `from`, `to`.
    FromOrTo,
    /// `and`, `but`.
    AndOrBut,
    /// A word that occurs between a person and an age: "had", "has".
    StateOrWho,
    /// A word that occurs before a bare number that stands alone: "at", "by".
    BareNumberPreposition,
    /// A word that occurs between a bare number and what it refers to: "by", "from".
    BareNumberLink,
    /// `other`, `another`.
    OtherWord,
    /// A word that occurs before a number that counts what was named before: "number", "than".
    NumberOrThan,
    /// `by`, `to`.
    ByOrTo,
    /// A word that, after "the" and a code, marks it is a thing: "has", "is".
    StateAfterCode,
    /// A word that occurs before "one" that is not a number: "as", "is".
    BeforeNoNumber,
    /// `in`, `out`.
    InOrOut,
    /// `in`, `with`.
    InOrWith,
    /// `from`, `on`.
    FromOrOn,
    /// A word that occurs between "as" and "as": "much", "well".
    MuchOrWell,
    /// A word that occurs before the age of a team: "over", "u".
    UnderOrOver,
    /// A word that, after "a second", marks a length of time: "ago", "later".
    AfterOrdinal,
    /// A word that, before "second", marks a length of time: "a", "per".
    OrdinalTail,
    /// A word that, after "second", does not mark an ordinal: "thought", "thoughts".
    Thoughts,
    /// A name of a currency that is another word too: "sol", "won".
    CurrencyVerb,
    /// A name of a currency that may precede its amount: "dollar", "euro".
    CurrencyBeforeAmount,
    /// A word that occurs before what an amount is for: "a", "an".
    RateDeterminer,
    /// A word that occurs before one of many: "a", "an".
    EachDeterminer,
    /// A word that, after "a", marks a rough number: "couple", "dozen".
    CoupleOrDozen,
    /// A word that occurs between the two numbers of a ratio: "for", "in".
    RatioPreposition,
    /// A word that occurs between the two numbers of a vote: "against", "to".
    AgainstOrTo,
    /// A word that, before "of", marks a part of a whole: "all", "most".
    AllOrMost,
}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_their_name_in_the_lists() {
        assert_eq!(
            GrammarWord::from_name("event-plural"),
            Some(GrammarWord::EventPlural)
        );
        assert_eq!(GrammarWord::from_name("in"), Some(GrammarWord::In));
        assert_eq!(GrammarWord::from_name("no-such-class"), None);
        assert_eq!(GrammarWord::from_name("event-plura"), None);
    }
}

//! The closed classes of words that the grammars of numbers and dates turn on. Their words are in
//! `assets/lang/en/number-words.txt` and `date-words.txt`.

use super::named_enum::named_enum;

named_enum! {
/// A class of words of the grammar. One without a description holds the word of its name alone.
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
    /// Before a period: its beginning.
    Early,
    /// The season that is a verb too.
    Fall,
    Few,
    /// Before a digit: a half of a year, "H1".
    HalfLetter,
    /// Before a digit: a part of a year, "Q3", "H1".
    PartLetter,
    Had,
    /// `half`.
    Half,
    /// The pronoun.
    I,
    /// `in`.
    In,
    /// `last`.
    Last,
    /// Before a period: its end.
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
    /// The one before the last.
    SecondLast,
    /// Stands for a month, quarter or half named before.
    PeriodNoun,
    /// After a hyphen: or more, "20-plus".
    Plus,
    /// `recent`.
    Recent,
    /// After an apostrophe: the possessive.
    PossessiveS,
    /// `same`.
    Same,
    /// Before "of": a vague number.
    Scores,
    /// `several`.
    Several,
    /// `some`.
    Some,
    /// Before "of": a vague number.
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
    /// One, before a part: "two and a half".
    OneOrA,
    /// An article.
    Article,
    /// After a length: that much earlier.
    EarlierOrAgo,
    /// `is`, `are`.
    IsOrAre,
    /// Between "odds" and the odds.
    AtOrOf,
    /// After "the year": the one before.
    EarlierOrBefore,
    /// Before a year or a part of one.
    YearKind,
    /// The one to come.
    NextWord,
    /// `coming`.
    Coming,
    /// Between "this" and a period.
    PastOrComing,
    /// The one that is now.
    ThisOrCurrent,
    /// Before "the year" that has been named.
    DuringOrFor,
    /// `each`, `every`.
    Every,
    /// Before a period: its beginning or end.
    EarlierOrLater,
    /// A season that is another word too.
    AmbiguousSeason,
    /// After "now", which then says no time: "now famous".
    NowQualifier,
    /// After a quarter or half that is a part of a match.
    FinalNoun,
    /// The last of several.
    FinalWord,
    /// After "the": the one after.
    FollowingWord,
    /// Counts from the sentence before.
    ToldOrder,
    /// `half`, `quarter`.
    HalfOrQuarter,
    /// `have`, `has`.
    HaveForm,
    /// `in`, `of`.
    InOrOf,
    /// `in`, `on`.
    InOrOn,
    /// Before a bound that is one in any case: "well over".
    Emphasis,
    /// The one that is over.
    LastWord,
    /// After a single length.
    LongOrOf,
    /// A month that is a verb too.
    VerbMonth,
    /// Before a period: its middle.
    Middle,
    /// Twelve o'clock in the day.
    Noon,
    /// After an hour.
    OClock,
    /// After a length: an age.
    OldWord,
    /// Between the ends of a range after a hyphen.
    ToOrOr,
    /// Between "every" and a period: each second one.
    EveryOther,
    /// Between "every" and a period: nothing more.
    EveryFiller,
    /// Before a period that has been named.
    TheOrThat,
    /// Before "last week": no date by itself.
    TheOrThese,
    /// Today or the day before.
    TodayOrYesterday,
    /// The day of publication.
    Today,
    /// The day before publication.
    Yesterday,
    /// The day after publication.
    Tomorrow,
    /// Before a period: one of it.
    OneDeterminer,
    /// After an hour: in the morning.
    BeforeNoon,
    /// After an hour: after noon.
    AfterNoonMark,
    /// `odd` after a number and a hyphen: about that many.
    Odd,
    /// The era before Christ, after a year.
    BeforeChrist,
    /// The era after Christ, beside a year.
    AnnoDomini,
    /// Before "the": no bound.
    StretchPreposition,
    /// Before a length: an age.
    AgeWord,
    /// Before "to": what is to come.
    IsForm,
    /// Between a work and "about".
    IsOrWas,
    /// A bound of a length only after certain words.
    BoundPreposition,
    /// Before a participle.
    BeForm,
    /// Before a participle that is no finite verb.
    BeOrTo,
    /// Before a deadline that needs a verb.
    DeadlinePreposition,
    /// One period after it is a date, no length.
    FollowingOrder,
    /// Leads to what is to come.
    NextOrder,
    /// A few.
    FewWord,
    /// Before "the past".
    FromInOf,
    /// Before a dollar sign: whose it is.
    DollarCountry,
    /// Before digits with a colon: a ratio.
    RatioNoun,
    /// Before a quarter of a firm or year.
    ItsOrThe,
    /// Between a vague number and a period.
    LengthAdjective,
    /// Before "a day": a rate.
    TimesWord,
    /// Before "to" and a number: a tally.
    TallyNoun,
    /// The one before.
    PreviousOrder,
    /// Before the end of a term.
    UntilWord,
    /// After a period: it is no count by itself.
    LengthTail,
    /// Ends the search for a verb of motion.
    ClauseWord,
    /// Before "soon", which then says no time.
    SoonQualifier,
    /// Before a season without an article.
    BareSeasonLead,
    /// Before a season, between it and the words that lead it.
    SeasonOrder,
    /// Before "season": one season, no habit.
    NewSeason,
    /// After "every hour": no set.
    CountVerb,
    /// Shows that something happened once.
    OnceVerb,
    /// After "the year": until a month.
    YearEndVerb,
    /// After "earlier", "later": a period follows.
    LeadOrder,
    /// Leads to what is over.
    PastOrder,
    /// After digits: a place in an order.
    OrdinalEnding,
    /// Before "of" or "at" and a ratio.
    RatioWord,
    /// Between "every" and a weekday or month.
    EveryLead,
    /// Between the ends of a range.
    RangeJoint,
    /// Before a month that says which of something.
    AttributeDeterminer,
    /// Before "may" or "march" it does not show a month.
    VerbMonthLead,
    /// After "the quarter": it counts from another.
    ComparisonTail,
    /// Between months that share a year.
    RangeWord,
    /// Between "the week" and a day.
    WeekOfWord,
    /// After "the season": what happens each year.
    SeasonVerb,
    /// After "half": no part of a whole.
    HalfNoun,
    /// Before a number of periods: a part of a longer one.
    PartOrder,
    /// Before "runs from": what happens each year.
    SeasonNoun,
    /// Before a plural period: some of it.
    VagueCount,
    /// Says what happens each year.
    HabitAdverb,
    /// After "the summer" at the head of a sentence.
    SeasonVerbAfter,
    /// Plurals that need a number.
    ShortPlural,
    /// Before a month as a name: the May government.
    GroupNoun,
    /// Before a date of a habit.
    HabitPreposition,
    /// Before "year end".
    YearEndPreposition,
    /// Before a weekday.
    DayOrder,
    /// A verb as well as a portion: no date by itself.
    PortionVerb,
    /// Before "in the year": the current one.
    StillWord,
    /// Between "a" and a period.
    SingleAdjective,
    /// Before "nineties": somebody's age.
    PossessiveDeterminer,
    /// What four digits count rather than name a year.
    CountedNoun,
    /// Before "to" and a verb: it is over.
    OverVerb,
    /// A bound or a place.
    PlacePreposition,
    /// After a bare plural period: a length.
    VagueTail,
    /// Before what something is compared with.
    ComparisonPreposition,
    /// Before digits that number it.
    NumberedThing,
    /// Before "the weekend".
    WeekendPreposition,
    /// Before "the summer".
    SeasonPreposition,
    /// Before "the quarter" that has been named.
    NamedPreposition,
    /// A period as an abbreviation right after digits.
    ShortUnit,
    /// A verb of saying, whose tense is not the event's.
    SpeechVerb,
    /// Before "of the year": a part of it.
    PortionNoun,
    /// After "first-half": a firm's.
    BusinessNoun,
    /// Before "past two years".
    StretchDeterminer,
    /// A bound that is no part of the expression.
    RangeOutside,
    /// Before a season.
    SeasonLead,
    /// A part of the day that stands alone.
    PartAlone,
    /// Between a bound and a number.
    BoundGap,
    /// A month that is another word or name too.
    DoubtfulMonth,
    /// Before "over": a particle of the verb.
    OverParticle,
    /// Before four digits that are a number.
    NumberLead,
    /// Before a holiday that is a day, no attribute.
    HolidayLead,
    /// Shows that a length is that of a record.
    SuperlativeWord,
    /// After a share: a part of a whole.
    ShareTail,
    /// After "half": a part of a whole.
    WholeStart,
    /// Before "up to": a rise, no bound.
    RiseVerb,
    /// Before four digits that are a year.
    YearPreposition,
    /// Before a bare plural period: a length.
    VagueLead,
    /// Before the time that something took.
    ElapsedLead,
    /// Before a year in words.
    WordYearLead,
    /// Before "over" and a length: a bound.
    BoundLead,
    /// A designator whose number may be a year.
    NamedAct,
    /// Before "a day": a length, no rate.
    SingleLead,
    /// Before "about": its theme.
    TopicWord,
    /// Before a month.
    MonthLead,
    /// A plural that a year before it identifies and does not count: "the 2008 elections".
    EventPlural,
    /// Before "a century": a hundred runs.
    BatsmanVerb,
    /// Between a number and its period.
    LengthFiller,
    /// A verb of what is put off to a later day.
    DeferralVerb,
    /// In capitals after a time of day: its zone.
    TimeZone,
    /// Before "time": a zone.
    ZoneAdjective,
    /// After "year": its last day.
    EndWord,
    /// Before "of" and a period: two.
    CoupleWord,
    /// The first word of a phrase that refers to now, the past or the future.
    BeginsReference,
    /// The last word of a bound.
    EndsBound,
    /// After "the": the time to come or the present.
    FuturePresent,
    /// After "the": what is over.
    PastNoun,
    /// Right before a season: which one.
    NamedSeasonLead,
    /// Before a scale: it has a count already.
    ScaleCount,
    /// After "Today,": a state, if no participle follows.
    StateVerb,
    /// Before a count of periods: that often.
    OnceOrTwice,
    /// `twice`, `thrice`.
    TwiceWord,
    /// `times`.
    TimesNoun,
    /// `per`.
    Per,
    /// After a house number: a row of houses.
    HouseBlock,
    /// `from`.
    From,
    /// `May`.
    May,
    /// `current`.
    Current,
    /// Between "the" and "of": the beginning of a period.
    StartNoun,
    /// `now`.
    Now,
    /// `soon`.
    Soon,
    /// A word of one of the phrases "at present", "in the past" that is no part of the date.
    AtOrIn,
    /// `up`, `down`.
    UpOrDown,
    /// `higher`, `lower`.
    HigherOrLower,
    /// After an amount: which way it went.
    ComparedLevel,
    /// `from`, `to`.
    FromOrTo,
    /// `and`, `but`.
    AndOrBut,
    /// Between a person and an age.
    StateOrWho,
    /// Before a bare number that stands alone.
    BareNumberPreposition,
    /// Between a bare number and what it refers to.
    BareNumberLink,
    /// `other`, `another`.
    OtherWord,
    /// Before a number that counts what was named before.
    NumberOrThan,
    /// `by`, `to`.
    ByOrTo,
    /// After "the" and a code: it is a thing.
    StateAfterCode,
    /// Before "one" that is no number.
    BeforeNoNumber,
    /// `in`, `out`.
    InOrOut,
    /// `in`, `with`.
    InOrWith,
    /// `from`, `on`.
    FromOrOn,
    /// Between "as" and "as".
    MuchOrWell,
    /// Before the age of a team.
    UnderOrOver,
    /// After "a second": a length of time.
    AfterOrdinal,
    /// Before "second": a length of time.
    OrdinalTail,
    /// After "second": no ordinal.
    Thoughts,
    /// A name of a currency that is another word too.
    CurrencyVerb,
    /// A name of a currency that may stand before its amount.
    CurrencyBeforeAmount,
    /// Before what an amount is for.
    RateDeterminer,
    /// Before one of many.
    EachDeterminer,
    /// After "a": a rough number.
    CoupleOrDozen,
    /// Between the two numbers of a ratio.
    RatioPreposition,
    /// Between the two numbers of a vote.
    AgainstOrTo,
    /// Before "of": a part of a whole.
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

//! What a page is about, as far as the sense of names hangs on it.

use std::sync::OnceLock;

use super::context::Sight;
use crate::engine::lexeme::hash::HashMap;
use crate::engine::lexeme::vocabulary::word_hash;

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Topic {
    /// Games and teams: a town's name often stands for its club.
    pub(super) is_sport: bool,
    /// Shares, profits and deals: names are often firms'.
    pub(super) is_market: bool,
}

/// How many different words of a topic make a page about it.
const ENOUGH: u32 = 3;

impl Topic {
    /// Returns what a page is about.
    pub(super) fn of(sight: Sight<'_>) -> Self {
        let words = words();
        let (mut sport, mut market) = (0_u64, 0_u64);
        for word in &sight.document.vocabulary.words {
            match words.get(&word.key) {
                Some((Field::Sport, number)) => sport |= 1 << number,
                Some((Field::Market, number)) => market |= 1 << number,
                None => {}
            }
        }
        Self {
            is_sport: sport.count_ones() >= ENOUGH,
            is_market: market.count_ones() >= ENOUGH,
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Field {
    Sport,
    Market,
}

/// Returns for each word of a topic, by its hash, the topic and its number there, which its forms share.
fn words() -> &'static HashMap<u64, (Field, u32)> {
    static WORDS: OnceLock<HashMap<u64, (Field, u32)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let fields = [(Field::Sport, SPORT), (Field::Market, MARKET)];
        let mut words = HashMap::default();
        for (field, rows) in fields {
            for (number, row) in (0..).zip(rows) {
                words.extend(row.iter().map(|word| (word_hash(word), (field, number))));
            }
        }
        words
    })
}

/// Words of sport, the forms of each together.
const SPORT: &[&[&str]] = &[
    &["soccer", "football", "footballer"],
    &["cricket", "innings", "wicket", "wickets"],
    &[
        "rugby",
        "tennis",
        "basketball",
        "baseball",
        "hockey",
        "handball",
        "volleyball",
    ],
    &["goalkeeper", "striker", "midfielder", "defender", "winger"],
    &["quarterback", "touchdown", "touchdowns", "linebacker"],
    &["halftime", "half-time", "penalties", "penalty"],
    &["standings", "scorers", "fixtures", "fixture"],
    &[
        "quarter-final",
        "quarter-finals",
        "quarterfinal",
        "semifinal",
        "semi-final",
        "quarterfinals",
        "semifinals",
        "semi-finals",
        "playoff",
        "playoffs",
    ],
    &["league", "division", "conference"],
    &["season", "seasons"],
    &["coach", "coached", "coaches"],
    &["team", "teams", "squad", "teammate", "teammates"],
    &["match", "matches", "games", "game"],
    &["goal", "goals", "scored", "equaliser", "equalised"],
    &[
        "cup",
        "trophy",
        "champions",
        "championship",
        "championships",
    ],
    &["draw", "drew", "beat", "defeated", "unbeaten", "beaten"],
    &[
        "rebounds", "assists", "homer", "homers", "pitcher", "inning",
    ],
    &["kick-off", "referee", "stoppage", "offside"],
    &["player", "players", "captain"],
    &["derby", "fans", "relegation", "promotion"],
    &["nba", "nfl", "nhl", "mlb", "uefa", "fifa", "ncaa"],
];

/// Words of markets, the forms of each together.
const MARKET: &[&[&str]] = &[
    &["shares", "shareholders", "shareholder"],
    &["stock", "stocks", "equities"],
    &[
        "investors",
        "investor",
        "traders",
        "trader",
        "broker",
        "brokers",
    ],
    &["analyst", "analysts", "strategist", "economist"],
    &[
        "earnings", "profit", "profits", "revenue", "revenues", "sales",
    ],
    &["quarter", "quarterly"],
    &["dividend", "dividends", "buyback"],
    &["index", "bourse", "benchmark", "futures"],
    &["yield", "yields", "bond", "bonds"],
    &["premarket", "trading", "traded"],
    &["takeover", "acquisition", "merger", "stake", "buyout"],
    &["forecast", "estimates", "outlook", "guidance"],
    &["percent", "pct", "%"],
    &["billion", "bln"],
    &["markets", "market"],
    &["oil", "copper", "gold", "crude"],
];

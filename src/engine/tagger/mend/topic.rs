//! What a page is about, as far as the sense of names hangs on it.

use super::sight::Sight;

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
        let (mut sport, mut market) = (0_u64, 0_u64);
        for index in 0..sight.page.tokens().len() {
            let lower = sight.lower(index);
            if lower.len() > 2 {
                sport |= 1_u64.checked_shl(sport_word(lower)).unwrap_or_default();
                market |= 1_u64.checked_shl(market_word(lower)).unwrap_or_default();
            }
        }
        Self {
            is_sport: sport.count_ones() >= ENOUGH,
            is_market: market.count_ones() >= ENOUGH,
        }
    }
}

/// No word of the topic.
const NONE: u32 = u32::MAX;

/// Returns the number of a word of sport, its forms together.
fn sport_word(lower: &str) -> u32 {
    match lower {
        "soccer" | "football" | "footballer" => 0,
        "cricket" | "innings" | "wicket" | "wickets" => 1,
        "rugby" | "tennis" | "basketball" | "baseball" | "hockey" | "handball" | "volleyball" => 2,
        "goalkeeper" | "striker" | "midfielder" | "defender" | "winger" => 3,
        "quarterback" | "touchdown" | "touchdowns" | "linebacker" => 4,
        "halftime" | "half-time" | "penalties" | "penalty" => 5,
        "standings" | "scorers" | "fixtures" | "fixture" => 6,
        "quarter-final" | "quarter-finals" | "quarterfinal" | "semifinal" | "semi-final"
        | "quarterfinals" | "semifinals" | "semi-finals" | "playoff" | "playoffs" => 7,
        "league" | "division" | "conference" => 8,
        "season" | "seasons" => 9,
        "coach" | "coached" | "coaches" => 10,
        "team" | "teams" | "squad" | "teammate" | "teammates" => 11,
        "match" | "matches" | "games" | "game" => 12,
        "goal" | "goals" | "scored" | "equaliser" | "equalised" => 13,
        "cup" | "trophy" | "champions" | "championship" | "championships" => 14,
        "draw" | "drew" | "beat" | "defeated" | "unbeaten" | "beaten" => 15,
        "rebounds" | "assists" | "homer" | "homers" | "pitcher" | "inning" => 16,
        "kick-off" | "referee" | "stoppage" | "offside" => 17,
        "player" | "players" | "captain" => 18,
        "derby" | "fans" | "relegation" | "promotion" => 19,
        "nba" | "nfl" | "nhl" | "mlb" | "uefa" | "fifa" | "ncaa" => 20,
        _ => NONE,
    }
}

/// Returns the number of a word of markets, its forms together.
fn market_word(lower: &str) -> u32 {
    match lower {
        "shares" | "shareholders" | "shareholder" => 0,
        "stock" | "stocks" | "equities" => 1,
        "investors" | "investor" | "traders" | "trader" | "broker" | "brokers" => 2,
        "analyst" | "analysts" | "strategist" | "economist" => 3,
        "earnings" | "profit" | "profits" | "revenue" | "revenues" | "sales" => 4,
        "quarter" | "quarterly" => 5,
        "dividend" | "dividends" | "buyback" => 6,
        "index" | "bourse" | "benchmark" | "futures" => 7,
        "yield" | "yields" | "bond" | "bonds" => 8,
        "premarket" | "trading" | "traded" => 9,
        "takeover" | "acquisition" | "merger" | "stake" | "buyout" => 10,
        "forecast" | "estimates" | "outlook" | "guidance" => 11,
        "percent" | "pct" | "%" => 12,
        "billion" | "bln" => 13,
        "markets" | "market" => 14,
        "oil" | "copper" | "gold" | "crude" => 15,
        _ => NONE,
    }
}

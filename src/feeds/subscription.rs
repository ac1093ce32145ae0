//! What is subscribed: a feed's address, and what the user set for it.

/// How long a feed's entries are kept. Starred and tagged ones are never thrown away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// As the settings say for all feeds.
    #[default]
    Default,
    /// For ever.
    Forever,
    /// For so many days after they left the feed.
    Days(u32),
}

/// Where a name and password come from; neither is ever stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// The first line that this command prints: `name:password`, or a bearer token without a colon.
    Command(String),
    /// This variable of the environment, which holds the same.
    Environment(String),
}

/// A subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// The feed's address: http, https, or file where the settings allow it. The identity of the subscription.
    pub address: String,
    /// The user's own name for it; the feed's title where there is none.
    pub title: Option<String>,
    /// The folder, levels parted by `/`: `News/World`; empty at the top.
    pub folder: String,
    /// Minutes between two fetches; the settings' where there is none.
    pub interval: Option<u32>,
    /// Headers that are sent along, name and value.
    pub headers: Vec<(String, String)>,
    /// Who asks.
    pub credentials: Option<Credentials>,
    /// Whether each new entry's page is fetched and its main text kept.
    pub is_full_text: bool,
    /// How long its entries are kept.
    pub keep: Keep,
}

impl Subscription {
    /// Returns the subscription of an address, with nothing else set.
    pub fn of(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            ..Self::default()
        }
    }
}

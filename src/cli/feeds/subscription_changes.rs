//! The settings of a subscription as arguments, for `add` and `feeds --set`.

use clap::Args;

use crate::cli::exit_status::UsageError;
use crate::feeds::{Credentials, FeedRetention, Subscription};

/// Changes to the settings of a subscription. Options that are not given leave their setting unchanged.
#[derive(Args, Debug, Default)]
pub(in crate::cli) struct SubscriptionChanges {
    /// Set the title; "" for the feed's own title
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// Set the folder, for example News/World; "" for none
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// Set the refresh interval in minutes; 0 for the default in the config
    #[arg(long, value_name = "MINUTES")]
    interval: Option<u32>,
    /// Fetch the page of each new entry and store its main text: yes or no; without a value, yes
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, require_equals = true, default_missing_value = "yes", value_parser = parse_yes_or_no)]
    full_text: Option<bool>,
    /// Allow links and redirects to private addresses (this machine, the local network): yes or no; without a value,
    /// yes
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, require_equals = true, default_missing_value = "yes", value_parser = parse_yes_or_no)]
    private_pages: Option<bool>,
    /// Send this HTTP header; can be repeated; "" removes all headers
    #[arg(long, value_name = "NAME: VALUE")]
    header: Vec<String>,
    /// Get credentials from the first line that this command prints: NAME:PASSWORD or a token; "" for none
    #[arg(long, value_name = "COMMAND", conflicts_with = "credentials_env")]
    credentials_command: Option<String>,
    /// Get credentials from this environment variable; "" for none
    #[arg(long, value_name = "VARIABLE")]
    credentials_env: Option<String>,
    /// Keep entries for this many days after they leave the feed; or `forever`, or `default`
    #[arg(long, value_name = "DAYS")]
    keep: Option<String>,
    /// Keep this many of the newest entries, and all that are still in the feed; or `all`, or `default`
    #[arg(long, value_name = "ENTRIES")]
    keep_entries: Option<String>,
}

fn parse_yes_or_no(written: &str) -> Result<bool, String> {
    match written {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

impl SubscriptionChanges {
    /// Returns true if a title is to be set.
    pub(in crate::cli) const fn has_title(&self) -> bool {
        self.title.is_some()
    }

    /// True if no change is given.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        let texts = [
            &self.title,
            &self.folder,
            &self.credentials_command,
            &self.credentials_env,
            &self.keep,
            &self.keep_entries,
        ];
        texts.iter().all(|text| text.is_none())
            && self.interval.is_none()
            && self.full_text.is_none()
            && self.private_pages.is_none()
            && self.header.is_empty()
    }

    /// Applies the changes to a subscription.
    ///
    /// # Errors
    ///
    /// [`UsageError`] if a header or a retention is invalid. The changes before it have been applied then, so the
    /// caller must discard the subscription.
    pub(in crate::cli) fn apply(&self, subscription: &mut Subscription) -> Result<(), UsageError> {
        if let Some(title) = &self.title {
            subscription.title = Some(clean_argument(title)).filter(|title| !title.is_empty());
        }
        if let Some(folder) = &self.folder {
            subscription.folder = Subscription::clean_folder(folder);
        }
        if let Some(minutes) = self.interval {
            subscription.interval = Some(minutes).filter(|minutes| *minutes > 0);
        }
        if let Some(is_full_text) = self.full_text {
            subscription.is_full_text = is_full_text;
        }
        if let Some(is_private_pages) = self.private_pages {
            subscription.is_private_pages = is_private_pages;
        }
        for header in &self.header {
            add_header(&mut subscription.headers, header)?;
        }
        let named = |name: &String| Some(name.clone()).filter(|name| !name.is_empty());
        if let Some(command) = &self.credentials_command {
            subscription.credentials = named(command).map(Credentials::Command);
        }
        if let Some(variable) = &self.credentials_env {
            subscription.credentials = named(variable).map(Credentials::Environment);
        }
        if let Some(keep) = &self.keep {
            subscription.keep = match keep.as_str() {
                "forever" => FeedRetention::Forever,
                "default" => FeedRetention::Default,
                days => FeedRetention::Days(days.parse().map_err(|_| {
                    UsageError("--keep takes a number of days, forever, or default".to_owned())
                })?),
            };
        }
        if let Some(keep) = &self.keep_entries {
            subscription.keep_entries = match keep.as_str() {
                "default" => None,
                "all" => Some(0),
                n => Some(n.parse().map_err(|_| {
                    UsageError(
                        "--keep-entries takes a number of entries, all, or default".to_owned(),
                    )
                })?),
            };
        }
        Ok(())
    }
}

/// Returns the text on one line, without control characters and outer white space.
fn clean_argument(words: &str) -> String {
    crate::text::clean_text(words.trim()).replace('\n', " ")
}

/// Adds a header, replacing one of the same name in any case; an empty header removes all.
fn add_header(headers: &mut Vec<(String, String)>, header: &str) -> Result<(), UsageError> {
    if header.is_empty() {
        headers.clear();
        return Ok(());
    }
    let (name, value) = read_header(header).map_err(UsageError)?;
    headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    headers.push((name.to_owned(), value.to_owned()));
    Ok(())
}

/// Headers that describe the connection or the request itself (RFC 9110, RFC 9112). A wrong one makes a server wait
/// for a body that never comes, or answer for another host.
const RESERVED_HEADERS: &[&str] = &[
    "Connection",
    "Content-Length",
    "Expect",
    "Host",
    "If-Modified-Since",
    "If-None-Match",
    "Keep-Alive",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
];

/// Parses a header into its name and value.
///
/// # Errors
///
/// One line for the user. It never contains the value, which may be a secret.
fn read_header(header: &str) -> Result<(&str, &str), String> {
    const EXAMPLE: &str = "write it like --header \"Accept-Language: en\"";
    let shown = |words: &str| crate::cli::input::printable_line(words);
    let Some((name, value)) = header.split_once(':') else {
        return Err(format!("a header needs a colon after its name; {EXAMPLE}"));
    };
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() {
        return Err(format!("a header needs a name before the colon; {EXAMPLE}"));
    }
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !name.chars().all(is_token) {
        return Err(format!(
            "`{}` is not a valid header name: it may contain letters, digits and characters such as -; {EXAMPLE}",
            shown(name)
        ));
    }
    if RESERVED_HEADERS
        .iter()
        .any(|reserved| name.eq_ignore_ascii_case(reserved))
    {
        return Err(format!(
            "the header `{name}` is set by the program for each request; leave it out"
        ));
    }
    let odd = |c: char| !matches!(c, ' '..='~' | '\t');
    match value.chars().find(|c| odd(*c)) {
        None => Ok((name, value)),
        Some('\n' | '\r') => Err(format!(
            "the value of the header `{name}` has a line break; write each header with its own --header"
        )),
        Some(c) if c.is_control() => Err(format!(
            "the value of the header `{name}` has a control character; remove it"
        )),
        Some(_) => Err(format!(
            "the value of the header `{name}` has characters outside ASCII, which headers cannot contain; encode or remove them"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_changes() {
        let mut subscription = Subscription::of("https://example.org/");
        subscription.folder = "News".to_owned();
        let changes = SubscriptionChanges {
            title: Some(" Harbour\u{1b} ".to_owned()),
            interval: Some(0),
            header: vec!["X-One: 1".to_owned(), "x-one: 2: 3".to_owned()],
            keep: Some("30".to_owned()),
            keep_entries: Some("all".to_owned()),
            ..SubscriptionChanges::default()
        };
        changes.apply(&mut subscription).expect("changes");
        assert_eq!(subscription.title.as_deref(), Some("Harbour"));
        assert_eq!(
            (subscription.folder.as_str(), subscription.interval),
            ("News", None)
        );
        assert_eq!(
            subscription.headers,
            [("x-one".to_owned(), "2: 3".to_owned())]
        );
        assert_eq!(subscription.keep, FeedRetention::Days(30));
        assert_eq!(subscription.keep_entries, Some(0));
        assert!(!changes.is_empty() && SubscriptionChanges::default().is_empty());
    }

    #[test]
    fn what_is_no_header_is_refused_with_the_reason() {
        let check = |header: &str, reason: &str| {
            let mut headers = Vec::new();
            let UsageError(why) = add_header(&mut headers, header).expect_err(header);
            assert!(why.contains(reason), "{header:?}: {why}");
            assert!(!why.contains("secret") && !why.contains(char::is_control));
            assert_eq!(headers, []);
        };
        check("content-length: 5", "set by the program");
        check("words", "needs a colon");
        check(": x", "needs a name");
        check("a b: c", "`a b` is not a valid");
        check("X\u{1b}: c", "is not a valid header name");
        check("X-Key: secret\nY: b", "header `X-Key` has a line break; ");
        check("X-Key: secret\r\nY: b", "header `X-Key` has a line break");
        check("X-Key: secret\u{0}", "has a control character");
        check("X-Key: secret é", "outside ASCII");
    }

    #[test]
    fn space_around_a_header_is_none_of_it() {
        let mut headers = Vec::new();
        add_header(&mut headers, " X-Key : a:b\tc \n").expect("a header");
        assert_eq!(headers, [("X-Key".to_owned(), "a:b\tc".to_owned())]);
    }
}

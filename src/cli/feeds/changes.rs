//! The settings of a feed, as arguments.

use clap::Args;

use crate::cli::failure::Usage;
use crate::feeds::{Credentials, Keep, Subscription};

// No `///` here: clap would take it for the help of the whole command.
// Settings of a feed; what is not given stays as it is.
#[derive(Args, Debug, Default)]
pub(in crate::cli) struct Changes {
    /// Call the feed so; "" for its own title
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// Put it into this folder, as in News/World; "" for none
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// Fetch it every so many minutes; 0 for the interval of the settings
    #[arg(long, value_name = "MINUTES")]
    interval: Option<u32>,
    /// Fetch the page of each new entry and keep its article: yes or no
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, default_missing_value = "yes", value_parser = yes_or_no)]
    full_text: Option<bool>,
    /// Let its links and redirects lead to private addresses (this machine, the local network): yes or no
    #[arg(long, value_name = "YES|NO", num_args = 0..=1, require_equals = true, default_missing_value = "yes", value_parser = yes_or_no)]
    private_pages: Option<bool>,
    /// Send this header along; "" takes all of them away
    #[arg(long, value_name = "NAME: VALUE")]
    header: Vec<String>,
    /// Ask this command for credentials: its first line, NAME:PASSWORD or a token; "" for none
    #[arg(long, value_name = "COMMAND", conflicts_with = "credentials_env")]
    credentials_command: Option<String>,
    /// Take the same from this variable of the environment; "" for none
    #[arg(long, value_name = "VARIABLE")]
    credentials_env: Option<String>,
    /// Keep its entries for so many days after they left the feed; or `forever`, or `default`
    #[arg(long, value_name = "DAYS")]
    keep: Option<String>,
    /// Keep so many of its entries, the newest and those still in the feed; or `all`, or `default`
    #[arg(long, value_name = "ENTRIES")]
    keep_entries: Option<String>,
}

fn yes_or_no(written: &str) -> Result<bool, String> {
    match written {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}

impl Changes {
    /// Returns whether nothing is given.
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

    /// Makes the changes.
    pub(in crate::cli) fn apply(&self, subscription: &mut Subscription) -> Result<(), Usage> {
        if let Some(title) = &self.title {
            subscription.title = Some(clean(title)).filter(|title| !title.is_empty());
        }
        if let Some(folder) = &self.folder {
            let levels = folder
                .split('/')
                .map(clean)
                .filter(|level| !level.is_empty());
            subscription.folder = levels.collect::<Vec<_>>().join("/");
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
                "forever" => Keep::Forever,
                "default" => Keep::Default,
                days => Keep::Days(days.parse().map_err(|_| {
                    Usage("--keep takes a number of days, forever, or default".to_owned())
                })?),
            };
        }
        if let Some(keep) = &self.keep_entries {
            subscription.keep_entries = match keep.as_str() {
                "default" => None,
                "all" => Some(0),
                n => Some(n.parse().map_err(|_| {
                    Usage("--keep-entries takes a number of entries, all, or default".to_owned())
                })?),
            };
        }
        Ok(())
    }
}

fn clean(words: &str) -> String {
    crate::cli::input::printable(words.trim())
}

fn add_header(headers: &mut Vec<(String, String)>, header: &str) -> Result<(), Usage> {
    if header.is_empty() {
        headers.clear();
        return Ok(());
    }
    let is_name = |name: &str| {
        let is_token = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        !name.is_empty() && name.chars().all(is_token)
    };
    let parts = header
        .split_once(':')
        .filter(|(name, value)| is_name(name.trim()) && !value.contains(|c: char| c.is_control()));
    let (name, value) = parts.ok_or_else(|| {
        Usage("a header is written as in --header \"Accept-Language: en\"".to_owned())
    })?;
    headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name.trim()));
    headers.push((name.trim().to_owned(), value.trim().to_owned()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_given_changes() {
        let mut subscription = Subscription::of("https://example.org/");
        subscription.folder = "News".to_owned();
        let changes = Changes {
            title: Some(" Harbour\u{1b} ".to_owned()),
            interval: Some(0),
            header: vec!["X-One: 1".to_owned(), "x-one: 2: 3".to_owned()],
            keep: Some("30".to_owned()),
            keep_entries: Some("all".to_owned()),
            ..Changes::default()
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
        assert_eq!(subscription.keep, Keep::Days(30));
        assert_eq!(subscription.keep_entries, Some(0));
        assert!(!changes.is_empty() && Changes::default().is_empty());
    }

    #[test]
    fn what_is_no_header_is_refused() {
        for header in ["words", "a b: c", "X: a\r\nY: b", ": x"] {
            assert!(add_header(&mut Vec::new(), header).is_err(), "{header:?}");
        }
    }
}

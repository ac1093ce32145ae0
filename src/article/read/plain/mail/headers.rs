//! The headers of a mail.

/// The maximum number of header lines. Mails that went through many servers have about a hundred.
const MAX_HEADER_LINES: usize = 1000;

/// The headers of a mail or of a part of it, with lower-case names and unfolded values.
#[derive(Debug, Default)]
pub(super) struct MailHeaders(Vec<(String, String)>);

impl MailHeaders {
    /// Returns the value of the first header of this name; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// Returns the names of all headers, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Splits a text into headers and the rest after the empty line; `None` if it does not begin with headers.
    pub(super) fn split(content: &str) -> Option<(Self, &str)> {
        let mut headers = Self::default();
        let mut at = 0;
        for line in content.split_inclusive('\n').take(MAX_HEADER_LINES) {
            at += line.len();
            let words = line.trim_end();
            if words.is_empty() {
                return (!headers.0.is_empty()).then_some((headers, content.get(at..)?));
            }
            if words.starts_with([' ', '\t']) {
                let (_, value) = headers.0.last_mut()?;
                value.push(' ');
                value.push_str(words.trim_start());
                continue;
            }
            let (name, value) = words.split_once(':')?;
            let is_name = name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !is_name || name.is_empty() {
                return None;
            }
            headers
                .0
                .push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        None
    }
}

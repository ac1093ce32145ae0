//! Reads the article of a job from a file, a web page, standard input, or a line of a JSON Lines file.

use std::ffi::OsString;
use std::io;

use serde::Deserialize;

use super::jobs::{InputFormat, InputJob, InputJobs};
use crate::article::read::{self, ReadError, SourceHint};
use crate::article::{Article, ArticleMetadata, Link, PublicationDate};
use crate::cli::input::{InputError, InputSource, printable_line, read_all, read_file};
use crate::config::LimitSettings;
use crate::export::SourceId;
use crate::feeds;
use crate::fetch;

/// An article with the name used for it in exports and messages.
pub(in crate::cli) struct NamedArticle {
    /// The file, the address, [`STANDARD_INPUT_NAME`](crate::cli::input::STANDARD_INPUT_NAME), or the `id` of a JSON
    /// line.
    pub(in crate::cli) id: ArticleName,
    /// True if the source itself contains the name (the `id` of a JSON line).
    pub(in crate::cli) has_own_id: bool,
    pub(in crate::cli) article: Article,
}

impl NamedArticle {
    /// Returns the id if the source contains one.
    pub(in crate::cli) fn own_id(&self) -> Option<String> {
        self.has_own_id.then(|| self.id.id().to_string())
    }
}

/// Reads inputs with a fixed format, size limits and default date.
#[derive(Clone, Copy)]
pub(in crate::cli) struct InputReader {
    /// The format of the inputs.
    pub(in crate::cli) format: InputFormat,
    /// The size limits for files and pages.
    pub(in crate::cli) limits: LimitSettings,
    /// The publication date for articles that state none.
    pub(in crate::cli) published: Option<PublicationDate>,
}

/// One line of a JSON Lines file. Unknown fields are ignored.
#[derive(Deserialize)]
struct JsonLine {
    #[serde(default)]
    id: Option<ArticleName>,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    site: Option<String>,
    #[serde(default)]
    author: Option<String>,
}

/// The name of an article.
#[derive(Deserialize)]
#[serde(untagged)]
pub(in crate::cli) enum ArticleName {
    /// A JSON number, which exports keep as a number.
    Number(serde_json::Number),
    /// A string.
    Words(String),
}

impl ArticleName {
    /// Returns the name in the type that exports take.
    pub(super) fn id(&self) -> SourceId<'_> {
        match self {
            Self::Number(number) => SourceId::Number(number),
            Self::Words(words) => SourceId::Words(words),
        }
    }
}

/// An input that could not be read: its name, escaped for messages, and the cause.
pub(in crate::cli) type FailedInput = (String, InputError);

impl InputReader {
    /// Returns a reader that detects the format of each input and has no default date.
    pub(in crate::cli) fn of(limits: LimitSettings) -> Self {
        Self {
            format: InputFormat::Auto,
            limits,
            published: None,
        }
    }

    /// Returns an iterator over the jobs of a list of inputs.
    pub(in crate::cli) fn jobs(&self, inputs: Vec<OsString>) -> InputJobs {
        InputJobs::new(inputs, self.format, self.limits)
    }

    /// Reads the article of a job.
    ///
    /// # Errors
    ///
    /// The name of the input and the cause if it cannot be fetched or read, or contains no article.
    pub(in crate::cli) fn read(&self, job: InputJob) -> Result<NamedArticle, FailedInput> {
        let mut document = match job {
            InputJob::Refused(name, why) => return Err((name, why)),
            InputJob::Line { place, line } => {
                Self::line(&place, &line).map_err(|why| (printable_line(&place), why))?
            }
            InputJob::Whole(input) => {
                let article = self.whole(&input).map_err(|why| (input.name(), why))?;
                NamedArticle {
                    id: ArticleName::Words(input.id()),
                    has_own_id: false,
                    article,
                }
            }
        };
        let published = &mut document.article.about.published;
        *published = published.or(self.published);
        Ok(document)
    }

    /// Reads an input as one article.
    fn whole(&self, input: &InputSource) -> Result<Article, InputError> {
        match input {
            InputSource::File(path) => {
                let hint = SourceHint {
                    name: path
                        .file_name()
                        .map(|name| name.to_string_lossy().into_owned()),
                    ..SourceHint::default()
                };
                self.content(&read_file(path, &self.limits)?, &hint)
            }
            InputSource::Page(link) => {
                let page = fetch::fetch_page(link, &fetch_limits(&self.limits))
                    .map_err(|why| InputError::advised(&why, why.advice()))?;
                let hint = SourceHint {
                    name: None,
                    content_type: page.content_type,
                    base: Some(page.final_link),
                };
                self.content(&page.bytes, &hint)
            }
            InputSource::Standard => self.content(
                &read_all(io::stdin().lock(), &self.limits)?,
                &SourceHint::default(),
            ),
        }
    }

    /// Converts the bytes of an input to an article.
    fn content(&self, content: &[u8], hint: &SourceHint) -> Result<Article, InputError> {
        let content_type = hint.content_type.as_deref().unwrap_or_default();
        let base = hint.base.as_ref();
        let article = match self.format {
            InputFormat::Auto | InputFormat::Jsonl => feeds::read_article_or_feed(content, hint),
            InputFormat::Text => {
                read::read_plain_text(&read::decode_text(content, content_type), base)
            }
            InputFormat::Markdown => {
                read::read_markdown(&read::decode_text(content, content_type), base)
            }
            InputFormat::Html => read::read_html(&read::decode_text(content, content_type), base),
        };
        article
            .map(|article| read::title_by_name(article, hint))
            .map_err(|why| unreadable_input(&why))
    }

    /// Reads the article of a JSON line; `place` is its name if it has no `id`.
    fn line(place: &str, line: &[u8]) -> Result<NamedArticle, InputError> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let bad = |cause: String| {
            let hint = r#"write one object per line, for example {"id": 1, "text": "…"}"#;
            InputError::new(cause, hint)
        };
        // serde would accept a list as the fields in their order.
        if line.trim_ascii_start().first() == Some(&b'[') {
            return Err(bad("it is a list, not an object".to_owned()));
        }
        let line: JsonLine =
            serde_json::from_slice(line).map_err(|why| bad(describe_json_error(&why)))?;
        let published = match line.published.as_deref() {
            None | Some("") => None,
            Some(raw) => Some(read::parse_date(raw).ok_or_else(|| {
                let raw = printable_line(raw);
                InputError::new(
                    format!("`published` is not a date: {raw}"),
                    "write it as 2024-11-13, or leave it out",
                )
            })?),
        };
        let has_own_id = line.id.is_some();
        let id = line
            .id
            .unwrap_or_else(|| ArticleName::Words(place.to_owned()));
        let about = ArticleMetadata {
            // Verbatim like the text and the id: JSON escapes it, and a terminal gets no output that is not escaped.
            title: line.title.unwrap_or_default(),
            published,
            byline: line.author.filter(|author| !author.is_empty()),
            site: line.site.unwrap_or_default(),
            link: line.link.as_deref().and_then(Link::parse),
            language: None,
            ..ArticleMetadata::default()
        };
        let article = Article::verbatim(&line.text, about);
        let article = article.map_err(|why| unreadable_input(&why.into()))?;
        Ok(NamedArticle {
            id,
            has_own_id,
            article,
        })
    }
}

/// Returns the message of a JSON error without a line number: the parser sees only one line, so its line number is
/// always 1.
fn describe_json_error(why: &serde_json::Error) -> String {
    let why = why.to_string();
    let (what, _) = why.split_once(" at line 1").unwrap_or((&why, ""));
    format!("invalid JSON: {}", printable_line(what))
}

/// Returns the limits for fetching a page.
pub(in crate::cli) fn fetch_limits(limits: &LimitSettings) -> fetch::FetchLimits {
    crate::session::refresh::page_limits(limits)
}

fn unreadable_input(why: &ReadError) -> InputError {
    InputError::advised(why, why.advice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_json_line(line: &str, expected: &str) {
        let found = match InputReader::line("f:3", line.as_bytes()) {
            Ok(document) => {
                let published = document.article.about.published;
                let date = published.map_or("-".to_owned(), |published| published.date.to_string());
                format!(
                    "{} {date} {}",
                    document.id.id(),
                    document.article.text().as_str()
                )
            }
            Err(why) => why.to_string(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn ids_are_words_numbers_or_the_place() {
        check_json_line(r#"{"id": "a", "text": "One."}"#, "a - One.");
        check_json_line(r#"{"id": 12, "text": "One.", "other": [1]}"#, "12 - One.");
        check_json_line(r#"{"text": "One."}"#, "f:3 - One.");
        check_json_line(r#"{"id": null, "text": "One."}"#, "f:3 - One.");
        check_json_line("\u{feff}{\"text\": \"One.\"}", "f:3 - One.");
    }

    #[test]
    fn text_is_verbatim_and_dates_are_read() {
        check_json_line(
            r#"{"text": "a\r\n b", "published": "2013-03-22"}"#,
            "f:3 2013-03-22 a\r\n b",
        );
        check_json_line(
            r#"{"text": "a", "published": "2013-03-22T10:00:00Z"}"#,
            "f:3 2013-03-22 a",
        );
        check_json_line(r#"{"text": "a", "published": null}"#, "f:3 - a");
    }

    #[test]
    fn what_is_wrong_is_told_with_what_to_write() {
        let hint = r#"write one object per line, for example {"id": 1, "text": "…"}"#;
        check_json_line("{}", &format!("invalid JSON: missing field `text`; {hint}"));
        check_json_line("x", &format!("invalid JSON: expected value; {hint}"));
        check_json_line(
            r#"{"text": "a", "published": "soon"}"#,
            "`published` is not a date: soon; write it as 2024-11-13, or leave it out",
        );
    }
}

//! From a job to an article with its name: by content, by address, or from a line of JSON.

use std::ffi::OsString;
use std::io;

use serde::Deserialize;

use super::source::{InputFormat, Job, Jobs};
use crate::article::read::{self, Hint, ReadError};
use crate::article::{About, Article, Published};
use crate::cli::input::{Input, Refusal, printable, read_all, read_file};
use crate::config::Limits;
use crate::export::Id;
use crate::feeds;
use crate::fetch;

/// An article with the name that exports and messages give it.
pub(in crate::cli) struct Document {
    /// The file, the address, standard input, or the `id` of a line.
    pub(in crate::cli) id: Name,
    pub(in crate::cli) article: Article,
}

/// How inputs are read.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Reading {
    pub(super) format: InputFormat,
    pub(super) limits: Limits,
    /// The date of articles that tell none.
    pub(super) published: Option<Published>,
}

/// A line of JSON lines. Other fields are left alone.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Name>,
    text: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<String>,
}

/// The name of an article.
#[derive(Deserialize)]
#[serde(untagged)]
pub(in crate::cli) enum Name {
    /// The number of a line.
    Number(serde_json::Number),
    /// Anything else.
    Words(String),
}

impl Name {
    /// Returns the name as exports take it.
    pub(super) fn id(&self) -> Id<'_> {
        match self {
            Self::Number(number) => Id::Number(number),
            Self::Words(words) => Id::Words(words),
        }
    }
}

/// An input that gave no article: its name, and why.
pub(in crate::cli) type Failed = (String, Refusal);

impl Reading {
    /// Returns how inputs are read when nothing is said about them.
    pub(in crate::cli) fn of(limits: Limits) -> Self {
        Self {
            format: InputFormat::Auto,
            limits,
            published: None,
        }
    }

    /// Returns the jobs of inputs.
    pub(in crate::cli) fn jobs(&self, inputs: Vec<OsString>) -> Jobs {
        Jobs::new(inputs, self.format, self.limits)
    }

    /// Returns the article of a job.
    pub(in crate::cli) fn read(&self, job: Job) -> Result<Document, Failed> {
        let mut document = match job {
            Job::Refused(name, why) => return Err((name, why)),
            Job::Line { place, line } => {
                Self::line(&place, &line).map_err(|why| (printable(&place), why))?
            }
            Job::Whole(input) => {
                let article = self.whole(&input).map_err(|why| (input.name(), why))?;
                Document {
                    id: Name::Words(input.id()),
                    article,
                }
            }
        };
        let published = &mut document.article.about.published;
        *published = published.or(self.published);
        Ok(document)
    }

    fn whole(&self, input: &Input) -> Result<Article, Refusal> {
        match input {
            Input::File(path) => {
                let hint = Hint {
                    name: path
                        .file_name()
                        .map(|name| name.to_string_lossy().into_owned()),
                    ..Hint::default()
                };
                self.content(&read_file(path, &self.limits)?, &hint)
            }
            Input::Page(link) => {
                let page = fetch::get(link, &fetch_limits(&self.limits))
                    .map_err(|why| Refusal::advised(&why, why.advice()))?;
                let hint = Hint {
                    name: None,
                    content_type: page.content_type,
                    base: Some(page.final_link),
                };
                self.content(&page.bytes, &hint)
            }
            Input::Standard => self.content(
                &read_all(io::stdin().lock(), &self.limits)?,
                &Hint::default(),
            ),
        }
    }

    fn content(&self, content: &[u8], hint: &Hint) -> Result<Article, Refusal> {
        let content_type = hint.content_type.as_deref().unwrap_or_default();
        let base = hint.base.as_ref();
        let article = match self.format {
            InputFormat::Auto | InputFormat::Jsonl => feeds::read(content, hint),
            InputFormat::Text => read::plain(&read::decode(content, content_type), base),
            InputFormat::Markdown => read::markdown(&read::decode(content, content_type), base),
            InputFormat::Html => read::html(&read::decode(content, content_type), base),
        };
        article.map_err(|why| unread(&why))
    }

    fn line(place: &str, line: &[u8]) -> Result<Document, Refusal> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let bad = |cause: String| {
            let hint = r#"write one object a line, as {"id": 1, "text": "…"}"#;
            Refusal::new(cause, hint)
        };
        // A list would be taken for the fields in their order.
        if line.trim_ascii_start().first() == Some(&b'[') {
            return Err(bad("it is a list, not an object".to_owned()));
        }
        let line: Line = serde_json::from_slice(line).map_err(|why| bad(in_short(&why)))?;
        let published = match line.published.as_deref() {
            None | Some("") => None,
            Some(raw) => Some(read::parse_date(raw).ok_or_else(|| {
                let raw = printable(raw);
                Refusal::new(
                    format!("`published` is no date: {raw}"),
                    "write it as 2024-11-13, or leave it out",
                )
            })?),
        };
        let id = line.id.unwrap_or_else(|| Name::Words(place.to_owned()));
        let about = About {
            title: crate::text::clean(&line.title.unwrap_or_default()).replace('\n', " "),
            published,
            ..About::default()
        };
        let article = Article::verbatim(&line.text, about);
        let article = article.map_err(|why| unread(&why.into()))?;
        Ok(Document { id, article })
    }
}

/// Returns what a JSON parser says, without the line number: a line is always line 1 to it.
fn in_short(why: &serde_json::Error) -> String {
    let why = why.to_string();
    let (what, _) = why.split_once(" at line 1").unwrap_or((&why, ""));
    format!("it is not understood: {}", printable(what))
}

pub(in crate::cli) fn fetch_limits(limits: &Limits) -> fetch::Limits {
    crate::session::refresh::page_limits(limits)
}

fn unread(why: &ReadError) -> Refusal {
    Refusal::advised(why, why.advice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let found = match Reading::line("f:3", line.as_bytes()) {
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
        check(r#"{"id": "a", "text": "One."}"#, "a - One.");
        check(r#"{"id": 12, "text": "One.", "other": [1]}"#, "12 - One.");
        check(r#"{"text": "One."}"#, "f:3 - One.");
        check(r#"{"id": null, "text": "One."}"#, "f:3 - One.");
        check("\u{feff}{\"text\": \"One.\"}", "f:3 - One.");
    }

    #[test]
    fn text_is_verbatim_and_dates_are_read() {
        check(
            r#"{"text": "a\r\n b", "published": "2013-03-22"}"#,
            "f:3 2013-03-22 a\r\n b",
        );
        check(
            r#"{"text": "a", "published": "2013-03-22T10:00:00Z"}"#,
            "f:3 2013-03-22 a",
        );
        check(r#"{"text": "a", "published": null}"#, "f:3 - a");
    }

    #[test]
    fn what_is_wrong_is_told_with_what_to_write() {
        let hint = r#"write one object a line, as {"id": 1, "text": "…"}"#;
        check(
            "{}",
            &format!("it is not understood: missing field `text`; {hint}"),
        );
        check(
            "x",
            &format!("it is not understood: expected value; {hint}"),
        );
        check(
            r#"{"text": "a", "published": "soon"}"#,
            "`published` is no date: soon; write it as 2024-11-13, or leave it out",
        );
    }
}

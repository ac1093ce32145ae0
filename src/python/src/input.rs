//! Reads a text and its options into an article.

use pullquote::{
    Article, ArticleMetadata, Language, Link, PublicationDate, ReadError, SourceHint, TextTooLong,
    decode_text, parse_date, read_article, read_html, read_markdown, read_plain_text,
};
use pyo3::create_exception;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyInt, PyString};

create_exception!(
    pullquote,
    AnnotateError,
    PyValueError,
    "A text, page or date that cannot be read."
);

/// How a text is read.
#[derive(Clone, Copy)]
enum InputFormat {
    Verbatim,
    Auto,
    Text,
    Markdown,
    Html,
}

/// The formats by their names.
const INPUT_FORMATS: &[(&str, InputFormat)] = &[
    ("verbatim", InputFormat::Verbatim),
    ("auto", InputFormat::Auto),
    ("text", InputFormat::Text),
    ("markdown", InputFormat::Markdown),
    ("html", InputFormat::Html),
];

/// What holds for all texts of a call.
pub(crate) struct InputOptions {
    format: InputFormat,
    published: Option<PublicationDate>,
    language: Option<Language>,
}

/// The id of a document in its source.
#[derive(Clone)]
pub(crate) enum DocumentName {
    Number(i64),
    Words(String),
}

/// A text with what is known about it.
pub(crate) struct ArticleInput {
    text: TextInput,
    pub(crate) id: Option<DocumentName>,
    pub(crate) title: Option<String>,
    pub(crate) link: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) author: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

enum TextInput {
    Words(String),
    Bytes(Vec<u8>),
}

impl InputOptions {
    /// Reads the options.
    pub(crate) fn new(
        format: &str,
        published: Option<&str>,
        language: Option<&str>,
    ) -> PyResult<Self> {
        let known = INPUT_FORMATS.iter().find(|(name, _)| *name == format);
        let (_, format) = known.ok_or_else(|| {
            let names: Vec<_> = INPUT_FORMATS.iter().map(|(name, _)| *name).collect();
            let names = names.join(", ");
            PyValueError::new_err(format!(
                "there is no input format {format:?}; use one of {names}"
            ))
        })?;
        Ok(Self {
            format: *format,
            published: published
                .map(read_day)
                .transpose()
                .map_err(AnnotateError::new_err)?,
            language: language
                .map(read_language)
                .transpose()
                .map_err(AnnotateError::new_err)?,
        })
    }
}

fn read_day(written: &str) -> Result<PublicationDate, String> {
    let read = parse_date(written);
    read.ok_or_else(|| format!("`published` is not a date: {written:?}; write it as 2024-11-13"))
}

fn read_language(tag: &str) -> Result<Language, String> {
    let read = Language::from_tag(tag);
    read.ok_or_else(|| format!("`language` is not a language: {tag:?}; write it as en or en-GB"))
}

impl ArticleInput {
    /// Reads a string or bytes.
    pub(crate) fn of_text(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = if let Ok(words) = text.cast::<PyString>() {
            // The text has no surrogates, or it could not be written as UTF-8: Python's error says where.
            TextInput::Words(words.extract()?)
        } else if let Ok(bytes) = text.cast::<PyBytes>() {
            TextInput::Bytes(bytes.as_bytes().to_vec())
        } else {
            let kind = text.get_type().name()?;
            let why = format!("a text is str or bytes, not {kind}");
            return Err(PyTypeError::new_err(why));
        };
        Ok(Self {
            text,
            id: None,
            title: None,
            link: None,
            site: None,
            author: None,
            published: None,
            language: None,
        })
    }

    /// Reads an item of a batch: a string, bytes, or a mapping with `text` and more.
    pub(crate) fn of_item(item: &Bound<'_, PyAny>) -> PyResult<Self> {
        if item.is_instance_of::<PyString>() || item.is_instance_of::<PyBytes>() {
            return Self::of_text(item);
        }
        let field = |name: &str| -> PyResult<Option<Bound<'_, PyAny>>> {
            let value = item.call_method1("get", (name,));
            let value = value.map_err(|_| {
                PyTypeError::new_err("a text is str, bytes or a mapping with the key `text`")
            })?;
            Ok(Some(value).filter(|value| !value.is_none()))
        };
        let words = |name: &str| -> PyResult<Option<String>> {
            field(name)?.map(|value| value.extract()).transpose()
        };
        let text = field("text")?.ok_or_else(|| PyValueError::new_err("`text` is missing"))?;
        let mut input = Self::of_text(&text)?;
        input.set_id(field("id")?.as_ref())?;
        input.title = words("title")?;
        input.link = words("link")?;
        input.site = words("site")?;
        input.author = words("author")?;
        input.published = words("published")?.filter(|day| !day.is_empty());
        input.language = words("language")?;
        Ok(input)
    }

    /// Sets the id, which is a number or a string.
    pub(crate) fn set_id(&mut self, id: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let Some(id) = id else {
            return Ok(());
        };
        self.id = Some(if id.is_instance_of::<PyInt>() {
            DocumentName::Number(id.extract()?)
        } else {
            DocumentName::Words(id.extract()?)
        });
        Ok(())
    }

    /// Reads the article. Options hold where the source gives nothing.
    pub(crate) fn read(
        self,
        options: &InputOptions,
    ) -> Result<(Article, Option<DocumentName>), String> {
        let published = self.published.as_deref().map(read_day).transpose()?;
        let language = self.language.as_deref().map(read_language).transpose()?;
        let about = ArticleMetadata {
            title: self.title.unwrap_or_default(),
            published,
            byline: self.author.filter(|author| !author.is_empty()),
            site: self.site.unwrap_or_default(),
            link: self.link.as_deref().and_then(Link::parse),
            language: language.or(options.language),
            ..ArticleMetadata::default()
        };
        let mut article = read_text(self.text, options.format, about)?;
        let day = &mut article.about.published;
        *day = day.or(options.published);
        Ok((article, self.id))
    }
}

fn read_text(
    text: TextInput,
    format: InputFormat,
    about: ArticleMetadata,
) -> Result<Article, String> {
    let words = match (&text, format) {
        (TextInput::Words(words), InputFormat::Auto) => {
            return fill_in(read_article(words.as_bytes(), &hint(&about)), about);
        }
        (TextInput::Bytes(bytes), InputFormat::Auto) => {
            return fill_in(read_article(bytes, &hint(&about)), about);
        }
        (TextInput::Words(words), _) => words.as_str().into(),
        (TextInput::Bytes(bytes), _) => decode_text(bytes, ""),
    };
    let base = about.link.as_ref();
    match format {
        InputFormat::Verbatim => {
            Article::verbatim(&words, about).map_err(|why: TextTooLong| describe(&why.into()))
        }
        InputFormat::Markdown => fill_in(read_markdown(&words, base), about.clone()),
        InputFormat::Html => fill_in(read_html(&words, base), about.clone()),
        InputFormat::Text | InputFormat::Auto => {
            fill_in(read_plain_text(&words, base), about.clone())
        }
    }
}

fn hint(about: &ArticleMetadata) -> SourceHint {
    SourceHint {
        base: about.link.clone(),
        ..SourceHint::default()
    }
}

/// Fills in what the source does not say about the article.
fn fill_in(read: Result<Article, ReadError>, about: ArticleMetadata) -> Result<Article, String> {
    let mut article = read.map_err(|why| describe(&why))?;
    let own = &mut article.about;
    if own.title.is_empty() {
        own.title = about.title;
    }
    if own.site.is_empty() {
        own.site = about.site;
    }
    own.byline = own.byline.take().or(about.byline);
    own.link = own.link.take().or(about.link);
    own.published = own.published.or(about.published);
    // What the caller says about the language is surer than what was detected.
    own.language = about.language.or(own.language);
    Ok(article)
}

fn describe(why: &ReadError) -> String {
    format!("{why}. {}", why.advice())
}

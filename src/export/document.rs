//! The document of the JSON export: its fields and their order. Values are borrowed from the article and its
//! annotations.
//!
//! Names, order and meaning of the fields are a contract with users' scripts.

use std::io;
use std::io::Write;

use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeStruct;

use super::json_writer::{LazyList, write_json_line};
use super::records::{
    ApplicationRecord, DateRecord, EntityRecord, FigureRecord, MentionRecord, QuoteRecord,
    WatchRecord,
};
use super::source_id::SourceId;
use super::spans::DocumentId;
use super::spans::ScalarRange;
use super::spans::ScalarSpans;
use crate::annotation::Annotation;
use crate::annotation::AnnotationId;
use crate::annotation::Annotations;
use crate::annotation::EntityId;
use crate::article::{Article, BlockKind, Language, Link, PublicationDate};
use crate::invariant::ExpectOr;

/// An article with its annotations as one value to serialize: the document of `pullquote annotate --format json`.
///
/// Its lists are produced item by item during serialization, so that memory does not grow with the output.
///
/// ```
/// use pullquote::{Article, ArticleMetadata, AnnotatedDocument, Engine};
///
/// let article = Article::verbatim("The bridge cost 420 million kroner.", ArticleMetadata::default())?;
/// let annotations = Engine::new(&[])?.0.annotate(&article);
/// let document = serde_json::to_value(AnnotatedDocument::new(&article, &annotations))?;
/// assert_eq!(document["figures"][0]["value"], 420_000_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AnnotatedDocument<'a> {
    article: &'a Article,
    annotations: &'a Annotations,
    spans: ScalarSpans<'a>,
    id: DocumentId<'a>,
    /// The entity and annotation ID of each mention, sorted by entity.
    mentions: Vec<(EntityId, AnnotationId)>,
}

impl<'a> AnnotatedDocument<'a> {
    /// The version of the fields. It changes when a field is removed or changes its meaning, not when one is added.
    pub const SCHEMA_VERSION: u32 = 2;

    /// Returns the document of an article and the annotations of its text. Its `id` is that of the article.
    pub fn new(article: &'a Article, annotations: &'a Annotations) -> Self {
        Self::with_id(article, annotations, None)
    }

    /// Returns the document with an `id` from its source; `None` for that of the article.
    pub fn with_id(
        article: &'a Article,
        annotations: &'a Annotations,
        id: Option<SourceId<'a>>,
    ) -> Self {
        let mentions = annotations.mentions();
        let mut mentions: Vec<_> = mentions
            .map(|(item, mention)| (mention.entity, item.id))
            .collect();
        mentions.sort_unstable();
        Self {
            article,
            annotations,
            spans: ScalarSpans::new(article),
            id: DocumentId::new(article, id),
            mentions,
        }
    }

    /// Writes the document as JSON on one line, with a line end: a line of `pullquote annotate --format jsonl`.
    /// Characters that could control a terminal are escaped.
    ///
    /// # Errors
    ///
    /// If writing to `out` fails.
    pub fn write_line(&self, out: &mut dyn Write) -> io::Result<()> {
        write_json_line(self, out)
    }

    /// Returns the entities in order of their first mention.
    pub fn entities(&self) -> impl Iterator<Item = EntityRecord<'a>> {
        let entities = self.annotations.entities().iter();
        entities.map(|entity| EntityRecord {
            id: entity.id,
            name: &entity.name,
            kind: entity.kind,
            key: entity.key.as_str(),
            role: entity.role.map(|range| self.spans.words(range)),
            mentions: self.mentions_of(entity.id).collect(),
        })
    }

    /// Returns the mentions of one entity, in text order.
    fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = MentionRecord> {
        let first = self.mentions.partition_point(|(other, _)| *other < entity);
        let rest = self
            .mentions
            .get(first..)
            .expect_or_default("a partition point lies in its list")
            .iter();
        let of_entity = rest.take_while(move |(other, _)| *other == entity);
        of_entity.filter_map(|(_, id)| {
            let item = self.annotations.item(*id)?;
            let mention = item.kind.mention()?;
            Some(MentionRecord::new(&self.spans, item, mention.form))
        })
    }

    /// Returns the quotes in text order.
    pub fn quotes(&self) -> impl Iterator<Item = QuoteRecord> {
        let quotes = self.annotations.quotes();
        quotes.map(|(item, quote)| QuoteRecord::new(&self.spans, item, quote))
    }

    /// Returns the figures in text order.
    pub fn figures(&self) -> impl Iterator<Item = FigureRecord<'a>> {
        let figures = self.annotations.figures();
        figures
            .map(|(item, found)| FigureRecord::new(&self.spans, item, found, self.sentence(item)))
    }

    /// Returns the dates in text order.
    pub fn dates(&self) -> impl Iterator<Item = DateRecord<'a>> {
        let dates = self.annotations.dates();
        dates.map(|(item, date)| DateRecord::new(&self.spans, item, date, self.sentence(item)))
    }

    /// Returns the matches of the user's watch rules, in text order.
    pub fn watches(&self) -> impl Iterator<Item = WatchRecord> {
        let watches = self.annotations.watches();
        watches.map(|(item, rule)| {
            let (start, end) = self.spans.of(item.range);
            WatchRecord { start, end, rule }
        })
    }

    /// Returns the ranges of the captions, which are not part of the running text.
    pub fn captions(&self) -> impl Iterator<Item = ScalarRange> {
        let blocks = self.article.blocks().iter();
        let captions = blocks.filter(|block| block.kind == BlockKind::Caption);
        captions.map(|block| self.spans.of(block.range))
    }

    /// Returns the sentences about parts of the source that are missing or not annotated. Usually empty.
    pub fn notes(&self) -> Vec<String> {
        [self.article.notes(), self.annotations.notes()].concat()
    }

    /// Returns the sentence of a finding; `None` if the annotations have no sentences.
    fn sentence(&self, item: &Annotation) -> Option<ScalarRange> {
        let sentence = self.annotations.sentence_at(item.range.start())?;
        Some(self.spans.of(sentence))
    }

    /// Returns the applications of rules in text order; none unless an explanation was asked for.
    fn applications(&self) -> impl Iterator<Item = ApplicationRecord<'a>> {
        let entries = self.annotations.trace().into_iter().flatten();
        entries.map(|entry| ApplicationRecord::new(&self.spans, entry))
    }
}

impl Serialize for AnnotatedDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let about = &self.article.about;
        let day = |date: Option<PublicationDate>| date.map(|date| date.date.to_string());
        // The number of fields is only a hint; the JSON serializer checks only for zero.
        let mut fields = serializer.serialize_struct("Document", 17)?;
        fields.serialize_field("schema", &Self::SCHEMA_VERSION)?;
        fields.serialize_field("engine", self.annotations.engine())?;
        fields.serialize_field("id", &self.id)?;
        fields.serialize_field("title", &about.title)?;
        fields.serialize_field("published", &day(about.published))?;
        fields.serialize_field("updated", &day(about.updated))?;
        fields.serialize_field("authors", &about.authors())?;
        fields.serialize_field("site", &Some(&about.site).filter(|site| !site.is_empty()))?;
        fields.serialize_field("section", &about.section)?;
        fields.serialize_field("link", &about.link.as_ref().map(Link::as_str))?;
        fields.serialize_field("language", &about.language.as_ref().map(Language::code))?;
        fields.serialize_field("text", self.article.text().as_str())?;
        fields.serialize_field("entities", &LazyList(|| self.entities()))?;
        fields.serialize_field("quotes", &LazyList(|| self.quotes()))?;
        fields.serialize_field("figures", &LazyList(|| self.figures()))?;
        fields.serialize_field("dates", &LazyList(|| self.dates()))?;
        if self.captions().next().is_some() {
            fields.serialize_field("captions", &LazyList(|| self.captions()))?;
        }
        if self.watches().next().is_some() {
            fields.serialize_field("watches", &LazyList(|| self.watches()))?;
        }
        if self.annotations.trace().is_some() {
            fields.serialize_field("explain", &LazyList(|| self.applications()))?;
        }
        let notes = self.notes();
        if !notes.is_empty() {
            fields.serialize_field("notes", &notes)?;
        }
        fields.end()
    }
}

//! The stored form of an article: its text as plain text, and everything else (metadata, blocks, inlines, tables,
//! notes) in a compact encoding, the `shape`. Opening an article needs no HTML parser.

use jiff::{Timestamp, civil};

use super::StoreError;
use super::byte_codec::{ByteReader, ByteWriter};
use crate::article::{
    Article, ArticleMetadata, Block, BlockKind, Inline, InlineKind, Language, Link,
    PublicationDate, Row, Table, TableId,
};
use crate::text::{ByteRange, Text};

/// First byte of the encoding, for an article without notes.
const ENCODING_WITHOUT_NOTES: u64 = 1;
/// First byte of the encoding, for an article with notes at the end. Articles without notes keep the encoding from
/// before notes existed.
const ENCODING_WITH_NOTES: u64 = 2;
/// First byte of the encoding, for an article with the time of a change or a section after its metadata, and notes, or
/// none, at the end. Articles without these keep the encodings from before they existed.
const ENCODING_WITH_CHANGE: u64 = 3;

/// Encodes everything but the text of an article.
pub(super) fn encode_article(article: &Article) -> Vec<u8> {
    let mut out = ByteWriter::default();
    let notes = article.notes();
    let is_extended = article.about.updated.is_some() || article.about.section.is_some();
    let encoding = match (is_extended, notes.is_empty()) {
        (true, _) => ENCODING_WITH_CHANGE,
        (false, true) => ENCODING_WITHOUT_NOTES,
        (false, false) => ENCODING_WITH_NOTES,
    };
    out.number(encoding);
    write_about(&mut out, &article.about, encoding);
    let n_tables = article
        .blocks()
        .iter()
        .filter_map(|block| match block.kind {
            BlockKind::Table(TableId(id)) => Some(id.saturating_add(1)),
            _ => None,
        });
    let n_tables = n_tables.fold(0, Ord::max);
    out.count(article.blocks().len());
    let mut at = 0;
    for block in article.blocks() {
        write_kind(&mut out, block.kind);
        let start = at;
        at = write_range(&mut out, start, block.range);
        out.count(block.inlines.len());
        let mut inside = block.range.start().index();
        for inline in &block.inlines {
            write_inline_kind(&mut out, &inline.kind);
            write_range(&mut out, inside, inline.range);
            inside = inline.range.start().index();
        }
    }
    out.number(n_tables.into());
    for id in 0..n_tables {
        write_table(&mut out, article.table(TableId(id)));
    }
    if encoding != ENCODING_WITHOUT_NOTES {
        out.count(notes.len());
        for note in notes {
            out.text(note);
        }
    }
    out.finish()
}

/// Decodes only the metadata, which is at the start of the shape.
pub(super) fn about_of(shape: &[u8]) -> Result<ArticleMetadata, StoreError> {
    let mut from = ByteReader::new(shape);
    let encoding = read_encoding(&mut from)?;
    read_about(&mut from, encoding)
}

fn read_encoding(from: &mut ByteReader) -> Result<u64, StoreError> {
    match from.number()? {
        encoding @ (ENCODING_WITHOUT_NOTES | ENCODING_WITH_NOTES | ENCODING_WITH_CHANGE) => {
            Ok(encoding)
        }
        other => Err(StoreError::damaged(format!(
            "unknown article encoding {other}"
        ))),
    }
}

/// Decodes an article from its shape and its text. Inlines outside the text or outside their block are dropped.
///
/// # Errors
///
/// [`StoreError::Damaged`] if the shape cannot be decoded.
pub(super) fn decode_article(shape: &[u8], text: String) -> Result<Article, StoreError> {
    let mut from = ByteReader::new(shape);
    let encoding = read_encoding(&mut from)?;
    let text = Text::verbatim(text).map_err(|error| StoreError::damaged(error.to_string()))?;
    let about = read_about(&mut from, encoding)?;
    let mut blocks = Vec::new();
    let mut at = 0;
    for _ in 0..from.count()? {
        let kind = read_kind(&mut from)?;
        let range = read_range(&mut from, at)?;
        at = range.end().index();
        let mut inlines = Vec::new();
        let mut inside = range.start().index();
        for _ in 0..from.count()? {
            let kind = read_inline_kind(&mut from)?;
            let place = read_range(&mut from, inside)?;
            inside = place.start().index();
            if range.covers(place) && text.as_str().get(place.indices()).is_some() {
                inlines.extend(kind.map(|kind| Inline { range: place, kind }));
            }
        }
        blocks.push(Block {
            range,
            kind,
            inlines: inlines.into_boxed_slice(),
        });
    }
    let mut tables = Vec::new();
    for _ in 0..from.count()? {
        tables.push(read_table(&mut from, &text)?);
    }
    let mut notes = Vec::new();
    if encoding != ENCODING_WITHOUT_NOTES {
        for _ in 0..from.count()? {
            notes.push(crate::text::clean_text(from.text()?).into_owned());
        }
    }
    Ok(Article::new(about, text, blocks, tables).with_notes(notes))
}

fn write_about(out: &mut ByteWriter, about: &ArticleMetadata, encoding: u64) {
    out.text(&about.title);
    out.optional_text(about.byline.as_deref());
    out.text(&about.site);
    out.optional_text(about.link.as_ref().map(Link::as_str));
    out.optional_text(about.language.as_ref().map(Language::code));
    write_date(out, about.published);
    if encoding == ENCODING_WITH_CHANGE {
        write_date(out, about.updated);
        out.optional_text(about.section.as_deref());
    }
}

fn read_about(from: &mut ByteReader, encoding: u64) -> Result<ArticleMetadata, StoreError> {
    let mut about = ArticleMetadata {
        title: from.text()?.to_owned(),
        byline: from.optional_text()?.map(str::to_owned),
        site: from.text()?.to_owned(),
        link: from.optional_text()?.and_then(Link::parse),
        language: from.optional_text()?.and_then(Language::from_tag),
        published: read_date(from)?,
        ..ArticleMetadata::default()
    };
    if encoding == ENCODING_WITH_CHANGE {
        about.updated = read_date(from)?;
        about.section = from.optional_text()?.map(str::to_owned);
    }
    Ok(about)
}

/// Writes a day and its instant, each of which may be absent.
fn write_date(out: &mut ByteWriter, date: Option<PublicationDate>) {
    let day = date.map(|date| date.date.to_string());
    out.optional_text(day.as_deref());
    let instant = date.and_then(|date| date.instant);
    let instant = instant.map(|instant| instant.to_string());
    out.optional_text(instant.as_deref());
}

fn read_date(from: &mut ByteReader) -> Result<Option<PublicationDate>, StoreError> {
    let date: Option<civil::Date> = from.optional_text()?.and_then(|date| date.parse().ok());
    let instant: Option<Timestamp> = from
        .optional_text()?
        .and_then(|instant| instant.parse().ok());
    Ok(date.map(|date| PublicationDate { date, instant }))
}

/// Writes the start of a range relative to `at`, and its length in bytes. Returns the end of the range.
fn write_range(out: &mut ByteWriter, at: usize, range: ByteRange) -> usize {
    out.count(range.start().index().saturating_sub(at));
    out.number(range.len().into());
    range.end().index()
}

fn read_range(from: &mut ByteReader, at: usize) -> Result<ByteRange, StoreError> {
    let start = at.saturating_add(from.small_number()?);
    Ok(ByteRange::of(
        start,
        start.saturating_add(from.small_number()?),
    ))
}

fn write_kind(out: &mut ByteWriter, kind: BlockKind) {
    match kind {
        BlockKind::Paragraph => out.number(0),
        BlockKind::Heading(level) => {
            out.number(1);
            out.number(level.into());
        }
        BlockKind::Item { depth, ordinal } => {
            out.number(2);
            out.number(depth.into());
            // 0 means "no ordinal", so the ordinal is stored plus one.
            out.number(ordinal.map_or(0, |ordinal| u64::from(ordinal) + 1));
        }
        BlockKind::Quotation { depth } => {
            out.number(3);
            out.number(depth.into());
        }
        BlockKind::Caption => out.number(4),
        BlockKind::Preformatted => out.number(5),
        BlockKind::Table(TableId(id)) => {
            out.number(6);
            out.number(id.into());
        }
        BlockKind::Rule => out.number(7),
    }
}

fn read_kind(from: &mut ByteReader) -> Result<BlockKind, StoreError> {
    Ok(match from.number()? {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Heading(from.small_number()?),
        2 => BlockKind::Item {
            depth: from.small_number()?,
            ordinal: u32::try_from(from.number()?.wrapping_sub(1)).ok(),
        },
        3 => BlockKind::Quotation {
            depth: from.small_number()?,
        },
        4 => BlockKind::Caption,
        5 => BlockKind::Preformatted,
        6 => BlockKind::Table(TableId(from.small_number()?)),
        7 => BlockKind::Rule,
        other => return Err(StoreError::damaged(format!("unknown block kind {other}"))),
    })
}

fn write_inline_kind(out: &mut ByteWriter, kind: &InlineKind) {
    match kind {
        InlineKind::Emphasis => out.number(0),
        InlineKind::Strong => out.number(1),
        InlineKind::Code => out.number(2),
        InlineKind::Deleted => out.number(3),
        InlineKind::Link(link) => {
            out.number(4);
            out.text(link.as_str());
        }
    }
}

/// Reads the kind of an inline. `None` for a link with an invalid address.
fn read_inline_kind(from: &mut ByteReader) -> Result<Option<InlineKind>, StoreError> {
    Ok(match from.number()? {
        0 => Some(InlineKind::Emphasis),
        1 => Some(InlineKind::Strong),
        2 => Some(InlineKind::Code),
        3 => Some(InlineKind::Deleted),
        4 => Link::parse(from.text()?).map(InlineKind::Link),
        other => return Err(StoreError::damaged(format!("unknown inline kind {other}"))),
    })
}

fn write_table(out: &mut ByteWriter, table: Option<&Table>) {
    let rows = table.map_or(&[][..], |table| &table.rows);
    out.count(rows.len());
    for row in rows {
        out.number(row.is_header.into());
        out.count(row.cells.len());
        for cell in &row.cells {
            write_range(out, 0, *cell);
        }
    }
}

fn read_table(from: &mut ByteReader, text: &Text) -> Result<Table, StoreError> {
    let mut table = Table::default();
    for _ in 0..from.count()? {
        let mut row = Row {
            is_header: from.number()? != 0,
            cells: Vec::new(),
        };
        for _ in 0..from.count()? {
            let cell = read_range(from, 0)?;
            let is_inside = text.as_str().get(cell.indices()).is_some();
            row.cells.push(if is_inside {
                cell
            } else {
                ByteRange::default()
            });
        }
        table.rows.push(row);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read::{read_fragment, read_markdown};
    use proptest::prelude::*;

    fn sample_article() -> Article {
        let html = "<h2>Tides</h2><p>The <b>ferry <i>Lina</i></b> and <a href='https://example.org/a'>the pier</a>.</p>\
            <ol start=3><li>Rope<li>Bell</ol><blockquote>Nobody <del>knew</del>.</blockquote><hr>\
            <table><tr><th>Day<th>Höhe<tr><td>Monday<td>3,4</table><pre>a\n  b</pre>";
        let about = ArticleMetadata {
            title: "At the pier".into(),
            byline: Some("Zoë".into()),
            site: "The Gazette".into(),
            link: Link::parse("https://example.org/1"),
            published: crate::article::read::parse_date("2026-03-01T10:00:00+02:00"),
            language: Some(Language::ENGLISH),
            ..ArticleMetadata::default()
        };
        read_fragment(html, about, None).expect("an article")
    }

    #[test]
    fn an_article_comes_back_as_it_was() {
        let plain = read_markdown("# One\n\nTwo `three` four.", None).expect("an article");
        let noted = sample_article().with_notes(vec!["The end is missing.".into()]);
        let mut changed = sample_article().with_notes(vec!["The end is missing.".into()]);
        changed.about.updated = crate::article::read::parse_date("2026-03-02");
        changed.about.section = Some("Coast".into());
        for article in [sample_article(), plain, noted, changed] {
            let back = decode_article(
                &encode_article(&article),
                article.text().as_str().to_owned(),
            );
            assert_eq!(back.expect("an article"), article);
        }
    }

    proptest! {
        #[test]
        fn damage_is_told_or_harmless(at in 0usize..200, byte: u8, cut in 0usize..200) {
            let article = sample_article();
            let mut shape = encode_article(&article);
            if let Some(old) = shape.get_mut(at) {
                *old = byte;
            }
            shape.truncate(shape.len().saturating_sub(cut));
            if let Ok(article) = decode_article(&shape, article.text().as_str().to_owned()) {
                for block in article.blocks() {
                    prop_assert!(article.text().as_str().get(block.range.indices()).is_some());
                }
            }
        }
    }
}

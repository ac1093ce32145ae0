//! Owns the drawing of an article.
//!
//! Layout gives the rows and their glyphs, the highlight layers give runs of text with the same tags, and the theme
//! gives the style of each run. Only the visible rows and the spans within them are processed.

use ratatui::style::Style as Look;

use super::frame;
use super::pane::Pane;
use crate::annotation::Annotation;
use crate::config::ThemeRole;
use crate::highlight::{Layer, Tag, TagSet, flatten_in};
use crate::invariant::ExpectOr;
use crate::layout::{self, Cells, RowKind};
use crate::reader::{App, Area, InputMode, Msg, OpenArticle, ReaderPane, SlotState};
use crate::text::group_thousands;
use crate::text::{ByteOffset, ByteRange};
use crate::ui::canvas::Canvas;
use crate::ui::style::ratatui_style;

/// The article pane.
pub(super) struct ArticlePane;

impl Pane for ArticlePane {
    fn area(&self, app: &App) -> Option<Area> {
        app.open?;
        Some(app.geometry().article.whole())
    }

    fn draw(&self, app: &App, _: Area, canvas: &mut Canvas<'_>) {
        let parts = app.geometry().article;
        let is_focused = app.view.focus == ReaderPane::Article;
        draw_title(app, parts.title, canvas);
        frame::draw_rule(parts.rule, is_focused, canvas);
        match app.document() {
            Some(document) => draw_rows(app, document, parts.body, canvas),
            None => draw_state(app, parts.body, canvas),
        }
    }

    fn click(&self, app: &App, _: Area, x: u16, y: u16) -> Option<Msg> {
        let body = app.geometry().article.body;
        let document = app.document()?;
        if !body.contains(x, y) {
            return Some(Msg::ClickArticle);
        }
        let row = document.place.row + usize::from(y - body.y);
        let column = Cells(x - body.x);
        let offset = document.sheet.offset_at(&document.article, row, column);
        Some(offset.map_or(Msg::ClickArticle, Msg::ClickText))
    }

    fn wheel(&self, _: &App, rows: i32) -> Option<Msg> {
        Some(Msg::Scroll(ReaderPane::Article, rows))
    }
}

/// Draws the title row: the site, or the article's title once its first rows are scrolled away, and "3 of 12".
fn draw_title(app: &App, area: Area, canvas: &mut Canvas<'_>) {
    let Some(open) = app.open else { return };
    let end = area.x + area.width.saturating_sub(1);
    let mut room = area.width.saturating_sub(2);
    if let Some((at, n)) = app.open_position() {
        let place = format!("{} of {n}", group_thousands(at + 1));
        let secondary = canvas.role(ThemeRole::Secondary);
        let x = canvas.draw_words_before(end, area.y, room, &place, secondary);
        room = x.saturating_sub(area.x + 3);
    }
    let Some(label) = app.slots.get(open).map(|slot| &slot.label) else {
        return;
    };
    let words = if label.site.is_empty() || app.document().is_some_and(is_head_hidden) {
        &label.title
    } else {
        &label.site
    };
    let style = canvas.role(if app.view.focus == ReaderPane::Article {
        ThemeRole::PaneTitleFocused
    } else {
        ThemeRole::PaneTitle
    });
    canvas.draw_words(area.x + 1, area.y, room, words, style);
}

/// Returns true if the title row of the article is scrolled off the screen.
fn is_head_hidden(document: &OpenArticle) -> bool {
    let row = document.sheet.row(document.place.row);
    row.is_none_or(|row| row.kind != RowKind::Title)
}

/// Draws the state of an article that is still loading or could not be loaded.
fn draw_state(app: &App, body: Area, canvas: &mut Canvas<'_>) {
    let Some(slot) = app.open.and_then(|open| app.slots.get(open)) else {
        return;
    };
    let (words, role) = match &slot.state {
        SlotState::Failed(why) => (why.clone(), ThemeRole::Error),
        _ => (
            format!("Loading {} …", slot.label.title),
            ThemeRole::Secondary,
        ),
    };
    // Messages keep the default line width of articles on wide screens.
    let column = body.width.saturating_sub(4).clamp(1, 72);
    let x = body.x + body.width.saturating_sub(column) / 2;
    let top = body.y + (body.height / 4).min(4);
    let mut lines = layout::wrap_words(&words, Cells(column));
    let n_words = lines.len();
    if role == ThemeRole::Error {
        lines.push(String::new());
        lines.push("q: back · Enter: try again".to_owned());
    }
    for (n, (line, y)) in lines.iter().zip(top..body.y + body.height).enumerate() {
        let role = if n < n_words {
            role
        } else {
            ThemeRole::Secondary
        };
        canvas.draw_words(x, y, column, line, canvas.role(role));
    }
}

/// Draws the rows of an article that are on the screen, and the jump labels over them.
pub(super) fn draw_rows(app: &App, document: &OpenArticle, body: Area, canvas: &mut Canvas<'_>) {
    let first = document.place.row;
    let end = (first + usize::from(body.height)).min(document.sheet.len());
    let runs = styled_runs(app, document, document.sheet.range_of(first..end));
    for (row, y) in (first..end).zip(body.y..) {
        draw_ornaments(document, row, body, y, canvas);
        for glyph in document.sheet.glyphs(&document.article, row) {
            let column = glyph.column.get();
            if column.saturating_add(glyph.width.get()) <= body.width {
                let style = style_at(&runs, glyph.range.start());
                canvas.draw_glyph(body.x + column, y, &glyph.text, glyph.width.get(), style);
            }
        }
        draw_mark(document, row, body, y, canvas);
    }
    if let InputMode::Hints(hints) = &app.mode {
        for hint in hints.open() {
            draw_hint(document, &hint.label, hint.range, body, canvas);
        }
    }
}

/// Returns the style of each run of the visible text, with the end of the run (exclusive). Sorted.
fn styled_runs(app: &App, document: &OpenArticle, shown: ByteRange) -> Vec<(ByteOffset, Look)> {
    let standing = document
        .layers()
        .iter()
        .map(|layer| layer_in_range(layer, shown));
    let layers: Vec<Layer> = standing.chain(transient_layers(document, shown)).collect();
    // A screen has few different tag sets but many runs, and merging the styles of a set walks all tags.
    let mut known: Vec<(TagSet, Look)> = Vec::new();
    let mut look_of = |tags: TagSet| {
        if let Some((_, look)) = known.iter().find(|(known, _)| *known == tags) {
            return *look;
        }
        let look = ratatui_style(app.theme.text(tags));
        known.push((tags, look));
        look
    };
    let runs = flatten_in(shown, &layers).into_iter();
    runs.map(|run| (run.range.end(), look_of(run.tags)))
        .collect()
}

/// Returns the spans of a layer that overlap the range. Costs a binary search plus those spans.
fn layer_in_range(layer: &Layer, range: ByteRange) -> Layer {
    let spans = layer.spans();
    let first = spans.partition_point(|(span, _)| span.end() <= range.start());
    let shown = spans.iter().skip(first);
    let shown = shown.take_while(|(span, _)| span.start() < range.end());
    Layer::new(shown.copied().collect())
}

/// Returns the layers that can change with every key and are therefore not stored: search, selection and filter.
fn transient_layers(document: &OpenArticle, shown: ByteRange) -> Vec<Layer> {
    let mut layers = Vec::new();
    if let Some(search) = &document.search {
        let hits = &search.hits;
        let first = hits.partition_point(|hit| hit.end() <= shown.start());
        let end = hits.partition_point(|hit| hit.start() < shown.end());
        let current = search.current.and_then(|n| n.checked_sub(first));
        let hits = hits
            .get(first..end)
            .expect_or_default("matches are in order and not empty");
        layers.push(Layer::search(hits, current));
    }
    if let Some(item) = document.selected() {
        let related = Layer::of(Tag::Related, related_ranges(document, item, shown));
        layers.extend([
            Layer::of(Tag::Focus, item.pieces().iter().copied()),
            related,
        ]);
    }
    if !document.filter.is_empty() {
        let blocks = document.article.blocks().iter().enumerate();
        let left_out =
            blocks.filter(|(n, block)| block.range.overlaps(shown) && !document.kept.has_block(*n));
        layers.push(Layer::dimmed(left_out.map(|(_, block)| block.range)));
    }
    layers
}

/// Returns the ranges related to the selected annotation: the speaker and cue of a quote, the other visible mentions of
/// an entity, the noun that a figure counts.
fn related_ranges(document: &OpenArticle, item: &Annotation, shown: ByteRange) -> Vec<ByteRange> {
    if let Some(quote) = item.kind.quote() {
        return quote.speaker.range().into_iter().chain(quote.cue).collect();
    }
    if let Some(mention) = item.kind.mention() {
        let all = document.findings().map(|findings| &findings.annotations);
        let mentions = all
            .into_iter()
            .flat_map(|all| all.mentions_of(mention.entity));
        return mentions
            .map(|(other, _)| other)
            .filter(|other| other.id != item.id && other.range.overlaps(shown))
            .map(|other| other.range)
            .collect();
    }
    let counted = item.kind.figure().and_then(|figure| figure.of);
    counted.into_iter().collect()
}

/// Returns the style of the run that contains an offset, by binary search.
fn style_at(runs: &[(ByteOffset, Look)], offset: ByteOffset) -> Look {
    let run = runs.partition_point(|(end, _)| *end <= offset);
    runs.get(run)
        .map(|(_, look)| *look)
        .expect_or_default("runs cover the shown text")
}

/// Draws the parts of a row that are not article text, such as the title, bullets and rules.
fn draw_ornaments(document: &OpenArticle, row: usize, body: Area, y: u16, canvas: &mut Canvas<'_>) {
    for ornament in document.sheet.ornaments(row) {
        let column = ornament.column.get().min(body.width);
        let style = canvas.role(match ornament.role {
            layout::OrnamentRole::Title => ThemeRole::Title,
            layout::OrnamentRole::Byline => ThemeRole::Byline,
            layout::OrnamentRole::Note => ThemeRole::Notice,
            layout::OrnamentRole::Link
            | layout::OrnamentRole::Label
            | layout::OrnamentRole::Fold => ThemeRole::Secondary,
            layout::OrnamentRole::Bullet
            | layout::OrnamentRole::Bar
            | layout::OrnamentRole::Rule
            | layout::OrnamentRole::Continued => ThemeRole::Ornament,
        });
        let room = body.width - column;
        canvas.draw_words(body.x + column, y, room, &ornament.text, style);
    }
}

/// Draws a mark in the left margin of a row that contains part of the selected annotation. Needs a margin of two
/// columns, one for the mark and one for a gap.
fn draw_mark(document: &OpenArticle, row: usize, body: Area, y: u16, canvas: &mut Canvas<'_>) {
    let left = document.sheet.left().get();
    let Some(selected) = document.selected().filter(|_| left >= 2) else {
        return;
    };
    let row = document.sheet.row(row).map(|row| row.range);
    let is_selected = |row| selected.pieces().iter().any(|piece| piece.overlaps(row));
    if row.is_some_and(is_selected) {
        let style = canvas.role(ThemeRole::DividerFocused);
        canvas.draw_words(body.x + left - 2, y, 1, "▌", style);
    }
}

/// Draws a jump label over the start of its target, if that is on the screen.
fn draw_hint(
    document: &OpenArticle,
    label: &str,
    range: ByteRange,
    body: Area,
    canvas: &mut Canvas<'_>,
) {
    let place = document.sheet.cell_of(&document.article, range.start());
    let Some((row, column)) = place else { return };
    let below = row.checked_sub(document.place.row);
    let y = below.and_then(|y| u16::try_from(y).ok());
    if let Some(y) = y.filter(|y| *y < body.height)
        && column.get() < body.width
    {
        let room = body.width - column.get();
        let style = canvas.role(ThemeRole::Hint);
        canvas.draw_words(body.x + column.get(), body.y + y, room, label, style);
    }
}

//! Sets the head of the page: title, byline, site, date, link, and notes on omitted parts.

use super::Cells;
use super::cluster::count_columns;
use super::cluster::drawable_text;
use super::sheet::OrnamentRole;
use super::sheet::RowKind;
use super::sheet_builder::SheetBuilder;
use super::wrap::LineEnds;
use super::wrap::wrap_lines;
use crate::article::Article;
use crate::article::ArticleMetadata;
use crate::invariant::ExpectOr;
use crate::text::ByteOffset;
use crate::text::grapheme_clusters;

/// The separator between byline, site and date.
const DETAIL_SEPARATOR: &str = " · ";

/// Sets the head, followed by an empty row unless the head is empty.
pub(super) fn set_head(article: &Article, page: &mut SheetBuilder) {
    let about = &article.about;
    let n_before = page.n_rows();
    // A title in the text is set there, with its annotations.
    if !article.has_title_block() {
        set_head_words(&about.title, RowKind::Title, OrnamentRole::Title, page);
    }
    set_head_words(
        &byline_text(about),
        RowKind::Byline,
        OrnamentRole::Byline,
        page,
    );
    if let Some(link) = &about.link {
        let words = shorten_link(link.as_str(), page.column());
        page.push_ornament_row(RowKind::Link, OrnamentRole::Link, words);
    }
    for note in article.notes() {
        set_head_words(note, RowKind::Note, OrnamentRole::Note, page);
    }
    if page.n_rows() > n_before {
        page.space();
    }
}

fn byline_text(about: &ArticleMetadata) -> String {
    let date = about.published.as_ref();
    let parts = [
        about.byline.clone(),
        Some(about.site.clone()),
        date.map(|published| published.date.strftime("%-d %B %Y").to_string()),
    ];
    let known = parts.into_iter().flatten().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join(DETAIL_SEPARATOR)
}

fn set_head_words(words: &str, kind: RowKind, role: OrnamentRole, page: &mut SheetBuilder) {
    let mut lines = Vec::new();
    let width = page.column();
    wrap_lines(
        words,
        ByteOffset::ZERO,
        width,
        LineEnds::Soft,
        &mut |line| {
            let line = words
                .get(line.range.indices())
                .expect_or_default("a line is a part of its words");
            lines.push(drawable_text(line, width));
        },
    );
    for line in lines {
        page.push_ornament_row(kind, role, line);
    }
}

/// Returns the link without its scheme, truncated to the width with a `…`.
fn shorten_link(link: &str, width: Cells) -> String {
    let bare = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"))
        .unwrap_or(link)
        .trim_end_matches('/');
    let bare = drawable_text(bare, width);
    if count_columns(&bare) <= width.index() {
        return bare;
    }
    let mut kept = String::new();
    for (_, cluster) in grapheme_clusters(&bare, ByteOffset::ZERO) {
        if count_columns(&kept) + count_columns(cluster) >= width.index() {
            break;
        }
        kept.push_str(cluster);
    }
    kept.push('…');
    kept
}

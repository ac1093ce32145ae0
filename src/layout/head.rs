//! Sets the head of the page: title, byline, site, date, link, and notes on omitted parts.

use super::Cells;
use super::cluster::drawable;
use super::cluster::width_of;
use super::sheet::Role;
use super::sheet::RowKind;
use super::sheet_builder::SheetBuilder;
use super::wrap::LineEnds;
use super::wrap::wrap;
use crate::article::About;
use crate::article::Article;
use crate::text::ByteOffset;
use crate::text::graphemes;

/// The separator between byline, site and date.
const BETWEEN: &str = " · ";

/// Sets the head, followed by an empty row unless the head is empty.
pub(super) fn set(article: &Article, page: &mut SheetBuilder) {
    let about = &article.about;
    let n_before = page.n_rows();
    set_words(&about.title, RowKind::Title, Role::Title, page);
    set_words(&byline(about), RowKind::Byline, Role::Byline, page);
    if let Some(link) = &about.link {
        let words = shortened(link.as_str(), page.column());
        page.ornamented(RowKind::Link, Role::Link, words);
    }
    for note in article.notes() {
        set_words(note, RowKind::Note, Role::Note, page);
    }
    if page.n_rows() > n_before {
        page.space();
    }
}

fn byline(about: &About) -> String {
    let date = about.published.as_ref();
    let parts = [
        about.byline.clone(),
        Some(about.site.clone()),
        date.map(|published| published.date.strftime("%-d %B %Y").to_string()),
    ];
    let known = parts.into_iter().flatten().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join(BETWEEN)
}

fn set_words(words: &str, kind: RowKind, role: Role, page: &mut SheetBuilder) {
    let mut lines = Vec::new();
    let width = page.column();
    wrap(
        words,
        ByteOffset::ZERO,
        width,
        LineEnds::Soft,
        &mut |line| {
            let line = words.get(line.range.indices()).unwrap_or_default();
            lines.push(drawable(line, width));
        },
    );
    for line in lines {
        page.ornamented(kind, role, line);
    }
}

/// Returns the link without its scheme, truncated to the width with a `…`.
fn shortened(link: &str, width: Cells) -> String {
    let bare = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"))
        .unwrap_or(link)
        .trim_end_matches('/');
    let bare = drawable(bare, width);
    if width_of(&bare) <= width.index() {
        return bare;
    }
    let mut kept = String::new();
    for (_, cluster) in graphemes(&bare, ByteOffset::ZERO) {
        if width_of(&kept) + width_of(cluster) >= width.index() {
            break;
        }
        kept.push_str(cluster);
    }
    kept.push('…');
    kept
}

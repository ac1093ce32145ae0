//! The notation for an article's blocks in tests: one line per block, a short name for the kind, then the words.

use std::fmt::Write;

use crate::article::{Article, BlockKind, InlineKind};

/// Formats each block as a line: `p words`, `h2 words`, `-0 item`, `1.0 item`, `>0 quoted`, `cap`, `pre`, `hr`,
/// `table`. A line end inside is written as `⏎`. Inlines follow in brackets.
pub(crate) fn format_blocks(article: &Article) -> String {
    let mut shown = String::new();
    for block in article.blocks() {
        let kind = match block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph => "p".into(),
            BlockKind::Item {
                depth,
                ordinal: None,
            } => format!("-{depth}"),
            BlockKind::Item {
                depth,
                ordinal: Some(n),
            } => format!("{n}.{depth}"),
            BlockKind::Quotation { depth } => format!(">{depth}"),
            BlockKind::Caption => "cap".into(),
            BlockKind::Preformatted => "pre".into(),
            BlockKind::Table(_) => "table".into(),
            BlockKind::Rule => "hr".into(),
        };
        let words = article.text().slice(block.range).replace('\n', "⏎");
        let _ = write!(shown, "{kind} {words}");
        for inline in &block.inlines {
            let kind = match &inline.kind {
                InlineKind::Emphasis => "em".to_owned(),
                InlineKind::Strong => "strong".to_owned(),
                InlineKind::Code => "code".to_owned(),
                InlineKind::Deleted => "del".to_owned(),
                InlineKind::Link(link) => link.to_string(),
            };
            let _ = write!(shown, " [{}: {kind}]", article.text().slice(inline.range));
        }
        shown.truncate(shown.trim_end().len());
        shown.push('\n');
    }
    shown
}

/// Panics if an article violates the invariants of its blocks and inlines.
#[track_caller]
pub(crate) fn check_invariants(article: &Article) {
    let text = article.text();
    let mut end = 0;
    for block in article.blocks() {
        let range = block.range;
        assert!(
            text.as_str().get(range.indices()).is_some(),
            "{range:?} lies in the text"
        );
        assert!(range.start().get() >= end, "blocks are in order");
        assert!(
            !range.is_empty() || block.kind == BlockKind::Rule,
            "only a rule has no words"
        );
        end = range.end().get();
        let mut open: Vec<crate::text::ByteRange> = Vec::new();
        let mut before: Option<crate::text::ByteRange> = None;
        for inline in &block.inlines {
            assert!(range.covers(inline.range), "inlines lie in their block");
            assert!(!inline.range.is_empty(), "inlines hold something");
            if let Some(before) = before {
                let key = |r: crate::text::ByteRange| (r.start(), std::cmp::Reverse(r.end()));
                assert!(key(before) <= key(inline.range), "inlines are sorted");
            }
            open.retain(|outer| outer.end() > inline.range.start());
            assert!(
                open.iter().all(|outer| outer.covers(inline.range)),
                "inlines nest"
            );
            open.push(inline.range);
            before = Some(inline.range);
        }
        if let BlockKind::Table(id) = block.kind {
            let table = article.table(id).expect("a table");
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            assert!(
                cells.into_iter().all(|cell| range.covers(*cell)),
                "cells lie in their block"
            );
        }
    }
    let is_safe = |c: char| c == '\n' || !crate::text::is_control_or_junk(c);
    assert!(
        text.as_str().chars().all(is_safe),
        "the text is safe for a screen"
    );
    let about = &article.about;
    for field in [Some(&about.title), about.byline.as_ref(), Some(&about.site)]
        .into_iter()
        .flatten()
    {
        assert!(
            field.chars().all(|c| !crate::text::is_control_or_junk(c)),
            "fields are one safe line"
        );
        assert!(field.chars().count() <= 301, "fields are short");
    }
}

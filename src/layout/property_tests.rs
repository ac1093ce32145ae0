//! Properties of every sheet, for generated articles and widths.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::Cells;
use super::LayoutOptions;
use super::Sheet;
use super::SheetParts;
use crate::article::Article;
use crate::article::ArticleBuilder;
use crate::article::ArticleMetadata;
use crate::article::BlockKind;
use crate::text::ByteOffset;
use crate::text::ByteRange;
use crate::text::grapheme_clusters;
use crate::text::is_unsafe;

/// Words of many scripts, including those that break naive wrapping.
const SAMPLE_WORDS: &[&str] = &[
    "the",
    "bridge",
    "“We",
    "won’t”",
    "—",
    "well-known",
    "£3.4m",
    "20\u{a0}000",
    "https://quay.example/a/b?c=d",
    "Zoë",
    "e\u{301}te\u{301}",
    "東京都知事は、",
    "서울",
    "ไทย",
    "नमस्ते",
    "مرحبا",
    "👩\u{200d}🚒",
    "❤\u{fe0f}",
    "🇫🇷🇩🇪",
    "1\u{fe0f}\u{20e3}",
    "👍🏽",
    "ｶﾞ",
    " ",
    "\u{301}",
    "\u{3000}",
    "-",
    "(",
    "a/b",
    "supercalifragilisticexpialidocious",
];

fn any_words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(SAMPLE_WORDS).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
    ];
    let space = prop::sample::select(&[" ", " ", " ", "", "\n"][..]);
    prop::collection::vec((word, space), 1..30).prop_map(|words| {
        words
            .into_iter()
            .map(|(word, space)| word + space)
            .collect()
    })
}

fn any_kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        Just(BlockKind::Heading(2)),
        Just(BlockKind::Paragraph),
        (0u8..4, prop::option::of(0u32..120))
            .prop_map(|(depth, ordinal)| BlockKind::Item { depth, ordinal }),
        (0u8..4).prop_map(|depth| BlockKind::Quotation { depth }),
        Just(BlockKind::Caption),
        Just(BlockKind::Preformatted),
        Just(BlockKind::Rule),
    ]
}

#[derive(Clone, Debug)]
enum ArticlePart {
    Block(BlockKind, String),
    Table(Vec<(bool, Vec<String>)>),
}

fn any_article() -> impl Strategy<Value = Article> {
    let row = (any::<bool>(), prop::collection::vec(any_words(), 1..5));
    let part = prop_oneof![
        5 => (any_kind(), any_words()).prop_map(|(kind, words)| ArticlePart::Block(kind, words)),
        1 => prop::collection::vec(row, 1..4).prop_map(ArticlePart::Table),
    ];
    (prop::collection::vec(part, 0..6), any_words()).prop_map(|(parts, title)| {
        let mut builder = ArticleBuilder::new();
        for part in parts {
            match part {
                ArticlePart::Block(kind, words) => {
                    builder.open(kind);
                    if kind != BlockKind::Rule {
                        builder.push(&words);
                    }
                    builder.close();
                }
                ArticlePart::Table(rows) => builder.add_table(&rows),
            }
        }
        let about = ArticleMetadata {
            title,
            ..ArticleMetadata::default()
        };
        builder.finish(about).expect("short")
    })
}

/// Text that has not been sanitized.
fn any_raw() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any_words(),
        "[ \\x00-\\x1f\\x7f-\\u{9f}]{1,4}",
        prop::sample::select(
            &[
                "\u{202e}",
                "\u{ad}",
                "\u{200b}",
                "\r\n",
                "\u{2028}",
                "\u{feff}",
                "\u{e0001}"
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

/// The ranges of the text that must be shown: the blocks, and for tables the cells.
fn collect_shown_ranges(article: &Article) -> Vec<ByteRange> {
    let mut ranges = Vec::new();
    for block in article.blocks() {
        match block.kind {
            BlockKind::Table(id) => {
                let table = article.table(id).expect("a table");
                ranges.extend(table.rows.iter().flat_map(|row| row.cells.clone()));
            }
            _ => ranges.push(block.range),
        }
    }
    ranges
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_but_white_space_is_shown_once(article in any_article(), width in 1u16..90) {
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        let mut shown: Vec<ByteRange> = (0..sheet.len())
            .flat_map(|row_index| sheet.ranges(row_index))
            .filter(|range| !range.is_empty())
            .collect();
        if !article.blocks().iter().any(|block| matches!(block.kind, BlockKind::Table(_))) {
            prop_assert!(shown.is_sorted(), "in order");
        }
        shown.sort();
        prop_assert!(shown.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "once");
        for range in collect_shown_ranges(&article) {
            for (n, c) in article.text().slice(range).char_indices() {
                let at = ByteOffset::from_usize(range.start().index() + n);
                let is_shown = shown.iter().any(|range| range.contains(at));
                prop_assert!(is_shown || c.is_whitespace(), "{c:?} at {at}");
            }
        }
    }

    #[test]
    fn the_parts_of_an_article_have_the_lines_of_the_whole(
        article in any_article(),
        width in 1u16..90,
        n_blocks in 1_usize..5,
    ) {
        let setting = LayoutOptions::of(Cells(width));
        let lines = |sheet: &Sheet| -> Vec<String> {
            (0..sheet.len()).map(|row_index| sheet.line(&article, row_index)).collect()
        };
        let parts = SheetParts::new(&article, &setting, n_blocks).map(|sheet| lines(&sheet));
        prop_assert_eq!(parts.collect::<Vec<_>>().concat(), lines(&Sheet::set(&article, &setting)));
    }

    #[test]
    fn no_row_is_wider_than_its_pane(article in any_article(), width in 1u16..90) {
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        for row_index in 0..sheet.len() {
            let mut at = Cells::ZERO;
            let mut glyphs: Vec<_> = sheet.glyphs(&article, row_index).collect();
            glyphs.sort_by_key(|glyph| glyph.column);
            for glyph in glyphs {
                prop_assert!(glyph.column >= at, "glyphs do not overlap");
                prop_assert!(glyph.width > Cells::ZERO);
                at = glyph.column + glyph.width;
            }
            prop_assert!(at.get() <= width);
            let line = sheet.line(&article, row_index);
            prop_assert!(super::cluster::count_columns(&line) <= usize::from(width), "{line:?}");
            prop_assert!(!line.contains(|c: char| c.is_control()));
        }
    }

    #[test]
    fn nothing_of_a_verbatim_text_acts_on_a_terminal(raw in any_raw(), width in 1u16..90) {
        let article = Article::verbatim(&raw, ArticleMetadata::default()).expect("short");
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        for row_index in 0..sheet.len() {
            let line = sheet.line(&article, row_index);
            prop_assert!(!line.contains(is_unsafe), "{line:?}");
            prop_assert!(super::cluster::count_columns(&line) <= usize::from(width), "{line:?}");
        }
    }

    #[test]
    fn a_cell_leads_back_to_its_cluster(article in any_article(), width in 1u16..90) {
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        for row_index in 0..sheet.len() {
            for glyph in sheet.glyphs(&article, row_index) {
                let offset = glyph.range.start();
                prop_assert_eq!(sheet.cell_of(&article, offset), Some((row_index, glyph.column)));
                prop_assert_eq!(sheet.offset_at(&article, row_index, glyph.column), Some(offset));
                prop_assert_eq!(sheet.row_of(offset), row_index);
            }
        }
    }

    #[test]
    fn no_position_and_no_row_panics(article in any_article(), width in 0u16..12, at in 0u32..600) {
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        let _ = sheet.cell_of(&article, ByteOffset::new(at));
        let row_index = at as usize;
        let _ = (sheet.first_offset(row_index), sheet.line(&article, row_index), sheet.range_of(0..row_index));
    }

    #[test]
    fn a_resize_keeps_the_place(article in any_article(), width in 1u16..90, other in 1u16..90) {
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        let resized = Sheet::set(&article, &LayoutOptions::of(Cells(other)));
        for row_index in 0..sheet.len() {
            let anchor = sheet.anchor(row_index);
            prop_assert_eq!(sheet.row_at(anchor), row_index);
            if anchor.n_above == 0 && sheet.ranges(row_index).any(|range| !range.is_empty()) {
                let found = resized.row_at(anchor);
                let shown: Vec<_> = resized.ranges(found).collect();
                prop_assert!(shown.iter().any(|range| range.contains(anchor.offset)), "{shown:?}");
            }
        }
    }

    #[test]
    fn lines_hold_whole_clusters(article in any_article(), width in 1u16..90) {
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(width)));
        let text = article.text();
        let borders: BTreeSet<_> = collect_shown_ranges(&article)
            .into_iter()
            .flat_map(|range| {
                let clusters = grapheme_clusters(text.slice(range), range.start());
                clusters.map(|(range, _)| range.start()).chain([range.end()])
            })
            .collect();
        for row_index in 0..sheet.len() {
            for range in sheet.ranges(row_index).filter(|range| !range.is_empty()) {
                prop_assert!(borders.contains(&range.start()) && borders.contains(&range.end()), "{range:?}");
            }
        }
    }
}

/// Each text would take minutes if layout were not linear in its length.
#[test]
fn texts_made_to_be_slow_are_not() {
    let units = [
        "a",
        " ",
        "-",
        "\u{301}",
        "🇫🇷",
        "👩\u{200d}",
        "\u{600}語",
        " \u{301}",
        "語",
        "क्",
        "“",
        "a\u{200b}",
    ];
    for unit in units {
        let raw = unit.repeat(50_000 / unit.len());
        let article = Article::verbatim(&raw, ArticleMetadata::default()).expect("short enough");
        let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(7)));
        let last = sheet.len().saturating_sub(1);
        let _ = sheet.cell_of(&article, article.text().end());
        let _ = sheet.line(&article, last);
    }
}

//! Whole pages as text, at several widths.

use super::Anchor;
use super::BlockSet;
use super::Cells;
use super::LayoutOptions;
use super::RowKind;
use super::Sheet;
use crate::article::Article;
use crate::article::ArticleBuilder;
use crate::article::ArticleMetadata;
use crate::article::BlockKind;
use crate::article::Link;
use crate::article::PublicationDate;
use crate::text::ByteOffset;

fn sample_article(about: ArticleMetadata, blocks: &[(BlockKind, &str)]) -> Article {
    let mut builder = ArticleBuilder::new();
    for (kind, words) in blocks {
        builder.open(*kind);
        builder.push(words);
    }
    builder.finish(about).expect("short")
}

fn render_page(article: &Article, setting: &LayoutOptions) -> String {
    let sheet = Sheet::set(article, setting);
    let lines: Vec<_> = (0..sheet.len()).map(|n| sheet.line(article, n)).collect();
    lines.join("\n")
}

#[track_caller]
fn check_page(blocks: &[(BlockKind, &str)], width: u16, expected: &str) {
    let article = sample_article(ArticleMetadata::default(), blocks);
    let found = render_page(&article, &LayoutOptions::of(Cells(width)));
    assert_eq!(found, expected.trim_matches('\n'), "found:\n{found}");
}

#[track_caller]
fn check_table(rows: &[&[&str]], width: u16, expected: &str) {
    let mut builder = ArticleBuilder::new();
    let rows: Vec<(bool, Vec<String>)> = rows
        .iter()
        .enumerate()
        .map(|(n, cells)| {
            (
                n == 0,
                cells.iter().map(|cell| (*cell).to_owned()).collect(),
            )
        })
        .collect();
    builder.add_table(&rows);
    let article = builder.finish(ArticleMetadata::default()).expect("short");
    let found = render_page(&article, &LayoutOptions::of(Cells(width)));
    assert_eq!(found, expected.trim_matches('\n'), "found:\n{found}");
}

const BULLET_ITEM: BlockKind = BlockKind::Item {
    depth: 0,
    ordinal: None,
};

const fn numbered_item(n: u32) -> BlockKind {
    BlockKind::Item {
        depth: 0,
        ordinal: Some(n),
    }
}

#[test]
fn a_page_has_its_head_above_the_text() {
    let about = ArticleMetadata {
        title: "Ferry service to the islands is suspended".into(),
        byline: Some("Una Brae".into()),
        site: "The Quay Post".into(),
        link: Link::parse("https://quay.example/news/2024/ferry-service-suspended"),
        published: Some(PublicationDate {
            date: "2024-03-04".parse().expect("a date"),
            instant: None,
        }),
        ..ArticleMetadata::default()
    };
    let article = sample_article(
        about,
        &[(BlockKind::Paragraph, "No ferry sails before Friday.")],
    );
    let expected = "\
Ferry service to the islands
is suspended
Una Brae · The Quay Post · 4
March 2024
quay.example/news/2024/ferr…

No ferry sails before
Friday.";
    assert_eq!(
        render_page(&article, &LayoutOptions::of(Cells(28))),
        expected
    );
    let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(28)));
    assert_eq!(sheet.row_of(ByteOffset::ZERO), 6);
    assert_eq!(
        sheet.row(0).map(|row| (row.kind, row.block)),
        Some((RowKind::Title, None))
    );
}

#[test]
fn blocks_stand_apart_and_items_together() {
    check_page(
        &[
            (BlockKind::Heading(2), "What we know"),
            (
                BlockKind::Paragraph,
                "The bridge has been shut since Monday.",
            ),
            (BULLET_ITEM, "Trams turn at the river."),
            (
                BlockKind::Item {
                    depth: 1,
                    ordinal: None,
                },
                "Line 4 too, from noon.",
            ),
            (BULLET_ITEM, "Buses run."),
            (BlockKind::Rule, ""),
            (BlockKind::Caption, "The bridge on Monday"),
        ],
        20,
        "
What we know

The bridge has been
shut since Monday.

• Trams turn at the
  river.
  ◦ Line 4 too, from
    noon.
• Buses run.

────────────────────

    The bridge on
    Monday
",
    );
}

#[test]
fn numbers_of_a_list_end_in_one_column() {
    check_page(
        &[
            (numbered_item(9), "Nine."),
            (numbered_item(10), "Ten, and a bit more."),
        ],
        16,
        "
 9. Nine.
10. Ten, and a
    bit more.
",
    );
}

#[test]
fn quotations_have_a_bar_that_goes_through() {
    check_page(
        &[
            (BlockKind::Quotation { depth: 0 }, "We were told to wait."),
            (BlockKind::Quotation { depth: 1 }, "And so we did."),
        ],
        14,
        "
│ We were told
│ to wait.
│
│ │ And so we
│ │ did.
",
    );
}

#[test]
fn code_is_cut_and_goes_on_behind_a_sign() {
    check_page(
        &[(BlockKind::Preformatted, "let a = 1;\n\n    return a + b;")],
        14,
        "
  let a = 1;

      return a
↪  + b;
",
    );
}

#[test]
fn a_narrow_pane_gives_up_the_indent() {
    check_page(
        &[
            (BULLET_ITEM, "ab cd"),
            (BlockKind::Quotation { depth: 3 }, "ef"),
        ],
        3,
        "ab\ncd\n\nef",
    );
    check_page(&[(BULLET_ITEM, "語ab")], 1, "▯\na\nb");
}

#[test]
fn a_wide_pane_centres_the_text() {
    let article = sample_article(
        ArticleMetadata::default(),
        &[(BlockKind::Paragraph, "One two three.")],
    );
    let setting = LayoutOptions {
        measure: Cells(8),
        ..LayoutOptions::of(Cells(20))
    };
    assert_eq!(
        render_page(&article, &setting),
        "      One two\n      three."
    );
    let sheet = Sheet::set(&article, &setting);
    assert_eq!(
        sheet.cell_of(&article, ByteOffset::new(4)),
        Some((0, Cells(10)))
    );
    assert_eq!(
        sheet.offset_at(&article, 1, Cells(6)),
        Some(ByteOffset::new(8))
    );
    assert_eq!(sheet.offset_at(&article, 1, Cells(5)), None);
}

#[test]
fn lines_wrapped_by_hand_flow_and_verses_do_not() {
    let by_hand = "The committee met on Tuesday to discuss the plan for\nthe harbour, and agreed to meet again.";
    check_page(
        &[(BlockKind::Paragraph, by_hand)],
        60,
        "
The committee met on Tuesday to discuss the plan for the
harbour, and agreed to meet again.
",
    );
    check_page(
        &[(BlockKind::Paragraph, "Roses are red,\nviolets are blue")],
        60,
        "Roses are red,\nviolets are blue",
    );
}

const RESULTS_TABLE: &[&[&str]] = &[
    &["Team", "Won", "Points"],
    &["Harbour Rovers", "12", "38"],
    &["Old Town", "9", "31.5"],
];

#[test]
fn numbers_of_a_table_stand_right() {
    check_table(
        RESULTS_TABLE,
        40,
        "
Team            Won  Points
──────────────  ───  ──────
Harbour Rovers   12      38
Old Town          9    31.5
",
    );
}

#[test]
fn cells_wrap_where_the_pane_is_narrow() {
    check_table(
        RESULTS_TABLE,
        22,
        "
Team       Won  Points
─────────  ───  ──────
Harbour     12      38
Rovers
Old Town     9    31.5
",
    );
}

#[test]
fn a_table_without_room_for_columns_is_stacked() {
    check_table(
        RESULTS_TABLE,
        15,
        "
Team: Harbour
      Rovers
Won: 12
Points: 38

Team: Old Town
Won: 9
Points: 31.5
",
    );
}

#[test]
fn rows_that_are_longer_than_the_head_and_empty_cells_are_fine() {
    check_table(
        &[&["A"], &["x", "y"], &["", "z"]],
        20,
        "A\n─  ─\nx  y\n   z",
    );
    check_table(&[&["A", "B"]], 20, "A  B");
    check_table(&[&["Alpha", "Beta"]], 4, "Alph\na\nBeta");
}

#[test]
fn folded_blocks_are_one_row() {
    let paragraphs = [
        (BlockKind::Paragraph, "One."),
        (BlockKind::Paragraph, "Two."),
        (BlockKind::Paragraph, "Three."),
    ];
    let article = sample_article(ArticleMetadata::default(), &paragraphs);
    let folded: BlockSet = [0, 1].into_iter().collect();
    let setting = LayoutOptions {
        folded: Some(&folded),
        ..LayoutOptions::of(Cells(30))
    };
    assert_eq!(render_page(&article, &setting), "⋯ 2 paragraphs\n\nThree.");
    let sheet = Sheet::set(&article, &setting);
    assert_eq!(sheet.row_of(ByteOffset::new(7)), 0);
    assert_eq!(sheet.cell_of(&article, ByteOffset::new(7)), None);
    assert_eq!(sheet.rows_of(1), 0..1);
    assert_eq!(sheet.row_of(ByteOffset::new(13)), 2);
}

#[test]
fn an_empty_article_has_no_rows() {
    let article = sample_article(ArticleMetadata::default(), &[]);
    let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(80)));
    assert!(sheet.is_empty());
    assert_eq!(sheet.row_of(ByteOffset::new(3)), 0);
    assert_eq!(sheet.first_offset(3), ByteOffset::ZERO);
    assert_eq!(sheet.row_at(sheet.anchor(0)), 0);
    assert_eq!(
        sheet.row_at(Anchor {
            offset: ByteOffset::new(9),
            n_above: 4
        }),
        0
    );
}

#[test]
fn every_row_is_found_again_by_its_anchor() {
    let blocks = [
        (BlockKind::Heading(1), "Head"),
        (BlockKind::Rule, ""),
        (BlockKind::Preformatted, "a\n\nb"),
        (BlockKind::Paragraph, "One two three four."),
    ];
    let about = ArticleMetadata {
        title: "A title of words".into(),
        ..ArticleMetadata::default()
    };
    let article = sample_article(about, &blocks);
    let sheet = Sheet::set(&article, &LayoutOptions::of(Cells(6)));
    for row_index in 0..sheet.len() {
        assert_eq!(sheet.row_at(sheet.anchor(row_index)), row_index);
    }
}

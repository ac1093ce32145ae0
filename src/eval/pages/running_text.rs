//! The running text of an article, and what a gold corpus asks of it.

use super::gold_page::GoldPage;
use super::word_runs::{RunScore, format_ppm};
use crate::article::{Article, Block, BlockKind};
use crate::eval::checks::{GoldCheck, normalize_spaces, quote_start};

/// The F1 from which a text is right that need not be exact, in parts per million. One line too many or too few in an
/// article of thirty lines stays above it.
const MIN_RIGHT_F1_PPM: u64 = 950_000;

/// What parts the blocks of a searched text. No segment has it.
const SEGMENT_BORDER: &str = "\n";

/// Returns the blocks of an article without its title.
fn blocks_below_title(article: &Article) -> impl Iterator<Item = &Block> {
    article
        .blocks()
        .iter()
        .skip(usize::from(article.has_title_block()))
}

/// The blocks of an article that are neither its title nor captions, with normalized spaces.
pub(super) struct RunningText {
    blocks: Vec<String>,
}

impl RunningText {
    pub(super) fn of_article(article: &Article) -> Self {
        let blocks = blocks_below_title(article)
            .filter(|block| block.kind != BlockKind::Caption)
            .map(|block| block_text(article, block))
            .filter(|text| !text.is_empty());
        Self {
            blocks: blocks.collect(),
        }
    }

    /// Returns the text with an empty line between blocks.
    pub(super) fn joined(&self) -> String {
        self.blocks.join("\n\n")
    }
}

fn block_text(article: &Article, block: &Block) -> String {
    normalize_spaces(article.text().slice(block.range))
}

/// Returns the text in which segments are searched: a segment is within one block, and within one line where the ends
/// of lines are kept.
fn searched_text(article: &Article, block: &Block) -> String {
    let text = article.text().slice(block.range);
    if matches!(block.kind, BlockKind::Table(_)) {
        return normalize_spaces(text);
    }
    let lines = text.lines().map(normalize_spaces);
    lines.collect::<Vec<_>>().join(SEGMENT_BORDER)
}

/// Returns the check of the whole text; `None` if the gold has none.
pub(super) fn check_text(page: &GoldPage, found: &RunningText) -> Option<GoldCheck> {
    let gold = page.text.as_ref()?;
    if !page.exact {
        let score = RunScore::of_texts(gold, &found.joined());
        let difference = || {
            let [precision, recall] = [score.precision, score.recall].map(format_ppm);
            format!("precision {precision}, recall {recall}")
        };
        let is_right = score.f1() >= MIN_RIGHT_F1_PPM;
        return Some(GoldCheck::of("text", is_right, difference));
    }
    let mut expected = gold.split("\n\n").map(normalize_spaces).collect::<Vec<_>>();
    expected.retain(|block| !block.is_empty());
    Some(GoldCheck::of("text", expected == found.blocks, || {
        describe_first_difference(&expected, &found.blocks)
    }))
}

/// Returns the first blocks that differ.
fn describe_first_difference(expected: &[String], found: &[String]) -> String {
    let n_same = expected
        .iter()
        .zip(found)
        .take_while(|(one, other)| one == other)
        .count();
    let shown = |blocks: &[String]| {
        let block = blocks.get(n_same);
        block.map_or("nothing".to_owned(), |block| quote_start(block))
    };
    let (found, expected) = (shown(found), shown(expected));
    format!("block {}: {found} instead of {expected}", n_same + 1)
}

/// Returns the checks of segments: those that must be there, must not, once, and in a block of a kind.
pub(super) fn check_segments(page: &GoldPage, article: &Article) -> Vec<GoldCheck> {
    let blocks: Vec<(&str, String)> = blocks_below_title(article)
        .map(|block| (kind_name(block.kind), searched_text(article, block)))
        .collect();
    let count = |segment: &str, is_searched: &dyn Fn(&str) -> bool| {
        let segment = normalize_spaces(segment);
        let searched = blocks.iter().filter(|(kind, _)| is_searched(kind));
        let counts = searched.map(|(_, text)| text.matches(&segment).count());
        counts.sum::<usize>()
    };
    let is_running: &dyn Fn(&str) -> bool = &|kind| kind != "caption";
    let mut checks = Vec::new();
    let mut check = |name: &str, segment: &str, is_right: bool, fault: &str| {
        let difference = || format!("{} {fault}", quote_start(segment));
        checks.push(GoldCheck::of(name, is_right, difference));
    };
    for segment in &page.must {
        check(
            "must",
            segment,
            count(segment, is_running) > 0,
            "is missing",
        );
    }
    for segment in &page.must_not {
        check(
            "must not",
            segment,
            count(segment, is_running) == 0,
            "is there",
        );
    }
    for segment in &page.once {
        let in_title = normalize_spaces(&article.about.title).contains(&normalize_spaces(segment));
        let n = count(segment, &|_| true) + usize::from(in_title);
        check("once", segment, n == 1, "is not there once");
    }
    for (wanted, segments) in &page.kinds {
        for segment in segments {
            let has = count(segment, &|kind| kind == wanted) > 0;
            check(
                &format!("kind {wanted}"),
                segment,
                has,
                "is in no such block",
            );
        }
    }
    checks
}

/// Returns the name of a kind of block in a gold corpus.
const fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Item { .. } => "item",
        BlockKind::Quotation { .. } => "quotation",
        BlockKind::Caption => "caption",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Table(_) => "table",
        BlockKind::Rule => "rule",
    }
}

//! Plain text: the article as the terminal shows it.

use super::super::Format;
use super::super::Id;
use crate::annotation::Annotations;
use crate::article::Article;
use crate::layout::Cells;
use crate::layout::MEASURE;
use crate::layout::Setting;
use crate::layout::Sheet;

/// The article as the terminal shows it, without escape sequences.
pub(in super::super) struct PlainText;

impl Format for PlainText {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "the article as the terminal shows it"
    }

    fn write(&self, article: &Article, _: &Annotations, _: Option<Id<'_>>) -> String {
        text(article, MEASURE)
    }
}

/// Returns the article set in lines of at most `width` columns, without a character that could act on a terminal, even
/// where the article's text was taken verbatim.
pub fn text(article: &Article, width: Cells) -> String {
    let setting = Setting {
        measure: width,
        ..Setting::of(width)
    };
    let sheet = Sheet::set(article, &setting);
    let mut page = String::with_capacity(article.text().as_str().len() * 9 / 8);
    for row_index in 0..sheet.len() {
        page.push_str(&sheet.line(article, row_index));
        page.push('\n');
    }
    page
}

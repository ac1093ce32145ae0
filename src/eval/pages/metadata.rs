//! Compares the metadata of an article with the gold of its page.

use super::gold_page::GoldPage;
use crate::article::{Article, Language, PublicationDate};
use crate::eval::checks::{GoldCheck, normalize_spaces};

/// Returns a check for each field of the metadata that the gold names.
pub(super) fn check_metadata(page: &GoldPage, article: &Article) -> Vec<GoldCheck> {
    let about = &article.about;
    let known = |text: &str| Some(normalize_spaces(text)).filter(|text| !text.is_empty());
    let language = about.language.as_ref().map(Language::code);
    let fields = [
        ("title", &page.title, known(&about.title)),
        ("site", &page.site, known(&about.site)),
        ("section", &page.section, about.section.clone()),
        ("language", &page.language, language.map(str::to_owned)),
    ];
    let mut checks = Vec::new();
    for (name, expected, found) in fields {
        if expected.is_scored() {
            let expected = expected.value().map(|value| normalize_spaces(value));
            let check = GoldCheck::of_value(name, expected.as_deref(), found.as_deref());
            checks.push(check);
        }
    }
    if page.authors.is_scored() {
        let names = |list: Vec<&str>| Some(list.join("; ")).filter(|list| !list.is_empty());
        let expected = page
            .authors
            .value()
            .into_iter()
            .flatten()
            .map(String::as_str);
        let (expected, found) = (names(expected.collect()), names(about.authors()));
        let check = GoldCheck::of_value("authors", expected.as_deref(), found.as_deref());
        checks.push(check);
    }
    let dates = [
        ("published", &page.published, about.published),
        ("updated", &page.updated, about.updated),
    ];
    for (name, expected, found) in dates {
        if expected.is_scored() {
            let expected = expected.value().map(String::as_str);
            checks.push(check_date(name, expected, found));
        }
    }
    checks
}

/// Returns a check of a date. A gold with a time asks for the instant, one without for the local date.
fn check_date(name: &str, expected: Option<&str>, found: Option<PublicationDate>) -> GoldCheck {
    let is_time = expected.is_some_and(|written| written.contains('T'));
    let found = found.map(|date| match date.instant {
        Some(instant) if is_time => instant.to_string(),
        _ => date.date.to_string(),
    });
    GoldCheck::of_value(name, expected, found.as_deref())
}

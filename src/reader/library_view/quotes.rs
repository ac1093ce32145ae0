//! The view of quotes: who said what, in all articles.

use super::model::{LibraryView, PageBuilder, RowSubject, RowTarget, ViewAsk, ViewOrder, ViewRow};
use super::period::{day_column, period_of};
use crate::annotation::Speech;
use crate::highlight::Tag;
use crate::library::{FindingSource, LibraryQuestions, LibraryQuote, QuerySort};
use crate::reader::lists::one_line;

/// The view of quotes.
pub(in crate::reader) const QUOTES_VIEW: &LibraryView = &LibraryView {
    command: "library-quotes",
    says: "everything that this person said, in all articles (without a name: all quotes)",
    title: "Quotes",
    noun: "quote",
    data: "quotes",
    name_field: Some("speaker"),
    orders: &[
        ViewOrder {
            sort: QuerySort::Newest,
            words: "",
            says: "Quotes by time, newest first",
        },
        ViewOrder {
            sort: QuerySort::Speaker,
            words: "by speaker",
            says: "Quotes by speaker",
        },
        ViewOrder {
            sort: QuerySort::Oldest,
            words: "oldest first",
            says: "Quotes by time, oldest first",
        },
        ViewOrder {
            sort: QuerySort::Article,
            words: "by article",
            says: "Quotes by article",
        },
    ],
    would_be: "what people said, with the article that quotes them",
    load: load_quotes,
};

fn load_quotes(
    library: &dyn LibraryQuestions,
    ask: &ViewAsk,
    page: &mut PageBuilder<'_>,
) -> Result<(), String> {
    library.each_quote(&ask.sorted_query(), &mut |quote| {
        page.take(|| quote_row(&quote, ask))
    })
}

fn quote_row(quote: &LibraryQuote, ask: &ViewAsk) -> ViewRow {
    let speaker = quote.speaker.as_ref();
    let name = speaker.map(|speaker| one_line(&speaker.name));
    let source = source_words(&quote.source);
    let published = quote.source.published;
    let unresolved = || "unresolved".to_owned();
    let shown = name.as_ref().map_or_else(unresolved, String::clone);
    let (group, head, aside) = match ask.sort() {
        QuerySort::Speaker => (shown, source, String::new()),
        QuerySort::Article => (source, shown, String::new()),
        _ => (period_of(published, ask.now), shown, source),
    };
    let is_speaker = ask.sort() != QuerySort::Speaker && speaker.is_some();
    ViewRow {
        group: Some(group),
        head,
        head_tag: is_speaker.then_some(Tag::Speaker),
        aside,
        columns: vec![day_column(published, ask.now)],
        words: one_line(&quote.words),
        is_reported: quote.kind == Speech::Indirect.name(),
        target: RowTarget::Passage(quote.source.entry, quote.range),
        subject: name.map(|name| RowSubject {
            name,
            key: speaker.and_then(|speaker| speaker.key.clone()),
        }),
    }
}

/// Returns the outlet and the headline of a finding.
pub(super) fn source_words(source: &FindingSource) -> String {
    let (site, title) = (one_line(&source.site), one_line(&source.title));
    let parts = [site, title];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(": ")
}

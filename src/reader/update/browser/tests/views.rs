//! Views over the library: opened from anywhere, filtered, ordered, left.

use super::*;
use crate::reader::library_view::{ENTITIES_VIEW, FIGURES_VIEW, QUOTES_VIEW};
use crate::reader::{OpenView, RowTarget};

impl BrowserTestReader {
    fn view(&self) -> &OpenView {
        self.app.visible_view().expect("a view")
    }

    fn heads(&self) -> Vec<&str> {
        let rows = self.view().rows().iter();
        rows.map(|row| row.head.as_str()).collect()
    }
}

#[test]
fn a_row_leads_to_its_article_and_back_to_the_same_row() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::View(QUOTES_VIEW)).run(Command::Down);
    assert_eq!(reader.heads(), ["Mara Lindqvist", "Ada Roe"]);
    assert_eq!(reader.view().cursor, 1);
    reader.run(Command::Open);
    assert_eq!(reader.reading(), Some(30));
    assert!(reader.app.visible_view().is_none());
    // The keys of the next article go through the rows of the view.
    reader.run(Command::PreviousArticle);
    assert_eq!(reader.reading(), Some(1));
    reader.run(Command::Close);
    assert_eq!(reader.view().cursor, 0);
    reader.run(Command::Close);
    assert!(reader.app.visible_browser().is_some());
}

#[test]
fn the_article_is_shown_at_the_passage() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::View(FIGURES_VIEW)).run(Command::Open);
    let document = reader.app.document().expect("an article");
    let article = std::sync::Arc::clone(&document.article);
    let (ticket, range) = {
        let findings = crate::reader::fixture::sample_findings(&article);
        let (item, _) = findings.annotations.figures().last().expect("a figure");
        let orders = reader.library.orders.iter().rev();
        let mut tickets = orders.filter_map(|order| match order {
            Effect::Annotate(ticket, _) => Some(*ticket),
            _ => None,
        });
        (tickets.next().expect("a request"), item.range)
    };
    let scalars = crate::text::ScalarIndex::new(article.text().as_str());
    let at = |offset| usize::try_from(scalars.scalar(offset)).expect("a length");
    let browser = reader.app.browser.as_deref_mut().expect("a library");
    let reading = browser.open_entry.as_mut().expect("an entry");
    reading.passage = Some((at(range.start()), at(range.end())));
    let found = crate::reader::fixture::sample_findings(&article);
    reader.take(Msg::Annotated(ticket, Ok(found)));
    let document = reader.app.document().expect("an article");
    let selected = document.selected().expect("the figure is selected");
    assert_eq!(selected.range, range);
    assert!(document.in_view().covers(range));
}

#[test]
fn the_filter_is_a_query_that_is_tried_while_it_is_typed() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::View(QUOTES_VIEW)).run(Command::Query);
    reader.types("since:7d speaker:roe");
    assert_eq!(reader.view().filter.words, "since:7d speaker:roe");
    reader.take(Msg::Submit);
    assert!(matches!(reader.app.mode, InputMode::Normal));
    reader
        .run(Command::Query)
        .types("kind:nothing")
        .take(Msg::Submit);
    assert!(
        reader.notice().contains("unknown value"),
        "{}",
        reader.notice()
    );
    assert_eq!(reader.view().filter.words, "since:7d speaker:roe");
    reader
        .run(Command::Query)
        .types("harbour")
        .take(Msg::Cancel);
    assert_eq!(reader.view().filter.words, "since:7d speaker:roe");
    // Back first takes the filter away, then the view.
    reader.run(Command::Back);
    assert_eq!(reader.view().filter.words, "");
    reader.run(Command::Back);
    assert!(reader.app.visible_browser().is_some());
}

#[test]
fn the_list_below_keeps_its_query_and_its_entries() {
    let mut reader = BrowserTestReader::new();
    reader
        .run(Command::Query)
        .types("number 3")
        .take(Msg::Submit);
    let before = reader.browser().list.ids().to_vec();
    reader.run(Command::View(FIGURES_VIEW)).run(Command::Query);
    reader.types("figure:>1bn").take(Msg::Submit);
    reader.run(Command::Delete);
    assert!(
        reader.notice().contains("list of articles"),
        "{}",
        reader.notice()
    );
    reader.run(Command::ShowArticles);
    assert_eq!(reader.browser().list.ids(), before);
    assert_eq!(reader.browser().active_query.words, "number 3");
}

#[test]
fn a_name_filters_the_view_that_is_opened_from_it_and_leads_back() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::Open);
    let article = std::sync::Arc::clone(&reader.app.document().expect("an article").article);
    let orders = reader.library.orders.iter();
    let mut ticket = orders.filter_map(|order| match order {
        Effect::Annotate(ticket, _) => Some(*ticket),
        _ => None,
    });
    let ticket = ticket.next_back().expect("a request");
    let found = crate::reader::fixture::sample_findings(&article);
    reader.take(Msg::Annotated(ticket, Ok(found)));
    reader
        .run(Command::NextEntity)
        .run(Command::View(QUOTES_VIEW));
    let words = reader.view().filter.words.clone();
    assert!(words.starts_with("speaker:"), "{words}");
    reader.run(Command::ShowFigures);
    assert_eq!(reader.view().view, FIGURES_VIEW);
    assert_eq!(reader.view().filter.words, words);
    reader.run(Command::Back);
    assert_eq!(reader.reading(), Some(1));
}

#[test]
fn names_lead_to_what_they_said_and_orders_take_turns() {
    let mut reader = BrowserTestReader::new();
    reader.run(Command::View(ENTITIES_VIEW)).run(Command::Sort);
    assert_eq!(reader.notice(), "Names by the day when they were last seen");
    let target = reader.view().current().map(|row| row.target.clone());
    assert_eq!(
        target,
        Some(RowTarget::Entity("person/mara-lindqvist".to_owned()))
    );
    reader.run(Command::View(QUOTES_VIEW));
    assert_eq!(reader.view().filter.words, "speaker:person/mara-lindqvist");
    reader.run(Command::Close);
    assert_eq!(reader.view().view, ENTITIES_VIEW);
    reader.run(Command::Sort).run(Command::Sort);
    assert_eq!(reader.notice(), "Names by articles, most first");
    reader
        .run(Command::Query)
        .types("sort:oldest")
        .take(Msg::Submit);
    reader.run(Command::Sort);
    assert!(
        reader.notice().contains("sets the order"),
        "{}",
        reader.notice()
    );
}

#[test]
fn rows_that_cannot_be_read_say_why_and_late_rows_are_dropped() {
    let mut reader = BrowserTestReader::new();
    let effects = update(&mut reader.app, Msg::Do(Command::View(QUOTES_VIEW), None));
    let asked = effects.0.iter().find_map(|effect| match effect {
        Effect::Ask(ticket, LibraryRequest::View(_)) => Some(*ticket),
        _ => None,
    });
    let asked = asked.expect("a request");
    reader.run(Command::Close).run(Command::View(QUOTES_VIEW));
    let page = LibraryResponse::View(crate::reader::ViewPage::default());
    reader.take(Msg::Answered(asked, Ok(page)));
    assert_eq!(reader.view().rows().len(), 2);
    let effects = update(&mut reader.app, Msg::Do(Command::ShowNew, None));
    let Some(Effect::Ask(ticket, _)) = effects.0.first() else {
        panic!("a request");
    };
    let why = "the disk is gone".to_owned();
    update(&mut reader.app, Msg::Answered(*ticket, Err(why.clone())));
    assert_eq!(reader.view().failure.as_ref(), Some(&why));
}

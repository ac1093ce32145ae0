//! Test fixture: a small library that answers requests.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{LibraryRequest, LibraryResponse, LocalTime, Overview};
use crate::annotation::EntityKind;
use crate::article::Link;
use crate::config::{Settings, TerminalProfile};
use crate::feeds::Subscription;
use crate::library::{
    EntityList, EntityNumber, EntityRow, EntryChange, EntryFlag, EntryId, EntryListing, EntryRow,
    FeedHealth, FeedId, FeedRow, FindingSource, LibraryFigure, LibraryQuestions, LibraryQuote,
    LibrarySpeaker, LibraryTotals, Query, QueryTerm, RowTaker, SavedQuery, Snippet,
};
use crate::reader::fixture::sample_article;
use crate::reader::{
    App, Effect, Effects, Msg, PageBuilder, Size, Ticket, ViewAsk, ViewPage, update,
};

pub(crate) fn sample_feed(id: i64, title: &str, folder: &str, n_unread: u32) -> FeedRow {
    FeedRow {
        id: FeedId(id),
        subscription: Subscription {
            folder: folder.to_owned(),
            ..Subscription::of(format!("https://example.org/{id}.xml"))
        },
        title: title.to_owned(),
        n_unread,
        n_entries: n_unread + 10,
        health: FeedHealth::default(),
    }
}

/// Returns three feeds, one of which fails, and a saved query.
pub(crate) fn sample_overview() -> Overview {
    let mut broken = sample_feed(3, "Bog Notes", "", 0);
    broken.health.error = Some("the server answers 503: try later".to_owned());
    Overview {
        feeds: vec![
            sample_feed(1, "Elm Post", "News", 7),
            sample_feed(2, "Alder Times", "News", 0),
            broken,
        ],
        saved: vec![SavedQuery {
            name: "Harbours".to_owned(),
            query: "harbour or port".to_owned(),
        }],
        totals: LibraryTotals {
            n_entries: 30,
            n_unread: 7,
            n_starred: 1,
        },
        tags: vec!["later".to_owned(), "law".to_owned()],
        is_welcome: false,
    }
}

/// Returns the current time in tests, noon in UTC.
pub(crate) fn test_noon() -> Timestamp {
    Timestamp::constant(1_773_144_000, 0)
}

pub(crate) fn sample_row(id: i64) -> EntryRow {
    let hours = jiff::SignedDuration::from_hours(id);
    EntryRow {
        id: EntryId(id),
        feed: FeedId(1),
        title: format!("Ship number {id} leaves the harbour"),
        site: "Elm Post".to_owned(),
        link: Link::parse(&format!("https://example.org/ships/{id}")),
        published: Some(test_noon() - hours),
        seen: test_noon() - hours,
        is_read: id % 3 == 0,
        is_starred: id == 2,
        is_archived: false,
        tags: Vec::new(),
        entities: vec!["Mara Lindqvist".to_owned(), "Port Elm".to_owned()],
        n_quotes: Some(4),
        n_figures: Some(9),
        n_dates: Some(3),
        n_copies: u32::from(id == 4) * 2,
        has_page: id == 5,
    }
}

/// The number of entries in the library.
pub(crate) const N_ENTRIES: i64 = 40;

/// A library that answers requests and stores changes.
#[derive(Debug)]
pub(crate) struct FakeLibrary {
    pub(crate) rows: Vec<EntryRow>,
    pub(crate) overview: Overview,
    /// False: views have no rows, and three articles are not annotated.
    pub(crate) has_findings: bool,
    /// The effects received that are not queries.
    pub(crate) orders: Vec<Effect>,
}

impl Default for FakeLibrary {
    fn default() -> Self {
        Self {
            rows: (1..=N_ENTRIES).map(sample_row).collect(),
            overview: sample_overview(),
            has_findings: true,
            orders: Vec::new(),
        }
    }
}

impl FakeLibrary {
    /// Answers the queries among the effects, and those that result from the answers.
    pub(crate) fn serve(&mut self, app: &mut App, effects: Effects) {
        let mut open = effects.0;
        while !open.is_empty() {
            let mut next = Vec::new();
            for effect in open {
                if let Some((ticket, answer)) = self.answer(&effect) {
                    next.extend(update(app, Msg::Answered(ticket, Ok(answer))).0);
                } else {
                    self.orders.push(effect);
                }
            }
            open = next;
        }
    }

    fn answer(&mut self, effect: &Effect) -> Option<(Ticket, LibraryResponse)> {
        Some(match effect {
            Effect::Ask(ticket, ask) => (*ticket, self.look_up(ask)),
            Effect::Change(ticket, change) => {
                (*ticket, LibraryResponse::Changed(self.change(change)))
            }
            _ => return None,
        })
    }

    fn look_up(&self, ask: &LibraryRequest) -> LibraryResponse {
        match ask {
            LibraryRequest::Overview => LibraryResponse::Overview(self.overview.clone()),
            LibraryRequest::List { query, limit, .. } => {
                let matching = self.rows.iter().filter(|row| is_match(query, row));
                let all: Vec<EntryId> = matching.map(|row| row.id).collect();
                let listed = EntryListing {
                    is_complete: all.len() <= *limit,
                    ids: all.into_iter().take(*limit).collect(),
                };
                let rows = listed.ids.iter().filter_map(|id| self.row(*id)).collect();
                LibraryResponse::List(listed, rows)
            }
            LibraryRequest::Count(query, _) => {
                let matching = self.rows.iter().filter(|row| is_match(query, row));
                LibraryResponse::Count(matching.count())
            }
            LibraryRequest::Rows(ids) => {
                LibraryResponse::Rows(ids.iter().filter_map(|id| self.row(*id)).collect())
            }
            LibraryRequest::Snippets(_, ids) => LibraryResponse::Snippets(
                ids.iter()
                    .map(|id| (*id, sample_snippet("the harbour was quiet")))
                    .collect(),
            ),
            LibraryRequest::Article(..) => {
                LibraryResponse::Article(Arc::new(sample_article()), None)
            }
            LibraryRequest::View(ask) => LibraryResponse::View(if self.has_findings {
                view_page(ask)
            } else {
                ViewPage {
                    is_complete: true,
                    n_waiting: 3,
                    ..ViewPage::default()
                }
            }),
            LibraryRequest::EntityPage(_) => LibraryResponse::EntityPage(None),
        }
    }

    fn row(&self, id: EntryId) -> Option<EntryRow> {
        self.rows.iter().find(|row| row.id == id).cloned()
    }

    fn change(&mut self, change: &EntryChange) -> EntryChange {
        let mut changed = Vec::new();
        for row in &mut self.rows {
            if let EntryChange::Read(ids, is_read) = change
                && ids.contains(&row.id)
                && row.is_read != *is_read
            {
                row.is_read = *is_read;
                changed.push(row.id);
            }
        }
        match change {
            EntryChange::Read(_, is_read) => EntryChange::Read(changed, !is_read),
            EntryChange::Star(ids, is_starred) => EntryChange::Star(ids.clone(), !is_starred),
            EntryChange::Tag(ids, tag) => EntryChange::Untag(ids.clone(), tag.clone()),
            EntryChange::Untag(ids, tag) => EntryChange::Tag(ids.clone(), tag.clone()),
            EntryChange::Delete(ids) => EntryChange::Restore(ids.clone()),
            EntryChange::Restore(ids) => EntryChange::Delete(ids.clone()),
            EntryChange::Archive(ids, is_away) => EntryChange::Archive(ids.clone(), !is_away),
        }
    }
}

/// Returns the page of a view over two quotes, two figures and two names.
fn view_page(ask: &ViewAsk) -> ViewPage {
    let mut goes_on = || true;
    let mut page = PageBuilder::new(ask, &mut goes_on);
    (ask.view.load)(&SampleFindings, ask, &mut page).expect("rows");
    page.finish().expect("a page")
}

/// A library of two quotes, figures and names that match any query.
struct SampleFindings;

/// Returns the source of a finding in an entry.
fn sample_source(id: i64) -> FindingSource {
    let row = sample_row(id);
    FindingSource {
        entry: row.id,
        source_id: None,
        title: row.title,
        site: row.site,
        author: None,
        link: row.link,
        published: row.published,
        retrieved: row.seen,
        text_hash: 7,
    }
}

impl LibraryQuestions for SampleFindings {
    fn each_quote(&self, _: &Query, take: RowTaker<'_, LibraryQuote>) -> Result<(), String> {
        for (id, name) in [(1, "Mara Lindqvist"), (30, "Ada Roe")] {
            let quote = LibraryQuote {
                source: sample_source(id),
                words: format!("“The harbour number {id} was never that quiet before.”"),
                range: (0, 9),
                spans: vec![(0, 9)],
                kind: "direct".to_owned(),
                speaker: Some(LibrarySpeaker {
                    name: name.to_owned(),
                    key: Some(format!("person/{}", name.to_lowercase().replace(' ', "-"))),
                    ..LibrarySpeaker::default()
                }),
                cue: None,
                likeness: None,
            };
            if take(quote).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn each_figure(&self, _: &Query, take: RowTaker<'_, LibraryFigure>) -> Result<(), String> {
        for (id, words) in [(1, "41 ships"), (2, "£4.2bn")] {
            let figure = LibraryFigure {
                source: sample_source(id),
                words: words.to_owned(),
                range: (0, 8),
                kind: "count".to_owned(),
                low: "41".to_owned(),
                high: "41".to_owned(),
                modifier: None,
                unit: None,
                per: None,
                change: None,
                of: None,
                sentence: format!("They counted {words} in the harbour."),
                sentence_range: (0, 8),
            };
            if take(figure).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn each_entity(&self, _: &EntityList, take: RowTaker<'_, EntityRow>) -> Result<(), String> {
        for (number, name) in [(1, "Mara Lindqvist"), (2, "Ada Roe")] {
            let row = EntityRow {
                number: EntityNumber(number),
                key: format!("person/{}", name.to_lowercase().replace(' ', "-")),
                name: name.to_owned(),
                kind: EntityKind::Person,
                n_entries: 3,
                n_mentions: 9,
                first_seen: Some(test_noon()),
                last_seen: Some(test_noon()),
                is_decided: number == 2,
            };
            if take(row).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn count_unannotated(&self) -> Result<u32, String> {
        Ok(0)
    }
}

fn sample_snippet(text: &str) -> Snippet {
    Snippet {
        text: text.to_owned(),
        matches: std::iter::once(4..11).collect(),
    }
}

/// Returns whether the row matches. Supports only a part of the query language.
fn is_match(query: &Query, row: &EntryRow) -> bool {
    match query {
        Query::All => true,
        Query::Not(query) => !is_match(query, row),
        Query::And(parts) => parts.iter().all(|part| is_match(part, row)),
        Query::Or(parts) => parts.iter().any(|part| is_match(part, row)),
        Query::Term(QueryTerm::Is(EntryFlag::Unread)) => !row.is_read,
        Query::Term(QueryTerm::Is(EntryFlag::Starred)) => row.is_starred,
        Query::Term(QueryTerm::From(id)) => row.feed == *id,
        Query::Term(QueryTerm::Word(words) | QueryTerm::Text(words)) => {
            row.title.to_lowercase().contains(&words.words)
        }
        Query::Term(_) => false,
    }
}

/// Returns a reader of the library on a screen of this size, with its first requests answered.
pub(crate) fn app_with_library(width: u16, height: u16) -> (App, FakeLibrary) {
    app_with_saved_state(width, height, None)
}

/// As [`app_with_library`], restored from a saved state.
pub(crate) fn app_with_saved_state(
    width: u16,
    height: u16,
    kept: Option<&str>,
) -> (App, FakeLibrary) {
    let size = Size { width, height };
    let mut app = App::of_library(Settings::default(), TerminalProfile::default(), size, kept);
    let now = LocalTime {
        at: test_noon(),
        offset: Offset::UTC,
    };
    update(&mut app, Msg::Clock(now));
    let mut library = FakeLibrary::default();
    let effects = update(&mut app, Msg::LibraryOpened);
    library.serve(&mut app, effects);
    (app, library)
}

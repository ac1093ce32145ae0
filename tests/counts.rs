//! Checks that the counts of an article (quotes, figures, dates, names) are the same in the list, in `list --json`, in
//! the lists, filters and jumps of the reader, and in every export.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use pullquote::annotation::{Annotations, EntityKind, FindingCounts, Speech};
use pullquote::article::{Article, read};
use pullquote::config::{Settings, TerminalProfile};
use pullquote::engine::Engine;
use pullquote::export;
use pullquote::feeds::{Feed, FeedItem, Subscription};
use pullquote::library::{CopyFolding, EntryOrder, EntryRow, Query};
use pullquote::reader::{
    App, ArticleFindings, ArticleSlot, Command, Effect, Msg, RowContent, Size, Tab, update,
};
use pullquote::store::{FeedOutcome, FeedResponse, Library, Validators};
use serde_json::Value;

/// Stores the articles in a new library and returns their rows in the list.
fn listed(articles: &[(Article, Annotations)]) -> Vec<EntryRow> {
    let now: Timestamp = "2026-03-10T12:00:00Z".parse().expect("a time");
    let mut library = Library::in_memory().expect("a library");
    let subscription = Subscription::of("https://example.org/feed");
    let feed = library.subscribe(&subscription, now).expect("a feed");
    let items = articles.iter().map(|(article, _)| FeedItem {
        id: article.about.title.clone(),
        title: article.about.title.clone(),
        ..FeedItem::default()
    });
    let feed_of_all = Feed {
        items: items.collect(),
        ..Feed::default()
    };
    let outcome = FeedOutcome {
        answer: FeedResponse::Feed {
            feed: Box::new(feed_of_all),
            validators: Validators::default(),
            remarks: Vec::new(),
        },
        due: now,
        moved: None,
    };
    library.ingest(feed, &outcome, now).expect("taken");
    let all = library.list(&Query::All, EntryOrder::Newest, CopyFolding::Apart, 100);
    let ids = all.expect("a list").ids;
    let rows = library.rows(&ids).expect("rows");
    for (article, found) in articles {
        let row = rows.iter().find(|row| row.title == article.about.title);
        let id = row.expect("a row").id;
        library.put_page(id, article).expect("kept");
        let kept = library.put_annotations([(id, article, found)]);
        assert_eq!(kept.expect("kept"), 1);
    }
    library.rows(&ids).expect("rows")
}

fn write_export(name: &str, article: &Article, found: &Annotations) -> String {
    let format = export::find_format(name).expect("a format");
    let mut written = Vec::new();
    let done = format.write(article, found, None, &mut written);
    done.expect("written to memory");
    String::from_utf8(written).expect("text")
}

/// Returns the lines of a section: from its heading to the next one or the end.
fn section<'a>(page: &'a str, heading: &str) -> Vec<&'a str> {
    let lines = page.lines().skip_while(|line| *line != heading).skip(1);
    let is_heading = |line: &&str| line.starts_with("## ") || line.starts_with("<h2>");
    lines.take_while(|line| !is_heading(line)).collect()
}

fn exports_have(counts: FindingCounts, article: &Article, found: &Annotations) {
    let json: Value = serde_json::from_str(&write_export("json", article, found)).expect("JSON");
    let csv = write_export("csv", article, found);
    for (field, kind, expected) in [
        ("quotes", "quote", counts.n_quotes),
        ("figures", "figure", counts.n_figures),
        ("dates", "date", counts.n_dates),
    ] {
        assert_eq!(json[field].as_array().map(Vec::len), Some(expected));
        let is_of_kind = |line: &&str| line.contains(&format!(",{kind},"));
        assert_eq!(csv.lines().filter(is_of_kind).count(), expected, "{csv}");
    }
    let n_entities = json["entities"].as_array().map(Vec::len);
    assert_eq!(n_entities, Some(counts.n_names));
    // Pages for readers leave out what the reader leaves out, and say so.
    let n_minor = found
        .items()
        .iter()
        .filter(|item| item.kind.is_minor())
        .count();
    let n_values = counts.n_figures + counts.n_dates - n_minor;
    let note = format!("{n_minor} ordinal");
    let markdown = write_export("markdown", article, found);
    for (heading, expected) in [
        ("## Quotes", counts.n_quotes),
        ("## Entities", counts.n_names),
        ("## Figures and dates", n_values),
    ] {
        let lines = section(&markdown, heading);
        let n = lines.iter().filter(|line| line.starts_with("- ")).count();
        assert_eq!(n, expected, "markdown: {heading}");
    }
    let html = write_export("html", article, found);
    let n_in_panel = |kinds: &[&str]| -> usize {
        let sections = kinds.iter().filter_map(|kind| {
            let section = html
                .split(&format!("<section data-kind=\"{kind}\">"))
                .nth(1)?;
            section.split("</section>").next()
        });
        sections
            .map(|section| {
                section
                    .lines()
                    .filter(|line| line.starts_with("<li"))
                    .count()
            })
            .sum()
    };
    let kinds = EntityKind::ALL.map(EntityKind::name);
    assert_eq!(n_in_panel(&["quote"]), counts.n_quotes, "html");
    assert_eq!(n_in_panel(&kinds), counts.n_names, "html");
    assert_eq!(n_in_panel(&["figure", "date"]), n_values, "html");
    for page in [markdown, html] {
        assert_eq!(page.contains(&note), n_minor > 0, "{note}");
    }
}

/// Returns a reader with this article open and annotated.
fn open_in_reader(article: &Article, found: &Annotations) -> App {
    let mut app = App::new(
        vec![ArticleSlot::read(Arc::new(article.clone()))],
        Settings::default(),
        TerminalProfile::default(),
        Size {
            width: 120,
            height: 40,
        },
    );
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    for effect in effects.0 {
        if let Effect::Annotate(ticket, article) = effect {
            let findings = ArticleFindings {
                annotations: found.clone(),
                sentences: article.blocks().iter().map(|block| block.range).collect(),
            };
            update(&mut app, Msg::Annotated(ticket, Ok(findings)));
        }
    }
    app
}

fn press(app: &mut App, command: Command) {
    update(app, Msg::Do(command, None));
}

fn n_listed(app: &App, tab: Tab) -> usize {
    app.document().expect("open").list(tab).entries().len()
}

/// Returns the number of annotations at which a jump stops, from the first to the last.
fn count_jumps(app: &mut App, (back, forth): (Command, Command)) -> usize {
    let selected = |app: &App| app.document().expect("open").place.selected;
    let go = |app: &mut App, command| {
        let before = selected(app);
        press(app, command);
        selected(app) != before
    };
    while go(app, back) {}
    let mut stops = BTreeSet::new();
    // The selection at the start may be of another kind, or nothing. A step forth and back is of this kind.
    for command in [forth, back] {
        if go(app, command) {
            stops.extend(selected(app));
        }
    }
    while go(app, forth) {
        stops.extend(selected(app));
    }
    stops.len()
}

const QUOTE_JUMPS: (Command, Command) = (Command::PreviousQuote, Command::NextQuote);
const FIGURE_JUMPS: (Command, Command) = (Command::PreviousFigure, Command::NextFigure);

fn reader_has(counts: FindingCounts, article: &Article, found: &Annotations) {
    let mut app = open_in_reader(article, found);
    let n_indirect = found
        .quotes()
        .filter(|(_, quote)| quote.speech == Speech::Indirect)
        .count();
    let n_minor = found
        .items()
        .iter()
        .filter(|item| item.kind.is_minor())
        .count();
    let n_values = counts.n_figures + counts.n_dates;
    assert_eq!(n_listed(&app, Tab::Entities), counts.n_names);
    assert_eq!(n_listed(&app, Tab::Quotes), counts.n_quotes);
    assert_eq!(n_listed(&app, Tab::Figures), n_values - n_minor);
    assert_eq!(count_jumps(&mut app, QUOTE_JUMPS), counts.n_quotes);
    assert_eq!(count_jumps(&mut app, FIGURE_JUMPS), n_values - n_minor);
    // One key hides reported speech, and another press lists it again.
    press(&mut app, Command::ShowQuotes);
    press(&mut app, Command::Kinds);
    assert_eq!(n_listed(&app, Tab::Quotes), counts.n_quotes - n_indirect);
    let n_jumps = count_jumps(&mut app, QUOTE_JUMPS);
    assert_eq!(n_jumps, counts.n_quotes - n_indirect);
    press(&mut app, Command::Kinds);
    // One key lists ordinals and vague times, if there are any.
    press(&mut app, Command::ShowFigures);
    if n_minor > 0 {
        press(&mut app, Command::Kinds);
        assert_eq!(n_listed(&app, Tab::Figures), n_values);
        assert_eq!(count_jumps(&mut app, FIGURE_JUMPS), n_values);
    }
    // The list by speaker, and the lists of each speaker, have the same quotes.
    press(&mut app, Command::ShowQuotes);
    press(&mut app, Command::Sort);
    assert_eq!(n_listed(&app, Tab::Quotes), counts.n_quotes);
    let rows = app.document().expect("open").list(Tab::Quotes).rows();
    let n_grouped = rows.iter().filter_map(|row| match &row.part {
        RowContent::Group(_, n) => Some(*n),
        _ => None,
    });
    assert_eq!(n_grouped.sum::<usize>(), counts.n_quotes);
    for entry in 0..counts.n_quotes {
        update(&mut app, Msg::ClickEntry(entry));
        let id = app
            .document()
            .expect("open")
            .place
            .selected
            .expect("a quote");
        let quote = found.item(id).and_then(|item| item.kind.quote());
        let Some(entity) = quote.and_then(|quote| quote.speaker.entity()) else {
            continue;
        };
        let spoken = found.quotes().map(|(_, quote)| quote.speaker.entity());
        let n_spoken = spoken.filter(|speaker| *speaker == Some(entity)).count();
        press(&mut app, Command::FilterSpeaker);
        assert_eq!(n_listed(&app, Tab::Quotes), n_spoken);
        // The only quote of its speaker is selected already, and no jump leads to it.
        let n_jumps = count_jumps(&mut app, QUOTE_JUMPS).max(1);
        assert_eq!(n_jumps, n_spoken);
        press(&mut app, Command::ClearFilter);
        assert_eq!(n_listed(&app, Tab::Quotes), counts.n_quotes);
    }
}

#[test]
fn lists_and_exports_count_the_same() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/library");
    let names = [
        "01-harbour-vote",
        "02-rate-decision",
        "04-quake",
        "06-merger",
        "07-interview",
        "11-brief",
    ];
    let annotated = names.map(|name| {
        let path = folder.join(name).with_extension("md");
        let content = fs::read_to_string(path).expect("an article");
        let article = read::read_markdown(&content, None).expect("an article");
        let found = engine.annotate(&article);
        (article, found)
    });
    let rows = listed(&annotated);
    assert_eq!(rows.len(), annotated.len());
    for (article, found) in &annotated {
        let counts = found.count_findings();
        let row = rows.iter().find(|row| row.title == article.about.title);
        let row = row.expect("a row");
        let shown = [row.n_quotes, row.n_figures, row.n_dates].map(|n| n.expect("annotated"));
        let all = [counts.n_quotes, counts.n_figures, counts.n_dates];
        assert_eq!(shown.map(|n| n as usize), all, "{}", row.title);
        assert!(all.iter().sum::<usize>() > 0, "{}", row.title);
        exports_have(counts, article, found);
        reader_has(counts, article, found);
    }
}

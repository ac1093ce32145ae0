//! Copying to the clipboard and opening the article in the browser.

use crate::annotation::Annotation;
use crate::article::Link;
use crate::reader::Command;
use crate::reader::app::App;
use crate::reader::document::OpenArticle;
use crate::reader::effect::{Effect, Effects};
use crate::reader::filter::sentence_at;
use crate::reader::lists::{EntryKey, one_line};
use crate::reader::msg::RepeatCount;

pub(super) fn perform_output_command(
    app: &mut App,
    command: Command,
    _: RepeatCount,
) -> Option<Effects> {
    app.document()?;
    match command {
        Command::SaveArticle => Some(save_article(app)),
        Command::Copy => Some(copy_annotation(app)),
        Command::CopyLink => Some(copy_link(app)),
        Command::Browse => Some(open_in_browser(app)),
        _ => None,
    }
}

/// Saves the open article, unless it is one of the library.
fn save_article(app: &mut App) -> Effects {
    if app.browser.is_some() {
        let key = app.key_of(Command::SaveQuery);
        app.set_notice(format!(
            "This article is in the library; {key} (`:save-query NAME`) saves the query"
        ));
        return Effects::none();
    }
    let article = app.document().map(|document| document.article.clone());
    article.map_or_else(Effects::none, |article| {
        Effects::one(Effect::SaveArticle(article))
    })
}

/// Copies the selected annotation and its source.
fn copy_annotation(app: &mut App) -> Effects {
    let cited = app.document().and_then(|document| {
        let item = selected_item(app, document)?;
        Some((cite_annotation(document, item), item.kind.names().copied_as))
    });
    let Some((words, what)) = cited else {
        let (next, link) = (
            app.key_of(Command::NextQuote),
            app.key_of(Command::CopyLink),
        );
        app.set_notice(format!(
            "Nothing is selected: {next} goes to the next quote, {link} copies the link"
        ));
        return Effects::none();
    };
    app.set_notice(format!("Copied the {what} with its source"));
    Effects::one(Effect::Copy(words))
}

fn selected_item<'a>(app: &App, document: &'a OpenArticle) -> Option<&'a Annotation> {
    document
        .selected()
        .or_else(|| match document.list(app.view.tab).current()?.key {
            EntryKey::Item(id) => document.item(id),
            EntryKey::Entity(_) => None,
        })
}

/// Returns the citation of an annotation: the words of a quote, or the sentence of any other annotation, followed by
/// the speaker and the source.
fn cite_annotation(document: &OpenArticle, item: &Annotation) -> String {
    let text = document.article.text();
    let words = |range| one_line(text.slice(range));
    let mut parts: Vec<String> = Vec::new();
    let cited = if let Some(quote) = item.kind.quote() {
        if let Some(id) = quote.speaker.entity() {
            parts.push(document.name_of(id));
        } else if let Some(range) = quote.speaker.range() {
            parts.push(words(range));
        }
        let pieces: Vec<_> = quote.content.iter().map(|range| words(*range)).collect();
        pieces.join(" … ")
    } else {
        let sentences = document.findings().map(|findings| &findings.sentences);
        let sentence = sentences.and_then(|all| sentence_at(all, item.range.start()));
        words(sentence.unwrap_or(item.range))
    };
    parts.extend(source_parts(document));
    if parts.is_empty() {
        return cited;
    }
    format!("{cited}\n— {}", parts.join(", "))
}

/// Returns the title, site, date and link of the article, without those that are unknown.
fn source_parts(document: &OpenArticle) -> Vec<String> {
    let about = &document.article.about;
    let quoted = |title: &String| format!("“{}”", one_line(title));
    let title = Some(&about.title).filter(|title| !title.is_empty());
    let site = Some(&about.site).filter(|site| !site.is_empty());
    [
        title.map(quoted),
        site.map(|site| one_line(site)),
        about.published.map(|published| published.date.to_string()),
        about.link.as_ref().map(ToString::to_string),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn copy_link(app: &mut App) -> Effects {
    let Some(link) = article_link(app) else {
        return Effects::none();
    };
    app.set_notice(format!("Copied {link}"));
    Effects::one(Effect::Copy(link.to_string()))
}

fn open_in_browser(app: &mut App) -> Effects {
    let Some(link) = article_link(app) else {
        return Effects::none();
    };
    app.set_notice(format!("Opening {link}"));
    Effects::one(Effect::Open(link))
}

/// Returns the article's link. If there is none, shows a notice.
fn article_link(app: &mut App) -> Option<Link> {
    let document = app.document();
    let link = document.and_then(|document| document.article.about.link.clone());
    if link.is_none() {
        app.set_notice("This article has no link");
    }
    link
}

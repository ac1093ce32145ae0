//! Compares the annotations of the bundled articles (names, quotes, figures, dates) with golden files.
//!
//! `PULLQUOTE_BLESS=1 cargo test library` rewrites the files under `tests/data/goldens/library`; review the difference
//! before you commit it. Every line that became worse is a bug.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pullquote::annotation::{Annotations, Speaker};
use pullquote::article::Article;
use pullquote::article::read::{SourceHint, read_article};
use pullquote::engine::Engine;

fn repository_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bundled_articles() -> Vec<(String, Article)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(repository_root().join("assets/library"))
        .expect("the library")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    let named = paths.into_iter().map(|path| {
        let name = path.file_stem().and_then(|name| name.to_str());
        let hint = SourceHint {
            name: path
                .file_name()
                .and_then(|name| name.to_str())
                .map(str::to_owned),
            ..SourceHint::default()
        };
        let bytes = fs::read(&path).expect("an article");
        (
            name.expect("a name").to_owned(),
            read_article(&bytes, &hint).expect("an article"),
        )
    });
    named.collect()
}

/// Returns the annotations as text, one per line.
fn findings_text(article: &Article, found: &Annotations) -> String {
    let mut out = format!("{}\n", article.about.title);
    write_entities(article, found, &mut out).expect("memory");
    write_quotes(article, found, &mut out).expect("memory");
    write_figures(article, found, &mut out).expect("memory");
    out
}

fn write_entities(article: &Article, found: &Annotations, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\n## entities")?;
    for entity in found.entities() {
        write!(out, "{} {:?}", entity.key, entity.name)?;
        if let Some(role) = entity.role {
            write!(out, ", {}", article.text().slice(role))?;
        }
        let mentions = found.mentions_of(entity.id).map(|(item, mention)| {
            format!(
                "{} ({})",
                article.text().slice(item.range),
                mention.form.name()
            )
        });
        writeln!(out, ": {}", mentions.collect::<Vec<_>>().join(" | "))?;
    }
    Ok(())
}

fn write_quotes(article: &Article, found: &Annotations, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\n## quotes")?;
    for (_, quote) in found.quotes() {
        let speaker = match quote.speaker {
            Speaker::Entity(id, range) => format!(
                "{} by {:?}",
                article.text().slice(range),
                found
                    .entity(id)
                    .map_or("nobody", |entity| entity.name.as_str())
            ),
            Speaker::Words(range) => format!("{:?}", article.text().slice(range)),
            Speaker::Unknown => "?".to_owned(),
        };
        let cue = quote.cue.map_or("–", |cue| article.text().slice(cue));
        let words = quote
            .content
            .iter()
            .map(|range| article.text().slice(*range));
        let words = words.collect::<Vec<_>>().join(" … ");
        writeln!(out, "{} [{speaker}, {cue}] {words}", quote.speech.name())?;
    }
    Ok(())
}

fn write_figures(article: &Article, found: &Annotations, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\n## figures")?;
    for (item, figure) in found.figures() {
        let unit = figure.unit.as_ref().map_or("", |unit| unit.name());
        let modifier = figure.modifier.map_or("", |modifier| modifier.name());
        let words = article.text().slice(item.range);
        writeln!(
            out,
            "{} {words:?}: {modifier} {:?} {unit}",
            figure.kind.name(),
            figure.amount
        )?;
    }
    Ok(())
}

#[test]
fn every_article_of_the_library_is_annotated_as_before() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let folder = repository_root().join("tests/data/goldens/library");
    let is_blessed = std::env::var_os("PULLQUOTE_BLESS").is_some();
    let mut changed = Vec::new();
    for (name, article) in bundled_articles() {
        let made = findings_text(&article, &engine.annotate(&article));
        let path = folder.join(format!("{name}.txt"));
        if is_blessed {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(&path, &made).expect("a golden");
        } else if fs::read_to_string(&path).unwrap_or_default() != made {
            let stored = fs::read_to_string(&path).unwrap_or_default();
            let lines: Vec<&str> = stored.lines().collect();
            let new = made.lines().filter(|line| !lines.contains(line));
            changed.push(format!("{name}:\n{}", new.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(
        changed.is_empty(),
        "new lines; if they are better, run again with PULLQUOTE_BLESS=1\n\n{}",
        changed.join("\n\n")
    );
}

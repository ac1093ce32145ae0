//! Generates synthetic training documents from templates and lists of names: results, reports, datelines, bylines.

mod cast;
mod stock;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::chance::Chance;
use super::{BadSource, Model, News, Product, Source, Tell};
use cast::Cast;
pub(super) use stock::uses;
use stock::{Stock, fill};

/// The generation of synthetic documents.
pub(super) const MODEL: Model = Model {
    name: "synth",
    about: "Practice documents from templates and lists: input of the training of the tagger",
    products: &[NAME],
    train,
};

/// The maximum number of sentences per document.
const LONGEST: u32 = 14;

/// The name of the synthetic documents as a source.
pub(super) const NAME: &str = "synth.conll";

fn train(sources: &[Source], tell: Tell<'_>) -> Result<Vec<Product>, BadSource> {
    let (used, rest): (Vec<_>, Vec<_>) = sources
        .iter()
        .cloned()
        .partition(|source| uses(&source.name));
    for source in rest {
        tell(News::Line(&format!("{}: not used", source.name)));
    }
    Ok(vec![Product {
        name: NAME.to_owned(),
        content: written(&used)?.into_bytes(),
    }])
}

/// Returns the synthetic documents as a corpus; an empty string if no source has templates.
pub(super) fn written(sources: &[Source]) -> Result<String, BadSource> {
    let mut stock = Stock::default();
    let mut templates = String::new();
    for source in sources {
        fill(source, &mut stock, &mut templates)?;
    }
    let mut chance = Chance::new(41);
    let mut written = String::new();
    for genre in templates.split("\n== ").skip(1) {
        let mut lines = genre.lines();
        let n = lines
            .next()
            .and_then(|head| head.split(' ').next()?.parse().ok())
            .unwrap_or(0);
        let lines: Vec<&str> = lines
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        for _ in 0..n {
            document(&lines, &stock, &mut chance, &mut written);
        }
    }
    Ok(written)
}

/// Appends a document of one genre. Template lines are used in order, with random gaps.
fn document(lines: &[&str], stock: &Stock, chance: &mut Chance, written: &mut String) {
    let mut cast = Cast {
        stock,
        names: BTreeMap::new(),
    };
    written.push_str("-DOCSTART-\tO\n\n");
    let n = 4 + chance.below(LONGEST - 3);
    let mut at = 0;
    for _ in 0..n {
        at += 1 + chance.below(3) as usize;
        let Some(line) = lines.get(at % lines.len().max(1)) else {
            return;
        };
        let is_upper = line.starts_with('^');
        for part in line.trim_start_matches('^').split(' ') {
            word(part, is_upper, &mut cast, chance, written);
        }
        written.push('\n');
    }
}

/// Appends a word of a template, with its placeholders filled in.
fn word(
    part: &str,
    is_upper: bool,
    cast: &mut Cast<'_>,
    chance: &mut Chance,
    written: &mut String,
) {
    let mut rest = part;
    let mut filled = String::new();
    let mut kind = None;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, after)) = after.split_once('}') else {
            break;
        };
        filled.push_str(before);
        let (name, tag) = cast.fill(slot, chance);
        filled.push_str(&name);
        kind = kind.or(tag);
        rest = after;
    }
    filled.push_str(rest);
    // "{country}-based" and "${number}" are not names.
    if rest.starts_with('-') || part.starts_with('$') && part.len() > 1 {
        kind = None;
    }
    let filled = if is_upper {
        filled.to_uppercase()
    } else {
        filled
    };
    for (index, token) in tokens(&filled).into_iter().enumerate() {
        let tag = match kind {
            None => "O".to_owned(),
            Some(kind) => format!("{}-{kind}", if index == 0 { 'B' } else { 'I' }),
        };
        let _ = writeln!(written, "{token}\t{tag}");
    }
}

/// Splits a name into tokens as the corpora do.
fn tokens(name: &str) -> Vec<String> {
    if !name.contains(' ') {
        return vec![name.to_owned()];
    }
    let text = crate::text::Text::verbatim(name);
    text.map_or_else(|_| Vec::new(), |text| crate::engine::words(&text))
}

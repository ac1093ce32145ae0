//! Generates synthetic training documents from templates and lists of names: results, reports, datelines, bylines.

mod name_stock;
mod placeholders;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::random::SplitMix64;
use super::{BadSource, ModelSpec, ReportFn, TrainedFile, TrainingEvent, TrainingSource};
pub(super) use name_stock::is_synth_source;
use name_stock::{NameStock, add_source};
use placeholders::SlotFillers;

/// The generation of synthetic documents.
pub(super) const MODEL: ModelSpec = ModelSpec {
    name: "synth",
    about: "Practice documents from templates and lists: input of the training of the tagger",
    products: &[SOURCE_NAME],
    train: train_synthetic,
};

/// The maximum number of sentences per document.
const MAX_SENTENCES: u32 = 14;

/// The name of the synthetic documents as a source.
pub(super) const SOURCE_NAME: &str = "synth.conll";

fn train_synthetic(
    sources: &[TrainingSource],
    tell: ReportFn<'_>,
) -> Result<Vec<TrainedFile>, BadSource> {
    let (used, rest): (Vec<_>, Vec<_>) = sources
        .iter()
        .cloned()
        .partition(|source| is_synth_source(&source.name));
    for source in rest {
        tell(TrainingEvent::Line(&format!("{}: not used", source.name)));
    }
    Ok(vec![TrainedFile {
        name: SOURCE_NAME.to_owned(),
        content: generate_corpus(&used)?.into_bytes(),
    }])
}

/// Returns the synthetic documents as a corpus; an empty string if no source has templates.
pub(super) fn generate_corpus(sources: &[TrainingSource]) -> Result<String, BadSource> {
    let mut stock = NameStock::default();
    let mut templates = String::new();
    for source in sources {
        add_source(source, &mut stock, &mut templates)?;
    }
    let mut chance = SplitMix64::new(41);
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
            write_document(&lines, &stock, &mut chance, &mut written);
        }
    }
    Ok(written)
}

/// Appends a document of one genre. Template lines are used in order, with random gaps.
fn write_document(
    lines: &[&str],
    stock: &NameStock,
    chance: &mut SplitMix64,
    written: &mut String,
) {
    let mut cast = SlotFillers {
        stock,
        names: BTreeMap::new(),
    };
    written.push_str("-DOCSTART-\tO\n\n");
    let n = 4 + chance.below(MAX_SENTENCES - 3);
    let mut at = 0;
    for _ in 0..n {
        at += 1 + chance.below(3) as usize;
        let Some(line) = lines.get(at % lines.len().max(1)) else {
            return;
        };
        let is_upper = line.starts_with('^');
        for part in line.trim_start_matches('^').split(' ') {
            write_word(part, is_upper, &mut cast, chance, written);
        }
        written.push('\n');
    }
}

/// Appends a word of a template, with its placeholders filled in.
fn write_word(
    part: &str,
    is_upper: bool,
    cast: &mut SlotFillers<'_>,
    chance: &mut SplitMix64,
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
    for (index, token) in tokenize_name(&filled).into_iter().enumerate() {
        let tag = match kind {
            None => "O".to_owned(),
            Some(kind) => format!("{}-{kind}", if index == 0 { 'B' } else { 'I' }),
        };
        let _ = writeln!(written, "{token}\t{tag}");
    }
}

/// Splits a name into tokens as the corpora do.
fn tokenize_name(name: &str) -> Vec<String> {
    if !name.contains(' ') {
        return vec![name.to_owned()];
    }
    let text = crate::text::Text::verbatim(name);
    text.map_or_else(|_| Vec::new(), |text| crate::engine::token_words(&text))
}

//! Scores identity across articles: which mentions of all documents are one person, body or place, by B³.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    BadGold, EvalKind, EvalOptions, Evaluation, ItemCounts, MainScore, Report, ReportTable,
    parse_documents,
};
use crate::annotation::MentionForm;
use crate::corpus::{Catalogue, read_senses};
use crate::engine::Engine;
use crate::invariant::ExpectOr;
use crate::text::ByteRange;

/// The scoring of identity across articles.
pub const KIND: EvalKind = EvalKind {
    name: "identity",
    about: "Which mentions of all documents together are one entity: B³",
    evaluation: Evaluation::Texts(evaluate_identity),
    judge: None,
};

/// A mention of a corpus: the number of the document, and the range.
type MentionPoint = (usize, ByteRange);

/// Mentions with the entity of each, as text.
#[derive(Default)]
struct Clusters {
    entities: BTreeMap<MentionPoint, String>,
    words: BTreeMap<MentionPoint, String>,
}

impl Clusters {
    fn by_entity(&self) -> BTreeMap<&str, BTreeSet<MentionPoint>> {
        let mut clusters: BTreeMap<&str, BTreeSet<MentionPoint>> = BTreeMap::new();
        for (place, entity) in &self.entities {
            clusters.entry(entity).or_default().insert(*place);
        }
        clusters
    }

    /// Returns these mentions without those that `others` lacks.
    fn shared_with(&self, others: &Self) -> Self {
        let shared = self
            .entities
            .iter()
            .filter(|(place, _)| others.entities.contains_key(place));
        Self {
            entities: shared
                .map(|(place, entity)| (*place, entity.clone()))
                .collect(),
            words: BTreeMap::new(),
        }
    }
}

/// Scores the entities of the library that the mentions of all documents get, added in the order of the corpus.
///
/// Each document has `mentions` with `start`, `end` and `entity`, which is the same for one entity in all documents.
/// Mentions that the gold corpus lacks are not counted.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate_identity(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let (mut wanted, mut by_key) = (Clusters::default(), Clusters::default());
    let mut catalogue = Catalogue::default();
    let mut numbers: BTreeMap<MentionPoint, usize> = BTreeMap::new();
    for (at, document) in parse_documents(gold).enumerate() {
        let document = document?;
        let scalars = document.scalars();
        for item in document.items("mentions") {
            let entity = item.get("entity").and_then(serde_json::Value::as_str);
            let entity = entity.ok_or_else(|| document.bad("a mention has no `entity`"))?;
            let range = document.range(&scalars, item)?;
            wanted.entities.insert((at, range), entity.to_owned());
            wanted
                .words
                .insert((at, range), document.article.text().slice(range).to_owned());
        }
        let found = engine.annotate(&document.article);
        let senses = read_senses(&document.article, &found);
        let of_senses = catalogue.add(&senses);
        for ((item, mention), sense) in found.mentions().zip(&senses.of_mentions) {
            if mention.form == MentionForm::Pronoun {
                continue;
            }
            if let Some(number) = of_senses.get(*sense) {
                numbers.insert((at, item.range), *number);
            }
            if let Some(entity) = found.entity(mention.entity) {
                by_key
                    .entities
                    .insert((at, item.range), entity.key.to_string());
            }
        }
        report.n_documents += 1;
        report.n_bytes += document.article.text().as_str().len();
    }
    let mut tied = Clusters::default();
    for (place, number) in &numbers {
        let entity = catalogue.key(catalogue.entity(*number));
        tied.entities.extend(entity.map(|entity| (*place, entity)));
    }
    add_scores(&wanted, &by_key, &tied, &mut report);
    if options.lists_errors {
        list_errors(&wanted, &tied, &numbers, &catalogue, &mut report);
    }
    Ok(report)
}

fn add_scores(wanted: &Clusters, by_key: &Clusters, tied: &Clusters, report: &mut Report) {
    let mut table = ReportTable::new(
        "Identity",
        &["entities by", "gold", "found", "P", "R", "F1"],
    );
    let perfect = wanted.shared_with(tied);
    for (name, made) in [
        ("the key of one article", by_key),
        ("identity", tied),
        ("gold, over mentions found", &perfect),
    ] {
        let shared = made.shared_with(wanted);
        let counts = ItemCounts {
            gold: to_units(wanted.entities.len()),
            found: to_units(shared.entities.len()),
            right: b_cubed(&shared, wanted),
            matched: b_cubed(wanted, &shared),
        };
        let percent = |part: u64, whole: u64| super::percent_of(part, whole);
        let f1: u64 = counts.f1().into_iter().sum();
        table.push(vec![
            name.to_owned(),
            wanted.entities.len().to_string(),
            shared.entities.len().to_string(),
            percent(counts.right, counts.found),
            percent(counts.matched, counts.gold),
            percent(f1, 1000),
        ]);
        if name == "identity" {
            report.main_score = Some(MainScore {
                name: "F1 of B³ over all documents",
                counts,
            });
        }
    }
    report.tables.push(table);
}

/// The credit for a fully right mention, in thousandths.
const UNIT: u64 = 1000;

fn to_units(n: usize) -> u64 {
    UNIT * u64::try_from(n).expect_or(u64::MAX / UNIT, "a count has at most 64 bits")
}

/// Returns the sum over the mentions of `one` of the share of its cluster that is in its cluster of `other`.
fn b_cubed(one: &Clusters, other: &Clusters) -> u64 {
    let (ones, others) = (one.by_entity(), other.by_entity());
    let share = |(place, entity): (&MentionPoint, &String)| {
        let own = ones.get(entity.as_str())?;
        // Mentions that only one side has are in no cluster of the other.
        let theirs = others.get(other.entities.get(place)?.as_str())?;
        to_units(own.intersection(theirs).count()).checked_div(to_units(own.len()) / UNIT)
    };
    one.entities.iter().filter_map(share).sum()
}

/// Lists each gold entity whose mentions are not one entity alone, with the keys that they got.
fn list_errors(
    wanted: &Clusters,
    tied: &Clusters,
    numbers: &BTreeMap<MentionPoint, usize>,
    catalogue: &Catalogue,
    report: &mut Report,
) {
    let of_found = tied.by_entity();
    for (entity, places) in wanted.by_entity() {
        let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for place in &places {
            let key = numbers.get(place).and_then(|number| catalogue.key(*number));
            let root = tied
                .entities
                .get(place)
                .map_or("(not found)", String::as_str);
            let key = key.map_or_else(String::new, |key| format!("{root} < {key}"));
            let words = wanted.words.get(place).map_or("", String::as_str);
            keys.entry(key)
                .or_default()
                .push(format!("{words}@{}", place.0 + 1));
        }
        let roots: BTreeSet<&str> = places
            .iter()
            .filter_map(|place| tied.entities.get(place))
            .map(String::as_str)
            .collect();
        let others = roots.iter().filter_map(|root| of_found.get(root)).flatten();
        let is_mixed = others
            .filter_map(|place| wanted.entities.get(place))
            .any(|other| other != entity);
        if roots.len() != 1 || is_mixed {
            let shown = keys
                .iter()
                .map(|(key, words)| format!("[{key}] {}", words.join(", ")));
            let line = format!("{entity}: {}", shown.collect::<Vec<_>>().join("; "));
            report.errors.push(line.replace(['\n', '\r'], " "));
        }
    }
}

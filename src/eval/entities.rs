//! Scores entity clustering (coreference of names): B³ and exact clusters, with gold names given and on bare text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    BadGold, EvalKind, EvalOptions, Evaluation, GoldDocument, ItemCounts, JudgedDocument,
    JudgedFinding, JudgedTask, KindScores, MainScore, Report, ReportTable, parse_documents,
    percent_of,
};
use crate::annotation::{
    AnnotationKind as ItemKind, Annotations, Confidence, EntityKind, MentionForm, RuleId,
};
use crate::engine::passes::entities::Entities;
use crate::engine::{Draft, Engine, Found, Name, Page, Pass, UserRules};
use crate::invariant::ExpectOr;
use crate::text::ByteRange;

/// The scoring of entity clusters.
pub const KIND: EvalKind = EvalKind {
    name: "entities",
    about: "Which mentions are one entity: B³ and exact clusters, on given names and on bare text",
    evaluation: Evaluation::Texts(evaluate_entities),
    judge: Some(judge_mentions),
};

/// The credit for one fully right mention in a sum of B³. Integers in millionths avoid rounding that depends on the
/// order of summation.
const WHOLE_SHARE: u64 = 1_000_000;

/// A mention and the entity that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ClusterMention {
    /// The id of the entity.
    entity: String,
    /// The kind of the entity.
    kind: EntityKind,
    /// The name of the mention's form, as in the exports.
    form: String,
}

/// The clustering of one document.
#[derive(Clone, Debug, Default)]
struct EntityClusters {
    /// The mentions by range.
    mentions: BTreeMap<ByteRange, ClusterMention>,
    /// The name and the role phrase of each entity, by id.
    entities: BTreeMap<String, (String, Option<String>)>,
}

/// Scores clusters (B³ and exact), mentions by form, canonical names and roles: once with the gold names given to the
/// engine, and once on bare text. Pronouns are not scored.
///
/// Each document has `mentions`, with `start`, `end`, `entity` and `form`, and `entities`, with `id`, `kind` and, if
/// they are to be scored, `name` and `role`.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn evaluate_entities(
    gold: &str,
    engine: &Engine,
    options: EvalOptions,
) -> Result<Report, BadGold> {
    let mut report = Report::default();
    let mut given = EntitySums::default();
    let mut bare = EntitySums::default();
    for document in parse_documents(gold) {
        let document = document?;
        let wanted = read_gold_clusters(&document)?;
        let with_names =
            read_found_clusters(&document, &annotate_names(&document, &wanted, engine));
        let alone = read_found_clusters(&document, &engine.annotate(&document.article));
        given.add(&wanted, &with_names);
        bare.add(&wanted, &alone);
        if options.lists_errors {
            list_errors("names given", &document, &wanted, &with_names, &mut report);
            list_errors("bare text", &document, &wanted, &alone, &mut report);
        }
        report.n_documents += 1;
        report.n_bytes += document.article.text().as_str().len();
    }
    report.main_score = Some(bare.main_score());
    report.tables = given.tables("Names given");
    report.tables.extend(bare.tables("Bare text"));
    Ok(report)
}

/// Says of each mention found in bare text whether the corpus has it: a name with its kind, a role with its entity.
///
/// # Errors
///
/// [`BadGold`] if a line of the corpus is malformed.
pub fn judge_mentions(gold: &str, engine: &Engine) -> Result<Vec<JudgedDocument>, BadGold> {
    let mut judged = Vec::new();
    for document in parse_documents(gold) {
        let document = document?;
        let wanted = read_gold_clusters(&document)?;
        let (annotations, trace) = engine.explain(&document.article);
        let found = read_found_clusters(&document, &annotations);
        let mut one = JudgedDocument::of_trace(&trace);
        for (item, mention) in annotations.mentions() {
            let other = wanted.mentions.get(&item.range);
            let is_right = match mention.form {
                MentionForm::Pronoun => continue,
                MentionForm::Role => is_in_right_cluster(&wanted, &found, item.range),
                MentionForm::Name | MentionForm::Short | MentionForm::Acronym => {
                    let kind = annotations.entity(mention.entity).map(|entity| entity.kind);
                    other.is_some_and(|other| Some(other.kind) == kind)
                }
            };
            one.findings.push(JudgedFinding {
                task: JudgedTask::Names,
                rule: item.by,
                confidence: item.confidence,
                is_right,
            });
        }
        judged.push(one);
    }
    Ok(judged)
}

/// Reads the gold clustering of a document.
fn read_gold_clusters(document: &GoldDocument) -> Result<EntityClusters, BadGold> {
    let scalars = document.scalars();
    let mut tying = EntityClusters::default();
    let mut kinds = BTreeMap::new();
    let field =
        |item: &Value, name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    for item in document.items("entities") {
        let id = field(item, "id").ok_or_else(|| document.bad("an entity has no `id`"))?;
        let kind = field(item, "kind").and_then(|kind| EntityKind::from_name(&kind));
        kinds.insert(
            id.clone(),
            kind.ok_or_else(|| document.bad(format!("`{id}` has no `kind`")))?,
        );
        if let Some(name) = field(item, "name") {
            tying.entities.insert(id, (name, field(item, "role")));
        }
    }
    for item in document.items("mentions") {
        let range = document.range(&scalars, item)?;
        let entity =
            field(item, "entity").ok_or_else(|| document.bad("a mention has no `entity`"))?;
        let kind = *kinds
            .get(&entity)
            .ok_or_else(|| document.bad(format!("`{entity}` is not an entity")))?;
        let form = field(item, "form").unwrap_or_default();
        tying
            .mentions
            .insert(range, ClusterMention { entity, kind, form });
    }
    Ok(tying)
}

/// Runs only the entity pass of the engine, on the gold names.
fn annotate_names(
    document: &GoldDocument,
    wanted: &EntityClusters,
    engine: &Engine,
) -> Annotations {
    let rules = UserRules::default();
    let page = Page::new(&document.article, &rules);
    let names = wanted
        .mentions
        .iter()
        .filter(|(_, tied)| tied.form != MentionForm::Role.name());
    let mut draft = Draft {
        names: names
            .map(|(range, tied)| Found {
                range: *range,
                what: Name {
                    kind: tied.kind,
                    canonical: None,
                },
                by: RuleId("gold"),
                confidence: Confidence::CERTAIN,
            })
            .collect(),
        ..Draft::default()
    };
    Entities.run(&page, &mut draft);
    draft.finish(document.article.text(), engine.version())
}

/// Returns the engine's clustering in the form of the gold.
fn read_found_clusters(document: &GoldDocument, annotations: &Annotations) -> EntityClusters {
    let mut tying = EntityClusters::default();
    for (item, mention) in annotations.mentions() {
        let ItemKind::Mention(_) = item.kind else {
            continue;
        };
        let Some(entity) = annotations.entity(mention.entity) else {
            continue;
        };
        if mention.form != MentionForm::Pronoun {
            let tied = ClusterMention {
                entity: mention.entity.0.to_string(),
                kind: entity.kind,
                form: mention.form.name().to_owned(),
            };
            tying.mentions.insert(item.range, tied);
        }
    }
    for entity in annotations.entities() {
        let role = entity
            .role
            .map(|role| document.article.text().slice(role).to_owned());
        tying
            .entities
            .insert(entity.id.0.to_string(), (entity.name.clone(), role));
    }
    tying
}

impl EntityClusters {
    /// Returns the ranges of the mentions of each entity.
    fn clusters(&self) -> BTreeMap<&str, BTreeSet<ByteRange>> {
        let mut clusters: BTreeMap<&str, BTreeSet<ByteRange>> = BTreeMap::new();
        for (range, tied) in &self.mentions {
            clusters.entry(&tied.entity).or_default().insert(*range);
        }
        clusters
    }
}

/// Sums over documents.
#[derive(Default)]
struct EntitySums {
    /// The sum of B³ precision over found mentions, in units of [`WHOLE_SHARE`].
    precision: u64,
    n_found: u64,
    /// The sum of B³ recall over gold mentions, in units of [`WHOLE_SHARE`].
    recall: u64,
    n_gold: u64,
    /// Clusters with exactly the same mentions.
    clusters: ItemCounts,
    /// Mentions with the same range and form, by form.
    forms: KindScores,
    /// Mentions with the same range and kind.
    kinds: ItemCounts,
    /// Entities with the right canonical name; gold side only.
    names: ItemCounts,
    /// Entities with the right role; gold side only.
    roles: ItemCounts,
}

impl EntitySums {
    fn add(&mut self, gold: &EntityClusters, made: &EntityClusters) {
        let (gold_clusters, made_clusters) = (gold.clusters(), made.clusters());
        self.precision += sum_b_cubed(made, &made_clusters, gold, &gold_clusters);
        self.recall += sum_b_cubed(gold, &gold_clusters, made, &made_clusters);
        self.n_found += count_to_u64(made.mentions.len());
        self.n_gold += count_to_u64(gold.mentions.len());
        for cluster in gold_clusters.values() {
            self.clusters
                .gold(made_clusters.values().any(|other| other == cluster));
        }
        for cluster in made_clusters.values() {
            self.clusters
                .found(gold_clusters.values().any(|other| other == cluster));
        }
        for (range, tied) in &gold.mentions {
            let other = made.mentions.get(range);
            let is_same = other.is_some_and(|other| other.form == tied.form);
            self.forms.of(&tied.form).gold(is_same);
            self.kinds
                .gold(other.is_some_and(|other| other.kind == tied.kind));
        }
        for (range, tied) in &made.mentions {
            let other = gold.mentions.get(range);
            let is_same = other.is_some_and(|other| other.form == tied.form);
            // A role phrase is right only if it belongs to the right entity.
            let is_right =
                is_same && (tied.form != "role" || is_in_right_cluster(gold, made, *range));
            self.forms.of(&tied.form).found(is_right);
            self.kinds
                .found(other.is_some_and(|other| other.kind == tied.kind));
        }
        for (id, (name, role)) in &gold.entities {
            let other = best_counterpart(id, &gold_clusters, made);
            self.names
                .gold(other.is_some_and(|(other, _)| other == name));
            if role.is_some() {
                self.roles
                    .gold(other.is_some_and(|(_, other)| other == role));
            }
        }
    }

    /// Returns the F1 of B³.
    fn main_score(&self) -> MainScore {
        // In thousandths of a mention, so that the products of the F1 fit 64 bits.
        const UNIT: u64 = 1000;
        MainScore {
            name: "F1 of B³ on bare text",
            counts: ItemCounts {
                gold: self.n_gold * UNIT,
                found: self.n_found * UNIT,
                right: self.precision * UNIT / WHOLE_SHARE,
                matched: self.recall * UNIT / WHOLE_SHARE,
            },
        }
    }

    fn tables(&self, title: &str) -> Vec<ReportTable> {
        let mut table = ReportTable::new(title, &["score", "gold", "found", "P", "R", "F1"]);
        let precision = mean_share(self.precision, self.n_found);
        let recall = mean_share(self.recall, self.n_gold);
        let f1: u64 = (2 * precision * recall)
            .checked_div(precision + recall)
            .into_iter()
            .sum();
        table.push(vec![
            "B³".to_owned(),
            self.n_gold.to_string(),
            self.n_found.to_string(),
            percent_of(precision, WHOLE_SHARE),
            percent_of(recall, WHOLE_SHARE),
            percent_of(f1, WHOLE_SHARE),
        ]);
        for (name, counts) in [
            ("exact clusters", self.clusters),
            ("span and kind", self.kinds),
        ] {
            let f1: u64 = counts.f1().into_iter().sum();
            table.push(vec![
                name.to_owned(),
                counts.gold.to_string(),
                counts.found.to_string(),
                percent_of(counts.right, counts.found),
                percent_of(counts.matched, counts.gold),
                percent_of(f1, 1000),
            ]);
        }
        for (name, counts) in [("canonical names", self.names), ("roles", self.roles)] {
            table.push(vec![
                name.to_owned(),
                counts.gold.to_string(),
                String::new(),
                String::new(),
                percent_of(counts.matched, counts.gold),
            ]);
        }
        vec![
            table,
            self.forms.table(&format!("{title}: mentions by form")),
        ]
    }
}

fn count_to_u64(n: usize) -> u64 {
    u64::try_from(n).expect_or(u64::MAX, "a count has at most 64 bits")
}

fn mean_share(sum: u64, n: u64) -> u64 {
    // A share of nothing is zero.
    sum.checked_div(n).map_or(0, |share| share)
}

/// Returns the B³ sum of `one` against `other`: for each mention of `one`, the share of its cluster that is also in its
/// cluster of `other`, in units of [`WHOLE_SHARE`].
fn sum_b_cubed(
    one: &EntityClusters,
    one_clusters: &BTreeMap<&str, BTreeSet<ByteRange>>,
    other: &EntityClusters,
    other_clusters: &BTreeMap<&str, BTreeSet<ByteRange>>,
) -> u64 {
    let mut sum = 0;
    for (range, tied) in &one.mentions {
        let own = one_clusters.get(tied.entity.as_str());
        let theirs = other
            .mentions
            .get(range)
            .and_then(|tied| other_clusters.get(tied.entity.as_str()));
        if let (Some(own), Some(theirs)) = (own, theirs) {
            sum += WHOLE_SHARE * count_to_u64(own.intersection(theirs).count())
                / count_to_u64(own.len()).max(1);
        }
    }
    sum
}

/// Returns whether a found mention shares its cluster with a name of the same gold entity.
fn is_in_right_cluster(gold: &EntityClusters, made: &EntityClusters, range: ByteRange) -> bool {
    let (Some(wanted), Some(found)) = (gold.mentions.get(&range), made.mentions.get(&range)) else {
        return false;
    };
    gold.mentions.iter().any(|(other, tied)| {
        *other != range
            && tied.entity == wanted.entity
            && tied.form != "role"
            && made
                .mentions
                .get(other)
                .is_some_and(|tied| tied.entity == found.entity)
    })
}

/// Returns the name and role of the found entity that has the most mentions of a gold entity.
fn best_counterpart<'m>(
    id: &str,
    clusters: &BTreeMap<&str, BTreeSet<ByteRange>>,
    made: &'m EntityClusters,
) -> Option<&'m (String, Option<String>)> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for range in clusters.get(id)? {
        if let Some(tied) = made.mentions.get(range) {
            *votes.entry(&tied.entity).or_default() += 1;
        }
    }
    let (best, _) = votes.into_iter().max_by_key(|(_, n)| *n)?;
    made.entities.get(best)
}

/// Adds a line to the report for each difference in one document.
fn list_errors(
    what: &str,
    document: &GoldDocument,
    gold: &EntityClusters,
    made: &EntityClusters,
    report: &mut Report,
) {
    let text = document.article.text();
    let show = |cluster: &BTreeSet<ByteRange>| {
        let words = cluster
            .iter()
            .map(|range| format!("{}@{}", text.slice(*range), range.start()));
        words.collect::<Vec<_>>().join(" | ")
    };
    let (wanted, found) = (gold.clusters(), made.clusters());
    let mut add = |side: &str, cluster: &BTreeSet<ByteRange>| {
        let line = format!("{what}, {}: {side} {}", document.id, show(cluster));
        report.errors.push(line.replace(['\n', '\r'], " "));
    };
    for cluster in wanted
        .values()
        .filter(|one| !found.values().any(|other| other == *one))
    {
        add("wanted", cluster);
    }
    for cluster in found
        .values()
        .filter(|one| !wanted.values().any(|other| other == *one))
    {
        add("made  ", cluster);
    }
    for (range, tied) in &gold.mentions {
        if let Some(other) = made
            .mentions
            .get(range)
            .filter(|other| other.form != tied.form)
        {
            let words = text.slice(*range);
            let line = format!(
                "{what}, {}: {words} is {}, made {}",
                document.id, tied.form, other.form
            );
            report.errors.push(line);
        }
    }
    for (id, (name, role)) in &gold.entities {
        let other = best_counterpart(id, &wanted, made);
        if other.is_none_or(|(found, as_role)| found != name || role.is_some() && as_role != role) {
            let line = format!("{what}, {}: {name} ({role:?}) is {other:?}", document.id);
            report.errors.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = r#"{"id": "a", "text": "Kofi Annan met Jane Roe. Annan left.",
        "entities": [{"id": "p1", "kind": "person", "name": "Kofi Annan"}, {"id": "p2", "kind": "person"}],
        "mentions": [{"start": 0, "end": 10, "entity": "p1", "form": "name"},
                     {"start": 15, "end": 23, "entity": "p2", "form": "name"},
                     {"start": 25, "end": 30, "entity": "p1", "form": "short"}]}"#;

    fn gold_line() -> String {
        GOLD.replace('\n', " ")
    }

    fn clusters_from_ids(ids: &str) -> EntityClusters {
        let mut tying = EntityClusters::default();
        for (at, id) in ids.char_indices().filter(|(_, id)| *id != ' ') {
            let tied = ClusterMention {
                entity: id.to_string(),
                kind: EntityKind::Person,
                form: "name".to_owned(),
            };
            tying.mentions.insert(ByteRange::of(at, at + 1), tied);
        }
        tying
    }

    #[track_caller]
    fn check_scores(gold: &str, made: &str, expected: &str) {
        let mut sums = EntitySums::default();
        sums.add(&clusters_from_ids(gold), &clusters_from_ids(made));
        let table = sums.tables("").remove(0).to_string();
        let row = table
            .lines()
            .find(|line| line.starts_with("B³"))
            .expect("a row");
        let cells: Vec<_> = row.split_whitespace().skip(3).collect();
        assert_eq!(cells.join(" "), expected);
    }

    #[test]
    fn b_cubed_is_as_the_field_defines_it() {
        check_scores("aab", "xxy", "100.0 100.0 100.0");
        check_scores("aaabb", "xxxxx", "52.0 100.0 68.4");
        check_scores("aab", "xyz", "100.0 66.7 80.0");
        check_scores("aab", "xx ", "100.0 66.7 80.0");
        check_scores("aa ", "xxy", "66.7 100.0 80.0");
    }

    #[test]
    fn given_names_are_tied_by_the_engine() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let options = EvalOptions { lists_errors: true };
        let report = evaluate_entities(&gold_line(), &engine, options).expect("a report");
        let table = report.tables[0].to_string();
        assert!(table.contains("100.0  100.0  100.0"), "{table}");
    }

    #[test]
    fn a_mention_of_nobody_is_told() {
        let (engine, _) = Engine::new(&[]).expect("an engine");
        let gold = gold_line().replace(r#""id": "p2""#, r#""id": "p3""#);
        let error = evaluate_entities(&gold, &engine, EvalOptions::default()).expect_err("nobody");
        assert_eq!(error.to_string(), "line 1: `p2` is not an entity");
    }
}

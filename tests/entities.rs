//! The gold corpus for entities: checks that the marked-up texts in `tests/data/entities` match the corpus that
//! `pullquote eval` reads, that the scores do not drop, and that entity resolution holds its invariants on any text.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use pullquote::annotation::{Annotations, Confidence, EngineVersion, EntityKind, RuleId};
use pullquote::article::{Article, ArticleMetadata};
use pullquote::engine::passes::entities::Entities;
use pullquote::engine::{Draft, Engine, Found, Name, Page, Pass, UserRules};
use pullquote::eval::{EvalOptions, entities};
use pullquote::text::ByteRange;
use serde_json::{Value, json};

/// The files of the corpus. `open` was used while the rules were written. The others are held out: `held` was written
/// after the rules, `late` after the first run on `held`, and `fresh` a day later, before any run on it. `blind` was
/// written after the rules of entities got their ids, and scored once: no rule was changed for it.
const FILES: [&str; 5] = ["open", "held", "late", "fresh", "blind"];

fn data_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/entities")
}

fn kind_of(entity: &str) -> &'static str {
    let letter = entity.chars().next().expect("an id");
    let kind = match letter {
        'p' => EntityKind::Person,
        'o' => EntityKind::Organization,
        'l' => EntityKind::Place,
        'g' => EntityKind::Group,
        'e' => EntityKind::Event,
        'w' => EntityKind::Work,
        'x' => EntityKind::Other,
        other => panic!("`{other}` is no kind"),
    };
    kind.name()
}

/// Converts a marked-up document to a line of the corpus. Offsets are in Unicode scalar values.
fn marked_document(id: &str, marked: &str) -> Value {
    let (mut text, mut mentions, mut entities) = (String::new(), Vec::new(), Vec::<Value>::new());
    let (body, names) = marked.split_once("\n@ ").unwrap_or((marked, ""));
    let names: Vec<(&str, &str)> = names
        .split("\n@ ")
        .filter_map(|line| line.trim().split_once(" = "))
        .collect();
    for (n, piece) in body.trim().split('[').enumerate() {
        let Some((mark, rest)) = piece.split_once(']').filter(|_| n > 0) else {
            assert_eq!(n, 0, "{id}: a mark is not closed");
            text.push_str(piece);
            continue;
        };
        let fields: Vec<&str> = mark.split('|').collect();
        let [words, entity, form] = fields[..] else {
            panic!("{id}: `{mark}` is no mark");
        };
        let start = text.chars().count();
        text.push_str(words);
        mentions.push(
            json!({"start": start, "end": text.chars().count(), "entity": entity, "form": form}),
        );
        if !entities.iter().any(|known| known["id"] == entity) {
            let mut known = json!({"id": entity, "kind": kind_of(entity)});
            if let Some((_, name)) = names.iter().find(|(name, _)| *name == entity) {
                let (name, role) = name
                    .split_once("; ")
                    .map_or((*name, None), |(a, b)| (a, Some(b)));
                known["name"] = json!(name);
                if let Some(role) = role {
                    known["role"] = json!(role);
                }
            }
            entities.push(known);
        }
        text.push_str(rest);
    }
    json!({"id": id, "text": text, "entities": entities, "mentions": mentions})
}

fn corpus_from_marks(marked: &str) -> String {
    let mut lines = String::new();
    for part in marked.split("\n== ").skip(1) {
        let (id, body) = part.split_once('\n').expect("a text");
        writeln!(lines, "{}", marked_document(id, body)).expect("memory");
    }
    lines
}

fn read_corpus(file: &str) -> String {
    corpus_from_marks(
        &fs::read_to_string(data_folder().join(format!("{file}.txt"))).expect("the mark-up"),
    )
}

#[test]
fn the_corpus_is_what_the_mark_up_says() {
    for file in FILES {
        let path = data_folder().join(format!("{file}.jsonl"));
        let made = read_corpus(file);
        if std::env::var_os("PULLQUOTE_BLESS").is_some() {
            fs::write(&path, &made).expect("a file");
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == made,
            "{file}.jsonl is not what {file}.txt gives: run again with PULLQUOTE_BLESS=1"
        );
    }
}

/// Returns the F1 score in a row of a table, in percent.
fn f1_of_row(table: &str, row: &str) -> f64 {
    let line = table
        .lines()
        .find(|line| line.starts_with(row))
        .expect("a row");
    let cell = line.split_whitespace().last().expect("a cell");
    cell.parse().expect("a number")
}

#[test]
fn given_names_are_tied_as_well_as_before() {
    let (engine, _) = Engine::new(&[]).expect("an engine");
    for (file, b_cubed, clusters) in [("open", 99.0, 98.0), ("held", 95.0, 92.0)] {
        let report =
            entities::evaluate_entities(&read_corpus(file), &engine, EvalOptions::default());
        let table = report.expect("a report").tables[0].to_string();
        assert!(f1_of_row(&table, "B³") >= b_cubed, "{file}\n{table}");
        assert!(
            f1_of_row(&table, "exact clusters") >= clusters,
            "{file}\n{table}"
        );
    }
}

#[test]
fn the_mark_up_is_read_with_scalar_offsets() {
    let read = marked_document("x", "[Zoë|p1|name] met [Bo|p2|name].\n@ p1 = Zoë; queen");
    assert_eq!(read["text"], "Zoë met Bo.");
    assert_eq!(read["mentions"][1]["start"], 8);
    assert_eq!(read["entities"][0]["role"], "queen");
}

/// Runs entity resolution on an article with these names, given as byte range and index of the kind.
fn draft_entities(article: &Article, names: &[(usize, usize, usize)]) -> Draft {
    let rules = UserRules::default();
    let page = Page::new(article, &rules);
    let names = names.iter().map(|&(start, end, kind)| Found {
        range: ByteRange::of(start, end),
        what: Name {
            kind: EntityKind::ALL[kind % EntityKind::ALL.len()],
            canonical: (kind == 9).then(|| "Somebody".to_owned()),
        },
        by: RuleId("test"),
        confidence: Confidence::percent(50),
    });
    let mut draft = Draft {
        names: names.collect(),
        ..Draft::default()
    };
    Entities.run(&page, &mut draft);
    draft
}

/// Returns the finished annotations and the number of mentions, after checking the invariants of entity resolution.
fn resolve_entities(text: &str, names: &[(usize, usize, usize)]) -> (Annotations, usize) {
    let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
    let draft = draft_entities(&article, names);
    let n_mentions = draft.mentions.len();
    assert!(draft.mentions.is_sorted_by_key(|found| found.range.start()));
    assert_eq!(draft.entities.len(), draft.entity_traits.len());
    for (n, entity) in (0..).zip(&draft.entities) {
        assert_eq!(entity.id.0, n);
        assert!(!entity.name.is_empty());
        assert!(
            draft
                .mentions
                .iter()
                .any(|found| found.what.entity == entity.id)
        );
    }
    let version = EngineVersion("test".to_owned());
    (draft.finish(article.text(), version), n_mentions)
}

/// Generates words that names consist of, mixed with punctuation and unusual letters.
fn any_words() -> impl Strategy<Value = Vec<(String, Option<usize>)>> {
    let word = prop_oneof![
        "[A-Z][a-z]{1,6}",
        "[A-Z]{1,4}",
        "[a-zé’'-]{1,5}",
        prop::sample::select(vec![
            "the",
            "The",
            "Mr.",
            "President",
            "chancellor",
            "bank",
            "of",
            ",",
            ".",
            "(",
            ")",
            "'s",
            "’s",
            "his",
            "wife",
            "J.K.",
            "van",
            "al-",
            "Jr.",
            "Inc.",
            "U.S.",
            "German",
            "said",
            "company",
            "-",
            "\n\n",
            "İ",
            "ß",
            "—",
            "",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec((word, prop::option::of(0_usize..10)), 0..60)
}

proptest! {
    #[test]
    fn any_list_of_names_comes_to_entities(words in any_words()) {
        let (mut text, mut names) = (String::new(), Vec::<(usize, usize, usize)>::new());
        for (word, kind) in &words {
            let start = text.len();
            text.push_str(word);
            match (kind, names.last_mut()) {
                (Some(kind), Some(last)) if last.2 == *kind && last.1 + 1 == start => last.1 = text.len(),
                (Some(kind), _) => names.push((start, text.len(), *kind)),
                (None, _) => {}
            }
            text.push(' ');
        }
        let (once, n_mentions) = resolve_entities(&text, &names);
        prop_assert_eq!(once.items().len() <= n_mentions, true);
        for (_, mention) in once.mentions() {
            prop_assert!(once.entity(mention.entity).is_some());
        }
        prop_assert_eq!(&once, &resolve_entities(&text, &names).0);
    }

    #[test]
    fn ranges_that_cut_words_and_letters_do_no_harm(text in "\\PC{0,40}", cuts in prop::collection::vec((0_usize..60, 0_usize..9, 0_usize..10), 0..6)) {
        let names: Vec<_> = cuts.iter().map(|&(start, len, kind)| (start, start + len, kind)).collect();
        let mut sorted = names;
        sorted.sort_unstable();
        resolve_entities(&text, &sorted);
    }
}

/// A document with very many names, many of them similar: with a quadratic algorithm the test would not finish.
#[test]
fn a_hundred_thousand_names_are_no_burden() {
    let (mut text, mut names) = (String::new(), Vec::new());
    for n in 0..100_000_usize {
        let name = match n % 5 {
            0 => format!("Ann{n} Smith"),
            1 => "Smith".to_owned(),
            2 => format!("Bank of Town{n}"),
            3 => format!("Acme{} Inc.", n % 700),
            _ => "the bank".to_owned(),
        };
        let start = text.len();
        text.push_str(&name);
        if n % 5 != 4 {
            names.push((start, text.len(), usize::from(n % 5 > 1)));
        }
        text.push_str(if n % 3 == 0 { " said. " } else { " met " });
    }
    let article = Article::verbatim(&text, ArticleMetadata::default()).expect("short");
    assert_eq!(article.blocks().len(), 1);
    let draft = draft_entities(&article, &names);
    assert!(draft.entities.len() > 40_000);
}

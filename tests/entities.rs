//! The gold of entities: readable mark-up in `tests/data/entities`, and the corpus that `pullquote eval` reads.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pullquote::annotation::EntityKind;
use serde_json::{Value, json};

/// The files: `open` was looked at while the rules were written, `held` was written after them.
const FILES: [&str; 2] = ["open", "held"];

fn folder() -> PathBuf {
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

/// Returns a marked document as a line of the corpus. Offsets count scalar values.
fn document(id: &str, marked: &str) -> Value {
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

fn corpus(marked: &str) -> String {
    let mut lines = String::new();
    for part in marked.split("\n== ").skip(1) {
        let (id, body) = part.split_once('\n').expect("a text");
        writeln!(lines, "{}", document(id, body)).expect("memory");
    }
    lines
}

fn corpus_of(file: &str) -> String {
    corpus(&fs::read_to_string(folder().join(format!("{file}.txt"))).expect("the mark-up"))
}

#[test]
fn the_corpus_is_what_the_mark_up_says() {
    for file in FILES {
        let path = folder().join(format!("{file}.jsonl"));
        let made = corpus_of(file);
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

#[test]
fn the_mark_up_is_read_with_scalar_offsets() {
    let read = document("x", "[Zoë|p1|name] met [Bo|p2|name].\n@ p1 = Zoë; queen");
    assert_eq!(read["text"], "Zoë met Bo.");
    assert_eq!(read["mentions"][1]["start"], 8);
    assert_eq!(read["entities"][0]["role"], "queen");
}

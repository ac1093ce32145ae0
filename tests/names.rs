//! Keeps names by the rules: one type name for one type, functions of verb and object, constants with their unit; and
//! doc comments on all that is public.

use std::collections::BTreeMap;

use crate::source_tree::{ItemKind, parse_sources};

/// Words that say nothing in a backtrace when they are the whole name of a function.
const BARE_WORDS: &[&str] = &[
    "add", "build", "check", "close", "count", "done", "find", "fold", "get", "go", "handle",
    "insert", "label", "line", "list", "load", "make", "mark", "measure", "merge", "mended",
    "next", "open", "parse", "perform", "place", "print", "put", "read", "report", "run", "save",
    "set", "show", "start", "state", "take", "tell", "told", "write", "words",
];

#[test]
fn a_type_name_is_one_type() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (module, file) in parse_sources() {
        for definition in &file.definitions {
            if definition.kind == ItemKind::Type {
                let place = module.join("::");
                places
                    .entry(definition.name.clone())
                    .or_default()
                    .push(place);
            }
        }
    }
    assert!(places.len() > 400, "only {} types were found", places.len());
    let twice: Vec<_> = places
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .collect();
    assert!(
        twice.is_empty(),
        "type names that are used twice: {twice:#?}"
    );
}

#[test]
fn functions_say_what_they_do_to_what() {
    let (mut n_functions, mut n_one_word) = (0_u32, 0_u32);
    let mut bare = Vec::new();
    for (module, file) in parse_sources() {
        for function in &file.definitions {
            if function.kind != ItemKind::Function {
                continue;
            }
            n_functions += 1;
            n_one_word += u32::from(!function.name.contains('_'));
            if BARE_WORDS.contains(&function.name.as_str()) {
                bare.push(format!("{}::{}", module.join("::"), function.name));
            }
        }
    }
    assert!(
        n_functions > 1000,
        "only {n_functions} functions were found"
    );
    assert!(
        bare.is_empty(),
        "functions that are one bare word: {bare:#?}"
    );
    assert!(
        n_one_word * 10 <= n_functions,
        "{n_one_word} of {n_functions} functions are one word"
    );
}

#[test]
fn limits_are_called_max_or_min() {
    const RIDDLES: &[&str] = &[
        "MOST", "FEWEST", "LONGEST", "SHORTEST", "DEEPEST", "ENOUGH", "REACH",
    ];
    let mut odd = Vec::new();
    for (module, file) in parse_sources() {
        let constants = file
            .definitions
            .iter()
            .filter(|item| item.kind == ItemKind::Constant);
        for constant in constants {
            if constant.name.split('_').any(|word| RIDDLES.contains(&word)) {
                odd.push(format!("{}::{}", module.join("::"), constant.name));
            }
        }
    }
    assert!(
        odd.is_empty(),
        "name these MAX_… or MIN_… with their unit: {odd:#?}"
    );
}

#[test]
fn names_are_words_of_the_field() {
    // Names of the first drafts that say nothing about what they hold.
    const RIDDLES: &[&str] = &[
        "clerk", "desk", "mend", "mended", "shelf", "shelves", "told", "wish",
    ];
    let mut odd = Vec::new();
    for (module, file) in parse_sources() {
        let used = file
            .names
            .iter()
            .filter(|name| RIDDLES.contains(&name.as_str()));
        odd.extend(used.map(|name| format!("{}: {name}", module.join("::"))));
    }
    assert!(odd.is_empty(), "name these by what they hold: {odd:#?}");
}

#[test]
fn public_items_have_doc_comments() {
    let files = parse_sources();
    let bare: Vec<_> = files
        .iter()
        .filter(|(_, file)| !file.undocumented.is_empty())
        .map(|(module, file)| format!("{}: {}", module.join("::"), file.undocumented.join(", ")))
        .collect();
    assert!(
        bare.is_empty(),
        "public items without a doc comment: {bare:#?}"
    );
}

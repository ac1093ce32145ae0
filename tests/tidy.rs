//! Keeps the modules' imports pointing one way, third-party crates in their modules, and every file documented.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::source_tree::{is_test_file, parse_sources};

/// Each module with the modules that it may import. A module may import from those before it only.
pub(crate) const MODULES: &[(&str, &[&str])] = &[
    ("guide", &[]),
    ("text", &[]),
    ("article", &["text"]),
    ("annotation", &["text"]),
    ("engine", &["text", "article", "annotation"]),
    ("highlight", &["text", "article", "annotation"]),
    ("layout", &["text", "article"]),
    ("feeds", &["text", "article"]),
    ("library", &["text", "article", "annotation", "feeds"]),
    ("corpus", &["text", "article", "annotation", "library"]),
    ("config", &["text", "highlight", "annotation"]),
    (
        "reader",
        &[
            "text",
            "article",
            "annotation",
            "engine",
            "highlight",
            "layout",
            "feeds",
            "library",
            "corpus",
            "config",
        ],
    ),
    (
        "store",
        &[
            "text",
            "article",
            "annotation",
            "feeds",
            "library",
            "corpus",
        ],
    ),
    ("fetch", &["text", "article", "feeds", "config"]),
    (
        "export",
        &["text", "article", "annotation", "highlight", "layout"],
    ),
    (
        "ui",
        &[
            "text",
            "article",
            "annotation",
            "highlight",
            "layout",
            "feeds",
            "library",
            "config",
            "reader",
        ],
    ),
    (
        "eval",
        &["text", "article", "annotation", "engine", "corpus", "feeds"],
    ),
    (
        "train",
        &["text", "article", "annotation", "engine", "eval"],
    ),
    (
        "session",
        &[
            "text",
            "article",
            "annotation",
            "engine",
            "highlight",
            "layout",
            "feeds",
            "library",
            "corpus",
            "config",
            "reader",
            "store",
            "fetch",
            "export",
            "ui",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "article",
            "annotation",
            "engine",
            "highlight",
            "layout",
            "feeds",
            "library",
            "corpus",
            "config",
            "reader",
            "store",
            "fetch",
            "export",
            "ui",
            "eval",
            "train",
            "session",
        ],
    ),
];

/// Modules without imports that every module may use.
const EVERYWHERE: &[&str] = &["invariant"];

/// Each third-party crate with the modules that may use it. `thiserror` may be used everywhere.
pub(crate) const CRATES: &[(&str, &[&str])] = &[
    ("unicode_segmentation", &["text"]),
    ("unicode_normalization", &["text"]),
    ("xxhash_rust", &["text"]),
    (
        "jiff",
        &[
            "article",
            "annotation",
            "engine",
            "export",
            "reader",
            "ui",
            "eval",
            "library",
            "store",
            "session",
            "cli",
        ],
    ),
    ("url", &["article"]),
    ("percent_encoding", &["export", "store"]),
    ("dom_smoothie", &["article"]),
    ("dom_query", &["article"]),
    ("html5ever", &["article"]),
    ("pulldown_cmark", &["article"]),
    ("chardetng", &["article"]),
    ("encoding_rs", &["article", "feeds"]),
    ("whatlang", &["article"]),
    ("rust_decimal", &["annotation"]),
    ("foldhash", &["engine"]),
    ("hashbrown", &["engine"]),
    ("aho_corasick", &["engine"]),
    ("regex", &["engine"]),
    ("unicode_linebreak", &["layout"]),
    ("quick_xml", &["feeds"]),
    ("html_escape", &["feeds"]),
    (
        "serde",
        &[
            "text",
            "annotation",
            "config",
            "eval",
            "export",
            "feeds",
            "cli",
            "reader",
        ],
    ),
    (
        "serde_json",
        &[
            "article", "export", "eval", "train", "feeds", "cli", "reader",
        ],
    ),
    ("toml", &["config", "eval"]),
    ("csv", &["export", "train"]),
    ("strsim", &["config", "reader", "cli"]),
    ("ureq", &["fetch"]),
    ("rustls", &["fetch"]),
    ("ruzstd", &["fetch"]),
    ("rusqlite", &["store"]),
    ("ratatui", &["ui", "layout", "session"]),
    ("tui_input", &["reader"]),
    ("crossterm", &["session"]),
    ("signal_hook", &["session"]),
    ("notify", &["session"]),
    ("terminal_colorsaurus", &["session"]),
    ("supports_color", &["session", "cli"]),
    ("tracing", &["store", "session", "cli"]),
    ("tracing_subscriber", &["session"]),
    ("open", &["session"]),
    ("shell_words", &["session"]),
    ("base64", &["feeds", "session"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("etcetera", &["cli"]),
    ("rustix", &["session", "cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["cli"]),
    ("flate2", &["engine", "train", "fetch", "store"]),
];

/// Modules that read what others wrote, and why a missing value means something there. All others together have at most
/// [`MAX_BARE_FALLBACKS`] fallbacks that are not explained by [`ExpectOr`](../src/invariant.rs).
const PARSING: &[(&str, &str)] = &[
    ("article::read", "pages and texts leave out anything"),
    ("article::link", "addresses are typed or come from pages"),
    ("feeds", "feeds and subscription lists leave out anything"),
    ("config", "settings and themes name only what they change"),
    ("library::query", "a query is typed by the user"),
    (
        "cli::annotate::input_reader",
        "a line of a corpus leaves out anything",
    ),
    (
        "store::text_functions",
        "offsets of a damaged file lie outside the text",
    ),
    ("corpus", "lists, names and articles have optional parts"),
    ("train", "corpora and lists of names have optional columns"),
];

/// Enough for values whose absence means something, such as an article without a link. Reviewed one by one when this
/// number was set.
const MAX_BARE_FALLBACKS: usize = 60;

/// The Python binding: a package of its own, with its own dependencies.
pub(crate) const OWN_PACKAGE: &str = "src/python";

fn collect_sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder of sources is readable");
    for entry in entries {
        let path = entry.expect("an entry is readable").path();
        if path.ends_with(OWN_PACKAGE) {
            continue;
        }
        if path.is_dir() {
            collect_sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source with its module (the first folder or file name under `src`) and its text.
pub(crate) fn all_sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect_sources(&root, &mut paths);
    paths
        .into_iter()
        .map(|path| {
            let inside = path
                .strip_prefix(&root)
                .expect("a source under src")
                .to_owned();
            let first = inside
                .iter()
                .next()
                .and_then(|name| name.to_str())
                .expect("a name");
            let module = first.trim_end_matches(".rs").to_owned();
            let content = fs::read_to_string(&path).expect("a source in UTF-8");
            (module, inside, content)
        })
        .collect()
}

fn is_root(module: &str) -> bool {
    matches!(module, "lib" | "main")
}

/// The code of a file without line comments: what imports are looked for in.
pub(crate) fn code_lines(content: &str) -> impl Iterator<Item = &str> {
    content
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
}

#[test]
fn imports_point_down_the_table() {
    let table: BTreeMap<_, _> = MODULES.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, path, content) in all_sources() {
        if is_root(&module) {
            continue;
        }
        let is_everywhere = EVERYWHERE.contains(&module.as_str());
        let allowed = table.get(module.as_str()).copied();
        let Some(allowed) = allowed.or(is_everywhere.then_some(&[])) else {
            wrong.push(format!(
                "{}: the table of modules has no `{module}`",
                path.display()
            ));
            continue;
        };
        for line in code_lines(&content) {
            for rest in line.split("crate::").skip(1) {
                let used: String = rest
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if used != module
                    && table.contains_key(used.as_str())
                    && !allowed.contains(&used.as_str())
                {
                    wrong.push(format!(
                        "{}: `{module}` must not import `{used}`",
                        path.display()
                    ));
                }
            }
            assert!(
                !line.contains("use crate::{"),
                "{}: name one module a line",
                path.display()
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_itself_points_one_way() {
    for (n, (module, allowed)) in MODULES.iter().enumerate() {
        let before: Vec<_> = MODULES[..n].iter().map(|(name, _)| *name).collect();
        for used in *allowed {
            assert!(
                before.contains(used),
                "`{module}` may use `{used}`, which stands after it"
            );
        }
    }
}

/// Whether a line of code has a path that begins with the crate's name.
pub(crate) fn is_crate_used(line: &str, name: &str) -> bool {
    let path_of_it = format!("{name}::");
    let mut places = line.match_indices(&path_of_it);
    places.any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_:".contains(c)))
}

#[test]
fn third_party_crates_stay_in_their_modules() {
    let mut wrong = Vec::new();
    for (module, path, content) in all_sources() {
        for (name, allowed) in CRATES {
            let is_used = code_lines(&content).any(|line| is_crate_used(line, name));
            if is_used && !allowed.contains(&module.as_str()) {
                wrong.push(format!(
                    "{}: `{name}` belongs to {allowed:?}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_is_in_the_table_and_has_a_reason() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .expect("a manifest");
    let section = manifest
        .split("[dependencies]")
        .nth(1)
        .and_then(|rest| rest.split("\n[").next())
        .expect("a section");
    let mut has_reason = false;
    for line in section.lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with('#') {
            has_reason = true;
            continue;
        }
        let name = line
            .split([' ', '='])
            .next()
            .expect("a name")
            .replace('-', "_");
        assert!(has_reason, "`{name}` has no reason above it");
        assert!(
            name == "thiserror" || CRATES.iter().any(|(known, _)| *known == name),
            "`{name}` is in no module's list"
        );
    }
}

/// The code of a file before its tests.
pub(crate) fn product_code(content: &str) -> &str {
    let tests = content.find("#[cfg(test)]\nmod ");
    content
        .get(..tests.unwrap_or(content.len()))
        .unwrap_or(content)
}

#[test]
fn numbers_get_their_nouns_in_one_place() {
    const NOUNS: &[&str] = &[
        "articles",
        "bytes",
        "columns",
        "documents",
        "entries",
        "feeds",
        "figures",
        "items",
        "matches",
        "mentions",
        "minutes",
        "paragraphs",
        "quotes",
        "seconds",
        "times",
        "words",
    ];
    // A placeholder for a variable, then a noun in the plural: wrong for 1. Constants are in capitals.
    let counts_by_hand = |line: &str| {
        line.split('{').skip(1).any(|rest| {
            let Some((name, words)) = rest.split_once("} ") else {
                return false;
            };
            let is_variable = !name.contains(|c: char| c.is_uppercase() || "\"{}".contains(c));
            let mut words = words.split(|c: char| !c.is_alphabetic());
            is_variable && words.next().is_some_and(|noun| NOUNS.contains(&noun))
        })
    };
    let mut wrong = Vec::new();
    for (module, path, content) in all_sources() {
        // The engine prints nothing for users.
        if module == "engine" {
            continue;
        }
        let lines = code_lines(product_code(&content));
        let by_hand = lines.filter(|line| {
            counts_by_hand(line)
                || line.contains("=> \"1 ")
                || (line.contains("fn group_thousands") && module != "text")
        });
        wrong.extend(by_hand.map(|line| format!("{}: {}", path.display(), line.trim())));
    }
    assert!(
        wrong.is_empty(),
        "use `text::count_with_noun`:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn types_of_annotations_are_matched_in_few_files() {
    const FILES: &[&str] = &[
        "annotation/annotation_kind.rs",
        "highlight/article_layers.rs",
        "reader/view_state.rs",
    ];
    let mut wrong = Vec::new();
    for (module, path, content) in all_sources() {
        // The engine makes annotations. Fixtures are made by hand.
        let is_product = module != "engine" && !path.ends_with("fixture.rs");
        let is_known = FILES.iter().any(|known| path.ends_with(known));
        let is_test = path.iter().any(|part| part == "tests");
        if !is_product || is_known || is_test {
            continue;
        }
        if code_lines(product_code(&content)).any(|line| line.contains("AnnotationKind::")) {
            wrong.push(path.display().to_string());
        }
    }
    assert!(
        wrong.is_empty(),
        "ask the methods of AnnotationKind instead of matching on it: {wrong:?}"
    );
}

#[test]
fn every_file_says_what_it_owns() {
    for (_, path, content) in all_sources() {
        assert!(
            content.starts_with("//! "),
            "{}: the first line is no `//!` sentence",
            path.display()
        );
    }
}

#[test]
fn every_test_file_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = fs::read_to_string(folder.join("main.rs")).expect("the tests' main file");
    for entry in fs::read_dir(&folder).expect("the tests' folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name")
            .to_owned();
        if path.extension().is_some_and(|extension| extension == "rs") && name != "main" {
            assert!(
                main.contains(&format!("mod {name};")),
                "{name}.rs is not named in main.rs"
            );
        }
    }
}

#[test]
fn no_file_makes_you_scroll() {
    for (_, path, content) in all_sources() {
        let n_lines = content
            .split("#[cfg(test)]\nmod ")
            .next()
            .map_or(0, |code| code.lines().count());
        assert!(
            n_lines <= 500,
            "{}: {n_lines} lines outside its tests; cut it along its ideas",
            path.display()
        );
    }
}

#[test]
fn fallbacks_name_their_invariant_or_are_few() {
    let files = parse_sources();
    let mut bare = Vec::new();
    let mut n_parsing = 0;
    for (module, file) in &files {
        let name = module.join("::");
        let is_parsing = PARSING.iter().any(|(parsing, _)| {
            let inside = name.strip_prefix(parsing);
            inside.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        });
        if is_test_file(&files, module) || name == "invariant" {
            continue;
        }
        if is_parsing {
            n_parsing += file.fallbacks.len();
            continue;
        }
        bare.extend(file.fallbacks.iter().map(|call| format!("{name}: {call}")));
    }
    assert!(n_parsing > 20, "only {n_parsing} fallbacks were found");
    assert!(
        bare.len() <= MAX_BARE_FALLBACKS,
        "{} fallbacks hide what a missing value means. If it cannot be missing, use `expect_or_default` or `expect_or`; \
         else write its meaning:\n{}",
        bare.len(),
        bare.join("\n")
    );
}

#[test]
fn every_parsing_module_exists() {
    let files = parse_sources();
    for (parsing, _) in PARSING {
        let path: Vec<String> = parsing.split("::").map(str::to_owned).collect();
        assert!(files.contains_key(&path), "there is no module `{parsing}`");
    }
}

//! Keeps each module and each crate in the smallest feature that needs it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::tidy::{CRATES, MODULES, all_sources, code_lines, is_crate_used, product_code};

/// Each feature with the features that it contains.
const FEATURES: &[(&str, &[&str])] = &[
    ("engine", &["engine"]),
    ("readers", &["engine", "readers"]),
    ("serde", &["engine", "serde"]),
    ("library", &["engine", "readers", "library"]),
    ("app", &["engine", "readers", "serde", "library", "app"]),
];

/// The feature of each module, and of the parts of a module that need more. The longest path holds.
const MODULE_FEATURES: &[(&str, &str)] = &[
    ("invariant", "engine"),
    ("text", "engine"),
    ("article", "engine"),
    ("article/read", "readers"),
    ("annotation", "engine"),
    ("engine", "engine"),
    ("export", "serde"),
    ("export/csv_line", "app"),
    ("export/data_rows", "app"),
    ("export/explanation", "app"),
    ("export/finding_text", "app"),
    ("export/format", "app"),
    ("feeds", "library"),
    ("library", "library"),
    ("corpus", "library"),
    ("store", "library"),
];

/// The feature of every other module.
const OTHERWISE: &str = "app";

/// The upper limit on the crates that the engine builds from, this one included: what a library may cost its users.
const MAX_ENGINE_CRATES: usize = 90;

/// Crates that must not be among them, nor what they bind.
const NOT_IN_THE_ENGINE: &[&str] = &[
    "rusqlite",
    "libsqlite3-sys",
    "rustls",
    "ureq",
    "ratatui",
    "crossterm",
    "serde",
    "clap",
];

fn feature_of(path: &str) -> &'static str {
    let known = MODULE_FEATURES
        .iter()
        .filter(|(prefix, _)| path.starts_with(prefix));
    let longest = known.max_by_key(|(prefix, _)| prefix.len());
    longest.map_or(OTHERWISE, |(_, feature)| feature)
}

fn contained_in(feature: &str) -> &'static [&'static str] {
    let found = FEATURES.iter().find(|(name, _)| *name == feature);
    found.expect("a feature of the table").1
}

fn read_manifest() -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(path).expect("a manifest");
    manifest.parse().expect("TOML")
}

/// The crates that a feature switches on, with those of the features in it, and those that are always on.
fn crates_of_feature(manifest: &toml::Table, feature: &str) -> BTreeSet<String> {
    let mut crates = BTreeSet::new();
    for part in contained_in(feature) {
        let listed = manifest["features"][*part].as_array().expect("a list");
        let names = listed.iter().filter_map(|name| name.as_str());
        crates.extend(names.filter_map(|name| Some(name.strip_prefix("dep:")?.replace('-', "_"))));
    }
    for (name, dependency) in manifest["dependencies"].as_table().expect("a table") {
        let is_optional = dependency
            .get("optional")
            .and_then(toml::Value::as_bool)
            .unwrap_or_default();
        if !is_optional {
            crates.insert(name.replace('-', "_"));
        }
    }
    crates
}

#[test]
fn modules_are_compiled_with_their_feature() {
    let root = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"))
        .expect("the root");
    for (module, _) in MODULES.iter().filter(|(module, _)| *module != "guide") {
        let expected = format!(
            "#[cfg(feature = \"{}\")]\npub mod {module};",
            feature_of(module)
        );
        assert!(root.contains(&expected), "lib.rs lacks: {expected}");
    }
}

#[test]
fn modules_import_only_from_their_feature() {
    for (module, used) in MODULES {
        // The program's formats are in the module of the JSON, and use more than it.
        if *module == "export" {
            continue;
        }
        let contained = contained_in(feature_of(module));
        for used in *used {
            assert!(
                contained.contains(&feature_of(used)),
                "`{module}` is in a feature without `{used}`"
            );
        }
    }
}

#[test]
fn crates_are_in_the_smallest_feature_that_uses_them() {
    let manifest = read_manifest();
    let sources = all_sources();
    let uses_of = |name: &str| -> BTreeSet<&str> {
        let files = sources.iter().filter(|(module, _, content)| {
            // An attribute that holds only with `serde` does not need the crate without it.
            let mut lines = code_lines(product_code(content))
                .filter(|line| !line.contains("feature = \"serde\""));
            module != "lib" && lines.any(|line| is_crate_used(line, name))
        });
        let paths = files.map(|(_, path, _)| path.to_string_lossy().into_owned());
        let paths = paths.filter(|path| !path.contains("tests"));
        paths.map(|path| feature_of(&path)).collect()
    };
    let mut wrong = Vec::new();
    for (name, _) in CRATES {
        let used_in = uses_of(name);
        for (feature, contained) in FEATURES {
            let is_used = contained.iter().any(|part| used_in.contains(part))
                // The model's attributes.
                || (*name == "serde" && contained.contains(&"serde"));
            let is_on = crates_of_feature(&manifest, feature).contains(*name);
            if is_used != is_on {
                wrong.push(format!(
                    "`{name}` is {} in `{feature}`, and {}",
                    if is_on { "switched on" } else { "missing" },
                    if is_used { "used" } else { "not used" }
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_engine_builds_from_few_crates() {
    let listed = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--no-default-features"])
        .args([
            "--features",
            "engine",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&listed.stderr);
    assert!(listed.status.success(), "{errors}");
    let lines = String::from_utf8(listed.stdout).expect("text");
    let crates: BTreeSet<(&str, &str)> = lines
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some((words.next()?, words.next()?))
        })
        .collect();
    assert!(crates.len() > 10, "the list is too short: {lines}");
    assert!(
        crates.len() <= MAX_ENGINE_CRATES,
        "{} crates:\n{lines}",
        crates.len()
    );
    for (name, _) in crates {
        assert!(
            !NOT_IN_THE_ENGINE.contains(&name),
            "{name} is in the engine"
        );
    }
}

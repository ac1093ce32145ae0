//! Keeps the files of a module from importing each other in a circle.
//!
//! An import counts for the file that defines the name, wherever it is re-exported. A re-export is no import of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::source_tree::{Import, ModulePath, SourceFile, is_test_file, parse_sources};

struct Crate {
    files: BTreeMap<ModulePath, SourceFile>,
}

impl Crate {
    /// Returns the path below the crate that a path means in a module; `None` for one that leads out of the crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<ModulePath> {
        match path.first()?.as_str() {
            "crate" => Some(path[1..].to_vec()),
            "self" => Some([module, &path[1..]].concat()),
            "super" => {
                let n_up = path.iter().take_while(|word| *word == "super").count();
                let parent = module.get(..module.len().checked_sub(n_up)?)?;
                Some([parent, &path[n_up..]].concat())
            }
            first => {
                let child = [module, &[first.to_owned()]].concat();
                self.files
                    .contains_key(&child)
                    .then(|| [module, path].concat())
            }
        }
    }

    /// Returns the module that defines what an absolute path names.
    fn defining_module(&self, path: &[String], depth: usize) -> Option<ModulePath> {
        if self.files.contains_key(path) || depth > 8 {
            return self.files.contains_key(path).then(|| path.to_vec());
        }
        let n = (0..path.len())
            .rev()
            .find(|n| self.files.contains_key(&path[..*n]))?;
        let (module, rest) = path.split_at(n);
        let file = self.files.get(module)?;
        let name = &rest[0];
        if file.definitions.iter().any(|item| item.name == *name) {
            return Some(module.to_vec());
        }
        let target = |import: &Import| {
            let words = match import.path.split_last() {
                Some((last, words)) if last == "*" => [words, std::slice::from_ref(name)].concat(),
                _ => import.path.clone(),
            };
            let absolute = self.absolute(module, &words)?;
            self.defining_module(&[&absolute[..], &rest[1..]].concat(), depth + 1)
        };
        let named = file.imports.iter().find(|import| import.name == *name);
        let globs = file.imports.iter().filter(|import| import.name == "*");
        match named {
            Some(import) => target(import),
            None => globs
                .filter_map(target)
                .find(|found| found != module)
                .or_else(|| Some(module.to_vec())),
        }
    }

    /// Returns the modules whose definitions a file uses.
    fn used_by(&self, module: &[String], file: &SourceFile) -> BTreeSet<ModulePath> {
        let mut used = BTreeSet::new();
        for import in &file.imports {
            let is_used = !import.is_public || file.names.contains(&import.name);
            if !is_used || import.name == "*" {
                continue;
            }
            let Some(path) = self.absolute(module, &import.path) else {
                continue;
            };
            if !self.files.contains_key(&path) {
                used.extend(self.defining_module(&path, 0));
                continue;
            }
            // A module is imported for what is taken out of it.
            let through = file.paths.iter().filter(|words| words[0] == import.name);
            for words in through {
                let item = [&path[..], &words[1..]].concat();
                used.extend(self.defining_module(&item, 0));
            }
        }
        for words in &file.paths {
            let Some(path) = self.absolute(module, words) else {
                continue;
            };
            if !self.files.contains_key(&path) {
                used.extend(self.defining_module(&path, 0));
            }
        }
        used.remove(module);
        used
    }

    fn is_test_file(&self, module: &[String]) -> bool {
        is_test_file(&self.files, module)
    }
}

/// Returns a path from a node back to itself, if there is one.
fn find_circle(
    graph: &BTreeMap<ModulePath, BTreeSet<ModulePath>>,
    start: &ModulePath,
) -> Option<Vec<ModulePath>> {
    let mut paths = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    while let Some(path) = paths.pop() {
        let last = path.last()?;
        for next in graph.get(last).into_iter().flatten() {
            if next == start {
                return Some(path);
            }
            if seen.insert(next.clone()) {
                paths.push([path.clone(), vec![next.clone()]].concat());
            }
        }
    }
    None
}

#[test]
fn files_form_no_circle() {
    let tree = Crate {
        files: parse_sources(),
    };
    let mut graph = BTreeMap::new();
    let mut n_imports = 0;
    for (module, file) in &tree.files {
        if tree.is_test_file(module) {
            continue;
        }
        let mut used = tree.used_by(module, file);
        used.retain(|other| !tree.is_test_file(other));
        n_imports += used.len();
        graph.insert(module.clone(), used);
    }
    assert!(n_imports > 300, "only {n_imports} imports were found");
    let circles: BTreeSet<Vec<String>> = graph
        .keys()
        .filter_map(|start| find_circle(&graph, start))
        .map(|circle| {
            let mut names: Vec<_> = circle.iter().map(|module| module.join("/")).collect();
            names.sort();
            names
        })
        .collect();
    assert!(
        circles.is_empty(),
        "files that import each other: {circles:#?}"
    );
}

//! A folder with a file for each article, named after it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::cli::failure::Usage;
use crate::cli::input::{Refusal, refused};

/// The longest name of a file, without its ending.
const LONGEST_NAME: usize = 100;

/// The endings of formats that are not called like their files.
const ENDINGS: &[(&str, &str)] = &[
    ("markdown", "md"),
    ("text", "txt"),
    ("brat", "ann"),
    ("webannotation", "jsonld"),
];

/// A folder that gets a file for each article.
pub(super) struct Folder {
    path: PathBuf,
    ending: &'static str,
    taken: BTreeSet<String>,
}

impl Folder {
    /// Returns the folder, which is made where it is not there.
    #[expect(
        clippy::disallowed_methods,
        reason = "this file writes what the user asks for"
    )]
    pub(super) fn make(path: PathBuf, format: &'static str) -> Result<Self, Usage> {
        fs::create_dir_all(&path).map_err(|why| {
            let why = match why.kind() {
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                    Refusal::new("it is no directory", "name another one")
                }
                _ => refused(&why),
            };
            Usage(format!("{}: {why}", path.display()))
        })?;
        let known = ENDINGS.iter().find(|(name, _)| *name == format);
        Ok(Self {
            path,
            ending: known.map_or(format, |(_, ending)| *ending),
            taken: BTreeSet::new(),
        })
    }

    /// Writes the file of an article.
    #[expect(
        clippy::disallowed_methods,
        reason = "this file writes what the user asks for"
    )]
    pub(super) fn write(&mut self, id: &str, content: &str) -> Result<(), (PathBuf, Refusal)> {
        let name = self.name(id);
        let path = self.path.join(format!("{name}.{}", self.ending));
        fs::write(&path, content).map_err(|why| (path, refused(&why)))
    }

    /// Returns a name that no article before has: of letters, digits and few signs, so that no id leaves the folder.
    fn name(&mut self, id: &str) -> String {
        let safe = |c: char| {
            let is_safe = c.is_alphanumeric() || "-_.".contains(c);
            if is_safe { c } else { '-' }
        };
        let name: String = stem(id).chars().map(safe).take(LONGEST_NAME).collect();
        let name = match name.trim_matches(['-', '.']) {
            "" => "article",
            name => name,
        };
        let mut unique = name.to_owned();
        let mut n = 2;
        while !self.taken.insert(unique.to_lowercase()) {
            unique = format!("{name}-{n}");
            n += 1;
        }
        unique
    }
}

/// Returns the part of an id that names the article: an address without its scheme, a file without folder and ending.
fn stem(id: &str) -> &str {
    if let Some((_, rest)) = id.split_once("://") {
        return rest;
    }
    let name = id.rsplit(['/', '\\']).next().unwrap_or(id);
    match name.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) && !stem.is_empty() => stem,
        _ => name,
    }
}

fn is_ending(ending: &str) -> bool {
    ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.len() <= 5
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_the_folder_and_apart() {
        let mut folder = Folder {
            path: PathBuf::new(),
            ending: "json",
            taken: BTreeSet::new(),
        };
        let names = [
            ("news/a.txt", "a"),
            ("other/a.html", "a-2"),
            ("../../etc/passwd", "passwd"),
            ("A", "A-3"),
            ("https://example.org/news/one", "example.org-news-one"),
            ("..", "article"),
            ("-", "article-2"),
            ("f.jsonl:12", "f.jsonl-12"),
        ];
        for (id, name) in names {
            assert_eq!(folder.name(id), name, "{id}");
        }
    }
}

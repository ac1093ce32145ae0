//! The parsed source files of `src`, for tests that look at names and imports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemFn, ItemMod, UseTree, Visibility};

/// A module's path below the crate: `["store", "feeds"]`.
pub(crate) type ModulePath = Vec<String>;

/// A `use` of one name: its path as written, the name it gets here, and whether it is a re-export.
pub(crate) struct Import {
    pub(crate) path: Vec<String>,
    pub(crate) name: String,
    pub(crate) is_public: bool,
}

/// An item that has a name.
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) kind: ItemKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemKind {
    Function,
    Type,
    Constant,
}

/// A source file.
#[derive(Default)]
pub(crate) struct SourceFile {
    pub(crate) imports: Vec<Import>,
    /// Everything that is defined at module level, in nested modules too.
    pub(crate) definitions: Vec<Definition>,
    /// Paths of two segments and more outside `use`, and the single names that occur, without those of test modules.
    pub(crate) paths: Vec<Vec<String>>,
    pub(crate) names: BTreeSet<String>,
    /// Public items, fields, variants and methods without a doc comment.
    pub(crate) undocumented: Vec<String>,
    /// Calls that replace a missing value with a default, a number or a limit, without those of tests: what is called,
    /// and on what.
    pub(crate) fallbacks: Vec<String>,
    /// The whole file, for tests that look at more.
    pub(crate) parsed: Option<syn::File>,
    /// Modules that are compiled for tests only.
    pub(crate) test_modules: BTreeSet<String>,
}

/// Returns true if a module is compiled for tests only, by itself or as a part of another one.
pub(crate) fn is_test_file(files: &BTreeMap<ModulePath, SourceFile>, module: &[String]) -> bool {
    (1..=module.len()).any(|n| {
        let parent = files.get(&module[..n - 1]);
        parent.is_some_and(|file| file.test_modules.contains(&module[n - 1]))
    })
}

/// Returns all files of `src` by module path.
pub(crate) fn parse_sources() -> BTreeMap<ModulePath, SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = BTreeMap::new();
    parse_folder(&root, &[], &mut files);
    files.remove(&vec!["main".to_owned()]);
    files
}

fn parse_folder(folder: &Path, module: &[String], files: &mut BTreeMap<ModulePath, SourceFile>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.ends_with(crate::tidy::OWN_PACKAGE) {
            continue;
        }
        let stem = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            parse_folder(&path, &[module, &[stem]].concat(), files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let content = std::fs::read_to_string(&path).expect("a source file");
            let parsed = syn::parse_file(&content)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let module = match stem.as_str() {
                "mod" | "lib" => module.to_vec(),
                _ => [module, &[stem]].concat(),
            };
            let mut file = SourceFile::default();
            let mut collector = Collector {
                file: &mut file,
                is_test: false,
            };
            collector.visit_file(&parsed);
            file.parsed = Some(parsed);
            files.insert(module, file);
        }
    }
}

struct Collector<'a> {
    file: &'a mut SourceFile,
    is_test: bool,
}

impl Collector<'_> {
    fn define(&mut self, name: &syn::Ident, kind: ItemKind) {
        self.file.definitions.push(Definition {
            name: name.to_string(),
            kind,
        });
    }

    /// Notes a public item without a doc comment. The compiler's own lint skips hidden modules.
    fn check_docs(&mut self, name: &syn::Ident, visibility: &Visibility, attributes: &[Attribute]) {
        let is_public = matches!(visibility, Visibility::Public(_));
        let has_docs = attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("doc"));
        if is_public && !has_docs && !self.is_test {
            self.file.undocumented.push(name.to_string());
        }
    }

    fn import(&mut self, tree: &UseTree, prefix: &[String], is_public: bool) {
        let join = |name: String| [prefix, &[name]].concat();
        let (path, name) = match tree {
            UseTree::Path(path) => {
                return self.import(&path.tree, &join(path.ident.to_string()), is_public);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, prefix, is_public);
                }
                return;
            }
            UseTree::Name(name) if name.ident == "self" => {
                (prefix.to_vec(), prefix.last().cloned().unwrap_or_default())
            }
            UseTree::Name(name) => (join(name.ident.to_string()), name.ident.to_string()),
            UseTree::Rename(rename) => (join(rename.ident.to_string()), rename.rename.to_string()),
            UseTree::Glob(_) => (join("*".to_owned()), "*".to_owned()),
        };
        self.file.imports.push(Import {
            path,
            name,
            is_public,
        });
    }

    /// Notes a fallback: `unwrap_or_default`, and `unwrap_or` or `map_or` with a literal or a limit. `map_or` with a
    /// literal is a conversion like any other.
    fn note_fallback(&mut self, called: &str, value: &str, on: &str) {
        let is_limit = value == "MAX" || value.ends_with(":: MAX");
        // A word in quotation marks says what it means.
        let is_literal = value.starts_with(|c: char| c.is_ascii_digit())
            || matches!(value, "\"\"" | "true" | "false" | "& []");
        let is_fallback = match called {
            "unwrap_or_default" => true,
            "unwrap_or" => is_limit || is_literal,
            "map_or" => is_limit,
            _ => false,
        };
        if is_fallback && !self.is_test {
            let end: String = on.chars().rev().take(60).collect();
            let end: String = end.chars().rev().collect();
            self.file.fallbacks.push(format!("{end}.{called}({value})"));
        }
    }

    /// Notes the fallbacks in the tokens of a macro call.
    fn scan_fallbacks(&mut self, tokens: proc_macro2::TokenStream) {
        let mut last = String::new();
        for token in tokens {
            if let proc_macro2::TokenTree::Group(group) = &token {
                let inside = group.stream().to_string();
                let value = inside.split(',').next().unwrap_or_default().trim();
                self.note_fallback(&last, value, "in a macro");
                self.scan_fallbacks(group.stream());
            }
            last = token.to_string();
        }
    }

    /// Takes the paths in the tokens of a macro call, which is not parsed.
    fn scan_tokens(&mut self, tokens: proc_macro2::TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut n_colons = 0;
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Ident(ident) => {
                    if n_colons < 2 {
                        self.take_path(std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    n_colons = 0;
                }
                proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ':' => n_colons += 1,
                proc_macro2::TokenTree::Group(group) => {
                    self.take_path(std::mem::take(&mut path));
                    n_colons = 0;
                    self.scan_tokens(group.stream());
                }
                _ => {
                    self.take_path(std::mem::take(&mut path));
                    n_colons = 0;
                }
            }
        }
        self.take_path(path);
    }

    fn take_path(&mut self, path: Vec<String>) {
        if let Some(first) = path.first() {
            self.file.names.insert(first.clone());
        }
        if path.len() > 1 {
            self.file.paths.push(path);
        }
    }
}

/// Returns true for the attributes of an item that is compiled for tests only.
pub(crate) fn is_test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .to_token_stream()
                .to_string()
                .contains("test")
    })
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Struct(item) => self.check_docs(&item.ident, &item.vis, &item.attrs),
            Item::Enum(item) => {
                self.check_docs(&item.ident, &item.vis, &item.attrs);
                for variant in &item.variants {
                    self.check_docs(&variant.ident, &item.vis, &variant.attrs);
                }
            }
            Item::Trait(item) => self.check_docs(&item.ident, &item.vis, &item.attrs),
            Item::Type(item) => self.check_docs(&item.ident, &item.vis, &item.attrs),
            Item::Const(item) => self.check_docs(&item.ident, &item.vis, &item.attrs),
            Item::Fn(item) => self.check_docs(&item.sig.ident, &item.vis, &item.attrs),
            _ => {}
        }
        match item {
            Item::Struct(item) => self.define(&item.ident, ItemKind::Type),
            Item::Enum(item) => self.define(&item.ident, ItemKind::Type),
            Item::Trait(item) => self.define(&item.ident, ItemKind::Type),
            Item::Type(item) => self.define(&item.ident, ItemKind::Type),
            Item::Const(item) if item.ident != "_" => self.define(&item.ident, ItemKind::Constant),
            Item::Static(item) => self.define(&item.ident, ItemKind::Constant),
            Item::Use(item) if !self.is_test => {
                let is_public = !matches!(item.vis, Visibility::Inherited);
                self.import(&item.tree, &[], is_public);
                return;
            }
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let is_test = is_test_only(&module.attrs);
        if is_test && module.content.is_none() {
            self.file.test_modules.insert(module.ident.to_string());
        }
        let was_test = self.is_test;
        self.is_test |= is_test;
        visit::visit_item_mod(self, module);
        self.is_test = was_test;
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        let is_test = function
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("test"));
        if !is_test {
            self.define(&function.sig.ident, ItemKind::Function);
        }
        let was_test = self.is_test;
        self.is_test |= is_test || is_test_only(&function.attrs);
        visit::visit_item_fn(self, function);
        self.is_test = was_test;
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let value = call.args.first().map(ToTokens::to_token_stream);
        let value = value.map(|value| value.to_string()).unwrap_or_default();
        let on = call.receiver.to_token_stream().to_string();
        self.note_fallback(&call.method.to_string(), &value, &on);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let last = path.segments.last();
        if last.is_some_and(|last| last.ident == "unwrap_or_default") {
            self.note_fallback("unwrap_or_default", "", "by its path");
        }
        if !self.is_test {
            let segments = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            self.take_path(segments.collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if !self.is_test {
            self.scan_tokens(call.tokens.clone());
            self.scan_fallbacks(call.tokens.clone());
        }
        visit::visit_macro(self, call);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(name) = &field.ident {
            self.check_docs(name, &field.vis, &field.attrs);
        }
        visit::visit_field(self, field);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        self.check_docs(&method.sig.ident, &method.vis, &method.attrs);
        let was_test = self.is_test;
        self.is_test |= is_test_only(&method.attrs);
        visit::visit_impl_item_fn(self, method);
        self.is_test = was_test;
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {
        // `pub(in crate::ui)` is no import.
    }
}

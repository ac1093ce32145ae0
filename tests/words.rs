//! Keeps vocabulary out of the code of the engine: words of a language belong in files under `assets`, where they have a
//! source and a licence, and where another language can have its own.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::source_tree::{is_test_file, is_test_only, parse_sources};

/// The words that are in string literals of the engine now. Lower it when words move to `assets`; it never rises. The
/// target is 150: function words that are the grammar itself.
const MAX_WORDS: usize = 667;

/// Files whose literals are labels, not words: parts of speech and relations of Universal Dependencies, and the names of
/// groups of features.
const LABEL_FILES: &[&str] = &[
    "engine::names::model::features",
    "engine::syntax::relation",
    "engine::syntax::tag_set",
];

/// Functions that give the names of things: passes, kinds, classes of a vocabulary.
const NAMING_FUNCTIONS: &[&str] = &["name", "names", "from_name"];

/// Methods whose argument is the text of an error.
const ERROR_METHODS: &[&str] = &[
    "expect",
    "expect_err",
    "expect_or",
    "expect_or_default",
    "ok_or",
    "ok_or_else",
    "map_err",
];

/// Macros whose tokens are looked at. Others format messages, or read files.
const WORD_MACROS: &[&str] = &["matches", "vec"];

/// Structs with a field of text for people, which is not looked at.
const TEXT_FIELDS: &[(&str, &str)] = &[("Evidence", "label")];

/// Collects the words in the literals of a file.
#[derive(Default)]
struct WordCollector {
    words: Vec<String>,
}

impl WordCollector {
    fn take_literal(&mut self, literal: &str) {
        let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | ')');
        let words = literal.split(is_gap).filter(|word| is_word(word));
        self.words.extend(words.map(str::to_owned));
    }

    fn take_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.take_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(literal) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.take_literal(&literal.value());
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

/// Returns whether it is a word of a language: two letters or more, and nothing else but apostrophes, hyphens and full
/// stops. What has other characters is an id, a path or a format.
fn is_word(word: &str) -> bool {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_known = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.');
    n_letters >= 2 && word.chars().all(is_known)
}

/// Returns whether the type of an item is a rule, or a list of rules.
fn is_rule(kind: &syn::Type) -> bool {
    match kind {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "Rule")
        }
        syn::Type::Reference(inner) => is_rule(&inner.elem),
        syn::Type::Slice(inner) => is_rule(&inner.elem),
        syn::Type::Array(inner) => is_rule(&inner.elem),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for WordCollector {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.take_literal(&literal.value());
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test_only(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        if !is_rule(&item.ty) {
            visit::visit_item_static(self, item);
        }
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if !is_rule(&item.ty) {
            visit::visit_item_const(self, item);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_test_only(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        let is_naming = NAMING_FUNCTIONS.iter().any(|name| method.sig.ident == name);
        if !is_naming && !is_test_only(&method.attrs) {
            visit::visit_impl_item_fn(self, method);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let is_error = ERROR_METHODS.iter().any(|method| call.method == method);
        self.visit_expr(&call.receiver);
        if !is_error {
            call.args.iter().for_each(|value| self.visit_expr(value));
        }
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        // The text of an error.
        let is_error = matches!(&*call.func, syn::Expr::Path(path) if path.path.is_ident("Err"));
        if !is_error {
            visit::visit_expr_call(self, call);
        }
    }

    fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
        let name = made.path.segments.last().map(|last| last.ident.to_string());
        for field in &made.fields {
            let is_text = TEXT_FIELDS.iter().any(|(kind, text)| {
                name.as_deref() == Some(kind)
                    && matches!(&field.member, syn::Member::Named(member) if member == text)
            });
            if !is_text {
                self.visit_expr(&field.expr);
            }
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string());
        if WORD_MACROS
            .iter()
            .any(|known| name.as_deref() == Some(known))
        {
            self.take_tokens(call.tokens.clone());
        }
    }
}

fn words_of(file: &syn::File) -> Vec<String> {
    let mut collector = WordCollector::default();
    collector.visit_file(file);
    collector.words
}

#[test]
fn vocabulary_is_data() {
    let files = parse_sources();
    let mut n_words: BTreeMap<String, usize> = BTreeMap::new();
    for (module, file) in &files {
        let name = module.join("::");
        let is_engine = module.first().is_some_and(|top| top == "engine");
        if is_engine && !is_test_file(&files, module) && !LABEL_FILES.contains(&name.as_str()) {
            let parsed = file.parsed.as_ref().expect("a parsed file");
            n_words.insert(name, words_of(parsed).len());
        }
    }
    assert!(
        n_words.len() > 50,
        "only {} files were found",
        n_words.len()
    );
    n_words.retain(|_, n| *n > 0);
    let total: usize = n_words.values().sum();
    let mut by_count: Vec<_> = n_words.iter().map(|(name, n)| (*n, name)).collect();
    by_count.sort_unstable_by(|a, b| b.cmp(a));
    let listed: Vec<_> = by_count
        .iter()
        .map(|(n, name)| format!("{n:5} {name}"))
        .collect();
    assert!(
        total <= MAX_WORDS,
        "{total} words are in string literals of the engine; move new ones to a file in `assets`:\n{}",
        listed.join("\n")
    );
    assert!(
        total + 20 > MAX_WORDS,
        "only {total} words are left in string literals of the engine; lower MAX_WORDS to that"
    );
}

#[test]
fn words_are_told_from_ids_and_messages() {
    let source = r#"
        static RULE: Rule = Rule { id: RuleId("names/model"), summary: "a name" };
        static WORDS: &[&str] = &["mayor", "prime minister", "co-op", "x", "5th"];
        const PATH: &str = "assets/words.txt names/model";
        impl Pass for Names {
            fn name(&self) -> &'static str { "names" }
            fn run(&self) {
                if matches!(word, "said" | "told") { panic!("no such word") }
                list.is(at, "says").expect("a word is there");
                return Err("no word");
                let entry = Evidence { label: "cue", range: find("claims") };
            }
        }
        #[cfg(test)]
        mod tests { const SAMPLE: &str = "She said so"; }
    "#;
    let file = syn::parse_file(source).expect("a file");
    let words = [
        "mayor", "prime", "minister", "co-op", "said", "told", "says", "claims",
    ];
    assert_eq!(words_of(&file), words);
}

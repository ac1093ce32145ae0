//! The author of a feed item: a name, a mail address, or both in one string.

use super::text_repair::clean_html_line;
use crate::article::Link;

/// Maximum number of tags, of enclosures and of authors of an item. Far above any real feed; it bounds the memory that
/// a hostile feed can use.
pub(super) const MAX_REPEATED_FIELDS: usize = 100;

/// An author of a feed item. Any part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedAuthor {
    /// The name, without the mail address.
    pub name: Option<String>,
    /// The mail address, without `mailto:`.
    pub mail: Option<String>,
    /// The author as the feed gives it, on one clean line. `Name (mail)` if the feed has separate elements for the
    /// two; empty if the feed names no author.
    pub written: String,
}

impl FeedAuthor {
    /// Returns the author from a separate name and mail address. Either may be empty.
    pub(super) fn of_parts(name: &str, mail: &str) -> Self {
        let known = |part: &str| {
            Some(Link::without_users(&clean_html_line(part))).filter(|part| !part.is_empty())
        };
        let (name, mail) = (known(name), known(mail));
        let written = match (&name, &mail) {
            (Some(name), Some(mail)) => format!("{name} ({mail})"),
            (one, other) => one.clone().or(other.clone()).unwrap_or_default(),
        };
        Self {
            name,
            mail,
            written,
        }
    }

    /// Returns the author from a single string: `a@b.c (Name)`, `Name <a@b.c>`, a name alone, or an address alone.
    pub(super) fn of_text(text: &str) -> Self {
        // Some feeds give the author's page instead of a name.
        let written = Link::without_users(&author_line(text));
        let mut words = written.split([' ', '(', ')', '<', '>', ',', ';']);
        let mail = words
            .find(|word| is_mail_address(word.trim_start_matches("mailto:")))
            .map(|word| word.trim_start_matches("mailto:").to_owned());
        let mut name = written.clone();
        if let Some(mail) = &mail {
            name = name.replace("mailto:", "").replace(mail.as_str(), " ");
            name = name.replace("( )", " ").replace("< >", " ");
            let inner = name.trim();
            let is_wrapped = inner.starts_with('(') && inner.ends_with(')');
            name = inner.to_owned();
            if is_wrapped {
                name = name.trim_matches(['(', ')']).to_owned();
            }
        }
        let name = name
            .trim_matches(|c: char| c.is_whitespace() || c == ',')
            .to_owned();
        Self {
            name: Some(name).filter(|name| name.chars().any(char::is_alphanumeric)),
            mail,
            written,
        }
    }

    /// Returns true if neither a name nor an address was found.
    pub(super) fn is_empty(&self) -> bool {
        self.written.is_empty()
    }
}

/// The distinct authors of a feed or item. Those given as elements of name and address, as in Atom, come first.
#[derive(Clone, Debug, Default)]
pub(super) struct AuthorList {
    authors: Vec<FeedAuthor>,
    /// The number of authors given as elements of name and address.
    n_persons: usize,
}

impl AuthorList {
    /// Adds an author, unless it is empty, already present, or the limit is reached. `is_person`: the name or address
    /// has an element of its own.
    pub(super) fn add(&mut self, author: FeedAuthor, is_person: bool) {
        if author.is_empty()
            || self.authors.len() >= MAX_REPEATED_FIELDS
            || self.authors.contains(&author)
        {
            return;
        }
        if is_person {
            self.authors.insert(self.n_persons, author);
            self.n_persons += 1;
        } else {
            self.authors.push(author);
        }
    }

    /// Returns true if there are no authors.
    pub(super) const fn is_empty(&self) -> bool {
        self.authors.is_empty()
    }

    /// Returns the authors.
    pub(super) fn into_authors(self) -> Vec<FeedAuthor> {
        self.authors
    }
}

/// Returns the text on one line. Unless it contains real HTML, it is escaped first, so that `<a@b.c>` is kept as an
/// address and not dropped as an unknown element.
fn author_line(text: &str) -> String {
    let text = text.trim();
    let is_html = super::text_repair::looks_like_html(text);
    if is_html {
        clean_html_line(text)
    } else {
        clean_html_line(&super::text_repair::escape_text(text))
    }
}

/// Returns the distinct names of all authors, joined by commas. An author without a name is represented by the mail
/// address. `None` if there are no authors.
pub(super) fn author_names(authors: &[FeedAuthor]) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for author in authors {
        if let Some(name) = author.name.as_deref().or(author.mail.as_deref())
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    (!names.is_empty())
        .then(|| clean_html_line(&super::text_repair::escape_text(&names.join(", "))))
}

/// Returns true if the word has the shape of a mail address: a local part, one `@`, and a domain with a dot.
fn is_mail_address(word: &str) -> bool {
    let Some((before, after)) = word.split_once('@') else {
        return false;
    };
    let is_part = |c: char| c.is_alphanumeric() || "._-+".contains(c);
    !before.is_empty() && after.contains('.') && word.chars().all(|c| is_part(c) || c == '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_author(text: &str, name: &str, mail: &str) {
        let author = FeedAuthor::of_text(text);
        let found = (author.name.as_deref(), author.mail.as_deref());
        assert_eq!(found.0.unwrap_or_default(), name, "{text}");
        assert_eq!(found.1.unwrap_or_default(), mail, "{text}");
    }

    #[test]
    fn names_and_addresses_are_told_apart() {
        check_author("ana@example.org (Ana Peña)", "Ana Peña", "ana@example.org");
        check_author("Ana Peña <ana@example.org>", "Ana Peña", "ana@example.org");
        check_author("Ana Peña (ana@example.org)", "Ana Peña", "ana@example.org");
        check_author("ana@example.org", "", "ana@example.org");
        check_author("Ana Peña (Harbour desk)", "Ana Peña (Harbour desk)", "");
        check_author("Ana @ the desk", "Ana @ the desk", "");
    }

    #[test]
    fn parts_are_written_together() {
        assert_eq!(
            FeedAuthor::of_parts("Ana", "a@b.org").written,
            "Ana (a@b.org)"
        );
        assert_eq!(FeedAuthor::of_parts(" ", "a@b.org").written, "a@b.org");
        assert!(FeedAuthor::of_parts("", " ").is_empty());
    }
}

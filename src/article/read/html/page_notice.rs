//! Recognizes pages that contain no article: requests for consent or a log-in, error messages, and lists of other
//! pages.
//!
//! Only the text that is left after removing boilerplate is examined. A page with two paragraphs of anything else is an
//! article.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::page_words::{count_phrases, has_phrase};
use super::{blocks, nodes};
use crate::article::read::ReadError;
use crate::article::{Article, BlockKind};

/// The minimum length of a line of an article, in characters. Shorter ones are labels and buttons.
const MIN_PROSE_CHARS: usize = 60;
/// The minimum number of lines of prose in an article.
const MIN_PROSE_LINES: usize = 2;
/// The maximum length of a page that only asks for something or reports an error, in characters.
const MAX_NOTICE_CHARS: usize = 3000;
/// The maximum length of an error page that has no complete sentence, in characters: `403 Forbidden`, `nginx`.
const MAX_BARE_ERROR_CHARS: usize = 30;
/// The minimum number of teasers of other pages that make a page a list.
const MIN_CARDS: usize = 5;
/// The maximum length of the teaser of one page in a list, in characters.
const MAX_CARD_CHARS: usize = 600;
/// The minimum share of a page's text that is in teasers, in percent, for the page to be a list.
const MIN_CARD_PERCENT: usize = 60;
/// The maximum number of elements that are examined.
const MAX_ELEMENTS: usize = 20_000;
/// The minimum number of words in the title of a teaser.
const MIN_CARD_WORDS: usize = 2;

/// What a page asks its reader to do before showing the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PageRequest {
    Consent,
    Login,
}

impl PageRequest {
    /// Returns what a whole page asks for; `None` if the page is long or asks for nothing.
    fn find(document: &Document) -> Option<Self> {
        let body = document.body()?;
        let text = nodes::collapsed_text(&body);
        if text.chars().take(MAX_NOTICE_CHARS + 1).count() > MAX_NOTICE_CHARS {
            return None;
        }
        let text = text.to_lowercase().replace('’', "'");
        if count_phrases(&text, "login") >= 2 {
            return Some(Self::Login);
        }
        (count_phrases(&text, "consent") >= 2).then_some(Self::Consent)
    }

    const fn refusal(self) -> ReadError {
        match self {
            Self::Consent => ReadError::ConsentPage,
            Self::Login => ReadError::LoginPage,
        }
    }
}

/// Evidence in the markup about the kind of a page. Collected before the extractor changes the tree.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PageSigns {
    /// Whether the page asks for a password.
    has_password: bool,
    /// Whether the text is a list of other pages.
    is_list: bool,
    /// Whether the whole page is short and asks for consent or a log-in.
    asks: Option<PageRequest>,
    /// Whether the only text is a request to enable scripts.
    needs_scripts: bool,
}

impl PageSigns {
    pub(super) fn of(document: &Document) -> Self {
        let is_declared = !document
            .select("meta[property='og:type'][content=article], [itemprop~=articleBody]")
            .is_empty();
        let texts = document.select("noscript");
        let texts = texts.nodes().iter().take(8).map(nodes::collapsed_text);
        Self {
            has_password: !document.select("input[type=password]").is_empty(),
            is_list: !is_declared && is_list_of_pages(document),
            asks: PageRequest::find(document),
            needs_scripts: texts
                .map(|text| text.to_lowercase())
                .any(|text| text.len() < 400 && text.contains("javascript")),
        }
    }

    /// Returns the reason why a page has no text.
    pub(super) const fn explain_empty(self) -> ReadError {
        match self {
            Self {
                asks: Some(request),
                ..
            } => request.refusal(),
            Self {
                needs_scripts: true,
                ..
            } => ReadError::ErrorPage,
            Self { is_list: true, .. } => ReadError::ListOfPages,
            _ => ReadError::NoArticle,
        }
    }

    /// Returns the reason why a page is not an article; `None` if it may be one.
    pub(super) fn find_refusal(self, article: &Article) -> Option<ReadError> {
        let lines = NoticeLines::of(article);
        if lines.n_chars <= MAX_NOTICE_CHARS {
            if lines.is_consent() {
                return Some(ReadError::ConsentPage);
            }
            if lines.is_login(self.has_password) {
                return Some(ReadError::LoginPage);
            }
            if lines.is_error() {
                return Some(ReadError::ErrorPage);
            }
        }
        let request = self.asks.filter(|_| !lines.has_prose());
        let request = request.map(PageRequest::refusal);
        request.or_else(|| self.is_list.then_some(ReadError::ListOfPages))
    }
}

/// The lines of an article, in which phrases of notices are counted.
struct NoticeLines {
    /// The title and the headings, in lower case.
    heads: Vec<String>,
    /// All other lines, in lower case.
    lines: Vec<String>,
    n_chars: usize,
}

impl NoticeLines {
    fn of(article: &Article) -> Self {
        let fold = |text: &str| text.to_lowercase().replace('’', "'");
        let mut notice = Self {
            heads: vec![fold(&article.about.title)],
            lines: Vec::new(),
            n_chars: article
                .text()
                .as_str()
                .chars()
                .take(MAX_NOTICE_CHARS + 1)
                .count(),
        };
        if notice.n_chars > MAX_NOTICE_CHARS {
            return notice;
        }
        for block in article.blocks() {
            let text = article.text().as_str().get(block.range.indices());
            let text = fold(text.unwrap_or_default());
            match block.kind {
                BlockKind::Heading(_) => notice.heads.push(text),
                BlockKind::Caption | BlockKind::Rule => {}
                _ => notice.lines.push(text),
            }
        }
        notice
    }

    /// Returns the number of lines of prose without a phrase of this class, and the number of different phrases of this
    /// class.
    fn weigh(&self, class: &str) -> (usize, usize) {
        let is_prose = |line: &&String| line.chars().count() >= MIN_PROSE_CHARS;
        let others = self.lines.iter().filter(is_prose);
        let n_others = others.filter(|line| !has_phrase(line, class)).count();
        let all: Vec<&str> = self
            .lines
            .iter()
            .chain(&self.heads)
            .map(String::as_str)
            .collect();
        (n_others, count_phrases(&all.join("\n"), class))
    }

    fn has_prose(&self) -> bool {
        self.n_chars > MAX_NOTICE_CHARS
            || self
                .lines
                .iter()
                .any(|line| line.chars().count() >= MIN_PROSE_CHARS)
    }

    fn is_consent(&self) -> bool {
        let (n_others, n_phrases) = self.weigh("consent");
        n_phrases >= 2 && n_others < MIN_PROSE_LINES
    }

    fn is_login(&self, has_password: bool) -> bool {
        let (n_others, n_phrases) = self.weigh("login");
        let is_titled = self
            .heads
            .iter()
            .any(|head| has_phrase(head, "login_title"));
        let n_signs = n_phrases + usize::from(has_password) + usize::from(is_titled);
        n_phrases >= 1 && n_signs >= 2 && n_others < MIN_PROSE_LINES
    }

    fn is_error(&self) -> bool {
        let (n_others, n_phrases) = self.weigh("error");
        let is_titled = self
            .heads
            .iter()
            .any(|head| has_phrase(head, "error_title"));
        let is_bare = is_titled && self.n_chars <= MAX_BARE_ERROR_CHARS;
        is_bare || (n_others < MIN_PROSE_LINES && n_phrases >= if is_titled { 1 } else { 2 })
    }
}

/// Returns whether most of the text of a page consists of teasers of other pages of the site, with hardly any prose
/// besides.
fn is_list_of_pages(document: &Document) -> bool {
    let Some(body) = document.body() else {
        return false;
    };
    let mut scan = CardScan::default();
    scan.visit(&body);
    let n_all = scan.n_card_chars + scan.n_other_chars;
    scan.titles.len() >= MIN_CARDS
        && scan.n_prose < MIN_PROSE_LINES
        && scan.n_card_chars * 100 >= n_all * MIN_CARD_PERCENT
}

#[derive(Default)]
struct CardScan {
    /// The titles of the other pages, in the form of [`super::blocks::comparison_key`].
    titles: HashSet<String>,
    n_card_chars: usize,
    n_other_chars: usize,
    /// The number of lines of prose outside the teasers.
    n_prose: usize,
    n_elements: usize,
}

impl CardScan {
    fn visit(&mut self, node: &NodeRef) {
        self.n_elements += 1;
        if self.n_elements > MAX_ELEMENTS {
            return;
        }
        let children: Vec<NodeRef> = node
            .children_it(false)
            .filter(NodeRef::is_element)
            .collect();
        let cards = if children.len() >= MIN_CARDS {
            find_cards(&children)
        } else {
            Vec::new()
        };
        for child in &children {
            if nodes::is_element_named(
                child,
                &[
                    "nav", "footer", "aside", "script", "style", "noscript", "header", "form",
                    "template",
                ],
            ) {
                continue;
            }
            if let Some((_, title)) = cards.iter().find(|(card, _)| *card == child.id) {
                self.titles.insert(title.clone());
                self.n_card_chars += nodes::count_chars(child);
                continue;
            }
            if child
                .children_it(false)
                .any(|inner| inner.is_element() && !is_inline(&inner))
            {
                self.visit(child);
                continue;
            }
            let n_chars = nodes::count_chars(child);
            self.n_other_chars += n_chars;
            let is_prose =
                n_chars >= MIN_PROSE_CHARS && nodes::count_linked_chars(child) * 2 < n_chars;
            self.n_prose += usize::from(is_prose && !nodes::is_element_named(child, HEADINGS));
        }
    }
}

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

fn is_inline(node: &NodeRef) -> bool {
    const INLINE_ELEMENTS: &[&str] = &[
        "a", "span", "b", "i", "em", "strong", "small", "time", "img", "br", "sup", "sub", "code",
        "cite", "u", "font", "abbr",
    ];
    nodes::is_element_named(node, INLINE_ELEMENTS)
}

/// Returns the children that are teasers of other pages, with their titles. Empty unless there are at least
/// [`MIN_CARDS`], and unless most children with the same element name are teasers.
fn find_cards(children: &[NodeRef]) -> Vec<(dom_query::NodeId, String)> {
    let titled = children
        .iter()
        .filter_map(|child| Some((child, card_title(child)?)));
    let titled: Vec<(&NodeRef, String)> = titled.collect();
    let Some((first, _)) = titled.first() else {
        return Vec::new();
    };
    let name = nodes::element_name(first);
    let n_same = children
        .iter()
        .filter(|child| child.has_name(&name))
        .count();
    let cards: Vec<(dom_query::NodeId, String)> = titled
        .iter()
        .filter(|(child, _)| child.has_name(&name))
        .map(|(child, title)| (child.id, title.clone()))
        .collect();
    let is_most = cards.len() >= MIN_CARDS && cards.len() * 10 >= n_same * 7;
    if is_most { cards } else { Vec::new() }
}

/// Returns the title of the page that a teaser leads to, from the link in its heading or at its beginning, in the form
/// of [`super::blocks::comparison_key`]. `None` if the link leads to another site or the element contains more than a
/// teaser.
fn card_title(node: &NodeRef) -> Option<String> {
    if nodes::is_element_named(node, &["p", "nav", "footer", "aside", "header"]) {
        return None;
    }
    let link = node.descendants_it().find(|inner| {
        inner.has_name("a")
            && leads_to_page(inner)
            && nodes::collapsed_text(inner).split_whitespace().count() >= MIN_CARD_WORDS
    })?;
    let text = nodes::collapsed_text(node);
    if text.chars().take(MAX_CARD_CHARS + 1).count() > MAX_CARD_CHARS {
        return None;
    }
    let heading = |around: &NodeRef| nodes::is_element_named(around, HEADINGS);
    let is_headed = link.ancestors_it(Some(3)).any(|around| heading(&around))
        || link.descendants_it().any(|inner| heading(&inner));
    let words = nodes::collapsed_text(&link);
    let lead = text.find(words.as_str()).unwrap_or(text.len());
    // What may stand before the title: a date, a number, a category.
    (is_headed || lead <= 24).then(|| blocks::comparison_key(&words))
}

/// Returns whether a link leads to another page of the same site.
fn leads_to_page(link: &NodeRef) -> bool {
    let target = nodes::attribute_value(link, "href");
    let is_address = target.contains("://")
        || target.starts_with("mailto:")
        || target.starts_with("javascript:");
    !target.is_empty() && !target.contains('#') && !is_address
}

#[cfg(test)]
mod tests {
    use super::super::read_html;
    use super::*;

    #[track_caller]
    fn check_refusal(page: &str, expected: Option<&ReadError>) {
        assert_eq!(read_html(page, None).err().as_ref(), expected, "{page}");
    }

    const PROSE: &str = "<p>The council of Harwick voted on Monday to close the old swing bridge for eleven months.</p>\
        <p>Ferries will run every twenty minutes between the two quays, and the fare will be 60 pence.</p>";

    #[test]
    fn requests_and_errors_are_no_articles() {
        let consent = "<h1>Your privacy</h1><p>We and our partners use cookies and store data on your device.</p>";
        let login = "<title>Sign in</title><p>Enter your email address and password.</p><form><input type=password></form>";
        let error = "<title>404</title><h1>Page not found</h1><p>The page you are looking for does not exist.</p>";
        for (page, expected) in [
            (consent, ReadError::ConsentPage),
            (login, ReadError::LoginPage),
            (error, ReadError::ErrorPage),
            (
                "<title>403 Forbidden</title><h1>403 Forbidden</h1><hr>nginx",
                ReadError::ErrorPage,
            ),
        ] {
            check_refusal(page, Some(&expected));
            // A page with two paragraphs of prose is an article, even if it also shows such a notice.
            check_refusal(&format!("{page}{PROSE}"), None);
        }
    }

    #[test]
    fn articles_about_cookies_and_passwords_are_articles() {
        for page in [
            "<h1>Court rules on cookies</h1><p>Websites may not set cookies before visitors accept them, a court ruled.</p>",
            "<h1>404: the bus that was not found</h1><p>Bus number 404 vanished from the timetable on Monday.</p>",
            "<h1>Bank locks out customers</h1><p>Customers who entered a password were asked to sign in again.</p>",
        ] {
            check_refusal(page, None);
        }
    }

    #[test]
    fn a_list_of_teasers_is_no_article() {
        let card = |n: usize| {
            format!(
                "<div class=card><h3><a href=/{n}>Story number {n} of today</a></h3>{PROSE}</div>"
            )
        };
        let cards: String = (0..8).map(card).collect();
        check_refusal(
            &format!("<main><h1>News</h1>{cards}</main>"),
            Some(&ReadError::ListOfPages),
        );
        check_refusal(
            &format!("<main><h1>Bridge</h1>{PROSE}</main><div>{cards}</div>"),
            None,
        );
        let posts = cards.replace("href=/", "href=#p");
        check_refusal(&format!("<main><h1>Thread</h1>{posts}</main>"), None);
    }
}

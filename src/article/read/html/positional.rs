//! Recognizes boilerplate at the edges of a page's text by its position: dates and counts above it; tags, rights and
//! author notes below it; single links to other articles between its paragraphs.
//!
//! Applies to whole pages only. A fragment, such as an entry of a feed, consists only of the article.

pub(super) mod phrases;

use dom_query::NodeRef;

use phrases::{
    CERTAIN_TRAILING_PREFIXES, ENTRY_CLASSES, ENTRY_NOTE_CLASSES, HIDDEN_CLASSES,
    METADATA_PREFIXES, PAGE_CLASSES, TEASER_CLASSES, TRAILING_PREFIXES, WRITER_NOUNS, WRITER_VERBS,
};

use super::declared_body::DeclaredBody;
use super::{blocks, boilerplate, nodes};
use crate::article::read::dates;
use crate::article::{ArticleMetadata, Link};
use crate::invariant::ExpectOr;

/// The maximum number of lines examined at each end.
const MAX_EDGE_LINES: usize = 30;
/// The maximum number of consecutive labels removed below the text. More of them are probably a list of the article.
const MAX_CONSECUTIVE_LABELS: usize = 3;
/// The minimum length of running text, in characters; shorter lines can be boilerplate.
const MIN_PROSE_CHARS: usize = 160;

/// Removes elements whose class or id marks them as boilerplate that only whole pages contain.
pub(super) fn remove_page_classes(root: &NodeRef) {
    boilerplate::remove_matching(root, 20, |node| {
        has_hidden_class(node) || has_page_class(node)
    });
}

fn has_page_class(node: &NodeRef) -> bool {
    let is_whole = nodes::is_element_named(
        node,
        &[
            "html",
            "body",
            "article",
            "main",
            "a",
            "img",
            "figure",
            "blockquote",
        ],
    );
    let labels = nodes::class_words(node);
    let has = |names: &[&str]| labels.iter().any(|label| names.contains(&label.as_str()));
    let is_named = || {
        has(PAGE_CLASSES)
            || (has(ENTRY_CLASSES) && has(ENTRY_NOTE_CLASSES))
            // The beginning of an article is called a teaser as well; one of another article is linked.
            || (has(TEASER_CLASSES)
                && nodes::count_linked_chars(node) * 3 > nodes::count_chars(node))
    };
    node.is_element() && !is_whole && is_named() && !boilerplate::has_inline_siblings(node)
}

fn has_hidden_class(node: &NodeRef) -> bool {
    let class = node
        .is_element()
        .then(|| nodes::attribute_value(node, "class"));
    class.is_some_and(|class| {
        class
            .split_whitespace()
            .any(|class| HIDDEN_CLASSES.contains(&class))
    })
}

/// Removes boilerplate lines above, between and below the lines of the main text.
pub(super) fn remove_edge_lines(
    root: &NodeRef,
    about: &ArticleMetadata,
    witness: Option<&DeclaredBody>,
) {
    let lines = PageLine::collect_all(root);
    let n_all: usize = lines.iter().map(|line| line.n_chars).sum();
    let mut out = vec![false; lines.len()];
    mark_lines_above(&lines, about, &mut out);
    mark_lines_between(&lines, about, &mut out);
    let words = lines.iter().map(|line| line.words.as_str());
    if let Some(last) = witness.and_then(|witness| witness.last(words)) {
        for (line, is_out) in lines.iter().zip(&mut out).skip(last + 1) {
            *is_out |= !line.is_in_article_element(about);
        }
    }
    mark_lines_below(&lines, about, n_all, &mut out);
    for (line, is_out) in lines.iter().zip(out) {
        if is_out {
            line.node.remove_from_parent();
        }
    }
}

/// An element with text and without blocks inside.
struct PageLine<'t> {
    node: NodeRef<'t>,
    words: String,
    /// The words in lower case, with straight apostrophes.
    low: String,
    /// The number of characters other than white space.
    n_chars: usize,
    /// The number of characters inside links, without white space.
    n_linked: usize,
}

impl<'t> PageLine<'t> {
    fn collect_all(root: &NodeRef<'t>) -> Vec<Self> {
        let nodes = root.descendants().into_iter();
        nodes
            .filter(boilerplate::is_line_element)
            .map(Self::from_node)
            .collect()
    }

    fn from_node(node: NodeRef<'t>) -> Self {
        let words = nodes::collapsed_text(&node);
        Self {
            low: words.to_lowercase().replace('’', "'"),
            n_chars: nodes::count_chars(&node),
            n_linked: nodes::count_linked_chars(&node),
            words,
            node,
        }
    }

    fn is_heading(&self) -> bool {
        nodes::is_element_named(&self.node, &["h1", "h2", "h3", "h4", "h5", "h6"])
    }

    /// Returns whether the line is inside a table, a list, a quotation or a figure.
    fn is_inside(&self) -> bool {
        const ENCLOSING_ELEMENTS: &[&str] = &[
            "table",
            "ul",
            "ol",
            "dl",
            "blockquote",
            "figure",
            "figcaption",
            "pre",
        ];
        let mut around = self.node.ancestors_it(None);
        nodes::is_element_named(&self.node, ENCLOSING_ELEMENTS)
            || around.any(|node| nodes::is_element_named(&node, ENCLOSING_ELEMENTS))
    }

    /// Returns whether at least nine tenths of the line are links.
    fn is_linked(&self) -> bool {
        self.n_linked * 10 >= self.n_chars * 9
    }

    /// Returns whether the line is inside something that an article can end with: a table, a figure, a quotation, or a
    /// list of links to other sites.
    fn is_in_article_element(&self, about: &ArticleMetadata) -> bool {
        const ARTICLE_ELEMENTS: &[&str] = &["table", "figure", "figcaption", "pre", "blockquote"];
        let mut around = self.node.ancestors_it(None);
        if nodes::is_element_named(&self.node, ARTICLE_ELEMENTS)
            || around.any(|node| nodes::is_element_named(&node, ARTICLE_ELEMENTS))
        {
            return true;
        }
        self.is_inside() && self.leads_to_others(about)
    }

    /// Returns whether the line contains a link to another site.
    fn leads_to_others(&self, about: &ArticleMetadata) -> bool {
        let host = about.link.as_ref().map(Link::site).unwrap_or_default();
        let links = self.node.descendants_it().filter(|node| node.has_name("a"));
        let mut targets = links.map(|link| nodes::attribute_value(&link, "href"));
        let is_other = |target: String| {
            Link::parse(&target).is_some_and(|target| host.is_empty() || target.site() != host)
        };
        targets.any(is_other)
    }

    /// Returns whether the line repeats the title.
    fn is_title(&self, about: &ArticleMetadata) -> bool {
        let title = blocks::comparison_key(&about.title);
        !title.is_empty() && blocks::comparison_key(&self.words) == title
    }

    /// Returns whether the line is a sentence of running text, longer than a date with its label.
    fn is_running_text(&self) -> bool {
        self.is_sentence() && self.words.split_whitespace().count() > 8
    }

    fn is_sentence(&self) -> bool {
        self.words
            .trim_end_matches(['"', '”', '’', ')'])
            .ends_with(['.', '!', '?', ':', '…', '。'])
    }

    /// Returns whether the line begins with one of these phrases.
    fn begins(&self, leads: &[&str]) -> bool {
        let low = self
            .low
            .trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
        leads.iter().any(|lead| low.starts_with(lead))
    }

    /// Returns whether the line consists of data: a date, a time, a count or an address.
    fn is_data(&self) -> bool {
        // A date has at most a day, a month and one more word with letters.
        let has_letter = |word: &&str| word.contains(char::is_alphabetic);
        let is_bare = self.words.split_whitespace().filter(has_letter).count() <= 3;
        let mut words = self.words.split_whitespace();
        let is_address = words
            .next()
            .is_some_and(|word| word.contains('@') || word.contains("://"));
        (is_address && words.next().is_none())
            || !self.words.chars().any(char::is_alphabetic)
            || is_time_or_duration(&self.low)
            || (is_bare && dates::parse_date_text(&self.words).is_some())
    }
}

/// Returns whether a line is a time of day, or begins with the duration of a video: `1:39 pm et`, `05:22 - source:
/// cnn`.
fn is_time_or_duration(low: &str) -> bool {
    let Some((hour, rest)) = low.split_once(':') else {
        return false;
    };
    let is_number =
        |part: &str, n: usize| part.len() <= n && part.bytes().all(|byte| byte.is_ascii_digit());
    let minute = rest.get(..2).unwrap_or_default();
    !hour.is_empty()
        && is_number(hour, 2)
        && minute.len() == 2
        && is_number(minute, 2)
        && low.len() <= 40
}

/// Marks the boilerplate lines above the text in `out`.
fn mark_lines_above(lines: &[PageLine], about: &ArticleMetadata, out: &mut [bool]) {
    let mut n_prose = 0;
    for (line, is_out) in lines.iter().zip(out).take(MAX_EDGE_LINES) {
        if line.n_chars > MIN_PROSE_CHARS {
            n_prose += 1;
        }
        // The first long line can be the standfirst, with more boilerplate below it.
        if n_prose > 1 {
            break;
        }
        let is_short = line.words.chars().count() <= boilerplate::MAX_FRONT_LINE_CHARS;
        let is_told = is_short
            && ((line.begins(METADATA_PREFIXES)
                && line.words.chars().any(|c| c.is_ascii_digit())
                && !line.is_running_text())
                || is_reader_count(&line.low)
                || (line.is_data() && !line.is_inside())
                || has_date_part(&line.words)
                || line.is_title(about)
                || (n_prose > 0 && boilerplate::is_front_line(&line.words, about)));
        let is_name = !about.site.is_empty() && line.low == about.site.to_lowercase();
        // Kickers such as "Analysis —" above the headline.
        let is_kicker = line.n_chars <= 30 && line.words.ends_with('—');
        let is_way = n_prose == 0 && line.is_linked() && line.n_chars <= 60 && !line.is_sentence();
        let is_way =
            is_way && !line.is_heading() && !line.is_inside() && !line.leads_to_others(about);
        *is_out = is_told || is_name || is_kicker || is_way;
    }
}

/// Returns whether a line has several parts, one of which is a date: `Ana Peña | Harbour desk | 08/01/2014`.
fn has_date_part(words: &str) -> bool {
    let mut parts = words.split(['|', '·', '•']);
    parts.clone().count() > 1 && parts.any(|part| dates::parse_date_text(part).is_some())
}

/// Returns whether a line counts readers or their comments: `314 views`, `12 comments`.
fn is_reader_count(low: &str) -> bool {
    const READER_COUNT_NOUNS: &[&str] = &[
        "comment",
        "comments",
        "share",
        "shares",
        "view",
        "views",
        "like",
        "likes",
        "reads",
        "minute read",
        "min read",
        "kommentar",
        "kommentare",
        "commentaires",
        "comentarios",
        "commenti",
        "reacties",
        "aufrufe",
    ];
    let rest = low.trim_start_matches(|c: char| c.is_ascii_digit() || ".,k ".contains(c));
    rest.len() < low.len() && READER_COUNT_NOUNS.contains(&rest.trim())
}

/// Marks boilerplate between paragraphs: captions of video players, and single links to pages of the same site. Many
/// such links are kept, because then the article is probably a list of links.
fn mark_lines_between(lines: &[PageLine], about: &ArticleMetadata, out: &mut [bool]) {
    let is_way = |line: &PageLine| {
        let n_words = line.words.split_whitespace().count();
        let is_one = line.is_linked() && line.n_chars > 0 && !line.is_sentence();
        let is_line = !line.is_heading() && !line.is_inside();
        is_one && (3..=20).contains(&n_words) && is_line && !line.leads_to_others(about)
    };
    let n_ways = lines.iter().filter(|line| is_way(line)).count();
    // Beyond that the links are the content of the page.
    let are_few = n_ways <= 8 && n_ways * 4 <= lines.len();
    let is_film = |line: &PageLine| is_time_or_duration(&line.low) && line.low.contains("source");
    for (n, line) in lines.iter().enumerate() {
        let next = lines.get(n + 1);
        let is_title = next.is_some_and(is_film) && line.n_chars <= 100 && !line.is_sentence();
        if let Some(is_out) = out.get_mut(n) {
            *is_out |= is_film(line) || is_title || (are_few && is_way(line));
        }
    }
}

/// Marks boilerplate below the text, from the last line upwards.
fn mark_lines_below(lines: &[PageLine], about: &ArticleMetadata, n_all: usize, out: &mut [bool]) {
    let (mut n_out, mut n_labels) = (0, 0);
    let mut first = lines.len();
    for (n, line) in lines.iter().enumerate().rev().take(MAX_EDGE_LINES) {
        let is_short = line.n_chars <= MIN_PROSE_CHARS;
        let is_behind = out
            .get(n)
            .copied()
            .expect_or_default("every line has a mark")
            || line.is_heading()
            || (is_short
                && line.begins(TRAILING_PREFIXES)
                && !is_article_sentence(line)
                && !line.is_inside())
            || (is_short && line.low.starts_with("source ") && line.n_linked > 0)
            || (is_short
                && (line.is_linked() || line.is_data())
                && !line.is_in_article_element(about))
            || (line.n_chars <= 2 * MIN_PROSE_CHARS && line.low.contains("all rights reserved"))
            || is_about_author(line, about);
        // A few words without a full stop are a label of the lines next to it.
        let is_label = line.n_chars <= 25 && !line.is_sentence() && !line.is_inside();
        n_out += line.n_chars;
        // Boilerplate that is more than a quarter of the text is probably the article itself.
        if n_out * 4 > n_all || !(is_behind || is_label) {
            break;
        }
        n_labels = if is_behind { 0 } else { n_labels + 1 };
        if n_labels > MAX_CONSECUTIVE_LABELS {
            break;
        }
        if is_behind {
            first = n;
        }
    }
    for is_out in out.iter_mut().skip(first) {
        *is_out = true;
    }
}

/// Returns whether a line is a sentence of the article although it begins with a boilerplate phrase.
fn is_article_sentence(line: &PageLine) -> bool {
    line.is_sentence()
        && line.n_linked * 3 < line.n_chars
        && !line.begins(CERTAIN_TRAILING_PREFIXES)
}

/// Returns whether a line is the name or the biography of the author.
fn is_about_author(line: &PageLine, about: &ArticleMetadata) -> bool {
    // Biographies are short; longer paragraphs are about a person in the article.
    if line.n_chars > 3 * MIN_PROSE_CHARS || line.is_inside() {
        return false;
    }
    let byline = about.byline.as_deref().unwrap_or_default().to_lowercase();
    let names = byline
        .split([',', '&', ';'])
        .flat_map(|part| part.split(" and "));
    let names = names.map(str::trim).filter(|name| name.contains(' '));
    for name in names {
        let said = line
            .low
            .strip_prefix(name)
            .map(|rest| rest.split_whitespace().next());
        if said.is_some_and(|verb| verb.is_none_or(|verb| WRITER_VERBS.contains(&verb))) {
            return true;
        }
    }
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let n_names = line.words.split_whitespace().take_while(is_name).count();
    let mut rest = line.low.split_whitespace().skip(n_names);
    let is_said = rest
        .next()
        .is_some_and(|verb| verb == "is" || verb == "covers");
    let is_writer =
        |word: &str| WRITER_NOUNS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
    (2..=3).contains(&n_names) && is_said && rest.take(10).any(is_writer)
}

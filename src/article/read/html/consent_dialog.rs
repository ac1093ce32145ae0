//! Recognizes dialogs and consent banners by their labels and by what their text asks for.

use dom_query::NodeRef;

use super::nodes;

/// Removes dialogs and consent banners of any length: on a page with a short article they can hold most of the text. An
/// element that contains the article is kept: its label only says that a dialog may open over it.
pub(super) fn remove_consent_dialogs(root: &NodeRef) {
    for node in root.descendants() {
        if is_consent_dialog(&node) && !is_around_article(&node) && asks_reader(&node) {
            node.remove_from_parent();
        }
    }
}

/// Returns whether an element is labelled as a dialog, a consent banner or a part of a consent platform.
fn is_consent_dialog(node: &NodeRef) -> bool {
    if !node.is_element()
        || !(node.has_attr("class") || node.has_attr("id") || node.has_attr("role"))
    {
        return false;
    }
    let words = nodes::class_words(node);
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    has(&[
        "dialog",
        "alertdialog",
        "onetrust",
        "didomi",
        "truste",
        "usercentrics",
        "cmplz",
        "borlabs",
        "iubenda",
        "cookiebot",
        "cybot",
        "klaro",
    ]) || words
        .iter()
        .any(|word| word.starts_with("cookie") && word.len() > "cookies".len())
        || (has(&["cookie", "cookies", "gdpr", "privacy", "consent"])
            && has(&[
                "banner", "consent", "notice", "bar", "popup", "overlay", "message", "modal",
            ]))
}

/// Returns whether a text asks the reader for consent or a mail address. Needed because an article may be inside an
/// element labelled, for example, `cookie-consent-shown`.
fn asks_reader(node: &NodeRef) -> bool {
    const REQUEST_WORDS: &[&str] = &[
        "cookie",
        "consent",
        "privacy",
        "partners",
        "personal data",
        "newsletter",
        "subscribe",
        "sign up",
        "sign in",
        "log in",
        "inbox",
        "advert",
    ];
    let text = node.text().to_lowercase();
    REQUEST_WORDS.iter().any(|word| text.contains(word))
}

fn is_around_article(node: &NodeRef) -> bool {
    const ARTICLE_ELEMENTS: &[&str] = &["html", "body", "main", "article", "h1"];
    nodes::is_element_named(node, ARTICLE_ELEMENTS)
        || node
            .descendants_it()
            .any(|inner| nodes::is_element_named(&inner, ARTICLE_ELEMENTS))
}

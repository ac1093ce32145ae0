//! Captions and credits of pictures, by their labels and beginnings.

use dom_query::NodeRef;

use super::nodes;

/// Prefixes of picture credits.
pub(super) const PHOTO_CREDIT_PREFIXES: &[&str] = &[
    "©",
    "Photo:",
    "Photo by",
    "Photos by",
    "Image:",
    "Credit:",
    "Photograph:",
    "Photograph by",
    "Picture:",
    "Screenshot by",
    "Image source",
    "Foto:",
    "Fotos:",
    "Bild:",
    "Bilder:",
    "Quelle: dpa",
    "Crédit photo",
    "Photo :",
];

/// Words in classes of captions.
const CAPTION_CLASSES: &[&str] = &[
    "caption",
    "figcaption",
    "cap",
    "bildunterschrift",
    "bildtext",
    "didascalia",
    "piefoto",
];

/// Returns whether an element is a picture caption: it is labelled as one, or is a picture credit.
pub(super) fn is_caption(node: &NodeRef) -> bool {
    // In characters. Longer paragraphs that begin like a credit contain text of the article.
    const MAX_CREDIT_CHARS: usize = 120;
    if node
        .descendants_it()
        .any(|inner| nodes::is_element_named(&inner, &["p", "div", "img", "figure"]))
    {
        return false;
    }
    let labels = nodes::class_words(node);
    if labels
        .iter()
        .any(|label| CAPTION_CLASSES.contains(&label.as_str()))
    {
        return true;
    }
    let text = node.text();
    let words = text.trim_start();
    PHOTO_CREDIT_PREFIXES
        .iter()
        .any(|credit| words.starts_with(credit))
        && words.chars().take(MAX_CREDIT_CHARS + 1).count() <= MAX_CREDIT_CHARS
}

/// Returns whether an alternative text is useful: a phrase of more than four words, not a file name.
pub(super) fn is_descriptive(alt: &str) -> bool {
    let is_file = [".jpg", ".jpeg", ".png", ".gif", ".webp"]
        .iter()
        .any(|ending| alt.to_lowercase().contains(ending));
    alt.split_whitespace().count() > 4 && !alt.starts_with(char::is_lowercase) && !is_file
}

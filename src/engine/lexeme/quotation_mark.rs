//! Recognizes quotation marks of all styles, without their context.

/// The role that a quotation mark can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::engine) enum QuotationMark {
    /// Opens.
    Open,
    /// Closes.
    Close,
    /// Opens or closes, by its position.
    Either,
    /// Opens, at the baseline. The closing mark may be a high one of any style.
    Low,
    /// A single mark that opens.
    SingleOpen,
    /// A straight single mark: opens, closes, or is an apostrophe.
    SingleEither,
}

/// Returns what a word is as a quotation mark; `None` for other words.
pub(in crate::engine) fn read_mark(word: &str) -> Option<QuotationMark> {
    Some(match word {
        "“" | "``" | "‟" | "«" => QuotationMark::Open,
        "”" | "»" => QuotationMark::Close,
        "\"" | "''" | "\"\"" => QuotationMark::Either,
        "„" => QuotationMark::Low,
        "‘" | "‹" | "`" => QuotationMark::SingleOpen,
        "'" => QuotationMark::SingleEither,
        _ => return None,
    })
}

/// Returns whether a word is a quotation mark of any style.
pub(in crate::engine) fn is_quotation_mark(word: &str) -> bool {
    read_mark(word).is_some()
}

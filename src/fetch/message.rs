//! Messages of other libraries, made fit for a line of ours.

/// Returns the message of an error on one line of at most 200 characters, safe for a terminal: some messages quote
/// what the server sent.
pub(super) fn plain_message(error: &dyn std::error::Error) -> String {
    let words: String = error.to_string().chars().take(200).collect();
    crate::text::clean_text(&words).replace('\n', " ")
}

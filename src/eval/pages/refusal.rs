//! The kinds of refusal that a gold corpus can ask for.

use crate::article::read::ReadError;

/// Returns the kind of refusal of an error, as the gold corpus names it.
pub(super) const fn refusal_kind(error: &ReadError) -> &'static str {
    match error {
        ReadError::Empty => "empty",
        ReadError::TooLong { .. } => "too long",
        ReadError::Binary(_) => "binary",
        ReadError::ConsentPage => "consent",
        ReadError::LoginPage => "login",
        ReadError::ErrorPage => "error",
        ReadError::NoArticle | ReadError::ListOfPages | ReadError::Truncated { .. } => "index",
        ReadError::Feed => "feed",
    }
}

//! Information about bytes that is known before they are read.

use crate::article::Link;

/// Information about bytes that is known before they are read. It is not trusted: the bytes are inspected too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceHint {
    /// The file name; its extension suggests the kind.
    pub name: Option<String>,
    /// The `Content-Type` header: `text/html; charset=utf-8`.
    pub content_type: Option<String>,
    /// The address of the source. Relative links are resolved against it. It is the article's link unless the page
    /// declares another.
    pub base: Option<Link>,
}

//! The program `pullquote`.

fn main() {}

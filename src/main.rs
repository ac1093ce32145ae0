//! The program `pullquote`.

use std::process::ExitCode;

fn main() -> ExitCode {
    pullquote::cli::main()
}

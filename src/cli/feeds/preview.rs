//! The preview of a feed: read from a file, an address or standard input, and printed as text or JSON.

use std::ffi::OsStr;
use std::io::{self, Write};

use crate::article::Link;
use crate::cli::annotate::fetch_limits;
use crate::cli::context::CommandContext;
use crate::cli::exit_status::{CommandResult, CommandStatus, print_error};
use crate::cli::input::{InputError, InputSource, printable_argument, read_all, read_file};
use crate::cli::output::locked_stdout;
use crate::config::LimitSettings;
use crate::export::write_json_line;
use crate::feeds::{Feed, feed_to_json, read_feed};
use crate::fetch;

/// Reads a feed and prints it, without subscribing to it.
pub(super) fn print_feed(
    argument: &OsStr,
    is_json: bool,
    context: &CommandContext,
) -> CommandResult {
    let settings = context.settings()?;
    let read = InputSource::parse(argument).and_then(|input| {
        let (bytes, content_type, address) = read_input(&input, &settings.limits)?;
        let feed = read_feed(&bytes, &content_type, address.as_ref());
        feed.map_err(|why| InputError::new(why.to_string(), "pass the address of a feed"))
    });
    let feed = match read {
        Ok(feed) => feed,
        Err(why) => {
            let name = printable_argument(argument);
            print_error(format_args!("{name}: {why}"));
            return Ok(CommandStatus::Partial);
        }
    };
    let mut out = locked_stdout();
    if is_json {
        write_json_line(&feed_to_json(&feed), &mut out)?;
    } else {
        write!(out, "{}", feed_to_text(&feed))?;
    }
    out.flush()?;
    Ok(CommandStatus::Done)
}

/// Returns the bytes of an input, its content type (empty if unknown), and its address after redirects (`None` for
/// files and standard input).
fn read_input(
    input: &InputSource,
    limits: &LimitSettings,
) -> Result<(Vec<u8>, String, Option<Link>), InputError> {
    match input {
        InputSource::File(path) => Ok((read_file(path, limits)?, String::new(), None)),
        InputSource::Standard => Ok((read_all(io::stdin().lock(), limits)?, String::new(), None)),
        InputSource::Page(link) => {
            let page = fetch::fetch_page(link, &fetch_limits(limits));
            let page = page.map_err(|why| InputError::advised(&why, why.advice()))?;
            let kind = page.content_type.unwrap_or_default();
            Ok((page.bytes, kind, Some(page.final_link)))
        }
    }
}

fn feed_to_text(feed: &Feed) -> String {
    let mut lines = vec![format!("{}  ({})", feed.title, feed.format)];
    lines.extend(feed.remarks.iter().map(|remark| format!("! {remark}")));
    for item in &feed.items {
        let link = item.link.as_ref().map_or("", Link::as_str);
        let date = item
            .published
            .map_or_else(String::new, |published| published.date.to_string());
        lines.push(format!("{date:10}  {}", item.title));
        lines.push(format!("            {link}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

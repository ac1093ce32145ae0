//! The dispatch of commands.
//!
//! Each file handles one group of commands through a `perform_…_command` function that returns `None` for commands
//! that it does not handle. The first that returns effects wins, so a command can mean different things on different
//! screens.

use super::{
    article_list, browser, clipboard_and_browser, entity_page, explain, filter, jump, jump_labels,
    lists, motion, prompts, view,
};
use crate::reader::app::App;
use crate::reader::command::Command;
use crate::reader::effect::Effects;
use crate::reader::msg::RepeatCount;

/// Performs the commands of one group. Returns `None` if the command has no meaning in the present state.
type CommandFn = fn(&mut App, Command, RepeatCount) -> Option<Effects>;

/// Performs a command of the user, and shows a notice if its count was ignored.
pub(super) fn perform_counted_command(
    app: &mut App,
    command: Command,
    count: RepeatCount,
) -> Effects {
    // The command may close the article.
    let is_of_open_entry = browser::acts_on_open_entry(app, command);
    let effects = perform_command(app, command, count);
    if count.is_some() && (is_of_open_entry || !command.takes_count()) {
        let place = if is_of_open_entry {
            " in an open article"
        } else {
            ""
        };
        let once = format!("`{}` takes no number{place}", command.name());
        let said = app.notice.take();
        app.set_notice(said.map_or_else(|| once.clone(), |words| format!("{words} ({once})")));
    }
    effects
}

/// Performs a command. If it has no meaning in the present state, shows a notice.
pub(super) fn perform_command(app: &mut App, command: Command, count: RepeatCount) -> Effects {
    const COMMAND_FNS: &[CommandFn] = &[
        browser::perform_browser_command,
        article_list::perform_article_command,
        motion::perform_motion_command,
        jump::perform_jump_command,
        lists::perform_tab_command,
        filter::perform_filter_command,
        prompts::perform_prompt_command,
        jump_labels::perform_hint_command,
        clipboard_and_browser::perform_output_command,
        explain::perform_explain_command,
        entity_page::perform_page_command,
        view::perform_view_command,
    ];
    let command = browser::command_without_library(app, command);
    let done = COMMAND_FNS
        .iter()
        .find_map(|part| part(app, command, count));
    done.unwrap_or_else(|| {
        let name = command.name();
        app.set_notice(match app.open {
            Some(_) if app.document().is_some() => format!("`{name}` does nothing here"),
            Some(_) => format!("`{name}` needs a loaded article; this one is not loaded yet"),
            None => format!("`{name}` needs an open article"),
        });
        Effects::none()
    })
}

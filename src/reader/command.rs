//! The commands: every action that a key, a click or the command line can request, with its name and description.

use super::library_view::{ENTITIES_VIEW, FIGURES_VIEW, LibraryView, QUOTES_VIEW};
use crate::highlight::LayerId;

/// A user action. Its effect depends on the state of the reader, never on the key that requested it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Moves down by a line or list entry.
    Down,
    /// Moves up by a line or list entry.
    Up,
    /// Scrolls down by half a page.
    HalfPageDown,
    /// Scrolls up by half a page.
    HalfPageUp,
    /// Scrolls down by a page.
    PageDown,
    /// Scrolls up by a page.
    PageUp,
    /// Goes to the start, or to the line or entry with the given number.
    Top,
    /// Goes to the end, or to the line or entry with the given number.
    Bottom,
    /// Goes to a position given in percent.
    Percent,
    /// Goes to the next annotation of the kind that the annotation pane shows.
    NextAnnotation,
    /// Goes to the previous annotation of the kind that the annotation pane shows.
    PreviousAnnotation,
    /// Goes to the next quote.
    NextQuote,
    /// Goes to the previous quote.
    PreviousQuote,
    /// Goes to the next mention of an entity.
    NextEntity,
    /// Goes to the previous mention of an entity.
    PreviousEntity,
    /// Goes to the next figure or date.
    NextFigure,
    /// Goes to the previous figure or date.
    PreviousFigure,
    /// Opens the selected article, or the details of the selected entry.
    Open,
    /// Moves the focus one level in: from the article to the annotations.
    In,
    /// Moves one level out: from the annotations to the article, from the article to the list.
    Out,
    /// Clears what narrows the view, one thing at a time (search, then filter), then goes back to the list.
    Back,
    /// Closes the article; on the list, quits.
    Close,
    /// Quits the program.
    Quit,
    /// Goes to the next unread article; if this feed has none left, to the next feed.
    NextUnread,
    /// Goes to the previous unread article; if this feed has none left, to the previous feed.
    PreviousUnread,
    /// Opens the next article.
    NextArticle,
    /// Opens the previous article.
    PreviousArticle,
    /// Moves the focus to the next pane.
    NextPane,
    /// Moves the focus to the previous pane.
    PreviousPane,
    /// Shows the list of entities.
    ShowEntities,
    /// Shows the list of quotes.
    ShowQuotes,
    /// Shows the list of figures and dates.
    ShowFigures,
    /// Changes the sort order of the list.
    Sort,
    /// Changes which kinds the list shows.
    Kinds,
    /// Adds the entity under the cursor to the filter, or removes it.
    Filter,
    /// Filters by the speaker of the quote under the cursor.
    FilterSpeaker,
    /// Switches the filter between any and all of its terms.
    FilterMatch,
    /// Switches between folding and dimming what the filter excludes; in the feed tree, folds the folder.
    Fold,
    /// Clears the filter.
    ClearFilter,
    /// Moves the focus to the feed tree.
    ShowFeeds,
    /// Moves the focus to the list of articles.
    ShowArticles,
    /// Narrows the list of articles by a query.
    Query,
    /// Saves the current query in the feed tree.
    SaveQuery,
    /// Keeps an article that came from no feed in the library.
    SaveArticle,
    /// Marks articles as read.
    MarkRead,
    /// Marks articles as unread.
    MarkUnread,
    /// Toggles between read and unread.
    ToggleRead,
    /// Adds or removes the star.
    Star,
    /// Adds or removes a tag.
    Tag,
    /// Archives articles, or restores them from the archive.
    Archive,
    /// Deletes articles. Undo restores them.
    Delete,
    /// Marks the whole list as read, after confirmation.
    ReadAll,
    /// Undoes the last change.
    Undo,
    /// Switches between the full text of the article's page and the text from the feed.
    FullText,
    /// Fetches the selected feed or folder, or all feeds.
    Refresh,
    /// Cancels the running refresh; if none is running, quits.
    Interrupt,
    /// Reloads the list to show new articles.
    ShowNew,
    /// Subscribes to a feed.
    Add,
    /// Unsubscribes from the feed after confirmation, or deletes the saved query.
    Unsubscribe,
    /// Renames the feed.
    Rename,
    /// Moves the feed to a folder.
    MoveFeed,
    /// Starts a search.
    Search,
    /// Goes to the next match.
    NextMatch,
    /// Goes to the previous match.
    PreviousMatch,
    /// Shows jump labels on links and annotations.
    Hints,
    /// Shows why the engine found the selected annotation.
    Explain,
    /// Show everything that the library knows of the selected name.
    EntityPage,
    /// Writes the rows of the view to files.
    WriteView,
    /// Limits the view to another period.
    Period,
    /// Opens a view over the library.
    View(&'static LibraryView),
    /// Copies the selected annotation with its source.
    Copy,
    /// Copies the article's link.
    CopyLink,
    /// Opens the article in the browser.
    Browse,
    /// Toggles the highlighting of one kind.
    Toggle(LayerId),
    /// Toggles all highlighting.
    ToggleAll,
    /// Shows or hides the legend.
    Legend,
    /// Toggles whether the focused pane fills the screen.
    Zoom,
    /// Makes the article's pane wider.
    Wider,
    /// Makes the article's pane narrower.
    Narrower,
    /// Applies the named theme, or the next one.
    Theme,
    /// Shows the help.
    Help,
    /// Opens the command line.
    CommandLine,
    /// Suspends the program and returns to the shell.
    Suspend,
    /// Redraws the screen.
    Redraw,
}

/// The group of a command in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandGroup {
    /// Moving within and between lists, articles and panes.
    Move,
    /// Jumping between annotations.
    Jump,
    /// The annotation pane.
    Annotations,
    /// Filtering the article and its annotations.
    Filter,
    /// Views over the library.
    Views,
    /// Managing articles and feeds.
    Library,
    /// Text search.
    Search,
    /// Copying, and opening in the browser.
    Copy,
    /// Highlighting.
    Highlight,
    /// Layout and theme.
    View,
    /// The program itself.
    Program,
}

impl CommandGroup {
    /// Returns the heading in the help.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Jump => "Jump",
            Self::Annotations => "Annotations",
            Self::Filter => "Filter",
            Self::Views => "All articles at once",
            Self::Library => "Articles and feeds",
            Self::Search => "Search",
            Self::Copy => "Copy and open",
            Self::Highlight => "Highlight",
            Self::View => "View",
            Self::Program => "Program",
        }
    }
}

/// The argument that a command takes on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandArgument {
    /// No argument.
    None,
    /// A number: a repeat count, a distance or an index.
    Number,
    /// The name of a theme.
    Theme,
    /// The name of an entity in the article.
    Entity,
    /// A query in the query language.
    Query,
    /// A tag; `-` before it removes it.
    Tag,
    /// The path of a folder.
    Folder,
    /// Free text.
    Words,
}

/// A row of [`COMMANDS`].
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// The command.
    pub command: Command,
    /// Its name in the config file and on the command line.
    pub name: &'static str,
    /// What it does, in a few words. Shown in the help, the key menu and `pullquote help keys`.
    pub says: &'static str,
    /// Its group in the help.
    pub group: CommandGroup,
    /// The argument that it takes.
    pub argument: CommandArgument,
}

/// Returns the row of the command that switches a layer.
const fn toggle_info(layer: LayerId) -> CommandInfo {
    let info = layer.info();
    command_info(
        Command::Toggle(layer),
        info.toggle,
        CommandGroup::Highlight,
        CommandArgument::None,
        info.toggles,
    )
}

/// Returns the row of the command that opens a view.
const fn view_info(view: &'static LibraryView) -> CommandInfo {
    command_info(
        Command::View(view),
        view.command,
        CommandGroup::Views,
        CommandArgument::None,
        view.says,
    )
}

const fn command_info(
    command: Command,
    name: &'static str,
    group: CommandGroup,
    argument: CommandArgument,
    says: &'static str,
) -> CommandInfo {
    CommandInfo {
        command,
        name,
        says,
        group,
        argument,
    }
}

/// All commands, in the order of the help. The key map, the help and the command line are all built from this table.
#[rustfmt::skip]
pub const COMMANDS: &[CommandInfo] = {
    use CommandArgument::{Entity, Folder, None, Number, Query, Tag, Theme, Words};
    use Command as C;
    use CommandGroup as G;
    &[
        command_info(C::Down, "down", G::Move, Number, "line down, or next entry"),
        command_info(C::Up, "up", G::Move, Number, "line up, or previous entry"),
        command_info(C::HalfPageDown, "half-page-down", G::Move, Number, "half a page down"),
        command_info(C::HalfPageUp, "half-page-up", G::Move, Number, "half a page up"),
        command_info(C::PageDown, "page-down", G::Move, Number, "page down"),
        command_info(C::PageUp, "page-up", G::Move, Number, "page up"),
        command_info(C::Top, "top", G::Move, Number, "go to the start, or to line or entry N"),
        command_info(C::Bottom, "bottom", G::Move, Number, "go to the end, or to line or entry N"),
        command_info(C::Percent, "percent", G::Move, Number, "go to N percent of the article or list (asks if no number is given)"),
        command_info(C::NextPane, "next-pane", G::Move, None, "next pane"),
        command_info(C::PreviousPane, "previous-pane", G::Move, None, "previous pane"),
        command_info(C::In, "in", G::Move, None, "go to the annotations"),
        command_info(C::Out, "out", G::Move, None, "go back to the article, or to the list of articles"),
        command_info(C::Open, "open", G::Move, None, "open the article, or the entry's details"),
        command_info(C::NextArticle, "next-article", G::Move, Number, "next article"),
        command_info(C::PreviousArticle, "previous-article", G::Move, Number, "previous article"),
        command_info(C::NextAnnotation, "next-annotation", G::Jump, Number, "next annotation of the kind in the pane"),
        command_info(C::PreviousAnnotation, "previous-annotation", G::Jump, Number, "previous annotation of the kind in the pane"),
        command_info(C::NextQuote, "next-quote", G::Jump, Number, "next quote"),
        command_info(C::PreviousQuote, "previous-quote", G::Jump, Number, "previous quote"),
        command_info(C::NextEntity, "next-entity", G::Jump, Number, "next name"),
        command_info(C::PreviousEntity, "previous-entity", G::Jump, Number, "previous name"),
        command_info(C::NextFigure, "next-figure", G::Jump, Number, "next figure or date"),
        command_info(C::PreviousFigure, "previous-figure", G::Jump, Number, "previous figure or date"),
        command_info(C::Hints, "hints", G::Jump, None, "show jump labels on links and annotations"),
        command_info(C::ShowEntities, "entities", G::Annotations, None, "show people, organisations, places"),
        command_info(C::ShowQuotes, "quotes", G::Annotations, None, "show who said what"),
        command_info(C::ShowFigures, "figures", G::Annotations, None, "show figures and dates"),
        command_info(C::Sort, "sort", G::Annotations, Number, "change sort order"),
        command_info(C::Kinds, "kinds", G::Annotations, Number, "change the kinds in the list (reported speech, one kind of figure)"),
        command_info(C::Explain, "explain", G::Annotations, None, "show why this was found: rules, confidence, evidence"),
        command_info(C::EntityPage, "entity-page", G::Annotations, None, "show all that the library knows of this name: roles, quotes, figures, company"),
        command_info(C::Filter, "filter", G::Filter, Entity, "show only what concerns this entity (again: off)"),
        command_info(C::FilterSpeaker, "filter-speaker", G::Filter, None, "show everything that this speaker says"),
        command_info(C::FilterMatch, "filter-match", G::Filter, None, "match any or all of the filtered entities"),
        command_info(C::Fold, "fold", G::Filter, None, "fold or dim what the filter hides; fold a folder"),
        command_info(C::ClearFilter, "clear-filter", G::Filter, None, "clear the filter"),
        view_info(QUOTES_VIEW),
        view_info(FIGURES_VIEW),
        view_info(ENTITIES_VIEW),
        command_info(C::Period, "period", G::Views, None, "limit a view to the last month, 7 days, year, or to no period"),
        command_info(C::WriteView, "write", G::Views, Words, "write a view, as filtered, to a CSV and a Markdown file (:write NAME: to NAME.csv and NAME.md)"),
        command_info(C::ShowFeeds, "feeds", G::Library, None, "go to the list of feeds"),
        command_info(C::ShowArticles, "articles", G::Library, None, "go to the list of articles"),
        command_info(C::NextUnread, "next-unread", G::Library, Number, "next unread article, also in the next feed"),
        command_info(C::PreviousUnread, "previous-unread", G::Library, Number, "previous unread article"),
        command_info(C::MarkRead, "read", G::Library, Number, "mark as read"),
        command_info(C::MarkUnread, "unread", G::Library, Number, "mark as unread"),
        command_info(C::ToggleRead, "toggle-read", G::Library, Number, "switch between read and unread"),
        command_info(C::Star, "star", G::Library, Number, "add or remove the star"),
        command_info(C::Tag, "tag", G::Library, Tag, "add a tag (-TAG removes it)"),
        command_info(C::Archive, "archive", G::Library, Number, "archive: hide and keep forever, find with is:archived (again: restore)"),
        command_info(C::Delete, "delete", G::Library, Number, "delete (undo restores)"),
        command_info(C::ReadAll, "read-all", G::Library, None, "mark the whole list as read (asks first)"),
        command_info(C::Undo, "undo", G::Library, Number, "undo read, star, tag, archive, delete"),
        command_info(C::FullText, "full-text", G::Library, None, "switch between the page's full text and the feed's text"),
        command_info(C::Query, "query", G::Library, Query, "narrow the list by words, feed:, tag:, is:, since: …"),
        command_info(C::SaveQuery, "save-query", G::Library, Words, "save the query under a name (a mute: query hides what matches)"),
        command_info(C::SaveArticle, "save", G::Copy, None, "keep the article in the library, with its annotations"),
        command_info(C::Refresh, "refresh", G::Library, None, "refresh this feed or folder, or all feeds"),
        command_info(C::ShowNew, "show-new", G::Library, None, "show new articles in the list"),
        command_info(C::Interrupt, "interrupt", G::Library, None, "cancel the refresh; otherwise quit"),
        command_info(C::Add, "add", G::Library, Words, "subscribe to the feed or page at this address"),
        command_info(C::Unsubscribe, "unsubscribe", G::Library, None, "unsubscribe (asks first), or delete the saved query"),
        command_info(C::Rename, "rename", G::Library, Words, "rename the feed (- restores its own title)"),
        command_info(C::MoveFeed, "move", G::Library, Folder, "move the feed to a folder, such as News/World"),
        command_info(C::Search, "search", G::Search, Words, "search in the article"),
        command_info(C::NextMatch, "next-match", G::Search, Number, "next match"),
        command_info(C::PreviousMatch, "previous-match", G::Search, Number, "previous match"),
        command_info(C::Copy, "copy", G::Copy, None, "copy the selected quote with its source"),
        command_info(C::CopyLink, "copy-link", G::Copy, None, "copy the article's link"),
        command_info(C::Browse, "browse", G::Copy, None, "open the article in the browser"),
        toggle_info(LayerId::Person),
        toggle_info(LayerId::Organization),
        toggle_info(LayerId::Place),
        toggle_info(LayerId::Group),
        toggle_info(LayerId::Event),
        toggle_info(LayerId::Work),
        toggle_info(LayerId::Other),
        toggle_info(LayerId::Quote),
        toggle_info(LayerId::Indirect),
        toggle_info(LayerId::Figure),
        toggle_info(LayerId::Date),
        toggle_info(LayerId::Watch),
        command_info(C::ToggleAll, "toggle-all", G::Highlight, None, "all highlighting on or off"),
        command_info(C::Legend, "legend", G::Highlight, None, "show or hide the legend"),
        command_info(C::Zoom, "zoom", G::View, None, "zoom this pane, or show both"),
        command_info(C::Wider, "wider", G::View, Number, "make the article pane wider"),
        command_info(C::Narrower, "narrower", G::View, Number, "make the article pane narrower"),
        command_info(C::Theme, "theme", G::View, Theme, "next theme, or the named one"),
        command_info(C::Redraw, "redraw", G::View, None, "redraw the screen"),
        command_info(C::Help, "help", G::Program, None, "show this help"),
        command_info(C::CommandLine, "command", G::Program, None, "enter a command by name"),
        command_info(C::Back, "back", G::Program, None, "clear search and filter, then go back"),
        command_info(C::Close, "close", G::Program, None, "close the article; on the list, quit"),
        command_info(C::Quit, "quit", G::Program, None, "quit"),
        command_info(C::Suspend, "suspend", G::Program, None, "suspend to the shell (fg resumes)"),
    ]
};

impl Command {
    /// Returns the command with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        COMMANDS
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.command)
    }

    /// Returns the name used in the config file and on the command line.
    pub fn name(self) -> &'static str {
        self.info().map_or("", |info| info.name)
    }

    /// Returns whether the command uses the number typed before its key.
    pub fn takes_count(self) -> bool {
        let argument = self.info().map(|info| info.argument);
        matches!(
            argument,
            Some(CommandArgument::Number | CommandArgument::Tag)
        )
    }

    /// Returns the row of [`COMMANDS`] for this command. `None` only if the table lacks it.
    pub fn info(self) -> Option<&'static CommandInfo> {
        COMMANDS.iter().find(|info| info.command == self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_lead_back() {
        let names: BTreeSet<_> = COMMANDS.iter().map(|info| info.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for info in COMMANDS {
            assert_eq!(Command::from_name(info.name), Some(info.command));
            assert_eq!(info.command.name(), info.name);
        }
    }

    #[test]
    fn every_view_can_be_opened() {
        for view in crate::reader::library_view::LIBRARY_VIEWS {
            assert!(Command::View(view).info().is_some(), "{}", view.command);
        }
    }

    #[test]
    fn every_layer_can_be_switched() {
        for id in LayerId::ALL {
            assert!(Command::Toggle(id).info().is_some(), "{}", id.name());
        }
    }
}

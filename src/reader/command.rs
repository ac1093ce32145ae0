//! Names every action that a key, a click or the command line can ask for.

use crate::highlight::LayerId;

/// An action. What it does depends on where the reader is, never on which key asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Moves down by a line, or to the next entry of a list.
    Down,
    /// Moves up.
    Up,
    /// Moves down by half a pane.
    HalfPageDown,
    /// Moves up by half a pane.
    HalfPageUp,
    /// Moves down by a pane.
    PageDown,
    /// Moves up by a pane.
    PageUp,
    /// Goes to the start, or to the line or entry of a number.
    Top,
    /// Goes to the end, or to the line or entry of a number.
    Bottom,
    /// Goes to a place given in percent.
    Percent,
    /// Goes to the next annotation of the kind that the pane shows.
    NextAnnotation,
    /// Goes to the one before.
    PreviousAnnotation,
    /// Goes to the next quote.
    NextQuote,
    /// Goes to the quote before.
    PreviousQuote,
    /// Goes to the next mention of an entity.
    NextEntity,
    /// Goes to the mention before.
    PreviousEntity,
    /// Goes to the next figure or date.
    NextFigure,
    /// Goes to the figure or date before.
    PreviousFigure,
    /// Opens what is selected: an article, or an entry's details.
    Open,
    /// Goes one step in: from the article to the annotations.
    In,
    /// Goes one step out: from the annotations to the article, from the article to the list.
    Out,
    /// Undoes the last thing that narrows the view: search, filter; then goes out.
    Back,
    /// Leaves the article for the list; leaves the list for the shell.
    Close,
    /// Leaves the program.
    Quit,
    /// Goes to the next article that is not read, in the next feed where this one has none.
    NextUnread,
    /// Goes to the one before.
    PreviousUnread,
    /// Opens the next article.
    NextArticle,
    /// Opens the article before.
    PreviousArticle,
    /// Gives the keys to the next pane.
    NextPane,
    /// Gives the keys to the pane before.
    PreviousPane,
    /// Shows the entities.
    ShowEntities,
    /// Shows the quotes.
    ShowQuotes,
    /// Shows the figures and dates.
    ShowFigures,
    /// Orders the list in the next way.
    Sort,
    /// Shows the next choice of kinds in the list.
    Kinds,
    /// Filters by the entity under the cursor; takes it out of the filter where it is in it.
    Filter,
    /// Shows everything else that the quote's speaker says.
    FilterSpeaker,
    /// Changes between paragraphs with any and with all of the filtered entities.
    FilterMatch,
    /// Folds the paragraphs outside the filter, or unfolds them.
    Fold,
    /// Takes the filter away.
    ClearFilter,
    /// Gives the keys to the list of feeds.
    ShowFeeds,
    /// Gives the keys to the list of articles.
    ShowArticles,
    /// Narrows the list of articles by a query.
    Query,
    /// Keeps the query beside the feeds.
    SaveQuery,
    /// Marks as read.
    MarkRead,
    /// Marks as unread.
    MarkUnread,
    /// Marks as read, or as unread where it is read.
    ToggleRead,
    /// Puts a star on, or takes it off.
    Star,
    /// Puts a tag on, or takes it off.
    Tag,
    /// Archives, or brings back from the archive.
    Archive,
    /// Deletes.
    Delete,
    /// Marks the whole list as read.
    ReadAll,
    /// Undoes the last change.
    Undo,
    /// Shows the text of the article's page instead of the feed's, or back.
    FullText,
    /// Fetches the feeds.
    Refresh,
    /// Ends a refresh; where none runs, leaves the program.
    Interrupt,
    /// Lists afresh: shows what came meanwhile.
    ShowNew,
    /// Subscribes to a feed.
    Add,
    /// Ends a subscription, or forgets a saved query.
    Unsubscribe,
    /// Calls a feed otherwise.
    Rename,
    /// Puts a feed into a folder.
    MoveFeed,
    /// Begins a search.
    Search,
    /// Goes to the next match.
    NextMatch,
    /// Goes to the match before.
    PreviousMatch,
    /// Marks links and annotations with letters to go to them.
    Hints,
    /// Copies the selected annotation with its source.
    Copy,
    /// Copies the article's link.
    CopyLink,
    /// Opens the article in the browser.
    Browse,
    /// Switches the highlighting of one kind.
    Toggle(LayerId),
    /// Switches all highlighting off, or back on.
    ToggleAll,
    /// Shows or hides the legend.
    Legend,
    /// Gives the whole screen to the focused pane, or takes it back.
    Zoom,
    /// Makes the article's pane wider.
    Wider,
    /// Makes the article's pane narrower.
    Narrower,
    /// Takes a theme: the next one, or the one that is named.
    Theme,
    /// Shows the keys.
    Help,
    /// Begins a command.
    CommandLine,
    /// Hands the terminal back to the shell for a while.
    Suspend,
    /// Draws the whole screen again.
    Redraw,
}

/// What a command is about: how help groups it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandGroup {
    /// Moving about.
    Move,
    /// From annotation to annotation.
    Jump,
    /// The pane of annotations.
    Annotations,
    /// What is shown of them.
    Filter,
    /// Articles and feeds.
    Library,
    /// Words in the text.
    Search,
    /// Out of the reader.
    Copy,
    /// What is highlighted.
    Highlight,
    /// The screen.
    View,
    /// The program.
    Program,
}

impl CommandGroup {
    /// Returns the heading in help.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Jump => "Jump",
            Self::Annotations => "Annotations",
            Self::Filter => "Filter",
            Self::Library => "Articles and feeds",
            Self::Search => "Search",
            Self::Copy => "Copy and open",
            Self::Highlight => "Highlight",
            Self::View => "View",
            Self::Program => "Program",
        }
    }
}

/// What a command takes on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandArgument {
    /// Nothing.
    None,
    /// A number: how often, how far, which.
    Number,
    /// A theme's name.
    Theme,
    /// An entity of the article.
    Entity,
    /// A query.
    Query,
    /// A tag, with `-` before it to take it off.
    Tag,
    /// A folder.
    Folder,
    /// Any words.
    Words,
}

/// What is known about a command.
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// The command.
    pub command: Command,
    /// Its name in the key map and on the command line.
    pub name: &'static str,
    /// What it does, for help.
    pub says: &'static str,
    /// Where it stands in help.
    pub group: CommandGroup,
    /// What it takes.
    pub argument: CommandArgument,
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

/// All commands, in the order of help. Key map, help, command line and tests walk it.
#[rustfmt::skip]
pub const COMMANDS: &[CommandInfo] = {
    use CommandArgument::{Entity, Folder, None, Number, Query, Tag, Theme, Words};
    use Command as C;
    use CommandGroup as G;
    &[
        command_info(C::Down, "down", G::Move, Number, "line down, or next entry"),
        command_info(C::Up, "up", G::Move, Number, "line up, or entry before"),
        command_info(C::HalfPageDown, "half-page-down", G::Move, Number, "half a page down"),
        command_info(C::HalfPageUp, "half-page-up", G::Move, Number, "half a page up"),
        command_info(C::PageDown, "page-down", G::Move, Number, "page down"),
        command_info(C::PageUp, "page-up", G::Move, Number, "page up"),
        command_info(C::Top, "top", G::Move, Number, "start, or the line or entry of that number"),
        command_info(C::Bottom, "bottom", G::Move, Number, "end, or the line or entry of that number"),
        command_info(C::Percent, "percent", G::Move, Number, "to that many percent of the article or list; asks where none is given"),
        command_info(C::NextPane, "next-pane", G::Move, None, "other pane"),
        command_info(C::PreviousPane, "previous-pane", G::Move, None, "other pane, backwards"),
        command_info(C::In, "in", G::Move, None, "to the annotations"),
        command_info(C::Out, "out", G::Move, None, "back to the article, or to the list of articles"),
        command_info(C::Open, "open", G::Move, None, "open the article, or the entry's details"),
        command_info(C::NextArticle, "next-article", G::Move, Number, "next article"),
        command_info(C::PreviousArticle, "previous-article", G::Move, Number, "article before"),
        command_info(C::NextAnnotation, "next-annotation", G::Jump, Number, "next of what the pane shows"),
        command_info(C::PreviousAnnotation, "previous-annotation", G::Jump, Number, "the one before"),
        command_info(C::NextQuote, "next-quote", G::Jump, Number, "next quote"),
        command_info(C::PreviousQuote, "previous-quote", G::Jump, Number, "quote before"),
        command_info(C::NextEntity, "next-entity", G::Jump, Number, "next name"),
        command_info(C::PreviousEntity, "previous-entity", G::Jump, Number, "name before"),
        command_info(C::NextFigure, "next-figure", G::Jump, Number, "next figure or date"),
        command_info(C::PreviousFigure, "previous-figure", G::Jump, Number, "figure or date before"),
        command_info(C::Hints, "hints", G::Jump, None, "letters on links and annotations to go to them"),
        command_info(C::ShowEntities, "entities", G::Annotations, None, "people, organisations, places"),
        command_info(C::ShowQuotes, "quotes", G::Annotations, None, "who said what"),
        command_info(C::ShowFigures, "figures", G::Annotations, None, "figures and dates"),
        command_info(C::Sort, "sort", G::Annotations, Number, "other order of the list"),
        command_info(C::Kinds, "kinds", G::Annotations, Number, "other kinds in the list, indirect quotes too"),
        command_info(C::Filter, "filter", G::Filter, Entity, "only what concerns this entity; again: off"),
        command_info(C::FilterSpeaker, "filter-speaker", G::Filter, None, "everything else that this speaker says"),
        command_info(C::FilterMatch, "filter-match", G::Filter, None, "any of the filtered entities, or all together"),
        command_info(C::Fold, "fold", G::Filter, None, "fold what the filter leaves out, or dim it"),
        command_info(C::ClearFilter, "clear-filter", G::Filter, None, "no filter"),
        command_info(C::ShowFeeds, "feeds", G::Library, None, "to the list of feeds"),
        command_info(C::ShowArticles, "articles", G::Library, None, "to the list of articles"),
        command_info(C::NextUnread, "next-unread", G::Library, Number, "next article that is not read, in the next feed too"),
        command_info(C::PreviousUnread, "previous-unread", G::Library, Number, "the unread one before"),
        command_info(C::MarkRead, "read", G::Library, Number, "mark as read"),
        command_info(C::MarkUnread, "unread", G::Library, Number, "mark as unread"),
        command_info(C::ToggleRead, "toggle-read", G::Library, Number, "mark as read, or as unread where it is read"),
        command_info(C::Star, "star", G::Library, Number, "star on or off"),
        command_info(C::Tag, "tag", G::Library, Tag, "put a tag on; -tag takes it off"),
        command_info(C::Archive, "archive", G::Library, Number, "out of the lists and kept for ever: is:archived; again: back"),
        command_info(C::Delete, "delete", G::Library, Number, "delete; undo brings back"),
        command_info(C::ReadAll, "read-all", G::Library, None, "mark the whole list as read; asks"),
        command_info(C::Undo, "undo", G::Library, Number, "undo read, star, tag, archive, delete"),
        command_info(C::FullText, "full-text", G::Library, None, "the page's full text, or the feed's own"),
        command_info(C::Query, "query", G::Library, Query, "narrow the list by words, feed:, tag:, is:, since: …"),
        command_info(C::SaveQuery, "save", G::Library, Words, "keep the query beside the feeds under a name"),
        command_info(C::Refresh, "refresh", G::Library, None, "fetch this feed, or all"),
        command_info(C::ShowNew, "show-new", G::Library, None, "show what came, in its place"),
        command_info(C::Interrupt, "interrupt", G::Library, None, "end the refresh; else leave"),
        command_info(C::Add, "add", G::Library, Words, "subscribe to the feed or page at this address"),
        command_info(C::Unsubscribe, "unsubscribe", G::Library, None, "end the subscription or forget the query; asks"),
        command_info(C::Rename, "rename", G::Library, Words, "call the feed otherwise; -: by its own name"),
        command_info(C::MoveFeed, "move", G::Library, Folder, "put the feed into a folder: News/World"),
        command_info(C::Search, "search", G::Search, Words, "search in the article"),
        command_info(C::NextMatch, "next-match", G::Search, Number, "next match"),
        command_info(C::PreviousMatch, "previous-match", G::Search, Number, "match before"),
        command_info(C::Copy, "copy", G::Copy, None, "copy the selected quote with its source"),
        command_info(C::CopyLink, "copy-link", G::Copy, None, "copy the article's link"),
        command_info(C::Browse, "browse", G::Copy, None, "open the article in the browser"),
        command_info(C::Toggle(LayerId::Person), "toggle-person", G::Highlight, None, "people on or off"),
        command_info(C::Toggle(LayerId::Organization), "toggle-organization", G::Highlight, None, "organisations on or off"),
        command_info(C::Toggle(LayerId::Place), "toggle-place", G::Highlight, None, "places on or off"),
        command_info(C::Toggle(LayerId::Group), "toggle-group", G::Highlight, None, "groups on or off"),
        command_info(C::Toggle(LayerId::Event), "toggle-event", G::Highlight, None, "events on or off"),
        command_info(C::Toggle(LayerId::Work), "toggle-work", G::Highlight, None, "works on or off"),
        command_info(C::Toggle(LayerId::Other), "toggle-other", G::Highlight, None, "other names on or off"),
        command_info(C::Toggle(LayerId::Quote), "toggle-quote", G::Highlight, None, "quotes on or off"),
        command_info(C::Toggle(LayerId::Indirect), "toggle-indirect", G::Highlight, None, "indirect quotes on or off"),
        command_info(C::Toggle(LayerId::Figure), "toggle-figure", G::Highlight, None, "figures on or off"),
        command_info(C::Toggle(LayerId::Date), "toggle-date", G::Highlight, None, "dates on or off"),
        command_info(C::Toggle(LayerId::Watch), "toggle-watch", G::Highlight, None, "watched terms on or off"),
        command_info(C::ToggleAll, "toggle-all", G::Highlight, None, "all highlighting off or on"),
        command_info(C::Legend, "legend", G::Highlight, None, "show or hide the legend"),
        command_info(C::Zoom, "zoom", G::View, None, "this pane alone, or both"),
        command_info(C::Wider, "wider", G::View, Number, "article wider"),
        command_info(C::Narrower, "narrower", G::View, Number, "article narrower"),
        command_info(C::Theme, "theme", G::View, Theme, "next theme"),
        command_info(C::Redraw, "redraw", G::View, None, "draw the screen again"),
        command_info(C::Help, "help", G::Program, None, "these keys"),
        command_info(C::CommandLine, "command", G::Program, None, "command by name"),
        command_info(C::Back, "back", G::Program, None, "clear search and filter, then go back"),
        command_info(C::Close, "close", G::Program, None, "back to the list, or leave"),
        command_info(C::Quit, "quit", G::Program, None, "leave"),
        command_info(C::Suspend, "suspend", G::Program, None, "to the shell; fg comes back"),
    ]
};

impl Command {
    /// Returns the command of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        COMMANDS
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.command)
    }

    /// Returns the name in the key map and on the command line.
    pub fn name(self) -> &'static str {
        self.info().map_or("", |info| info.name)
    }

    /// Returns whether a number before its key changes what it does.
    pub fn takes_count(self) -> bool {
        let argument = self.info().map(|info| info.argument);
        matches!(
            argument,
            Some(CommandArgument::Number | CommandArgument::Tag)
        )
    }

    /// Returns what is known about the command.
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
    fn every_layer_can_be_switched() {
        for id in LayerId::ALL {
            assert!(Command::Toggle(id).info().is_some(), "{}", id.name());
        }
    }
}

//! The open article: its layout, position, annotations, selection, search and filter.

use std::collections::HashSet;
use std::sync::Arc;

use super::article_findings::ArticleFindings;
use super::filter::{Filter, VisibleParts};
use super::geometry::Size;
use super::lists::{AnnotationList, EntryKey, ListInput};
use super::msg::Ticket;
use super::reading_position::ReadingPosition;
use super::search::TextSearch;
use super::search_normalize::NormalizedText;
use super::view_state::{Tab, ViewState};
use crate::annotation::{Annotation, AnnotationId, Annotations, EntityId};
use crate::article::{Article, Language};
use crate::engine::Engine;
use crate::highlight::{Layer, LayerSet, article_layers, layer_of};
use crate::layout::{Anchor, BlockSet, Cells, LayoutOptions, Sheet};
use crate::text::ByteRange;

/// How far annotating an article has come.
#[derive(Clone, Debug)]
pub enum AnnotationProgress {
    /// In progress, under this ticket.
    Annotating(Ticket),
    /// Cancelled because the article was closed. It restarts when the article is opened again.
    Stopped,
    /// Finished.
    Done(ArticleFindings),
    /// Failed, with this error message.
    Failed(String),
}

/// The parameters of the current layout. A new layout is needed only if one of them changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct LayoutKey {
    width: Cells,
    measure: Cells,
    folded: BlockSet,
}

/// Returns the maximum line length in a pane of this width. Panes with enough room keep a margin on both sides.
fn max_line_width(width: u16, view: &ViewState) -> Cells {
    const MARGIN_COLUMNS: u16 = 4;
    // With margins, 30 columns remain for text. Narrower lines would be hard to read.
    const MIN_COLUMNS_WITH_MARGINS: u16 = 34;
    let widest = if width >= MIN_COLUMNS_WITH_MARGINS {
        width - MARGIN_COLUMNS
    } else {
        width
    };
    Cells(view.measure.min(widest))
}

impl LayoutKey {
    fn setting(&self) -> LayoutOptions<'_> {
        LayoutOptions {
            width: self.width,
            measure: self.measure,
            folded: Some(&self.folded),
        }
    }
}

/// An open article with everything that is shown about it.
#[derive(Debug)]
pub struct OpenArticle {
    /// The article.
    pub article: Arc<Article>,
    /// The annotations, or how far they have come.
    pub progress: AnnotationProgress,
    /// The article laid out in rows for the current pane width.
    pub sheet: Sheet,
    layout_key: LayoutKey,
    /// The current position.
    pub place: ReadingPosition,
    /// The height of the pane, in rows.
    pub height: u16,
    /// The annotation lists, indexed by [`Tab::index`].
    lists: [AnnotationList; 3],
    /// The width for which the lists were built, in columns. 0: not built yet.
    list_width: u16,
    /// The filter.
    pub filter: Filter,
    /// The blocks and sentences that the filter keeps.
    pub kept: VisibleParts,
    /// The text search. `None` if no search is active.
    pub search: Option<TextSearch>,
    /// The enabled layers of the article and its annotations.
    layers: Vec<Layer>,
    /// The layers that have at least one annotation in this article.
    present: LayerSet,
    /// The text normalized for searching. `None` until the first search.
    folded: Option<NormalizedText>,
}

impl OpenArticle {
    /// Returns the article, opened at its start. `ticket` is that of its annotation request.
    pub fn new(article: Arc<Article>, ticket: Ticket, view: &ViewState, size: Size) -> Self {
        let set_for = LayoutKey {
            width: Cells(size.width),
            measure: max_line_width(size.width, view),
            folded: BlockSet::new(),
        };
        let sheet = Sheet::set(&article, &set_for.setting());
        let mut document = Self {
            article,
            progress: AnnotationProgress::Annotating(ticket),
            sheet,
            layout_key: set_for,
            place: ReadingPosition::default(),
            height: size.height,
            lists: Default::default(),
            list_width: 0,
            filter: Filter::default(),
            kept: VisibleParts::default(),
            search: None,
            layers: Vec::new(),
            present: LayerSet::EMPTY,
            folded: None,
        };
        document.rebuild_layers(view);
        document
    }

    /// Returns why there are no findings yet, as a sentence; `None` if there are.
    pub fn missing_findings_reason(&self) -> Option<String> {
        match &self.progress {
            AnnotationProgress::Annotating(_) => {
                Some("The article is still being annotated".to_owned())
            }
            AnnotationProgress::Stopped => Some("The article is not annotated yet".to_owned()),
            AnnotationProgress::Failed(why) => Some(format!("Could not annotate: {why}")),
            AnnotationProgress::Done(_) => None,
        }
    }

    /// Returns the article's language if the engine does not annotate it.
    pub fn unread_language(&self) -> Option<Language> {
        let language = self.article.about.language;
        language.filter(|language| !Engine::reads(Some(*language)))
    }

    /// Stores the findings. If parts of the text were not annotated, the notes about that are added to the head of
    /// the article, which is then laid out again.
    pub fn take_findings(&mut self, findings: ArticleFindings, view: &ViewState) {
        let notes = findings.annotations.notes();
        if !notes.is_empty() {
            let known = self
                .article
                .notes()
                .iter()
                .filter(|note| !notes.contains(note));
            let all = known.chain(notes).cloned().collect();
            self.article = Arc::new((*self.article).clone().with_notes(all));
            let (width, height) = (self.layout_key.width.0, self.height);
            // At the top, the added notes must be visible; elsewhere, the text must not move.
            let is_at_top = self.place.row == 0;
            self.layout_key = LayoutKey::default();
            self.set_rows(width, height, view);
            if is_at_top {
                self.scroll_to(0);
            }
        }
        self.progress = AnnotationProgress::Done(findings);
    }

    /// Returns the findings. `None` unless annotating has finished.
    pub fn findings(&self) -> Option<&ArticleFindings> {
        match &self.progress {
            AnnotationProgress::Done(findings) => Some(findings),
            AnnotationProgress::Annotating(_)
            | AnnotationProgress::Stopped
            | AnnotationProgress::Failed(_) => None,
        }
    }

    /// Returns the list of a tab.
    pub fn list(&self, tab: Tab) -> &AnnotationList {
        let [entities, quotes, figures] = &self.lists;
        match tab {
            Tab::Entities => entities,
            Tab::Quotes => quotes,
            Tab::Figures => figures,
        }
    }

    /// Returns the list of a tab, mutably.
    pub fn list_mut(&mut self, tab: Tab) -> &mut AnnotationList {
        let [entities, quotes, figures] = &mut self.lists;
        match tab {
            Tab::Entities => entities,
            Tab::Quotes => quotes,
            Tab::Figures => figures,
        }
    }

    /// Returns the enabled layers. The search and the selection are not among them.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Lays the article out again if the width, the height or the folded blocks have changed. The anchor keeps its
    /// place.
    pub fn set_rows(&mut self, width: u16, height: u16, view: &ViewState) {
        let folded: BlockSet = if view.is_folded {
            self.kept.left_out().collect()
        } else {
            BlockSet::new()
        };
        let set_for = LayoutKey {
            width: Cells(width),
            measure: max_line_width(width, view),
            folded,
        };
        if self.layout_key != set_for || height != self.height {
            let selected = self.selected_in_view();
            self.sheet = Sheet::set(&self.article, &set_for.setting());
            self.layout_key = set_for;
            self.place.row = self.sheet.row_at(self.place.anchor);
            self.height = height;
            self.place.row = self.place.row.min(self.last_top());
            if let Some(range) = selected {
                self.keep_in_view(range);
            }
        }
    }

    /// Returns the first range of the selected annotation if it is on the screen.
    fn selected_in_view(&self) -> Option<ByteRange> {
        let range = self.selected()?.first_piece();
        self.in_view().overlaps(range).then_some(range)
    }

    /// Scrolls down by as few rows as needed to show the start of the range. The anchor is not moved, so restoring
    /// the previous size restores the previous position.
    fn keep_in_view(&mut self, range: ByteRange) {
        let row = self.sheet.row_of(range.start());
        let last = self.place.row + usize::from(self.height).saturating_sub(1);
        if row > last {
            self.place.row += row - last;
        }
    }

    /// Rebuilds the lists if the width of their pane has changed. A hidden pane has width 0 and is ignored.
    pub fn set_lists(&mut self, width: u16, view: &ViewState) {
        if width != self.list_width && width > 0 {
            self.list_width = width;
            self.rebuild_lists(view);
        }
    }

    /// Rebuilds all lists. Needed after a change of annotations, filter or list options.
    pub fn rebuild_lists(&mut self, view: &ViewState) {
        for tab in Tab::ALL {
            self.rebuild_list(tab, view);
        }
    }

    /// Rebuilds one list.
    pub fn rebuild_list(&mut self, tab: Tab, view: &ViewState) {
        let mut list = std::mem::take(self.list_mut(tab));
        if let AnnotationProgress::Done(findings) = &self.progress {
            let source = ListInput {
                article: &self.article,
                findings,
                filter: &self.filter,
                kept: &self.kept,
                options: &view.lists,
                width: self.list_width,
                opened: list.opened,
            };
            list.rebuild(tab, &source);
        }
        *self.list_mut(tab) = list;
    }

    /// Returns the layers that have at least one annotation in this article.
    pub const fn present_layers(&self) -> LayerSet {
        self.present
    }

    /// Rebuilds the layers. Needed after a change of annotations or of the enabled layers.
    pub fn rebuild_layers(&mut self, view: &ViewState) {
        if let AnnotationProgress::Done(findings) = &self.progress {
            let items = findings.annotations.items().iter();
            let layers = items.filter_map(|item| layer_of(item, &findings.annotations));
            self.present = layers.collect();
        }
        self.layers = match &self.progress {
            AnnotationProgress::Done(findings) => {
                article_layers(&self.article, &findings.annotations, view.layers)
            }
            AnnotationProgress::Annotating(_)
            | AnnotationProgress::Stopped
            | AnnotationProgress::Failed(_) => {
                let none = Annotations::empty(
                    self.article.text().id(),
                    crate::annotation::EngineVersion(String::new()),
                );
                article_layers(&self.article, &none, view.layers)
            }
        };
    }

    /// Recomputes the visible parts and the lists after a change of the filter.
    pub fn apply_filter(&mut self, view: &ViewState) {
        if let AnnotationProgress::Done(findings) = &self.progress {
            self.kept = VisibleParts::new(
                &self.filter,
                &self.article,
                &findings.annotations,
                &findings.sentences,
            );
        }
        self.rebuild_lists(view);
    }

    /// Returns the text normalized for searching. Computed on the first call.
    pub fn normalized_text(&mut self) -> &NormalizedText {
        let text = self.article.text().as_str();
        self.folded.get_or_insert_with(|| NormalizedText::new(text))
    }

    /// Returns the annotation with this ID. `None` if there is none or annotating has not finished.
    pub fn item(&self, id: AnnotationId) -> Option<&Annotation> {
        self.findings()?.annotations.item(id)
    }

    /// Returns the selected annotation.
    pub fn selected(&self) -> Option<&Annotation> {
        self.item(self.place.selected?)
    }

    /// Returns the range of the text that is on the screen.
    pub fn in_view(&self) -> ByteRange {
        let start = self.sheet.first_offset(self.place.row);
        let end_row = self.place.row + usize::from(self.height);
        let end = if end_row >= self.sheet.len() {
            self.article.text().end()
        } else {
            self.sheet.first_offset(end_row)
        };
        ByteRange::new(start, end)
    }

    /// Returns the last row that can be the first on the screen, so that the screen stays filled.
    pub fn last_top(&self) -> usize {
        self.sheet.len().saturating_sub(usize::from(self.height))
    }

    /// Scrolls so that this row is the first on the screen, or as near to that as the end of the article allows.
    pub fn scroll_to(&mut self, row: usize) {
        self.place.row = row;
        self.clamp();
    }

    /// Restores a position, including its selection.
    pub fn go_to(&mut self, place: ReadingPosition) {
        self.place = place;
        self.clamp();
    }

    /// Scrolls to an anchor stored in an earlier run.
    pub fn go_to_anchor(&mut self, anchor: Anchor) {
        self.scroll_to(self.sheet.row_at(anchor));
    }

    fn clamp(&mut self) {
        self.place.row = self.place.row.min(self.last_top());
        self.place.anchor = self.sheet.anchor(self.place.row);
    }

    /// Scrolls so that the range is on the screen with a few rows of context. Does nothing if it already is.
    pub fn reveal(&mut self, range: ByteRange) {
        let height = usize::from(self.height);
        // Three rows of context; fewer in a low pane, where they would take most of it.
        let margin = (height / 5).min(3);
        let first = self.sheet.row_of(range.start());
        let last = self.sheet.row_of(range.end()).max(first);
        let top = self.place.row;
        if first < top + margin || last + margin >= top + height {
            // A third from the top: most readers continue downwards from here.
            self.scroll_to(first.saturating_sub(height / 3));
        }
    }

    /// Returns the key of the entry that represents an annotation in a list. `None` if that list does not contain it.
    pub fn entry_of(item: &Annotation, tab: Tab) -> Option<EntryKey> {
        match tab {
            Tab::Entities => item.kind.entity().map(EntryKey::Entity),
            tab => (Tab::of(&item.kind) == Some(tab)).then_some(EntryKey::Item(item.id)),
        }
    }

    /// Selects an annotation, scrolls to it, and moves the cursor of each list that contains it.
    pub fn select(&mut self, id: AnnotationId, list_height: u16) {
        let Some(item) = self.item(id) else { return };
        let range = item.first_piece();
        let keys = Tab::ALL.map(|tab| (tab, Self::entry_of(item, tab)));
        self.place.selected = Some(id);
        self.reveal(range);
        for (tab, key) in keys {
            let list = self.list_mut(tab);
            if let Some(at) = key.and_then(|key| list.position(key)) {
                list.cursor = at;
                list.reveal(list_height);
            }
        }
    }

    /// Returns the indices of the entries with a place on the screen. For an entity, any of its mentions counts.
    pub fn visible_entries(&self, tab: Tab) -> HashSet<usize> {
        let in_view = self.in_view();
        let Some(findings) = self.findings() else {
            return HashSet::new();
        };
        let all = &findings.annotations;
        let items = all.items().iter().skip(all.first_from(in_view.start()));
        let there = items.take_while(|item| item.range.start() < in_view.end());
        let list = self.list(tab);
        there
            .filter_map(|item| list.position(Self::entry_of(item, tab)?))
            .collect()
    }

    /// Returns the display name of an entity. Empty if it is unknown.
    pub fn name_of(&self, id: EntityId) -> String {
        let entity = self
            .findings()
            .and_then(|found| found.annotations.entity(id));
        entity.map_or_else(String::new, |entity| super::lists::one_line(&entity.name))
    }
}

//! Owns the cell buffer that panes draw into.
//!
//! Text is drawn as the clusters of [`text_glyphs`] or of a laid-out article. Both replace control characters, so that
//! no article or feed can send escape sequences to the terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style as Look;

use super::style::ratatui_style;
use crate::config::{Style, Theme, ThemeRole};
use crate::layout::{Cells, display_width, shorten_words, text_glyphs};
use crate::reader::Area;

/// A position on the screen as column and row, both from 0.
pub type ScreenPosition = (u16, u16);

/// A cell buffer with the theme that it is drawn in.
///
/// Positions are columns and rows of the screen, from 0. Drawing outside the buffer has no effect.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    cursor: Option<ScreenPosition>,
}

impl<'a> Canvas<'a> {
    /// Returns a canvas on a buffer, with the text cursor hidden.
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self {
            buffer,
            theme,
            cursor: None,
        }
    }

    /// Returns the theme.
    pub(super) fn theme(&self) -> &'a Theme {
        self.theme
    }

    /// Returns the theme's style for a part of the screen.
    pub(super) fn role(&self, role: ThemeRole) -> Style {
        self.theme.role(role)
    }

    /// Returns the position of the text cursor; `None` if it is hidden.
    pub(super) fn cursor(&self) -> Option<ScreenPosition> {
        self.cursor
    }

    /// Shows the text cursor at a cell; hides it if the cell is outside the buffer.
    pub(super) fn put_cursor(&mut self, x: u16, y: u16) {
        let is_inside = self.buffer.cell((x, y)).is_some();
        self.cursor = is_inside.then_some((x, y));
    }

    /// Clears the buffer to the theme's base style.
    pub(super) fn clear(&mut self) {
        self.buffer.reset();
        let area = self.buffer.area;
        let ground = ratatui_style(self.theme.role(ThemeRole::Text));
        self.buffer.set_style(area, ground);
    }

    /// Fills an area with spaces in a style.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        let area = self.inside(area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.set(x, y, " ", ratatui_style(style));
            }
        }
    }

    /// Merges a style over the cells of an area, and keeps their text.
    pub(super) fn patch_style(&mut self, area: Area, style: Style) {
        let area = self.inside(area);
        self.buffer.set_style(area, ratatui_style(style));
    }

    /// Draws text from a cell to the right, in at most `room` columns. Returns the column after the text.
    ///
    /// Text that does not fit is shortened and ends in `…`.
    pub(super) fn draw_words(
        &mut self,
        x: u16,
        y: u16,
        room: u16,
        words: &str,
        style: Style,
    ) -> u16 {
        if display_width(words).get() <= room {
            return self.draw_glyphs(x, y, room, words, style);
        }
        self.draw_glyphs(x, y, room, &shorten_words(words, Cells(room)), style)
    }

    /// Draws right-aligned text that ends before column `end`. Returns the column where it begins.
    ///
    /// Draws nothing and returns `end` if the text is wider than `room` columns: a shortened number would be wrong.
    pub(super) fn draw_words_before(
        &mut self,
        end: u16,
        y: u16,
        room: u16,
        words: &str,
        style: Style,
    ) -> u16 {
        let n_columns = display_width(words).get();
        if n_columns > room {
            return end;
        }
        let x = end.saturating_sub(n_columns);
        self.draw_glyphs(x, y, room, words, style);
        x
    }

    /// Draws the clusters that fit into `room` columns. Returns the column after them.
    fn draw_glyphs(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let look = ratatui_style(style);
        let end = x.saturating_add(room);
        let mut at = x;
        for (text, columns) in text_glyphs(words) {
            if at.saturating_add(columns.get()) > end {
                break;
            }
            self.draw_glyph(at, y, &text, columns.get(), look);
            at += columns.get();
        }
        at
    }

    /// Draws one grapheme cluster. A wide cluster covers the following cells too; if they are outside the buffer,
    /// nothing is drawn.
    pub(super) fn draw_glyph(&mut self, x: u16, y: u16, text: &str, columns: u16, look: Look) {
        let last = x.saturating_add(columns.max(1) - 1);
        if self.buffer.cell((last, y)).is_none() {
            return;
        }
        self.set(x, y, text, look);
        for hidden in x.saturating_add(1)..=last {
            if let Some(cell) = self.buffer.cell_mut((hidden, y)) {
                cell.reset();
                cell.set_style(look);
            }
        }
    }

    /// Draws the same one-column symbol in every cell of an area.
    pub(super) fn draw_line(&mut self, area: Area, sign: &str, style: Style) {
        let area = self.inside(area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.set(x, y, sign, ratatui_style(style));
            }
        }
    }

    /// Replaces a cell, its style included.
    fn set(&mut self, x: u16, y: u16, text: &str, look: Look) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_symbol(text).set_style(look);
        }
    }

    /// Returns the part of an area that is within the buffer.
    fn inside(&self, area: Area) -> Rect {
        let rect = Rect::new(area.x, area.y, area.width, area.height);
        self.buffer.area.intersection(rect)
    }
}

//! The cells that panes draw into: words go through one door, which lets no control character pass.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style as Look;

use super::style::look;
use crate::config::{Role, Style, Theme};
use crate::layout::{Cells, glyphs, shorten, width};
use crate::reader::Area;

/// Where the terminal's cursor stands: column and row.
pub type Cursor = (u16, u16);

/// Cells, and the theme they are drawn in.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    cursor: Option<Cursor>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self {
            buffer,
            theme,
            cursor: None,
        }
    }

    pub(super) fn theme(&self) -> &'a Theme {
        self.theme
    }

    pub(super) fn role(&self, role: Role) -> Style {
        self.theme.role(role)
    }

    /// Where the terminal's cursor should stand.
    pub(super) fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// Puts the terminal's cursor at a cell, if there is such a cell.
    pub(super) fn put_cursor(&mut self, x: u16, y: u16) {
        let is_inside = self.buffer.cell((x, y)).is_some();
        self.cursor = is_inside.then_some((x, y));
    }

    /// Fills everything with the ground of the theme.
    pub(super) fn clear(&mut self) {
        self.buffer.reset();
        let area = self.buffer.area;
        let ground = look(self.theme.role(Role::Text));
        self.buffer.set_style(area, ground);
    }

    /// Fills an area with spaces of this style.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        let area = self.inside(area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.set(x, y, " ", look(style));
            }
        }
    }

    /// Lays a style over what is drawn in an area.
    pub(super) fn lay(&mut self, area: Area, style: Style) {
        let area = self.inside(area);
        self.buffer.set_style(area, look(style));
    }

    /// Draws words from a cell on, at most `room` columns, and returns the column behind them. Words that do not fit
    /// end in `…`.
    pub(super) fn words(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        if width(words).get() <= room {
            return self.glyphs(x, y, room, words, style);
        }
        self.glyphs(x, y, room, &shorten(words, Cells(room)), style)
    }

    /// Draws words so that they end before column `end`, and returns where they begin.
    pub(super) fn words_before(
        &mut self,
        end: u16,
        y: u16,
        room: u16,
        words: &str,
        style: Style,
    ) -> u16 {
        let n_columns = width(words).get();
        if n_columns > room {
            return end;
        }
        let x = end.saturating_sub(n_columns);
        self.glyphs(x, y, room, words, style);
        x
    }

    fn glyphs(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let look = look(style);
        let end = x.saturating_add(room);
        let mut at = x;
        for (text, columns) in glyphs(words) {
            if at.saturating_add(columns.get()) > end {
                break;
            }
            self.glyph(at, y, &text, columns.get(), look);
            at += columns.get();
        }
        at
    }

    /// Draws one cluster; a wide one takes the cells behind it too.
    pub(super) fn glyph(&mut self, x: u16, y: u16, text: &str, columns: u16, look: Look) {
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

    /// Draws the same sign in every cell of a row.
    pub(super) fn line(&mut self, area: Area, sign: &str, style: Style) {
        let area = self.inside(area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.set(x, y, sign, look(style));
            }
        }
    }

    fn set(&mut self, x: u16, y: u16, text: &str, look: Look) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_symbol(text).set_style(look);
        }
    }

    fn inside(&self, area: Area) -> Rect {
        let rect = Rect::new(area.x, area.y, area.width, area.height);
        self.buffer.area.intersection(rect)
    }
}

//! The cells that panes draw into: words go through one door, which lets no control character pass.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style as Look;

use super::style::ratatui_style;
use crate::config::{Style, Theme, ThemeRole};
use crate::layout::{Cells, display_width, shorten_words, text_glyphs};
use crate::reader::Area;

/// Where the terminal's cursor stands: column and row.
pub type ScreenPosition = (u16, u16);

/// Cells, and the theme they are drawn in.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
    cursor: Option<ScreenPosition>,
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

    pub(super) fn role(&self, role: ThemeRole) -> Style {
        self.theme.role(role)
    }

    /// Where the terminal's cursor should stand.
    pub(super) fn cursor(&self) -> Option<ScreenPosition> {
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
        let ground = ratatui_style(self.theme.role(ThemeRole::Text));
        self.buffer.set_style(area, ground);
    }

    /// Fills an area with spaces of this style.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        let area = self.inside(area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.set(x, y, " ", ratatui_style(style));
            }
        }
    }

    /// Lays a style over what is drawn in an area.
    pub(super) fn patch_style(&mut self, area: Area, style: Style) {
        let area = self.inside(area);
        self.buffer.set_style(area, ratatui_style(style));
    }

    /// Draws words from a cell on, at most `room` columns, and returns the column behind them. Words that do not fit
    /// end in `…`.
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

    /// Draws words so that they end before column `end`, and returns where they begin.
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

    /// Draws one cluster; a wide one takes the cells behind it too.
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

    /// Draws the same sign in every cell of a row.
    pub(super) fn draw_line(&mut self, area: Area, sign: &str, style: Style) {
        let area = self.inside(area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.set(x, y, sign, ratatui_style(style));
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

//! Draws the screen of a terminal as an SVG picture, for the README.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

/// The width and height of a cell, in SVG user units.
const CELL: (f32, f32) = (8.4, 18.0);
/// The margin around the screen, in SVG user units.
const MARGIN: f32 = 14.0;
/// The colours for the sixteen colours of a terminal.
const SIXTEEN: [u32; 16] = [
    0x1d_1f21, 0xcc_6666, 0xb5_bd68, 0xf0_c674, 0x81_a2be, 0xb2_94bb, 0x8a_beb7, 0xc5_c8c6,
    0x96_9896, 0xe0_8080, 0xc9_d17c, 0xff_d88a, 0x9a_bbd6, 0xc9_abd1, 0xa3_d4cd, 0xff_ffff,
];
const FOREGROUND: u32 = 0xd6_d9dd;
const BACKGROUND: u32 = 0x16_181d;

/// Returns the screen as an SVG document.
pub(crate) fn render_svg(screen: &Screen) -> String {
    let (n_rows, n_columns) = screen_size(screen);
    let width = f32::from(n_columns) * CELL.0 + 2.0 * MARGIN;
    let height = f32::from(n_rows) * CELL.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-size=\"14\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n",
        hex_color(BACKGROUND)
    );
    for row in 0..n_rows {
        for column in 0..n_columns {
            if let Some(cell) = screen.cell(row, column) {
                write_background(&mut svg, cell, row, column);
            }
        }
        for (column, words, cell) in row_runs(screen, row) {
            write_foreground(&mut svg, &words, cell, row, column);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Returns the number of rows and columns of the screen.
fn screen_size(screen: &Screen) -> (u16, u16) {
    let (rows, columns) = screen.size();
    (rows.get(), columns.get())
}

/// Returns the runs of cells in a row with the same style, without empty ones.
fn row_runs(screen: &Screen, row: u16) -> Vec<(u16, String, &Cell)> {
    let mut found: Vec<(u16, String, &Cell)> = Vec::new();
    let mut next = 0;
    for column in 0..screen_size(screen).1 {
        let Some(cell) = screen.cell(row, column) else {
            continue;
        };
        if cell.is_wide_continuation() {
            next = column + 1;
            continue;
        }
        let words = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        match found.last_mut() {
            Some((_, before, like))
                if next == column
                    && cell_looks(like) == cell_looks(cell)
                    && words.is_ascii()
                    && before.is_ascii() =>
            {
                before.push_str(words);
            }
            _ => found.push((column, words.to_owned(), cell)),
        }
        next = column + 1;
    }
    found.retain(|(_, words, _)| !words.trim().is_empty());
    for (column, words, _) in &mut found {
        let n_spaces = words.len() - words.trim_start().len();
        *column += u16::try_from(n_spaces).unwrap_or_default();
        *words = words.trim().to_owned();
    }
    found
}

fn cell_looks(cell: &Cell) -> (Color, Color, [bool; 5]) {
    let flags = [
        cell.bold(),
        cell.italic(),
        cell.underline(),
        cell.inverse(),
        cell.dim(),
    ];
    (cell.fgcolor(), cell.bgcolor(), flags)
}

fn cell_colors(cell: &Cell) -> (u32, Option<u32>) {
    let fg = rgb_of_color(cell.fgcolor()).unwrap_or(FOREGROUND);
    let bg = rgb_of_color(cell.bgcolor());
    if cell.inverse() {
        (bg.unwrap_or(BACKGROUND), Some(fg))
    } else {
        (fg, bg)
    }
}

fn write_background(svg: &mut String, cell: &Cell, row: u16, column: u16) {
    if let (_, Some(bg)) = cell_colors(cell) {
        let (x, y) = cell_corner(row, column);
        let (w, h) = (CELL.0 + 0.3, CELL.1 + 0.3);
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" fill=\"{}\"/>",
            hex_color(bg)
        );
    }
}

fn write_foreground(svg: &mut String, words: &str, cell: &Cell, row: u16, column: u16) {
    let (x, y) = cell_corner(row, column);
    let mut style = format!("fill=\"{}\"", hex_color(cell_colors(cell).0));
    for (is_on, attribute) in [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.6\""),
    ] {
        style.push_str(if is_on { attribute } else { "" });
    }
    let n_cells = u16::try_from(words.chars().count()).unwrap_or(1);
    let length = if words.is_ascii() {
        format!(" textLength=\"{:.1}\"", f32::from(n_cells) * CELL.0)
    } else {
        String::new()
    };
    let words = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace(' ', "\u{a0}");
    let baseline = y + CELL.1 * 0.75;
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{baseline:.1}\"{length} {style}>{words}</text>"
    );
}

fn cell_corner(row: u16, column: u16) -> (f32, f32) {
    (
        MARGIN + f32::from(column) * CELL.0,
        MARGIN + f32::from(row) * CELL.1,
    )
}

fn rgb_of_color(color: Color) -> Option<u32> {
    match color {
        Color::Default => None,
        Color::Rgb(r, g, b) => Some(u32::from_be_bytes([0, r, g, b])),
        Color::Idx(n) => Some(match n {
            0..=15 => SIXTEEN[usize::from(n)],
            16..=231 => {
                let level = |n: u8| if n == 0 { 0 } else { u32::from(n) * 40 + 55 };
                let n = n - 16;
                level(n / 36) << 16 | level(n / 6 % 6) << 8 | level(n % 6)
            }
            232..=255 => (u32::from(n - 232) * 10 + 8) * 0x01_0101,
        }),
    }
}

fn hex_color(rgb: u32) -> String {
    format!("#{rgb:06x}")
}

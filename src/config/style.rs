//! Owns styles as plain data: colours, weight, slant and underline.
//!
//! `ui` converts them for the terminal library.

use toml::de::{DeTable, DeValue};

use super::source::{ConfigSource, TomlValue};

/// A terminal colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Color {
    /// One of the terminal's 16 ANSI colours, 0 to 15. The user's terminal defines what they look like.
    Ansi(u8),
    /// One of the 256 colours of the xterm palette.
    Indexed(u8),
    /// A 24-bit colour: red, green, blue.
    Rgb(u8, u8, u8),
}

/// The names of the 16 ANSI colours, by number.
const ANSI_COLOR_NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Color {
    /// Parses a colour: `#7fb4ff`, an ANSI name such as `blue` or `bright-blue`, or a palette index from 0 to 255.
    /// Returns `None` for anything else.
    pub fn parse(written: &str) -> Option<Self> {
        if let Some(hex) = written.strip_prefix('#') {
            let n = u32::from_str_radix(hex, 16)
                .ok()
                // `from_str_radix` accepts a leading plus sign.
                .filter(|_| hex.len() == 6 && !hex.starts_with('+'))?;
            let [_, r, g, b] = n.to_be_bytes();
            return Some(Self::Rgb(r, g, b));
        }
        let named = (0..)
            .zip(ANSI_COLOR_NAMES)
            .find(|(_, name)| *name == written);
        named
            .map(|(n, _)| Self::Ansi(n))
            .or_else(|| written.parse().ok().map(Self::Indexed))
    }

    /// Returns the closest colour of the xterm palette, for terminals without 24-bit colour. Colours that are not
    /// [`Color::Rgb`] are returned unchanged.
    pub fn to_indexed(self) -> Self {
        let Self::Rgb(r, g, b) = self else {
            return self;
        };
        // The palette's 6×6×6 cube, from index 16, has the levels 0, 95, 135, 175, 215 and 255. The limits here are
        // the midpoints between them.
        let level = |c: u8| match c {
            0..48 => 0,
            48..115 => 1,
            _ => (c - 35) / 40,
        };
        // Near-greys map to the finer grey ramp: indices 232 to 255 for the levels 8, 18, … 238. A spread below its
        // step of 10 is not visible.
        let (spread_high, spread_low) = (r.max(g).max(b), r.min(g).min(b));
        if spread_high - spread_low < 10 && (8..248).contains(&r) {
            return Self::Indexed(232 + (r - 8) / 10);
        }
        Self::Indexed(16 + 36 * level(r) + 6 * level(g) + level(b))
    }
}

/// The number of colours that a terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
    /// No colours, or `NO_COLOR` is set.
    Mono,
    /// The 16 ANSI colours.
    Sixteen,
    /// The 256 colours of the xterm palette.
    Indexed,
    /// 24-bit colour.
    #[default]
    Full,
}

/// A kind of underline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Underline {
    /// A single line. Terminals without the other kinds draw it instead of them.
    Line,
    /// A double line.
    Double,
    /// A wavy line.
    Curly,
    /// A dotted line.
    Dotted,
    /// A dashed line.
    Dashed,
}

/// The names of the underlines in themes and in `[styles]`.
const UNDERLINE_NAMES: [(&str, Underline); 5] = [
    ("line", Underline::Line),
    ("double", Underline::Double),
    ("curly", Underline::Curly),
    ("dotted", Underline::Dotted),
    ("dashed", Underline::Dashed),
];

/// The appearance of a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a terminal switches each of them on its own"
)]
pub struct Style {
    /// The text colour. `None`: the terminal's default.
    pub fg: Option<Color>,
    /// The background colour. `None`: the terminal's default.
    pub bg: Option<Color>,
    /// True for bold text.
    pub is_bold: bool,
    /// True for italic text.
    pub is_italic: bool,
    /// True if text and background colour are swapped.
    pub is_reverse: bool,
    /// True for faint text.
    pub is_dim: bool,
    /// True for struck-through text.
    pub is_struck: bool,
    /// The underline. `None`: not underlined.
    pub underline: Option<Underline>,
    /// The properties that this style switches off in one that it is laid over.
    pub off: PropertySet,
}

/// A property of a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StyleProperty {
    Fg,
    Bg,
    Bold,
    Italic,
    Reverse,
    Dim,
    Strike,
    Underline,
}

impl StyleProperty {
    /// All properties with their names in themes and in `[styles]`.
    const ALL: [(&'static str, Self); 8] = [
        ("fg", Self::Fg),
        ("bg", Self::Bg),
        ("bold", Self::Bold),
        ("italic", Self::Italic),
        ("reverse", Self::Reverse),
        ("dim", Self::Dim),
        ("strike", Self::Strike),
        ("underline", Self::Underline),
    ];
}

/// A set of style properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PropertySet(u8);

impl PropertySet {
    const fn contains(self, property: StyleProperty) -> bool {
        self.0 >> property as u8 & 1 == 1
    }

    const fn set(&mut self, property: StyleProperty, is_in: bool) {
        let bit = 1 << property as u8;
        self.0 = if is_in { self.0 | bit } else { self.0 & !bit };
    }
}

impl Style {
    /// Returns this style overlaid with `over`. What `over` sets or switches off wins; the rest shows through.
    pub fn patch(self, over: Self) -> Self {
        let keeps = |property| !over.off.contains(property);
        Self {
            fg: over.fg.or(self.fg.filter(|_| keeps(StyleProperty::Fg))),
            bg: over.bg.or(self.bg.filter(|_| keeps(StyleProperty::Bg))),
            is_bold: over.is_bold || (self.is_bold && keeps(StyleProperty::Bold)),
            is_italic: over.is_italic || (self.is_italic && keeps(StyleProperty::Italic)),
            is_reverse: over.is_reverse || (self.is_reverse && keeps(StyleProperty::Reverse)),
            is_dim: over.is_dim || (self.is_dim && keeps(StyleProperty::Dim)),
            is_struck: over.is_struck || (self.is_struck && keeps(StyleProperty::Strike)),
            underline: over
                .underline
                .or(self.underline.filter(|_| keeps(StyleProperty::Underline))),
            // A property that is on wins over one that is off, so that the two sets may overlap.
            off: PropertySet(self.off.0 | over.off.0),
        }
    }

    /// Returns the style limited to the colours of a terminal. Colours that it cannot show are approximated or removed.
    pub fn limited_to(self, depth: ColorDepth) -> Self {
        let fit = |color: Option<Color>| match depth {
            ColorDepth::Mono => None,
            ColorDepth::Sixteen => color.filter(|color| matches!(color, Color::Ansi(_))),
            ColorDepth::Indexed => color.map(Color::to_indexed),
            ColorDepth::Full => color,
        };
        Self {
            fg: fit(self.fg),
            bg: fit(self.bg),
            ..self
        }
    }

    /// Sets the properties in a table. Adds a notice for each invalid property; `name` is the style's name there.
    pub(super) fn read(&mut self, source: &mut ConfigSource<'_>, name: &str, table: &DeTable<'_>) {
        for (property, value) in table {
            let full = format!("{name}.{}", property.get_ref());
            match self.set(property.get_ref(), value.get_ref()) {
                Ok(()) => {}
                Err(Some(what)) => source.expected(value, &full, what),
                Err(None) => {
                    let written = property.get_ref();
                    let known = StyleProperty::ALL.into_iter().map(|(name, _)| name);
                    source.unknown(&property.span(), "style property", written, known);
                }
            }
        }
    }

    /// Sets one property. Fails with the accepted values if the value is invalid, and with `None` if the property is
    /// unknown.
    fn set(&mut self, property: &str, value: &DeValue<'_>) -> Result<(), Option<&'static str>> {
        let known = StyleProperty::ALL
            .iter()
            .find(|(name, _)| *name == property);
        let (_, property) = *known.ok_or(None)?;
        let flag = match property {
            StyleProperty::Fg => return self.set_value(property, value, set_color, |s| &mut s.fg),
            StyleProperty::Bg => return self.set_value(property, value, set_color, |s| &mut s.bg),
            StyleProperty::Underline => {
                return self.set_value(property, value, set_underline, |s| &mut s.underline);
            }
            StyleProperty::Bold => &mut self.is_bold,
            StyleProperty::Italic => &mut self.is_italic,
            StyleProperty::Reverse => &mut self.is_reverse,
            StyleProperty::Dim => &mut self.is_dim,
            StyleProperty::Strike => &mut self.is_struck,
        };
        *flag = value.as_bool().ok_or(Some("true or false"))?;
        let is_off = !*flag;
        self.off.set(property, is_off);
        Ok(())
    }

    /// Sets a property that may be `"none"`.
    fn set_value<T>(
        &mut self,
        property: StyleProperty,
        value: &DeValue<'_>,
        read: fn(&mut Option<T>, &DeValue<'_>) -> Result<(), Option<&'static str>>,
        place: fn(&mut Self) -> &mut Option<T>,
    ) -> Result<(), Option<&'static str>> {
        let place = place(self);
        read(place, value)?;
        let is_off = place.is_none();
        self.off.set(property, is_off);
        Ok(())
    }
}

/// Sets a colour. Fails with the accepted values, as the functions below do.
fn set_color(place: &mut Option<Color>, value: &DeValue<'_>) -> Result<(), Option<&'static str>> {
    let written = match value {
        DeValue::Integer(number) => number.as_str(),
        value => value.as_str().unwrap_or_default(),
    };
    let color = Color::parse(written).map(Some);
    let color = color.or_else(|| (written == "none").then_some(None));
    *place = color.ok_or(Some(
        "a colour such as \"#7fb4ff\", \"bright-blue\", 33 or \"none\"",
    ))?;
    Ok(())
}

fn set_underline(
    place: &mut Option<Underline>,
    value: &DeValue<'_>,
) -> Result<(), Option<&'static str>> {
    let name = value.as_str().unwrap_or_default();
    let kind = UNDERLINE_NAMES.iter().find(|(known, _)| *known == name);
    let kind = kind.map(|(_, kind)| Some(*kind));
    let kind = kind.or_else(|| (name == "none").then_some(None));
    *place = kind.ok_or(Some(
        "\"line\", \"double\", \"curly\", \"dotted\", \"dashed\" or \"none\"",
    ))?;
    Ok(())
}

/// Returns the table of a style. Adds a notice and returns `None` if the value is not a table.
pub(super) fn style_table<'v, 'i>(
    source: &mut ConfigSource<'_>,
    name: &str,
    value: &'v TomlValue<'i>,
) -> Option<&'v DeTable<'i>> {
    let table = value.get_ref().as_table();
    if table.is_none() {
        source.expected(
            value,
            name,
            "a style such as { fg = \"blue\", bold = true }",
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_in_all_forms() {
        assert_eq!(Color::parse("#0a0B0c"), Some(Color::Rgb(10, 11, 12)));
        assert_eq!(Color::parse("bright-blue"), Some(Color::Ansi(12)));
        assert_eq!(Color::parse("208"), Some(Color::Indexed(208)));
        for wrong in ["#abc", "#+12345", "256", "bleu", ""] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn fewer_colours_come_near() {
        assert_eq!(Color::Rgb(0, 0, 0).to_indexed(), Color::Indexed(16));
        assert_eq!(Color::Rgb(255, 0, 0).to_indexed(), Color::Indexed(196));
        assert_eq!(Color::Rgb(128, 128, 128).to_indexed(), Color::Indexed(244));
        assert_eq!(Color::Ansi(3).to_indexed(), Color::Ansi(3));
    }

    #[test]
    fn what_is_laid_over_wins_and_the_rest_shows_through() {
        let below = Style {
            fg: Some(Color::Ansi(1)),
            is_bold: true,
            ..Style::default()
        };
        let over = Style {
            fg: Some(Color::Ansi(2)),
            underline: Some(Underline::Line),
            ..Style::default()
        };
        let both = below.patch(over);
        assert_eq!(both.fg, Some(Color::Ansi(2)));
        assert!(both.is_bold && both.underline.is_some());
        assert_eq!(both.limited_to(ColorDepth::Mono).fg, None);
    }
}

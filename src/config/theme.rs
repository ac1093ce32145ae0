//! Owns themes: the style of each tag of the text and of each part of the screen.
//!
//! To add a theme, add a file in `assets/themes/` and a line in [`THEMES`].

use toml::de::DeTable;

use super::settings::AUTO_THEME;
use super::source::{ConfigSource, TomlValue};
use super::style::style_table;
use super::{ColorDepth, Settings, Style};
use crate::highlight::{Tag, TagSet};
use crate::invariant::ExpectOr;

/// All themes, as pairs of name and TOML text. `plain` has no colours; `NO_COLOR` selects it.
pub const THEMES: &[(&str, &str)] = &[
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("sixteen", include_str!("../../assets/themes/sixteen.toml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.toml"),
    ),
    (
        "colour-blind",
        include_str!("../../assets/themes/colour-blind.toml"),
    ),
    ("plain", include_str!("../../assets/themes/plain.toml")),
];

/// A part of the screen with its own style, apart from the tags of the article text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThemeRole {
    /// The base style, which every other role inherits from.
    Text,
    /// The article's title.
    Title,
    /// The byline, site and date of an article.
    Byline,
    /// Less important text, such as counts and positions.
    Secondary,
    /// Bars next to block quotations, horizontal rules, table lines and bullets.
    Ornament,
    /// The title of an unfocused pane.
    PaneTitle,
    /// The title of the focused pane.
    PaneTitleFocused,
    /// Lines between panes.
    Divider,
    /// The line below the title of the focused pane, and marks at the edge of a row.
    DividerFocused,
    /// A heading in a list.
    ListHeading,
    /// The selected row in the focused pane.
    Selection,
    /// The selected row in an unfocused pane.
    SelectionUnfocused,
    /// The mark of a list entry whose position in the text is on the screen.
    InView,
    /// The status line.
    Status,
    /// The active filter in the status line.
    Filter,
    /// An informational message.
    Notice,
    /// An error message.
    Error,
    /// The prompt before an input line.
    Prompt,
    /// A completion that can be selected.
    Completion,
    /// The selected completion.
    CompletionSelected,
    /// The letters of a jump label.
    Hint,
    /// The name of a key in the help and in the status line.
    Key,
    /// The legend.
    Legend,
    /// A layer in the legend that is switched off.
    LegendOff,
}

impl ThemeRole {
    /// All roles, in the order in which a theme lists them. The index of a role equals its discriminant.
    pub const ALL: [Self; 24] = [
        Self::Text,
        Self::Title,
        Self::Byline,
        Self::Secondary,
        Self::Ornament,
        Self::PaneTitle,
        Self::PaneTitleFocused,
        Self::Divider,
        Self::DividerFocused,
        Self::ListHeading,
        Self::Selection,
        Self::SelectionUnfocused,
        Self::InView,
        Self::Status,
        Self::Filter,
        Self::Notice,
        Self::Error,
        Self::Prompt,
        Self::Completion,
        Self::CompletionSelected,
        Self::Hint,
        Self::Key,
        Self::Legend,
        Self::LegendOff,
    ];

    /// Returns the name in theme files and in `[styles]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Secondary => "secondary",
            Self::Ornament => "ornament",
            Self::PaneTitle => "pane_title",
            Self::PaneTitleFocused => "pane_title_focused",
            Self::Divider => "divider",
            Self::DividerFocused => "divider_focused",
            Self::ListHeading => "list_heading",
            Self::Selection => "selection",
            Self::SelectionUnfocused => "selection_unfocused",
            Self::InView => "in_view",
            Self::Status => "status",
            Self::Filter => "filter",
            Self::Notice => "notice",
            Self::Error => "error",
            Self::Prompt => "prompt",
            Self::Completion => "completion",
            Self::CompletionSelected => "completion_selected",
            Self::Hint => "hint",
            Self::Key => "key",
            Self::Legend => "legend",
            Self::LegendOff => "legend_off",
        }
    }
}

/// The order in which the styles of tags are merged; later tags win.
///
/// Formatting comes first, then quotes, then names, figures and dates, and last the state of the reader, which must
/// stay visible over everything else.
const TAG_ORDER: [Tag; 25] = [
    Tag::Heading,
    Tag::Emphasis,
    Tag::Strong,
    Tag::Code,
    Tag::Deleted,
    Tag::Link,
    Tag::Indirect,
    Tag::Quote,
    Tag::Cue,
    Tag::Speaker,
    Tag::OtherName,
    Tag::Work,
    Tag::Event,
    Tag::Group,
    Tag::Place,
    Tag::Organization,
    Tag::Person,
    Tag::Date,
    Tag::Figure,
    Tag::Watch,
    Tag::Dimmed,
    Tag::Related,
    Tag::SearchHit,
    Tag::Focus,
    Tag::CurrentHit,
];

/// The brightness of the terminal's background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Background {
    /// A dark background, with light text.
    #[default]
    Dark,
    /// A light background, with dark text.
    Light,
}

/// The properties of the terminal that affect the choice of a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TerminalProfile {
    /// The brightness of its background.
    pub background: Background,
    /// The number of colours that it can show.
    pub depth: ColorDepth,
}

/// A theme, with the user's changes applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The name of the theme, one of [`THEMES`].
    pub name: &'static str,
    tags: [Style; Tag::ALL.len()],
    roles: [Style; ThemeRole::ALL.len()],
}

impl Theme {
    /// Returns a built-in theme, without the user's styles; `None` if the name is unknown.
    pub fn named(name: &str) -> Option<Self> {
        let (name, toml) = THEMES.iter().find(|(known, _)| *known == name)?;
        let (mut source, table) = ConfigSource::parse(toml, name, Vec::new);
        Some(Self::read(name, &mut source, table.get_ref()))
    }

    /// Returns the theme from the settings, adapted to the terminal and with the user's styles merged in.
    ///
    /// A terminal without colours always gets `plain`, and one with sixteen colours gets `sixteen` unless the setting
    /// is `plain`.
    pub fn of(settings: &Settings, screen: TerminalProfile) -> Self {
        let chosen = settings.view.theme.as_str();
        let name = match (screen.depth, screen.background) {
            (ColorDepth::Mono, _) => "plain",
            (ColorDepth::Sixteen, _) if chosen != "plain" => "sixteen",
            (_, Background::Dark) if chosen == AUTO_THEME => "dark",
            (_, Background::Light) if chosen == AUTO_THEME => "light",
            _ => chosen,
        };
        let theme = Self::named(name).unwrap_or_else(Self::bare);
        theme.with(settings).limited_to(screen.depth)
    }

    /// Returns the theme with this name, with the user's styles merged in.
    ///
    /// Falls back to [`Theme::of`] if the name is unknown or the terminal has no colours.
    pub fn chosen(settings: &Settings, screen: TerminalProfile, name: &str) -> Self {
        let theme = Self::named(name).filter(|_| screen.depth != ColorDepth::Mono);
        theme.map_or_else(
            || Self::of(settings, screen),
            |theme| theme.with(settings).limited_to(screen.depth),
        )
    }

    /// Returns a theme in which every style is the terminal's default.
    fn bare() -> Self {
        Self {
            name: "plain",
            tags: [Style::default(); Tag::ALL.len()],
            roles: [Style::default(); ThemeRole::ALL.len()],
        }
    }

    /// Reads a theme file. Styles that it does not mention keep the terminal's defaults.
    fn read(name: &'static str, source: &mut ConfigSource<'_>, table: &DeTable<'_>) -> Self {
        let mut theme = Self::bare();
        theme.name = name;
        for (section, value) in table {
            let section = section.get_ref().as_ref();
            for (key, value) in value.get_ref().as_table().into_iter().flatten() {
                let place = match section {
                    "tags" => theme.tag_mut(key.get_ref()),
                    _ => theme.role_mut(key.get_ref()),
                };
                match (place, value.get_ref().as_table()) {
                    (Some(style), Some(table)) => style.read(source, key.get_ref(), table),
                    _ => source.note(&key.span(), format!("invalid style `{}`", key.get_ref())),
                }
            }
        }
        theme
    }

    /// Returns the theme with the user's styles merged in.
    fn with(mut self, settings: &Settings) -> Self {
        for (name, change) in &settings.styles {
            if let Some(style) = self.place(name) {
                *style = style.patch(*change);
            }
        }
        self
    }

    /// Returns the theme limited to the colours of a terminal.
    fn limited_to(mut self, depth: ColorDepth) -> Self {
        for style in self.tags.iter_mut().chain(&mut self.roles) {
            *style = style.limited_to(depth);
        }
        self
    }

    fn tag_mut(&mut self, name: &str) -> Option<&mut Style> {
        let tag = Tag::from_name(name)?;
        self.tags.get_mut(tag as usize)
    }

    fn role_mut(&mut self, name: &str) -> Option<&mut Style> {
        let role = ThemeRole::ALL
            .into_iter()
            .find(|role| role.name() == name)?;
        self.roles.get_mut(role as usize)
    }

    /// Returns the style of a tag or role by its name. A test checks that no name belongs to both.
    fn place(&mut self, name: &str) -> Option<&mut Style> {
        if Tag::from_name(name).is_some() {
            self.tag_mut(name)
        } else {
            self.role_mut(name)
        }
    }

    /// Returns the style of one tag, not merged with the base style: for the legend and for lists.
    pub fn tag(&self, tag: Tag) -> Style {
        self.tags
            .get(tag as usize)
            .copied()
            .expect_or_default("every tag has a style")
    }

    /// Returns the style of a part of the screen, merged over [`ThemeRole::Text`].
    pub fn role(&self, role: ThemeRole) -> Style {
        let own = self
            .roles
            .get(role as usize)
            .copied()
            .expect_or_default("every part of the screen has a style");
        let text = self
            .roles
            .first()
            .copied()
            .expect_or_default("every part of the screen has a style");
        text.patch(own)
    }

    /// Returns the style of text with these tags, merged over [`ThemeRole::Text`].
    pub fn text(&self, tags: TagSet) -> Style {
        let laid = TAG_ORDER.into_iter().filter(|tag| tags.contains(*tag));
        laid.fold(self.role(ThemeRole::Text), |style, tag| {
            style.patch(self.tag(tag))
        })
    }
}

/// Returns the names of all styles: those of tags and of roles.
pub(super) fn style_names() -> impl Iterator<Item = &'static str> {
    let tags = Tag::ALL.into_iter().map(Tag::name);
    tags.chain(ThemeRole::ALL.into_iter().map(ThemeRole::name))
}

/// Reads `[styles]`, the changes to the active theme. Returns pairs of tag or role name and style.
///
/// Adds a notice for each invalid name, style or property, and skips it.
pub(super) fn read_styles(
    source: &mut ConfigSource<'_>,
    value: &TomlValue<'_>,
) -> Vec<(String, Style)> {
    let mut styles = Vec::new();
    let Some(table) = value.get_ref().as_table() else {
        source.expected(value, "styles", "a table: write [styles] above the styles");
        return styles;
    };
    for (name, value) in table {
        let written = name.get_ref().as_ref();
        if !style_names().any(|known| known == written) {
            source.unknown(&name.span(), "style", written, style_names());
            continue;
        }
        let mut style = Style::default();
        if let Some(table) = style_table(source, &format!("styles.{written}"), value) {
            style.read(source, &format!("styles.{written}"), table);
            styles.push((written.to_owned(), style));
        }
    }
    styles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Color;
    use crate::highlight::LayerId;

    fn theme_styles(theme: &Theme) -> impl Iterator<Item = (&'static str, Style)> {
        let tags = Tag::ALL.map(|tag| (tag.name(), theme.tag(tag)));
        let roles = ThemeRole::ALL.map(|role| (role.name(), theme.role(role)));
        tags.into_iter().chain(roles)
    }

    #[test]
    fn every_theme_is_read_without_complaint_and_is_complete() {
        for (name, toml) in THEMES {
            let (mut source, table) = ConfigSource::parse(toml, name, Vec::new);
            let _ = Theme::read(name, &mut source, table.get_ref());
            assert_eq!(source.finish(), []);
            let tags = table
                .get_ref()
                .get("tags")
                .and_then(|tags| tags.get_ref().as_table());
            let n_roles = ThemeRole::ALL
                .into_iter()
                .filter(|role| toml.contains(&format!("\n{} = ", role.name())));
            assert_eq!(
                tags.map(toml::map::Map::len),
                Some(Tag::ALL.len()),
                "{name}"
            );
            // `text` may be absent, so that the terminal's default applies.
            assert!(n_roles.count() >= ThemeRole::ALL.len() - 1, "{name}");
        }
    }

    #[test]
    fn lists_stand_in_their_own_order() {
        for (n, tag) in Tag::ALL.into_iter().enumerate() {
            assert_eq!(tag as usize, n);
            assert!(TAG_ORDER.contains(&tag));
        }
        for (n, role) in ThemeRole::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, n);
            assert_eq!(Tag::from_name(role.name()), None);
        }
    }

    #[test]
    fn without_colour_every_kind_differs_by_weight_slant_or_line() {
        let theme = Theme::named("plain").expect("a theme");
        let shown = |style: Style| {
            let has_line = style.underline.is_some();
            (
                style.is_bold,
                style.is_italic,
                has_line,
                style.is_reverse,
                style.is_dim,
            )
        };
        let kinds = Tag::ALL.into_iter().take_while(|tag| *tag != Tag::Dimmed);
        let kinds: Vec<_> = kinds.collect();
        for (n, one) in kinds.iter().enumerate() {
            for other in kinds.iter().skip(n + 1) {
                let (a, b) = (shown(theme.tag(*one)), shown(theme.tag(*other)));
                assert_ne!(a, b, "{} and {}", one.name(), other.name());
            }
        }
        for (name, style) in theme_styles(&theme) {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
    }

    #[test]
    fn sixteen_colours_are_the_terminals_own() {
        let theme = Theme::named("sixteen").expect("a theme");
        for (name, style) in theme_styles(&theme) {
            for color in [style.fg, style.bg].into_iter().flatten() {
                assert!(matches!(color, Color::Ansi(_)), "{name}");
            }
        }
    }

    fn linear_channels(color: Color) -> [f64; 3] {
        let Color::Rgb(r, g, b) = color else {
            panic!("{color:?} is no colour of a full theme")
        };
        [r, g, b].map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn relative_luminance(color: Color) -> f64 {
        let [r, g, b] = linear_channels(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast_ratio(one: Color, other: Color) -> f64 {
        let (a, b) = (relative_luminance(one), relative_luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[track_caller]
    fn check_contrast(name: &str, ground: (Color, Color), least: f64) {
        let theme = Theme::named(name).expect("a theme");
        let (letters, paper) = ground;
        for (what, style) in theme_styles(&theme) {
            // Text outside the filter, disabled layers and ornaments are meant to recede.
            if matches!(what, "dimmed" | "legend_off" | "ornament" | "divider") && least < 7.0 {
                continue;
            }
            let (mut fg, mut bg) = (style.fg.unwrap_or(letters), style.bg.unwrap_or(paper));
            if style.is_reverse {
                (fg, bg) = (bg, fg);
            }
            let found = contrast_ratio(fg, bg);
            assert!(
                found >= least,
                "{name}: {what} has a contrast of {found:.1}"
            );
        }
    }

    #[test]
    fn letters_stand_out_from_their_ground() {
        let (white, black) = (Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0));
        let (grey, night) = (Color::Rgb(220, 220, 220), Color::Rgb(24, 24, 24));
        check_contrast("high-contrast", (white, black), 7.0);
        check_contrast("dark", (grey, night), 4.5);
        check_contrast(
            "light",
            (Color::Rgb(30, 30, 30), Color::Rgb(250, 250, 250)),
            4.5,
        );
        check_contrast("colour-blind", (grey, night), 4.5);
    }

    /// Matrices that simulate dichromacy on linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0).
    const COLOR_BLINDNESS: [(&str, [[f64; 3]; 3]); 3] = [
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    #[test]
    fn no_kind_is_told_by_its_hue_alone_where_an_eye_cannot_tell_it() {
        let theme = Theme::named("colour-blind").expect("a theme");
        let seen = |style: Style, matrix: &[[f64; 3]; 3]| {
            let color = linear_channels(style.fg.or(style.bg).expect("a colour"));
            matrix.map(|row| {
                row.iter()
                    .zip(color)
                    .map(|(a, b)| a * b)
                    .sum::<f64>()
                    .clamp(0.0, 1.0)
                    .sqrt()
            })
        };
        for (eye, matrix) in &COLOR_BLINDNESS {
            for one in LayerId::ALL {
                for other in LayerId::ALL.into_iter().filter(|other| *other > one) {
                    let (a, b) = (theme.tag(one.tag()), theme.tag(other.tag()));
                    let shape = |s: Style| {
                        (
                            s.is_bold,
                            s.is_italic,
                            s.underline.is_some(),
                            s.bg.is_some(),
                        )
                    };
                    let (x, y) = (seen(a, matrix), seen(b, matrix));
                    let distance: f64 = x
                        .iter()
                        .zip(y)
                        .map(|(p, q)| (p - q).powi(2))
                        .sum::<f64>()
                        .sqrt();
                    assert!(
                        shape(a) != shape(b) || distance > 0.15,
                        "{eye}: {} and {} look alike ({distance:.2})",
                        one.name(),
                        other.name()
                    );
                }
            }
        }
    }

    #[test]
    fn the_terminal_decides_where_the_settings_do_not() {
        let settings = Settings::default();
        let name =
            |background, depth| Theme::of(&settings, TerminalProfile { background, depth }).name;
        assert_eq!(name(Background::Dark, ColorDepth::Full), "dark");
        assert_eq!(name(Background::Light, ColorDepth::Indexed), "light");
        assert_eq!(name(Background::Light, ColorDepth::Sixteen), "sixteen");
        assert_eq!(name(Background::Dark, ColorDepth::Mono), "plain");
    }

    #[test]
    fn the_users_styles_are_laid_over_the_theme() {
        let (settings, notices) = Settings::parse(
            "[styles]\nperson = { fg = \"red\", underline = \"curly\" }\nstatus = { bold = true }\npersn = {}\nplace = { fg = \"rad\", blod = true }\n",
            "c.toml",
        );
        let theme = Theme::of(&settings, TerminalProfile::default());
        let person = theme.tag(Tag::Person);
        assert_eq!(person.fg, Some(Color::Ansi(1)));
        assert!(theme.role(ThemeRole::Status).is_bold);
        let found: Vec<_> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "c.toml:4:1: unknown style `persn`; did you mean `person`?",
                "c.toml:5:16: `styles.place.fg` should be a colour such as \"#7fb4ff\", \"bright-blue\", 33 or \"none\", not \"rad\"",
                "c.toml:5:23: unknown style property `blod`; did you mean `bold`?",
            ]
        );
    }

    #[test]
    fn the_users_styles_switch_off_what_the_theme_switches_on() {
        let (settings, notices) = Settings::parse(
            "[view]\ntheme = \"dark\"\n[styles]\ntitle = { bold = false }\nfigure = { bold = false, fg = \"none\" }\nspeaker = { underline = \"none\" }\nwatch = { bg = \"none\", italic = true }\n",
            "c.toml",
        );
        assert_eq!(notices, []);
        let theme = Theme::of(&settings, TerminalProfile::default());
        let bare = Theme::named("dark").expect("a theme");
        assert!(bare.role(ThemeRole::Title).is_bold && !theme.role(ThemeRole::Title).is_bold);
        let figure = theme.tag(Tag::Figure);
        assert!(bare.tag(Tag::Figure).is_bold && !figure.is_bold && figure.fg.is_none());
        assert_eq!(theme.tag(Tag::Speaker).underline, None);
        let watch = theme.tag(Tag::Watch);
        assert!(watch.bg.is_none() && watch.is_italic && watch.is_bold);
        // It also wins over what lies below the tag, and another tag wins over it.
        let tags = |tags: &[Tag]| tags.iter().copied().collect::<TagSet>();
        assert_eq!(
            theme.text(tags(&[Tag::Strong, Tag::Figure])).is_bold,
            TAG_ORDER.iter().position(|tag| *tag == Tag::Strong)
                > TAG_ORDER.iter().position(|tag| *tag == Tag::Figure)
        );
        assert!(theme.text(tags(&[Tag::Figure, Tag::CurrentHit])).is_bold);
    }

    #[test]
    fn tags_are_laid_on_one_another() {
        let theme = Theme::named("dark").expect("a theme");
        let mut tags = TagSet::EMPTY;
        tags.insert(Tag::Quote);
        tags.insert(Tag::Person);
        let style = theme.text(tags);
        assert_eq!(style.fg, theme.tag(Tag::Person).fg);
        assert_eq!(style.bg, theme.tag(Tag::Quote).bg);
    }
}

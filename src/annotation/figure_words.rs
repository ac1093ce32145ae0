//! Figures in the wording of the article, with "more than" or a similar bound and the direction of a change.

use super::{Amount, AnnotationKind, Figure, FigureKind, Level, Modifier};

/// Signs with which a figure's text itself marks a bound or an estimate: "30+", "~5", ">10".
const BOUND_SIGNS: [char; 8] = ['+', '~', '≈', '<', '>', '≤', '≥', '±'];
/// Endings with which a figure's text itself states a bound: "$200 or less". Counted things may follow.
const BOUND_ENDINGS: [&str; 10] = [
    " or more",
    " or less",
    " or fewer",
    " or over",
    " or under",
    " or above",
    " or below",
    " or older",
    " and over",
    " and under",
];

impl Modifier {
    /// Returns the modifier in words, to be followed by the amount.
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Approx => "about",
            Self::MoreThan => "more than",
            Self::AtLeast => "at least",
            Self::LessThan => "less than",
            Self::AtMost => "up to",
        }
    }
}

impl Figure {
    /// Returns the amount as the article writes it, with its bound, its rate and the direction of its change:
    /// `up to £190 per year`, `▼ to 3.82%`.
    ///
    /// `notation` holds the words of the figure in the article.
    ///
    /// ```
    /// use pullquote::annotation::{Amount, Decimal, Figure, FigureKind, Modifier};
    /// let mut figure = Figure::new(FigureKind::Money, Amount::Exact(Decimal::from(80_000)));
    /// figure.modifier = Some(Modifier::MoreThan);
    /// assert_eq!(figure.in_notation("£80,000"), "more than £80,000");
    /// ```
    pub fn in_notation(&self, notation: &str) -> String {
        let amount = self.bounded(notation);
        let direction = self.change.or(self.level.map(Level::change));
        match direction {
            Some(change) => format!("{} {}{amount}", change.sign(), self.side()),
            None => amount,
        }
    }

    /// Returns [`Figure::in_notation`] with the direction in words, for prose: "a rise to 4.6%", "a fall of 11 basis
    /// points".
    pub fn in_prose(&self, notation: &str) -> String {
        let amount = self.bounded(notation);
        match (self.change, self.level) {
            (_, Some(level)) => format!("a {} {}{amount}", level.change().noun(), self.side()),
            (Some(change), None) => format!("a {} of {amount}", change.noun()),
            (None, None) => amount,
        }
    }

    /// Returns "from " or "to " for the start or the end of a change; otherwise an empty string.
    const fn side(&self) -> &'static str {
        match self.level {
            Some(Level::From(_)) => "from ",
            Some(Level::To(_)) => "to ",
            None => "",
        }
    }

    /// Returns the figure's text with the bound before it and the rate after it, unless the text states them already.
    fn bounded(&self, notation: &str) -> String {
        let mut words = self.modifier.map_or_else(String::new, |modifier| {
            if states_bound(notation) {
                String::new()
            } else {
                format!("{} ", modifier.in_words())
            }
        });
        words.push_str(notation);
        // "61" alone does not say that it is an age.
        if self.kind == FigureKind::Age && !notation.contains(char::is_alphabetic) {
            words.push_str(if self.amount == Amount::Exact(1.into()) {
                " year old"
            } else {
                " years old"
            });
        }
        if let Some(per) = &self.per {
            let is_stated = notation.to_lowercase().contains(&per.name().to_lowercase())
                || notation.contains('/');
            if !is_stated {
                words.push_str(" per ");
                words.push_str(per.name());
            }
        }
        words
    }
}

impl super::Change {
    /// Returns the sign that shows the direction.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Up => "▲",
            Self::Down => "▼",
        }
    }

    const fn noun(self) -> &'static str {
        match self {
            Self::Up => "rise",
            Self::Down => "fall",
        }
    }
}

impl AnnotationKind {
    /// Returns whether the annotation is an ordinal or a vague time ("first", "recently"). These are annotated, but
    /// lists for readers omit them by default.
    pub fn is_minor(&self) -> bool {
        match self {
            Self::Figure(figure) => figure.kind == FigureKind::Ordinal,
            Self::Date(date) => date.is_vague(),
            Self::Mention(_) | Self::Quote(_) | Self::Watch(_) => false,
        }
    }

    /// Returns a figure or date as text for readers: the figure as the article writes it (`notation`), the date in
    /// words. Only `notation` if the value of the date adds nothing to it. `None` for other annotations.
    pub fn in_notation(&self, notation: &str) -> Option<String> {
        match self {
            Self::Figure(figure) => Some(figure.in_notation(notation)),
            Self::Date(date) => Some(date.in_words().unwrap_or_else(|| notation.to_owned())),
            Self::Mention(_) | Self::Quote(_) | Self::Watch(_) => None,
        }
    }

    /// Returns the text of [`AnnotationKind::in_notation`] with the direction of a change as a word instead of a sign.
    pub fn in_prose(&self, notation: &str) -> Option<String> {
        match self {
            Self::Figure(figure) => Some(figure.in_prose(notation)),
            _ => self.in_notation(notation),
        }
    }
}

/// Returns whether the figure's own text says that the amount is a bound or an estimate.
fn states_bound(notation: &str) -> bool {
    let lower = notation.to_lowercase();
    notation.contains(BOUND_SIGNS) || BOUND_ENDINGS.iter().any(|ending| lower.contains(ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Change, Decimal, Unit};

    fn figure_of(kind: FigureKind, n: i64) -> Figure {
        Figure::new(kind, Amount::Exact(Decimal::from(n)))
    }

    #[test]
    fn every_bound_is_in_words_before_the_notation() {
        for (modifier, notation, expected) in [
            (Modifier::AtMost, "12,000", "up to 12,000"),
            (Modifier::AtLeast, "41 people", "at least 41 people"),
            (Modifier::MoreThan, "£80,000", "more than £80,000"),
            (Modifier::LessThan, "half", "less than half"),
            (Modifier::Approx, "$14 billion", "about $14 billion"),
            (Modifier::AtLeast, "30+", "30+"),
            (Modifier::AtMost, "$200 or less", "$200 or less"),
            (
                Modifier::AtLeast,
                "1,000 or more employees",
                "1,000 or more employees",
            ),
            (Modifier::Approx, "~5", "~5"),
        ] {
            let mut figure = figure_of(FigureKind::Number, 1);
            figure.modifier = Some(modifier);
            assert_eq!(figure.in_notation(notation), expected);
            assert_eq!(figure.in_prose(notation), expected);
        }
    }

    #[test]
    fn a_change_is_told_from_a_bound() {
        let mut figure = figure_of(FigureKind::Percent, 3);
        figure.level = Some(Level::To(Change::Up));
        assert_eq!(figure.in_notation("3%"), "▲ to 3%");
        assert_eq!(figure.in_prose("3%"), "a rise to 3%");
        figure.level = Some(Level::From(Change::Down));
        assert_eq!(figure.in_notation("3%"), "▼ from 3%");
        figure.level = None;
        figure.change = Some(Change::Up);
        figure.modifier = Some(Modifier::AtMost);
        assert_eq!(figure.in_notation("3%"), "▲ up to 3%");
        assert_eq!(figure.in_prose("3%"), "a rise of up to 3%");
    }

    #[test]
    fn ages_and_rates_are_complete() {
        let age = figure_of(FigureKind::Age, 61);
        assert_eq!(age.in_notation("61"), "61 years old");
        assert_eq!(age.in_notation("61-year-old"), "61-year-old");
        assert_eq!(figure_of(FigureKind::Age, 1).in_notation("1"), "1 year old");
        let mut rate = figure_of(FigureKind::Money, 190);
        rate.modifier = Some(Modifier::AtMost);
        rate.per = Some(Unit::Measure("year".to_owned()));
        assert_eq!(rate.in_notation("£190"), "up to £190 per year");
        assert_eq!(rate.in_notation("£190/yr"), "up to £190/yr");
        assert_eq!(rate.in_notation("£190 a year"), "up to £190 a year");
    }

    #[test]
    fn ordinals_are_minor() {
        let kind = AnnotationKind::Figure(Box::new(Figure::new(
            FigureKind::Ordinal,
            Amount::Ordinal(1),
        )));
        assert!(kind.is_minor());
        let kind = AnnotationKind::Figure(Box::new(figure_of(FigureKind::Count, 1)));
        assert!(!kind.is_minor());
    }
}

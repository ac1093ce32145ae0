//! A text by its scalar values, and the letters of its stretches: marks, commas and spaces do not count.

/// A stretch of the text, in Unicode scalar values.
pub(super) type Span = (usize, usize);

/// The positions of letters and digits, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters(Vec<usize>);

impl Letters {
    /// Returns how many there are.
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many both share.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let mut others = other.0.iter().peekable();
        let mut n = 0;
        for at in &self.0 {
            while others.next_if(|other| *other < at).is_some() {}
            n += usize::from(others.next_if_eq(&at).is_some());
        }
        n
    }

    /// Returns the share of both that is common, in whole numbers: what is common, and what either has.
    pub(super) fn overlap(&self, other: &Self) -> (usize, usize) {
        let both = self.shared(other);
        (both, self.len() + other.len() - both)
    }
}

/// A text by its scalar values.
pub(super) struct Scalars(Vec<char>);

impl Scalars {
    /// Returns the text.
    pub(super) fn new(text: &str) -> Self {
        Self(text.chars().collect())
    }

    /// Returns a stretch; what lies outside the text is left out.
    pub(super) fn get(&self, (start, end): Span) -> &[char] {
        let end = end.min(self.0.len());
        self.0.get(start.min(end)..end).unwrap_or_default()
    }

    /// Returns the words of a stretch.
    pub(super) fn words(&self, span: Span) -> String {
        self.get(span).iter().collect()
    }

    /// Returns the letters of a quote, without a leading "that" or "to".
    pub(super) fn letters(&self, spans: &[Span]) -> Letters {
        let mut found = Vec::new();
        for &(start, end) in spans {
            let skip = if spans.len() == 1 {
                self.lead((start, end))
            } else {
                0
            };
            let from = start + skip;
            let letters = self.get((from, end)).iter().zip(from..);
            found.extend(
                letters
                    .filter(|(c, _)| c.is_alphanumeric())
                    .map(|(_, at)| at),
            );
        }
        found.sort_unstable();
        found.dedup();
        Letters(found)
    }

    /// Returns how long a leading "that" or "to" is; 0 where it is everything.
    fn lead(&self, span: Span) -> usize {
        let stretch = self.get(span);
        let start = stretch
            .iter()
            .position(|c| is_word(*c))
            .unwrap_or(stretch.len());
        let len = stretch
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|c| is_word(**c))
            .count();
        let word: String = stretch
            .get(start..start + len)
            .unwrap_or_default()
            .iter()
            .flat_map(|c| c.to_lowercase())
            .collect();
        if matches!(word.as_str(), "that" | "to") && start + len < stretch.len() {
            start + len
        } else {
            0
        }
    }
}

/// Returns whether a scalar value belongs to a word, as regular expressions have it.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

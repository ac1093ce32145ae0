//! The panel beside the article: names by kind, quotes by speaker, figures and dates, each with links to its places.

use std::collections::HashMap;
use std::io;

use super::HtmlPage;
use crate::annotation::{
    Annotation, AnnotationId, Annotations, Entity, EntityId, EntityKind, Quote, Speaker, Speech,
};
use crate::article::Article;
use crate::export::finding_text::{FindingText, listed_values, unlisted_note};
use crate::export::spans::to_single_line;
use crate::text::ByteRange;

/// How many places of a name are shown before the rest is folded away: one line of the panel.
const MAX_OPEN_PLACES: usize = 6;

/// How many names of its sentence a finding is filtered by. It bounds the page where one sentence names everybody.
const MAX_NAMES_PER_FINDING: usize = 16;

/// A quote with its annotation.
type PanelQuote<'a> = (&'a Annotation, &'a Quote);

/// The quotes of one speaker.
struct SpeakerQuotes<'a> {
    /// The name, or the words of the text; `None` for quotes whose speaker is unresolved.
    name: Option<String>,
    /// The entity that speaks, if it is one.
    entity: Option<EntityId>,
    /// The quotes, in text order.
    quotes: Vec<PanelQuote<'a>>,
}

impl HtmlPage<'_> {
    /// Writes the panel.
    pub(super) fn panel(&mut self) -> io::Result<()> {
        self.push("<aside id=\"findings\" aria-label=\"Names, quotes and figures\">\n")?;
        self.names()?;
        self.quotes()?;
        let is_figure = |item: &&Annotation| item.kind.figure().is_some();
        let values: Vec<_> = listed_values(self.annotations).collect();
        let (figures, dates): (Vec<_>, Vec<_>) = values.into_iter().partition(is_figure);
        self.values("figure", "Figures", &figures)?;
        self.values("date", "Dates", &dates)?;
        if let Some(note) = unlisted_note(self.annotations) {
            self.note(&note)?;
        }
        if self.annotations.items().is_empty() {
            self.note("Nothing was found in this text.")?;
        }
        self.push("</aside>\n")
    }

    /// Writes the start of a section of the panel with its heading.
    fn section(&mut self, kind: &str, heading: &str) -> io::Result<()> {
        self.push(&format!("<section data-kind=\"{kind}\">\n"))?;
        self.element("h2", heading)
    }

    /// Writes the entities by kind, the most frequently named first, each with links to its mentions.
    fn names(&mut self) -> io::Result<()> {
        let annotations = self.annotations;
        let mut places: Vec<Vec<AnnotationId>> = vec![Vec::new(); annotations.entities().len()];
        for (item, mention) in annotations.mentions() {
            if !item.kind.is_pronoun()
                && let Some(places) = places.get_mut(mention.entity.0 as usize)
            {
                places.push(item.id);
            }
        }
        for kind in EntityKind::ALL {
            let entities = annotations.entities().iter().zip(&places);
            let mut of_kind: Vec<_> = entities.filter(|(entity, _)| entity.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            of_kind.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
            self.section(kind.name(), kind.heading())?;
            self.push("<ul class=\"names\">\n")?;
            for (entity, places) in of_kind {
                self.name(entity, places)?;
            }
            self.push("</ul>\n</section>\n")?;
        }
        Ok(())
    }

    fn name(&mut self, entity: &Entity, places: &[AnnotationId]) -> io::Result<()> {
        let id = entity.id.0;
        self.push(&format!("<li id=\"e{id}\" data-e=\"{id}\">"))?;
        let class = entity.kind.name();
        match places.first() {
            Some(first) => self.push(&format!("<a class=\"{class}\" href=\"#f{}\">", first.0))?,
            None => self.push(&format!("<a class=\"{class}\">"))?,
        }
        self.text(&entity.name)?;
        self.push("</a>")?;
        if let Some(role) = entity.role {
            let words = to_single_line(self.article.text().slice(role));
            self.push(" <span class=\"role\">")?;
            self.text(&words)?;
            self.push("</span>")?;
        }
        // A name that stands in the text once is its own link.
        if places.len() > 1 {
            self.places(places)?;
        }
        self.push("</li>\n")
    }

    /// Writes numbered links to the mentions of a name.
    fn places(&mut self, places: &[AnnotationId]) -> io::Result<()> {
        self.push(" <span class=\"places\">")?;
        for (n, place) in places.iter().enumerate() {
            if n == MAX_OPEN_PLACES {
                let rest = places.len() - n;
                self.push(&format!("<details><summary>{rest} more</summary>"))?;
            }
            self.push(&format!("<a href=\"#f{}\">{}</a> ", place.0, n + 1))?;
        }
        if places.len() > MAX_OPEN_PLACES {
            self.push("</details>")?;
        }
        self.push("</span>")
    }

    fn quotes(&mut self) -> io::Result<()> {
        let groups = group_by_speaker(self.article, self.annotations);
        if groups.is_empty() {
            return Ok(());
        }
        self.section("quote", "Quotes")?;
        for group in groups {
            self.speaker(&group)?;
        }
        self.push("</section>\n")
    }

    fn speaker(&mut self, group: &SpeakerQuotes<'_>) -> io::Result<()> {
        self.push("<div class=\"speaker\"><h3>")?;
        match (&group.name, group.entity) {
            (Some(name), Some(id)) => {
                self.push(&format!("<a href=\"#e{}\">", id.0))?;
                self.text(name)?;
                self.push("</a>")?;
            }
            (Some(name), None) => self.text(name)?,
            (None, _) => self.push("<i>Unresolved</i>")?,
        }
        self.push("</h3>\n<ul>\n")?;
        for (item, quote) in &group.quotes {
            self.quote(item, quote)?;
        }
        self.push("</ul></div>\n")
    }

    fn quote(&mut self, item: &Annotation, quote: &Quote) -> io::Result<()> {
        let text = self.article.text();
        let pieces = quote.content.iter();
        let pieces: Vec<_> = pieces
            .map(|range| to_single_line(text.slice(*range)))
            .collect();
        let mut owners: Vec<_> = quote.speaker.entity().into_iter().collect();
        owners.extend(self.anchors.named_in(item.range, MAX_NAMES_PER_FINDING));
        self.push("<li")?;
        self.owners(&owners)?;
        let is_indirect = quote.speech == Speech::Indirect;
        let class = if is_indirect { "indirect" } else { "quote" };
        self.push(&format!("><a class=\"{class}\" href=\"#f{}\">", item.id.0))?;
        self.text(&pieces.join(" … "))?;
        self.push("</a>")?;
        if is_indirect {
            self.push(" <small>reported</small>")?;
        }
        self.push("</li>\n")
    }

    fn values(&mut self, kind: &str, heading: &str, items: &[&Annotation]) -> io::Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        self.section(kind, heading)?;
        self.push("<ul>\n")?;
        for item in items {
            self.value(item)?;
        }
        self.push("</ul>\n</section>\n")
    }

    /// Writes a figure or date: its value, what it is about, and the sentence as a tooltip.
    fn value(&mut self, item: &Annotation) -> io::Result<()> {
        let Some(text) = FindingText::of(self.article, self.annotations, item) else {
            return Ok(());
        };
        let sentence = self.annotations.sentence_at(item.range.start());
        let around = sentence.map_or(item.range, |sentence: ByteRange| sentence);
        let owners = self.anchors.named_in(around, MAX_NAMES_PER_FINDING);
        self.push("<li")?;
        self.owners(&owners)?;
        if let Some(sentence) = text.sentence {
            self.push(" title=\"")?;
            self.text(&sentence)?;
            self.push("\"")?;
        }
        let is_date = item.kind.date().is_some();
        let class = if is_date { "date" } else { "figure" };
        self.push(&format!("><a class=\"{class}\" href=\"#f{}\">", item.id.0))?;
        self.text(&text.value)?;
        self.push("</a>")?;
        if !text.about.is_empty() {
            self.push(" <span class=\"about\">")?;
            self.text(&text.about)?;
            self.push("</span>")?;
        }
        self.push("</li>\n")
    }

    /// Writes the entities that a finding is filtered by.
    fn owners(&mut self, owners: &[EntityId]) -> io::Result<()> {
        if owners.is_empty() {
            return Ok(());
        }
        let ids: Vec<_> = owners.iter().map(|id| id.0.to_string()).collect();
        self.push(&format!(" data-n=\"{}\"", ids.join(" ")))
    }
}

/// Returns the quotes by speaker, as the reader's list groups them: the speaker with most quotes first, unresolved ones
/// last.
fn group_by_speaker<'a>(article: &Article, annotations: &'a Annotations) -> Vec<SpeakerQuotes<'a>> {
    let mut groups: Vec<SpeakerQuotes<'a>> = Vec::new();
    let mut places = HashMap::new();
    for spoken in annotations.quotes() {
        let speaker = spoken.1.speaker;
        let name = speaker_name(article, annotations, speaker);
        let place = *places.entry(name.clone()).or_insert_with(|| {
            groups.push(SpeakerQuotes {
                name,
                entity: speaker.entity(),
                quotes: Vec::new(),
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.quotes.push(spoken);
        }
    }
    groups.sort_by_key(|group| (group.name.is_none(), std::cmp::Reverse(group.quotes.len())));
    groups
}

/// Returns the name of an entity that speaks, or the words of the text. `None` if the speaker is unresolved.
fn speaker_name(article: &Article, annotations: &Annotations, speaker: Speaker) -> Option<String> {
    let entity = speaker.entity().and_then(|id| annotations.entity(id));
    let words = |range| to_single_line(article.text().slice(range));
    let name = entity.map(|entity| entity.name.clone());
    name.or_else(|| speaker.range().map(words))
}

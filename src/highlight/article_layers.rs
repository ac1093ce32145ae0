//! The layers of an article: inline markup, headings and annotations.

use super::{Layer, LayerId, LayerSet, Tag};
use crate::annotation::Annotation;
use crate::annotation::AnnotationKind;
use crate::annotation::Annotations;
use crate::annotation::EntityKind;
use crate::annotation::Quote;
use crate::annotation::Speech;
use crate::article::Article;
use crate::article::BlockKind;
use crate::article::InlineKind;
use crate::text::{ByteOffset, ByteRange};

/// Returns the layers of the article's inline markup and headings, and of the annotation layers in `on`.
///
/// Pronouns are not highlighted: there are too many to be useful. Annotations of another text are ignored, since their
/// ranges do not apply.
pub fn article_layers(article: &Article, annotations: &Annotations, on: LayerSet) -> Vec<Layer> {
    let mut spans = TagSpans::default();
    spans.add_article(article);
    if annotations.text() == article.text().id() {
        spans.add_annotations(annotations, on);
    }
    spans.finish()
}

/// Ranges per tag. Kept apart because ranges of different tags may cross, which one [`Layer`] does not allow.
#[derive(Default)]
struct TagSpans {
    by_tag: [Vec<ByteRange>; Tag::ALL.len()],
}

impl TagSpans {
    fn add(&mut self, tag: Tag, range: ByteRange) {
        if let Some(ranges) = self.by_tag.get_mut(tag as usize) {
            ranges.push(range);
        }
    }

    fn add_article(&mut self, article: &Article) {
        for block in article.blocks() {
            if matches!(block.kind, BlockKind::Heading(_)) {
                self.add(Tag::Heading, block.range);
            }
            for inline in &block.inlines {
                self.add(inline_tag(&inline.kind), inline.range);
            }
        }
    }

    fn add_annotations(&mut self, annotations: &Annotations, on: LayerSet) {
        for item in annotations.items() {
            let Some(layer) = layer_of(item, annotations).filter(|layer| on.contains(*layer))
            else {
                continue;
            };
            let is_mixed_clause =
                |quote: &&Quote| quote.speech == Speech::Mixed && quote.content != quote.marks;
            if let Some(clause) = item.kind.quote().filter(is_mixed_clause) {
                self.add_mixed_clause(clause);
            } else {
                for piece in item.pieces() {
                    self.add(layer.tag(), *piece);
                }
            }
            if let Some(quote) = item.kind.quote() {
                self.add_speech(quote);
            }
        }
    }

    /// Adds the cue and the speaker of a quote.
    fn add_speech(&mut self, quote: &Quote) {
        if let Some(cue) = quote.cue {
            self.add(Tag::Cue, cue);
        }
        if let Some(speaker) = quote.speaker.range() {
            self.add(Tag::Speaker, speaker);
        }
    }

    /// Adds a clause with words in quotation marks: those as a quote, the rest as reported speech. The layer of indirect
    /// speech does not matter: the clause is one quote, and half of it would be misleading.
    fn add_mixed_clause(&mut self, quote: &Quote) {
        for range in &quote.marks {
            self.add(Tag::Quote, *range);
        }
        for piece in &quote.content {
            let mut start = piece.start();
            let inside = quote.marks.iter().filter(|range| piece.covers(**range));
            for range in inside {
                self.add_filled(Tag::Indirect, start, range.start());
                start = range.end();
            }
            self.add_filled(Tag::Indirect, start, piece.end());
        }
    }

    /// Adds a range unless it is empty.
    fn add_filled(&mut self, tag: Tag, start: ByteOffset, end: ByteOffset) {
        if start < end {
            self.add(tag, ByteRange::new(start, end));
        }
    }

    fn finish(self) -> Vec<Layer> {
        let tagged = Tag::ALL.into_iter().zip(self.by_tag);
        let filled = tagged.filter(|(_, ranges)| !ranges.is_empty());
        filled.map(|(tag, ranges)| Layer::of(tag, ranges)).collect()
    }
}

/// Returns the layer of an annotation. `None` for pronouns, which are not highlighted.
pub fn layer_of(item: &Annotation, annotations: &Annotations) -> Option<LayerId> {
    Some(match &item.kind {
        AnnotationKind::Mention(_) if item.kind.is_pronoun() => return None,
        AnnotationKind::Mention(mention) => entity_layer(annotations.entity(mention.entity)?.kind),
        AnnotationKind::Quote(quote) => match quote.speech {
            Speech::Direct | Speech::Mixed => LayerId::Quote,
            Speech::Indirect => LayerId::Indirect,
        },
        AnnotationKind::Figure(_) => LayerId::Figure,
        AnnotationKind::Date(_) => LayerId::Date,
        AnnotationKind::Watch(_) => LayerId::Watch,
    })
}

const fn entity_layer(kind: EntityKind) -> LayerId {
    match kind {
        EntityKind::Person => LayerId::Person,
        EntityKind::Organization => LayerId::Organization,
        EntityKind::Place => LayerId::Place,
        EntityKind::Group => LayerId::Group,
        EntityKind::Event => LayerId::Event,
        EntityKind::Work => LayerId::Work,
        EntityKind::Other => LayerId::Other,
    }
}

const fn inline_tag(kind: &InlineKind) -> Tag {
    match kind {
        InlineKind::Emphasis => Tag::Emphasis,
        InlineKind::Strong => Tag::Strong,
        InlineKind::Code => Tag::Code,
        InlineKind::Deleted => Tag::Deleted,
        InlineKind::Link(_) => Tag::Link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, AnnotationId, Confidence, EngineVersion, RuleId, Speaker};
    use crate::article::ArticleMetadata;

    #[test]
    fn a_mixed_clause_is_a_quote_in_its_marks_and_reported_speech_around_them() {
        let text = "Roe called the deal “dead” for good.";
        let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
        let find = |words: &str| {
            let start = text.find(words).expect("the words");
            ByteRange::of(start, start + words.len())
        };
        let clause = find("the deal “dead” for good");
        let quote = Quote {
            speech: Speech::Mixed,
            content: vec![clause],
            marks: vec![find("“dead”")],
            speaker: Speaker::Words(find("Roe")),
            cue: Some(find("called")),
            speaker_by: RuleId("test/hand"),
            speaker_confidence: Confidence::CERTAIN,
        };
        let item = Annotation {
            id: AnnotationId(0),
            range: clause,
            kind: AnnotationKind::Quote(Box::new(quote)),
            by: RuleId("test"),
            confidence: Confidence::CERTAIN,
        };
        let version = EngineVersion("test".to_owned());
        let annotations = Annotations::new(article.text().id(), version, vec![item], Vec::new());
        let words_of = |on, tag| -> Vec<&str> {
            let layers = article_layers(&article, &annotations, on);
            let spans = layers.iter().flat_map(Layer::spans);
            let of_tag = spans.filter(|(_, other)| *other == tag);
            of_tag
                .filter_map(|(range, _)| text.get(range.indices()))
                .collect()
        };
        assert_eq!(words_of(LayerSet::ALL, Tag::Quote), ["“dead”"]);
        assert_eq!(
            words_of(LayerSet::ALL, Tag::Indirect),
            ["the deal ", " for good"]
        );
        assert_eq!(words_of(LayerSet::AT_START, Tag::Quote), ["“dead”"]);
        assert_eq!(
            words_of(LayerSet::AT_START, Tag::Indirect),
            ["the deal ", " for good"]
        );
        let without_quotes: LayerSet = [LayerId::Indirect].into_iter().collect();
        assert!(words_of(without_quotes, Tag::Indirect).is_empty());
    }
}

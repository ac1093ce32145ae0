//! Test fixture: a small article with hand-made annotations, and readers that show it.

use std::sync::Arc;

use super::{App, ArticleFindings, ArticleSlot, Command, Effect, Msg, Size, Ticket, update};
use crate::annotation::{
    Amount, Annotation, AnnotationId, AnnotationKind, Annotations, Confidence, DateExpression,
    DateKind, Decimal, EngineVersion, Entity, EntityId, EntityKey, EntityKind, Evidence, Figure,
    FigureKind, Mention, MentionForm, Quote, RuleId, Speaker, Speech, TraceEntry, Unit,
};
use crate::article::{Article, ArticleBuilder, ArticleMetadata, BlockKind, InlineKind, Link};
use crate::config::{Settings, TerminalProfile};
use crate::text::ByteRange;

const PARAGRAPHS: [&str; 5] = [
    "Mara Lindqvist, the harbour minister, said that 41 ships had left Port Elm.",
    "“We counted every one of them,” Lindqvist said. “Nobody was lost.”",
    "The Elm Shipping Company, known as ESC, paid $1.2 million in 2024.",
    "“It was cheap,” said Theo Okafor of ESC.",
    "Rain is expected in Port Elm on Friday, and the quay will be closed to walkers.",
];

/// IDs of entities in the article.
pub(crate) const LINDQVIST: EntityId = EntityId(0);
pub(crate) const PORT_ELM: EntityId = EntityId(1);
pub(crate) const ESC: EntityId = EntityId(2);

/// Returns an article of six paragraphs and enough further ones to scroll.
pub(crate) fn sample_article() -> Article {
    let mut builder = ArticleBuilder::new();
    for paragraph in PARAGRAPHS {
        builder.open(BlockKind::Paragraph);
        builder.push(paragraph);
    }
    builder.open(BlockKind::Paragraph);
    builder.push("More stands in the ");
    builder.begin(InlineKind::Link(
        Link::parse("https://example.org/report").expect("a link"),
    ));
    builder.push("full report");
    builder.end();
    builder.push(".");
    for n in 1..=20 {
        builder.open(BlockKind::Paragraph);
        builder.push(&format!(
            "Paragraph number {n} of the annex tells how the quay was measured, stone by stone, and by whom it was paid for."
        ));
    }
    let about = ArticleMetadata {
        title: "Ships leave the harbour".to_owned(),
        site: "Elm Post".to_owned(),
        link: Link::parse("https://example.org/ships"),
        ..ArticleMetadata::default()
    };
    builder.finish(about).expect("a short article")
}

/// Returns the findings for [`sample_article`].
pub(crate) fn sample_findings(article: &Article) -> ArticleFindings {
    let text = article.text().as_str();
    let find = |words: &str, nth: usize| {
        let (at, _) = text.match_indices(words).nth(nth).expect(words);
        ByteRange::of(at, at + words.len())
    };
    let mention = |words, nth, entity, form| {
        (
            find(words, nth),
            AnnotationKind::Mention(Mention { entity, form }),
        )
    };
    let quote = |words, speaker| {
        let range = find(words, 0);
        let quote = Quote {
            speech: Speech::Direct,
            content: vec![range],
            marks: vec![range],
            speaker,
            cue: None,
            speaker_by: RuleId("test/hand"),
            speaker_confidence: Confidence::CERTAIN,
        };
        (range, AnnotationKind::Quote(Box::new(quote)))
    };
    let minister = Speaker::Entity(LINDQVIST, find("Lindqvist", 1));
    let mut found = vec![
        mention("Mara Lindqvist", 0, LINDQVIST, MentionForm::Name),
        mention("Port Elm", 0, PORT_ELM, MentionForm::Name),
        mention("Lindqvist", 1, LINDQVIST, MentionForm::Short),
        mention("Elm Shipping Company", 0, ESC, MentionForm::Name),
        mention("ESC", 0, ESC, MentionForm::Acronym),
        mention("Theo Okafor", 0, EntityId(3), MentionForm::Name),
        mention("ESC", 1, ESC, MentionForm::Acronym),
        mention("Port Elm", 1, PORT_ELM, MentionForm::Name),
        quote("“We counted every one of them,”", minister),
        quote("“Nobody was lost.”", minister),
        quote(
            "“It was cheap,”",
            Speaker::Entity(EntityId(3), find("Theo Okafor", 0)),
        ),
    ];
    found.extend(sample_figures(&find));
    let items = found.into_iter().map(|(range, kind)| Annotation {
        id: AnnotationId(0),
        range,
        kind,
        by: RuleId("hand"),
        confidence: Confidence::CERTAIN,
    });
    let role = Some(find("the harbour minister", 0));
    let annotations = Annotations::new(
        article.text().id(),
        EngineVersion("hand".into()),
        items.collect(),
        sample_entities(role),
    );
    ArticleFindings {
        annotations,
        sentences: article.blocks().iter().map(|block| block.range).collect(),
    }
}

/// Returns [`sample_findings`] with the quotes of Mara Lindqvist as reported speech of a speaker that is unresolved.
pub(crate) fn reported_findings(article: &Article) -> ArticleFindings {
    let findings = sample_findings(article);
    let annotations = &findings.annotations;
    let items = annotations.items().iter().cloned().map(|mut item| {
        if let AnnotationKind::Quote(quote) = &mut item.kind
            && quote.speaker.entity() == Some(LINDQVIST)
        {
            quote.speech = Speech::Indirect;
            quote.speaker = Speaker::Unknown;
        }
        item
    });
    ArticleFindings {
        annotations: Annotations::new(
            annotations.text(),
            annotations.engine().clone(),
            items.collect(),
            annotations.entities().to_vec(),
        ),
        sentences: findings.sentences,
    }
}

/// Returns the sample annotations with a trace: each was found by hand, because of the first block.
pub(crate) fn sample_explanation(article: &Article) -> Annotations {
    let annotations = sample_findings(article).annotations;
    let items = annotations.items().iter();
    let trace = items.map(|item| TraceEntry {
        rule: item.by,
        summary: "Found by hand.",
        range: item.range,
        evidence: vec![Evidence {
            label: "title",
            range: article.blocks()[0].range,
        }],
    });
    let trace = trace.collect();
    annotations.with_trace(trace)
}

/// Returns the figures and the date.
fn sample_figures(find: &impl Fn(&str, usize) -> ByteRange) -> Vec<(ByteRange, AnnotationKind)> {
    let ships = Figure {
        unit: Some(Unit::Noun("ships".into())),
        of: Some(find("ships", 0)),
        ..Figure::new(FigureKind::Count, Amount::Exact(Decimal::from(41)))
    };
    let paid = Figure {
        unit: Some(Unit::Currency("USD".into())),
        ..Figure::new(FigureKind::Money, Amount::Exact(Decimal::from(1_200_000)))
    };
    let year = DateExpression {
        kind: DateKind::Date,
        value: "2024".into(),
        modifier: None,
        is_unresolved: false,
        anchor: None,
    };
    vec![
        (find("41", 0), AnnotationKind::Figure(Box::new(ships))),
        (
            find("$1.2 million", 0),
            AnnotationKind::Figure(Box::new(paid)),
        ),
        (find("2024", 0), AnnotationKind::Date(Box::new(year))),
    ]
}

fn sample_entities(role: Option<ByteRange>) -> Vec<Entity> {
    let entity = |id, kind, name: &str, aliases: &[&str], role| Entity {
        id: EntityId(id),
        kind,
        name: name.into(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        role,
        key: EntityKey::new(kind, name),
    };
    vec![
        entity(
            0,
            EntityKind::Person,
            "Mara Lindqvist",
            &["Lindqvist"],
            role,
        ),
        entity(1, EntityKind::Place, "Port Elm", &[], None),
        entity(
            2,
            EntityKind::Organization,
            "Elm Shipping Company",
            &["ESC"],
            None,
        ),
        entity(3, EntityKind::Person, "Theo Okafor", &[], None),
    ]
}

/// Returns a reader that shows a list of `n` articles on a screen of this size.
pub(crate) fn app_with_articles(n: usize, width: u16, height: u16) -> App {
    let slots = (0..n).map(|_| ArticleSlot::read(Arc::new(sample_article())));
    App::new(
        slots.collect(),
        Settings::default(),
        TerminalProfile::default(),
        Size { width, height },
    )
}

/// Returns a reader with an open, annotated article on a screen of this size.
pub(crate) fn app_with_open_article(width: u16, height: u16) -> App {
    let mut app = app_with_articles(3, width, height);
    let effects = update(&mut app, Msg::Do(Command::Open, None));
    for (ticket, article) in annotate_effects(&effects.0) {
        let findings = sample_findings(&article);
        update(&mut app, Msg::Annotated(ticket, Ok(findings)));
    }
    app
}

/// Returns the requests to annotate among the effects.
pub(crate) fn annotate_effects(effects: &[Effect]) -> Vec<(Ticket, Arc<Article>)> {
    let orders = effects.iter().filter_map(|effect| match effect {
        Effect::Annotate(ticket, article) => Some((*ticket, Arc::clone(article))),
        _ => None,
    });
    orders.collect()
}

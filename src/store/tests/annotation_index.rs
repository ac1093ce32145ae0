//! Tests of annotations: storing them and querying them across the library.

use super::*;
use crate::annotation::{
    Annotation, AnnotationId, AnnotationKind, Annotations, Confidence, EngineVersion, Entity,
    EntityKey, EntityKind, Mention, MentionForm, Quote, RuleId, Speaker, Speech,
};
use crate::library::EntryBody;
use crate::text::ByteRange;

const TEXT: &str = "“We sail,” said Ada Brandt. Brandt met the Harbour Board.";

fn engine_version(version: &str) -> EngineVersion {
    EngineVersion(version.into())
}

fn sample_entity(n: u32, kind: EntityKind, name: &str) -> Entity {
    Entity {
        id: crate::annotation::EntityId(n),
        kind,
        name: name.into(),
        aliases: Vec::new(),
        role: None,
        key: EntityKey::new(kind, name),
    }
}

/// Returns annotations that an engine could make for an article with these words.
fn sample_findings(article: &crate::article::Article, version: &str) -> Annotations {
    let text = article.text().as_str();
    let range = |words: &str| {
        let start = text.find(words).expect(words);
        ByteRange::of(start, start + words.len())
    };
    let item = |words: &str, kind| Annotation {
        id: AnnotationId(0),
        range: range(words),
        kind,
        by: RuleId("test"),
        confidence: Confidence::CERTAIN,
    };
    let mention = |words: &str, entity| {
        let entity = crate::annotation::EntityId(entity);
        let form = MentionForm::Name;
        item(words, AnnotationKind::Mention(Mention { entity, form }))
    };
    let quote = Quote {
        speech: Speech::Direct,
        content: vec![range("“We sail,”")],
        marks: vec![range("“We sail,”")],
        speaker: Speaker::Entity(crate::annotation::EntityId(0), range("Ada Brandt")),
        cue: Some(range("said")),
        speaker_by: RuleId("test/hand"),
        speaker_confidence: Confidence::CERTAIN,
    };
    let items = vec![
        item("“We sail,”", AnnotationKind::Quote(Box::new(quote))),
        mention("Ada Brandt", 0),
        mention("Brandt met", 0),
        mention("Harbour Board", 1),
    ];
    let entities = vec![
        sample_entity(0, EntityKind::Person, "Ada Brandt"),
        sample_entity(1, EntityKind::Organization, "Harbour Board"),
    ];
    Annotations::new(
        article.text().id(),
        engine_version(version),
        items,
        entities,
    )
}

/// Annotates all pending entries. Returns how many there were.
fn annotate_all(library: &mut Library, version: &str) -> usize {
    let ids = library
        .to_annotate(&engine_version(version), 100)
        .expect("ids");
    for id in &ids {
        let article = library
            .article(*id, EntryBody::Feed)
            .expect("read")
            .expect("there");
        let found = sample_findings(&article, version);
        let n = library
            .put_annotations([(*id, &article, &found)])
            .expect("put");
        assert_eq!(n, 1);
    }
    ids.len()
}

fn query_number(library: &Library, sql: &str) -> i64 {
    library
        .connection
        .query_row(sql, [], |row| row.get(0))
        .expect(sql)
}

#[test]
fn entities_and_speakers_are_found_across_entries() {
    let (mut library, _) = library_with(vec![
        sample_item("1", "One", TEXT, 1),
        sample_item("2", "Two", TEXT, 2),
    ]);
    assert!(find_ids(&library, "entity:brandt").is_empty());
    assert_eq!(annotate_all(&mut library, "1"), 2);
    assert_eq!(find_titles(&library, "entity:brandt"), ["One", "Two"]);
    assert_eq!(
        find_titles(&library, "entity:person/ada-brandt two"),
        ["Two"]
    );
    assert_eq!(
        find_titles(&library, "speaker:\"ada brandt\" -two"),
        ["One"]
    );
    assert!(find_ids(&library, "speaker:board").is_empty());
    assert!(find_ids(&library, "entity:\"brandt ada\"").is_empty());
    let rows = library.rows(&find_ids(&library, "")).expect("rows");
    assert_eq!(rows[0].entities, ["Ada Brandt", "Harbour Board"]);
    assert_eq!((rows[0].n_quotes, rows[0].n_figures), (Some(1), Some(0)));
    assert_eq!(
        query_number(&library, "SELECT n_entries FROM together WHERE entity = 1"),
        2
    );
}

#[test]
fn a_new_engine_or_text_is_annotated_again_and_counted_once() {
    let (mut library, feed) = library_with(vec![sample_item("1", "One", TEXT, 1)]);
    assert_eq!(annotate_all(&mut library, "1"), 1);
    assert_eq!(annotate_all(&mut library, "1"), 0);
    assert_eq!(annotate_all(&mut library, "2"), 1);
    assert_eq!(annotate_all(&mut library, "1"), 1, "an older one again");
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("1", "One", &format!("{TEXT} Rain fell."), 1)],
    );
    assert_eq!(annotate_all(&mut library, "1"), 1);
    assert_eq!(query_number(&library, "SELECT count(*) FROM mention"), 3);
    assert_eq!(
        query_number(&library, "SELECT max(n_entries) FROM together"),
        1
    );
    assert_eq!(query_number(&library, "SELECT count(*) FROM quote"), 1);
}

#[test]
fn findings_of_another_text_are_left_out() {
    let (mut library, feed) = library_with(vec![sample_item("1", "One", TEXT, 1)]);
    let id = find_ids(&library, "")[0];
    let article = library
        .article(id, EntryBody::Feed)
        .expect("read")
        .expect("there");
    ingest_items(
        &mut library,
        feed,
        vec![sample_item("1", "One", "Rain fell.", 1)],
    );
    let found = sample_findings(&article, "1");
    assert_eq!(
        library
            .put_annotations([(id, &article, &found)])
            .expect("put"),
        0
    );
    assert!(find_ids(&library, "entity:brandt").is_empty());
}

#[test]
fn a_page_takes_the_place_of_the_teaser_in_searches_and_both_can_be_read() {
    let (mut library, _) = library_with(vec![sample_item("1", "One", "A teaser.", 1)]);
    annotate_none(&mut library);
    let id = find_ids(&library, "")[0];
    let page = crate::article::read::read_plain_text(TEXT, None).expect("an article");
    library.put_page(id, &page).expect("put");
    index_all_waiting(&mut library, minutes_after(1));
    assert_eq!(find_ids(&library, "sail"), [id]);
    assert!(find_ids(&library, "teaser").is_empty());
    let kept = library.article(id, EntryBody::Page).expect("read");
    let kept = kept.expect("there");
    assert_eq!(kept.text(), page.text());
    assert_eq!(kept.blocks(), page.blocks());
    let teaser = library
        .article(id, EntryBody::Feed)
        .expect("read")
        .expect("there");
    assert_eq!(teaser.text().as_str(), "A teaser.");
    assert!(library.rows(&[id]).expect("rows")[0].has_page);
    assert_eq!(
        library.to_annotate(&engine_version("1"), 9).expect("ids"),
        [id]
    );
}

#[test]
fn a_page_keeps_what_the_feed_says_of_it() {
    let written = FeedItem {
        author: Some("Jane Doe".to_owned()),
        ..sample_item("1", "Ships leave", "A teaser.", 1)
    };
    let (mut library, _) = library_with(vec![written]);
    let id = find_ids(&library, "")[0];
    let html = "<html><head><title>Ships leave | news.example.org</title></head><body><article>\
        <p>The ships left the harbour at dawn, and nobody on the quay could say when they would be back.</p>\
        <p>They carried grain and timber for the towns up the coast, where the winter had been long.</p>\
        </article></body></html>";
    let hint = crate::article::read::SourceHint {
        name: None,
        content_type: Some("text/html".to_owned()),
        base: Link::parse("https://news.example.org/1"),
    };
    let page = crate::article::read::read_article(html.as_bytes(), &hint).expect("an article");
    assert_eq!(page.about.site, "news.example.org");
    library.put_page(id, &page).expect("put");
    let kept = library.article(id, EntryBody::Page).expect("read");
    let about = kept.expect("there").about;
    assert_eq!(about.title, "Ships leave");
    assert_eq!(about.site, "The Gazette");
    assert_eq!(about.byline.as_deref(), Some("Jane Doe"));
    assert!(about.published.is_some());
}

/// Stores empty annotations for all entries.
fn annotate_none(library: &mut Library) {
    for id in library.to_annotate(&engine_version("1"), 100).expect("ids") {
        let article = library
            .article(id, EntryBody::Feed)
            .expect("read")
            .expect("there");
        let found = Annotations::empty(article.text().id(), engine_version("1"));
        library
            .put_annotations([(id, &article, &found)])
            .expect("put");
    }
}

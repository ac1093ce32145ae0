//! Compares complete exports of a sample article with golden files, and checks invariants of the export of any text.
//!
//! The annotations are set by hand, so that changes in the engine do not affect these tests. `PULLQUOTE_BLESS=1 cargo
//! test exports` rewrites the files under `tests/data/goldens`; review the difference before you commit it.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use pullquote::annotation::{
    Amount, Annotation, AnnotationId, AnnotationKind, Annotations, Change, Confidence,
    DateExpression, DateKind, Decimal, EngineVersion, Entity, EntityId, EntityKey, EntityKind,
    Evidence, Figure, FigureKind, Level, Mention, MentionForm, Modifier, Quote, RuleId, Speaker,
    Speech, TraceEntry, Unit, UserRuleId,
};
use pullquote::article::{
    Article, ArticleBuilder, ArticleMetadata, BlockKind, InlineKind, Language, Link,
    PublicationDate,
};
use pullquote::export::{FORMATS, SourceId, find_format, write_explanation};
use pullquote::text::ByteRange;
use serde_json::Value;

fn sample_article() -> Article {
    let mut builder = ArticleBuilder::new();
    builder.push("LANGHOLM, March 4 — Élise Brandt, the harbour minister, said on Monday that the ferry line would \
                  close. “We have 1,250 passengers a day,” Brandt said, “and that is too few.”");
    builder.open(BlockKind::Paragraph);
    builder.push("The ");
    builder.begin(InlineKind::Link(
        Link::parse("https://ferries.example/report?a=1&b=2").expect("a link"),
    ));
    builder.push("company’s ");
    builder.begin(InlineKind::Strong);
    builder.push("report");
    builder.end();
    builder.end();
    builder.push(" put losses at £3.4m, up 12.5% from 2022–23; between 200 and 250 jobs <may> go. The islands voted 52 to 48 against. 船会社 👩‍🚒 agreed.");
    builder.open(BlockKind::Heading(2));
    builder.push("What happens next");
    for words in ["* Talks begin.", "1. The union votes."] {
        builder.open(BlockKind::Item {
            depth: 0,
            ordinal: None,
        });
        builder.push(words);
    }
    builder.open(BlockKind::Quotation { depth: 0 });
    builder.push("=SUM(A1) is no way to run a port.");
    builder.add_table(&[
        (true, vec!["Year".into(), "Passengers".into()]),
        (false, vec!["2023".into(), "456,000".into()]),
    ]);
    builder.open(BlockKind::Caption);
    builder.push("The ferry at Langholm");
    builder
        .finish(ArticleMetadata {
            title: "Ferry line to the islands \"to close\"".into(),
            byline: Some("Una Brae".into()),
            site: "The Quay Post".into(),
            link: Link::parse("https://quay.example/news/ferry-line"),
            published: Some(PublicationDate {
                date: "2024-03-04".parse().expect("a date"),
                instant: None,
            }),
            language: Some(Language::ENGLISH),
            ..ArticleMetadata::default()
        })
        .expect("short")
}

/// Builds the annotations of an article from the words that they cover.
struct FindingsBuilder<'a> {
    article: &'a Article,
    items: Vec<Annotation>,
}

impl FindingsBuilder<'_> {
    fn at(&self, words: &str) -> ByteRange {
        let start = self
            .article
            .text()
            .as_str()
            .find(words)
            .unwrap_or_else(|| panic!("no {words}"));
        ByteRange::of(start, start + words.len())
    }

    fn add(&mut self, range: ByteRange, kind: AnnotationKind, confidence: u8) {
        self.items.push(Annotation {
            id: AnnotationId(0),
            range,
            kind,
            by: RuleId("hand"),
            confidence: Confidence::percent(confidence),
        });
    }

    fn mention(&mut self, range: ByteRange, entity: u32, form: MentionForm) {
        self.add(
            range,
            AnnotationKind::Mention(Mention {
                entity: EntityId(entity),
                form,
            }),
            93,
        );
    }

    fn figure(&mut self, words: &str, figure: Figure) {
        self.add(self.at(words), AnnotationKind::Figure(Box::new(figure)), 90);
    }

    fn quote(&mut self, range: ByteRange, quote: Quote, percent: u8) {
        self.add(range, AnnotationKind::Quote(Box::new(quote)), percent);
    }

    fn date(&mut self, words: &str, kind: DateKind, value: &str) {
        let date = DateExpression {
            kind,
            value: value.to_owned(),
            modifier: None,
            is_unresolved: false,
            anchor: None,
        };
        self.add(self.at(words), AnnotationKind::Date(Box::new(date)), 88);
    }
}

fn sample_entity(id: u32, kind: EntityKind, name: &str, role: Option<ByteRange>) -> Entity {
    Entity {
        id: EntityId(id),
        kind,
        name: name.to_owned(),
        aliases: Vec::new(),
        role,
        key: EntityKey::new(kind, name),
    }
}

/// Adds a direct, an indirect and a mixed quotation.
fn add_quotes(found: &mut FindingsBuilder<'_>, said: ByteRange, short: ByteRange) {
    let (first, second) = (
        found.at("“We have 1,250 passengers a day,”"),
        found.at("“and that is too few.”"),
    );
    let cue = ByteRange::of(said.start().index() + 7, said.start().index() + 11);
    let direct = Quote {
        speech: Speech::Direct,
        content: vec![first, second],
        marks: vec![first, second],
        speaker: Speaker::Entity(EntityId(1), short),
        cue: Some(cue),
        speaker_by: RuleId("test/hand"),
        speaker_confidence: Confidence::CERTAIN,
    };
    found.quote(first.hull(second), direct, 97);
    let indirect = Quote {
        speech: Speech::Indirect,
        content: vec![found.at("that the ferry line would close")],
        marks: Vec::new(),
        speaker: Speaker::Words(found.at("the harbour minister")),
        cue: None,
        speaker_by: RuleId("test/hand"),
        speaker_confidence: Confidence::CERTAIN,
    };
    found.quote(found.at("that the ferry line would close"), indirect, 70);
    let unknown = Quote {
        speech: Speech::Mixed,
        content: vec![found.at("=SUM(A1) is no way")],
        marks: Vec::new(),
        speaker: Speaker::Unknown,
        cue: None,
        speaker_by: RuleId("test/hand"),
        speaker_confidence: Confidence::CERTAIN,
    };
    found.quote(found.at("=SUM(A1) is no way"), unknown, 40);
}

fn sample_annotations(article: &Article) -> Annotations {
    let mut found = FindingsBuilder {
        article,
        items: Vec::new(),
    };
    let name = found.at("Élise Brandt");
    let said = found.at("Brandt said,");
    let short = ByteRange::of(said.start().index(), said.start().index() + "Brandt".len());
    found.mention(found.at("LANGHOLM"), 0, MentionForm::Name);
    found.mention(name, 1, MentionForm::Name);
    found.mention(short, 1, MentionForm::Short);
    add_quotes(&mut found, said, short);
    add_figures(&mut found);
    found.date("on Monday", DateKind::Date, "2024-03-04");
    found.date("2022–23", DateKind::Date, "2022/2023");
    found.add(found.at("ferry"), AnnotationKind::Watch(UserRuleId(2)), 100);
    let role = found.at("harbour minister");
    let entities = vec![
        sample_entity(0, EntityKind::Place, "Langholm", None),
        sample_entity(1, EntityKind::Person, "Élise Brandt", Some(role)),
    ];
    Annotations::new(
        article.text().id(),
        EngineVersion("hand-1".into()),
        found.items,
        entities,
    )
    .with_sentences(sample_sentences(article))
}

/// Returns the sentences of the article: its blocks, cut after full stops.
fn sample_sentences(article: &Article) -> Vec<ByteRange> {
    let mut sentences = Vec::new();
    for block in article.blocks() {
        let words = article.text().slice(block.range);
        let mut start = block.range.start().index();
        for part in words.split_inclusive(". ") {
            sentences.push(ByteRange::of(start, start + part.trim_end().len()));
            start += part.len();
        }
    }
    sentences
}

fn add_figures(found: &mut FindingsBuilder) {
    found.figure(
        "1,250 passengers a day",
        Figure {
            unit: Some(Unit::Noun("passengers".into())),
            per: Some(Unit::Measure("day".into())),
            of: Some(found.at("passengers")),
            ..Figure::new(FigureKind::Count, Amount::Exact(1250.into()))
        },
    );
    found.figure(
        "£3.4m",
        Figure {
            unit: Some(Unit::Currency("GBP".into())),
            level: Some(Level::To(Change::Up)),
            ..Figure::new(FigureKind::Money, Amount::Exact(3_400_000.into()))
        },
    );
    found.figure(
        "12.5%",
        Figure {
            unit: Some(Unit::Measure("percent".into())),
            change: Some(Change::Up),
            ..Figure::new(FigureKind::Percent, Amount::Exact(Decimal::new(125, 1)))
        },
    );
    found.figure(
        "between 200 and 250 jobs",
        Figure {
            unit: Some(Unit::Noun("jobs".into())),
            modifier: Some(Modifier::Approx),
            ..Figure::new(FigureKind::Count, Amount::Between(200.into(), 250.into()))
        },
    );
    found.figure(
        "52 to 48",
        Figure::new(FigureKind::Score, Amount::Score(52, 48)),
    );
}

/// Returns a document in a format, with the heading of the output.
fn export(
    name: &str,
    article: &Article,
    annotations: &Annotations,
    id: Option<SourceId<'_>>,
) -> String {
    let format = find_format(name).expect("a format");
    let mut out = Vec::new();
    let written = format.write(article, annotations, id, &mut out);
    written.expect("memory");
    String::from_utf8(out).expect("text")
}

fn golden_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/goldens")
        .join(format!("ferry.{name}"))
}

#[test]
fn every_format_writes_what_it_wrote_before() {
    let article = sample_article();
    let annotations = sample_annotations(&article);
    let is_blessed = std::env::var_os("PULLQUOTE_BLESS").is_some();
    let mut wrong = Vec::new();
    for format in FORMATS {
        let found = export(format.name(), &article, &annotations, Some("ferry".into()));
        let path = golden_path(format.name());
        if is_blessed {
            fs::write(&path, &found).expect("the golden is writable");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            let at = found
                .lines()
                .zip(expected.lines())
                .position(|(one, other)| one != other);
            let n = at.unwrap_or_else(|| found.lines().count().min(expected.lines().count()));
            let line = |text: &str| text.lines().nth(n).unwrap_or("(nothing)").to_owned();
            wrong.push(format!(
                "{}, line {}:\n  is  {}\n  was {}",
                format.name(),
                n + 1,
                line(&found),
                line(&expected)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\nPULLQUOTE_BLESS=1 rewrites the files",
        wrong.join("\n")
    );
}

fn parse_export(name: &str, article: &Article, annotations: &Annotations) -> Value {
    let written = export(name, article, annotations, None);
    serde_json::from_str(&written).expect("JSON")
}

fn cut_scalars(text: &str, start: &Value, end: &Value) -> String {
    let at = |value: &Value| usize::try_from(value.as_u64().expect("a count")).expect("a count");
    text.chars()
        .skip(at(start))
        .take(at(end) - at(start))
        .collect()
}

#[test]
fn the_two_forms_of_json_say_the_same() {
    let article = sample_article();
    let annotations = sample_annotations(&article);
    assert_eq!(
        parse_export("json", &article, &annotations),
        parse_export("jsonl", &article, &annotations)
    );
    let line = export("jsonl", &article, &annotations, None);
    assert_eq!(line.matches('\n').count(), 1);
}

/// The sample annotations with a trace: the first quote with its cue, and a name that was dropped.
fn explained_annotations(article: &Article) -> Annotations {
    let found = sample_annotations(article);
    let mut quotes = found.quotes();
    let (item, quote) = quotes
        .find(|(_, quote)| quote.cue.is_some())
        .expect("a quote with its cue");
    let evidence = quote.cue.map(|range| Evidence {
        label: "cue",
        range,
    });
    let made = TraceEntry {
        rule: item.by,
        summary: "Words in quotation marks.",
        range: item.range,
        evidence: evidence.into_iter().collect(),
    };
    let dropped = TraceEntry {
        rule: RuleId("names/drop-acronym"),
        summary: "An acronym that names nothing.",
        range: ByteRange::of(0, 8),
        evidence: Vec::new(),
    };
    drop(quotes);
    found.with_trace(vec![dropped, made])
}

#[test]
fn an_explanation_in_json_lists_the_rules_with_their_evidence() {
    let article = sample_article();
    let annotations = explained_annotations(&article);
    let json = parse_export("json", &article, &annotations);
    let explain = json["explain"].as_array().expect("a list");
    assert_eq!(explain[0]["rule"], "names/drop-acronym");
    let evidence = &explain[1]["evidence"][0];
    assert_eq!(
        (&evidence["label"], &evidence["text"]),
        (&"cue".into(), &"said".into())
    );
    let text = json["text"].as_str().expect("the text");
    assert_eq!(
        cut_scalars(text, &evidence["start"], &evidence["end"]),
        "said"
    );
    let without = parse_export("json", &article, &sample_annotations(&article));
    assert_eq!(without.get("explain"), None);
}

#[test]
fn an_explanation_as_text_names_each_finding_and_what_was_dropped() {
    let article = sample_article();
    let mut written = Vec::new();
    let annotations = explained_annotations(&article);
    let done = write_explanation(
        &article,
        &annotations,
        Some("ferry.txt".into()),
        &mut written,
    );
    done.expect("written to memory");
    let written = String::from_utf8(written).expect("text");
    assert!(written.starts_with("== ferry.txt ==\n\n"), "{written}");
    let n_findings = written.matches(" % sure\n").count();
    let n_speakers = written.matches("\n  speaker ").count();
    assert_eq!(n_findings - n_speakers, annotations.items().len());
    assert!(written.contains("\n      cue: said\n"), "{written}");
    let dropped = "LANGHOLM\n  dropped or changed\n    names/drop-acronym: An acronym that names nothing.\n\n";
    assert!(written.ends_with(dropped), "{written}");
    // Only the ids of rules and the evidence may be longer than a line.
    let words = written.lines().filter(|line| !line.starts_with(' '));
    assert!(
        words.clone().all(|line| line.chars().count() <= 80),
        "{written}"
    );
}

/// A writer that records the size of the largest write, in bytes.
#[derive(Default)]
struct Pieces {
    n_bytes: usize,
    longest: usize,
}

impl std::io::Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        self.n_bytes += piece.len();
        self.longest = self.longest.max(piece.len());
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Every format must stream its output: the largest write may not grow with the number of annotations.
#[test]
fn findings_are_written_as_they_are_made() {
    let sentence = "“We agree,” said Ann Lee.\n\n";
    let article =
        Article::verbatim(&sentence.repeat(2_000), ArticleMetadata::default()).expect("short");
    let mut found = FindingsBuilder {
        article: &article,
        items: Vec::new(),
    };
    for n in 0..2_000 {
        let at = n * sentence.len();
        let (quote, name) = (at..at + 15, at + 21..at + 28);
        found.mention(ByteRange::of(name.start, name.end), 0, MentionForm::Name);
        let quote = ByteRange::of(quote.start, quote.end);
        let said = Quote {
            speech: Speech::Direct,
            content: vec![quote],
            marks: Vec::new(),
            speaker: Speaker::Unknown,
            cue: None,
            speaker_by: RuleId("test/hand"),
            speaker_confidence: Confidence::CERTAIN,
        };
        found.quote(quote, said, 90);
    }
    let engine = EngineVersion("hand-1".into());
    let entities = vec![sample_entity(0, EntityKind::Person, "Ann Lee", None)];
    let annotations = Annotations::new(article.text().id(), engine, found.items, entities);
    for format in FORMATS {
        let mut out = Pieces::default();
        let written = format.write(&article, &annotations, None, &mut out);
        written.expect("memory");
        let name = format.name();
        assert!(out.n_bytes > 40_000, "{name}: {} bytes", out.n_bytes);
        // JSON writes the text in one piece between the line ends that it escapes; the longest constant piece is the
        // style sheet of an HTML page.
        assert!(out.longest < 5_000, "{name}: {} bytes", out.longest);
    }
}

#[test]
fn a_name_for_each_format_and_no_other() {
    for format in FORMATS {
        assert_eq!(
            find_format(format.name()).expect("itself").name(),
            format.name()
        );
        assert!(!format.about().is_empty());
    }
    assert!(find_format("docx").is_none());
}

#[test]
fn only_the_first_table_of_an_output_has_names_of_columns() {
    let article = sample_article();
    let annotations = sample_annotations(&article);
    let csv = find_format("csv").expect("a format");
    let whole = export("csv", &article, &annotations, None);
    let mut rest = Vec::new();
    let written = csv.append(&article, &annotations, None, &mut rest);
    written.expect("memory");
    assert!(whole.starts_with("document,start,end,"));
    assert_eq!(
        whole.strip_prefix(csv.heading()),
        std::str::from_utf8(&rest).ok()
    );
}

#[test]
fn json_says_what_was_not_read_and_what_was_not_annotated() {
    let article = Article::verbatim("Ada Roe won.", ArticleMetadata::default()).expect("short");
    let article = article.with_notes(vec!["The table is left out".to_owned()]);
    let annotations = Annotations::empty(article.text().id(), EngineVersion("hand-1".into()))
        .with_notes(vec!["The end is not annotated".to_owned()]);
    for name in ["json", "jsonl"] {
        let mut written = Vec::new();
        let format = find_format(name).expect("a format");
        let done = format.write(&article, &annotations, None, &mut written);
        done.expect("written to memory");
        let written: Value = serde_json::from_slice(&written).expect("JSON");
        let notes = serde_json::json!(["The table is left out", "The end is not annotated"]);
        assert_eq!(written["notes"], notes, "{name}");
    }
}

#[test]
fn nothing_in_plain_text_acts_on_a_terminal() {
    let raw =
        "A \u{1b}[31mred\u{1b}[0m word\u{7}, a\ttab,\r\na \u{202e}turn\u{9b}2J and \u{feff}more.";
    let article = Article::verbatim(raw, ArticleMetadata::default()).expect("short");
    let annotations = Annotations::empty(article.text().id(), EngineVersion("hand-1".into()));
    for name in ["text", "html"] {
        let written = export(name, &article, &annotations, None);
        assert!(
            !written.contains(|c: char| pullquote::text::is_unsafe(c) && c != '\n' && c != '\t'),
            "{written:?}"
        );
    }
}

/// Checks that every link within a page of HTML has its target, that no target exists twice, and that nothing is loaded
/// from outside.
fn check_links_of_page(html: &str) {
    let ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let unique: std::collections::HashSet<_> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "an id exists twice: {ids:?}");
    for target in html.split(" href=\"#").skip(1) {
        let target = target.split('"').next().expect("an end");
        assert!(unique.contains(target), "no target: {target}");
    }
    for outside in [" src=", "<link", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn names_of_a_page_link_to_their_mentions_and_back() {
    let article = sample_article();
    let annotations = sample_annotations(&article);
    let html = export("html", &article, &annotations, None);
    check_links_of_page(&html);
    let brandt = "<a class=\"person\" href=\"#f";
    assert!(html.contains(brandt), "from the entry to the mention");
    assert!(
        html.contains("href=\"#e1\""),
        "from the mention to the entry"
    );
    assert!(html.contains("<div class=\"speaker\"><h3><a href=\"#e1\">Élise Brandt</a>"));
}

#[test]
fn the_policy_of_a_page_allows_its_script_and_no_other() {
    use base64::Engine as _;
    let article = sample_article();
    let html = export("html", &article, &sample_annotations(&article), None);
    let script = html.split("<script>").nth(1).expect("a script");
    let script = script.split("</script>").next().expect("its end");
    let hash = ring::digest::digest(&ring::digest::SHA256, script.as_bytes());
    let hash = base64::engine::general_purpose::STANDARD.encode(hash);
    assert!(
        html.contains(&format!("script-src 'sha256-{hash}'")),
        "the hash is {hash}"
    );
}

/// Generates an article with arbitrary words and an annotation of each kind at arbitrary positions.
fn any_document() -> impl Strategy<Value = (Article, Annotations)> {
    let words = prop::collection::vec(
        prop_oneof!["[a-z]{1,6}", "\\PC{1,4}", Just("“né”, 船".to_owned())],
        2..20,
    );
    (
        words,
        prop::collection::vec((0usize..200, 0usize..40), 1..12),
    )
        .prop_map(|(words, places)| {
            let article =
                Article::verbatim(&words.join(" "), ArticleMetadata::default()).expect("short");
            let text = article.text().clone();
            let mut found = FindingsBuilder {
                article: &article,
                items: Vec::new(),
            };
            for (n, (start, len)) in places.into_iter().enumerate() {
                let range = pullquote::text::snap_to_graphemes(
                    text.as_str(),
                    ByteRange::of(start, start + len),
                );
                if range.is_empty() {
                    continue;
                }
                match n % 4 {
                    0 => found.mention(range, 0, MentionForm::Name),
                    1 => found.add(
                        range,
                        AnnotationKind::Quote(Box::new(Quote {
                            speech: Speech::Mixed,
                            content: vec![range],
                            marks: Vec::new(),
                            speaker: Speaker::Words(range),
                            cue: Some(range),
                            speaker_by: RuleId("test/hand"),
                            speaker_confidence: Confidence::CERTAIN,
                        })),
                        50,
                    ),
                    2 => found.add(
                        range,
                        AnnotationKind::Figure(Box::new(Figure::new(
                            FigureKind::Number,
                            Amount::Exact(7.into()),
                        ))),
                        50,
                    ),
                    _ => found.add(range, AnnotationKind::Watch(UserRuleId(0)), 50),
                }
            }
            let entities = vec![sample_entity(0, EntityKind::Other, "Any", None)];
            let annotations = Annotations::new(
                text.id(),
                EngineVersion("hand-1".into()),
                found.items,
                entities,
            );
            (article, annotations)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn offsets_of_json_cut_out_their_words((article, annotations) in any_document()) {
        let json = parse_export("jsonl", &article, &annotations);
        let text = json["text"].as_str().expect("a text");
        prop_assert_eq!(text, article.text().as_str());
        let mut found: Vec<String> = Vec::new();
        for list in [&json["entities"][0]["mentions"], &json["quotes"], &json["figures"], &json["watches"]] {
            for item in list.as_array().into_iter().flatten() {
                found.push(cut_scalars(text, &item["start"], &item["end"]));
                for span in item["spans"].as_array().into_iter().flatten() {
                    prop_assert_eq!(&cut_scalars(text, &span[0], &span[1]), found.last().expect("one"));
                }
            }
        }
        let mut expected: Vec<String> =
            annotations.items().iter().map(|item| article.text().slice(item.range).to_owned()).collect();
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn links_of_a_page_have_targets((article, annotations) in any_document()) {
        check_links_of_page(&export("html", &article, &annotations, None));
    }

    #[test]
    fn web_annotations_quote_what_they_point_at((article, annotations) in any_document()) {
        let page = parse_export("webannotation", &article, &annotations);
        let text = article.text().as_str();
        for item in page["items"].as_array().expect("items") {
            let [quote, position] = [&item["target"]["selector"][0], &item["target"]["selector"][1]];
            let exact = quote["exact"].as_str().expect("words");
            prop_assert_eq!(&cut_scalars(text, &position["start"], &position["end"]), exact);
            let around = [quote["prefix"].as_str(), Some(exact), quote["suffix"].as_str()];
            let around: String = around.into_iter().flatten().collect();
            prop_assert!(text.contains(&around));
        }
    }

    #[test]
    fn brat_repeats_the_words_at_its_offsets((article, annotations) in any_document()) {
        let standoff = export("brat", &article, &annotations, None);
        let text: Vec<char> = article.text().as_str().chars().collect();
        for line in standoff.split('\n').filter(|line| line.starts_with('T')) {
            let fields: Vec<_> = line.splitn(3, '\t').collect();
            let places = fields[1].split_once(' ').expect("a type and places").1;
            let pieces: Vec<String> = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ').expect("a start and an end");
                text[start.parse::<usize>().expect("a start")..end.parse().expect("an end")].iter().collect()
            }).collect();
            prop_assert_eq!(pieces.join(" "), fields[2]);
        }
    }

    #[test]
    fn a_line_of_csv_has_all_its_fields((article, annotations) in any_document()) {
        let csv = export("csv", &article, &annotations, Some("a,\"b\"".into()));
        let (mut n_fields, mut in_quotes) = (1, false);
        let mut counts = Vec::new();
        for c in csv.chars() {
            match c {
                '"' => in_quotes = !in_quotes,
                ',' if !in_quotes => n_fields += 1,
                '\n' if !in_quotes => { counts.push(n_fields); n_fields = 1; }
                _ => {}
            }
        }
        prop_assert_eq!(counts.len(), annotations.items().len() + 1);
        prop_assert!(counts.iter().all(|n| *n == counts[0]), "{counts:?}");
    }
}

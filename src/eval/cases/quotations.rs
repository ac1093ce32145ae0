//! Compares the quotations of a case with those that the engine found.

use super::case_file::{GoldCase, GoldQuote, GoldWords};
use super::case_result::CaseResult;
use super::located_text::{LocatedText, fold_spaces};
use crate::annotation::{Annotation, Annotations, Entity, Quote, Speaker};
use crate::article::Article;
use crate::eval::{BadGold, JudgedFinding, JudgedTask};
use crate::invariant::ExpectOr;
use crate::text::ByteRange;

/// A found quotation in the terms of the cases.
struct FoundQuote<'a> {
    item: &'a Annotation,
    quote: &'a Quote,
    content: Vec<ByteRange>,
}

/// Compares all quotations of a case.
pub(super) fn compare_quotes(
    case: &GoldCase,
    expected: &[GoldQuote],
    article: &Article,
    annotations: &Annotations,
) -> Result<CaseResult, BadGold> {
    let text = article.text().as_str();
    let located = LocatedText::new(text);
    let mut found = found_quotes(text, annotations);
    let mut result = CaseResult::default();
    for gold in expected {
        result.n_expected += 1;
        let content = trim_pieces(text, &locate_all(case, &located, &gold.content)?);
        locate_all(case, &located, &gold.marks)?;
        let quotes = take_pieces(&mut found, &content);
        if quotes.is_empty() {
            result.missed.push(describe_gold(gold));
            continue;
        }
        let mut differences = quotes
            .iter()
            .map(|found| found.quote)
            .filter_map(|quote| Some((quote, find_difference(gold, quote, text, annotations)?)));
        match differences.next() {
            None => result.n_right += 1,
            Some((quote, difference)) => {
                let gold = describe_gold(gold);
                result.missed.push(format!("{gold}: {difference}"));
                let quote = describe_quote(text, quote, annotations);
                result.extra.push(quote);
            }
        }
    }
    let extra = found
        .iter()
        .map(|found| describe_quote(text, found.quote, annotations));
    result.extra.extend(extra);
    Ok(result)
}

/// Says of each found quotation whether the case has its words, and of each speaker of those whether it is right.
pub(super) fn judge_quotes(
    case: &GoldCase,
    expected: &[GoldQuote],
    article: &Article,
    annotations: &Annotations,
) -> Result<Vec<JudgedFinding>, BadGold> {
    let text = article.text().as_str();
    let located = LocatedText::new(text);
    let mut found = found_quotes(text, annotations);
    let mut judged = Vec::new();
    for gold in expected {
        let content = trim_pieces(text, &locate_all(case, &located, &gold.content)?);
        for FoundQuote { item, quote, .. } in take_pieces(&mut found, &content) {
            judged.push(judge_words(item, true));
            if quote.speaker.range().is_some() {
                judged.push(JudgedFinding {
                    task: JudgedTask::Speakers,
                    rule: quote.speaker_by,
                    confidence: quote.speaker_confidence,
                    is_right: is_speaker_right(gold, quote, text, annotations),
                });
            }
        }
    }
    judged.extend(found.iter().map(|found| judge_words(found.item, false)));
    Ok(judged)
}

const fn judge_words(item: &Annotation, is_right: bool) -> JudgedFinding {
    JudgedFinding {
        task: JudgedTask::Quotes,
        rule: item.by,
        confidence: item.confidence,
        is_right,
    }
}

fn found_quotes<'a>(text: &str, annotations: &'a Annotations) -> Vec<FoundQuote<'a>> {
    let quotes = annotations.quotes().map(|(item, quote)| FoundQuote {
        item,
        quote,
        content: trim_pieces(text, &quote.content),
    });
    quotes.collect()
}

/// Takes out the quotation with this content. Where there is none, takes out one for each piece: corpora differ on whether
/// a speaker who goes on after the attribution begins a new quotation.
fn take_pieces<'a>(found: &mut Vec<FoundQuote<'a>>, content: &[ByteRange]) -> Vec<FoundQuote<'a>> {
    if let Some(at) = found.iter().position(|quote| quote.content == content) {
        return vec![found.remove(at)];
    }
    let covers = |quote: &FoundQuote<'_>, piece: &ByteRange| quote.content.contains(piece);
    let is_part =
        |quote: &FoundQuote<'_>| quote.content.iter().all(|piece| content.contains(piece));
    let is_whole = content.iter().all(|piece| {
        found
            .iter()
            .any(|quote| is_part(quote) && covers(quote, piece))
    });
    if !is_whole {
        return Vec::new();
    }
    let (parts, rest) = std::mem::take(found).into_iter().partition(is_part);
    *found = rest;
    parts
}

fn locate_all(
    case: &GoldCase,
    located: &LocatedText,
    pieces: &[GoldWords],
) -> Result<Vec<ByteRange>, BadGold> {
    let locate = |words: &GoldWords| {
        let (text, nth) = words.parts();
        located.find_words(text, nth).ok_or_else(|| BadGold {
            line: case.line,
            why: format!("the text lacks occurrence {nth} of `{text}`"),
        })
    };
    pieces.iter().map(locate).collect()
}

/// Returns the pieces without the marks and stops at their ends, which corpora include or not.
fn trim_pieces(text: &str, pieces: &[ByteRange]) -> Vec<ByteRange> {
    let is_outer =
        |c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '$' | '£' | '€' | '%');
    let trim = |range: &ByteRange| {
        let Some(words) = text.get(range.indices()) else {
            return *range;
        };
        let start =
            range.indices().start + (words.len() - words.trim_start_matches(is_outer).len());
        let inner = words.trim_matches(is_outer);
        ByteRange::of(start, start + inner.len())
    };
    pieces
        .iter()
        .map(trim)
        .filter(|range| !range.is_empty())
        .collect()
}

/// Returns what differs between two quotations of the same words, if anything does.
fn find_difference(
    gold: &GoldQuote,
    quote: &Quote,
    text: &str,
    annotations: &Annotations,
) -> Option<String> {
    let words = |range: ByteRange| {
        fold_spaces(
            text.get(range.indices())
                .expect_or("", "annotations lie in their text"),
        )
    };
    if quote.speech.name() != gold.kind {
        return Some(format!("it is {}", quote.speech.name()));
    }
    let cue = quote.cue.map(words).map(|cue| cue.to_lowercase());
    let expected_cue = gold.cue.as_ref().map(|cue| cue.to_lowercase());
    if let (Some(expected), Some(cue)) = (&expected_cue, &cue)
        && !cue.contains(expected)
        && !expected.contains(cue)
    {
        return Some(format!("the cue is {cue:?}"));
    }
    let entity = quote.speaker.entity().and_then(|id| annotations.entity(id));
    if !is_speaker_right(gold, quote, text, annotations) {
        return Some(format!(
            "the speaker is {}",
            describe_speaker(text, quote, annotations)
        ));
    }
    let is_wrong =
        |name: &String| entity.is_some_and(|entity| has_name(entity, name, text, annotations));
    if gold.not_speaker.iter().any(is_wrong) {
        return Some("the speaker is one that it must not be".to_owned());
    }
    let role = entity.and_then(|entity| entity.role).map(words);
    match &gold.role {
        Some(expected)
            if gold.speaker.is_some()
                && !role
                    .as_ref()
                    .is_some_and(|role| is_same_role(role, expected)) =>
        {
            Some(format!("the role is {role:?}"))
        }
        _ => None,
    }
}

/// Returns whether a quotation has the speaker that the case gives it.
fn is_speaker_right(
    gold: &GoldQuote,
    quote: &Quote,
    text: &str,
    annotations: &Annotations,
) -> bool {
    let words = |range: ByteRange| {
        fold_spaces(
            text.get(range.indices())
                .expect_or("", "annotations lie in their text"),
        )
    };
    let entity = quote.speaker.entity().and_then(|id| annotations.entity(id));
    match (&gold.speaker, &gold.speaker_words) {
        (Some(name), _) => entity.is_some_and(|entity| has_name(entity, name, text, annotations)),
        (None, Some(expected)) => {
            entity.is_none()
                && quote.speaker.range().is_some_and(|range| {
                    let (found, expected) = (
                        drop_article(&words(range)),
                        drop_article(&fold_spaces(expected)),
                    );
                    // Corpora differ on clauses and phrases that follow the head: "people who saw it".
                    expected.starts_with(&found) || found.starts_with(&expected)
                })
        }
        (None, None) => entity.is_none(),
    }
}

fn drop_article(words: &str) -> String {
    let lower = words.to_lowercase();
    let rest = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| lower.strip_prefix(article));
    rest.map_or_else(|| lower.clone(), str::to_owned)
}

/// Returns whether one role contains the other: cases and engine differ on articles and on what follows a comma.
fn is_same_role(role: &str, expected: &str) -> bool {
    let (role, expected) = (drop_article(role), drop_article(expected));
    role.contains(&expected) || expected.contains(&role)
}

/// Returns whether an entity goes by this name in the text.
fn has_name(entity: &Entity, name: &str, text: &str, annotations: &Annotations) -> bool {
    let is_same = |other: &str| fold_spaces(other).eq_ignore_ascii_case(name);
    let mut mentions = annotations
        .mentions()
        .filter(|(_, mention)| mention.entity == entity.id)
        .filter_map(|(item, _)| text.get(item.range.indices()));
    is_same(&entity.name)
        || entity.aliases.iter().any(|alias| is_same(alias))
        || mentions.any(is_same)
}

fn describe_gold(gold: &GoldQuote) -> String {
    let pieces: Vec<_> = gold.content.iter().map(|words| words.parts().0).collect();
    let speaker = gold.speaker.as_deref().or(gold.speaker_words.as_deref());
    format!(
        "{} {:?} by {}",
        gold.kind,
        fold_spaces(&pieces.join(" … ")),
        speaker.unwrap_or("nobody")
    )
}

fn describe_speaker(text: &str, quote: &Quote, annotations: &Annotations) -> String {
    let words = |range: ByteRange| {
        fold_spaces(
            text.get(range.indices())
                .expect_or("", "annotations lie in their text"),
        )
    };
    match quote.speaker {
        Speaker::Entity(id, range) => {
            let name = annotations.entity(id).map_or("", |entity| &entity.name);
            format!("{:?} ({name})", words(range))
        }
        Speaker::Words(range) => format!("{:?}", words(range)),
        Speaker::Unknown => "unknown".to_owned(),
    }
}

fn describe_quote(text: &str, quote: &Quote, annotations: &Annotations) -> String {
    let pieces: Vec<_> = quote
        .content
        .iter()
        .filter_map(|range| text.get(range.indices()))
        .collect();
    format!(
        "{} {:?} by {}",
        quote.speech.name(),
        fold_spaces(&pieces.join(" … ")),
        describe_speaker(text, quote, annotations)
    )
}

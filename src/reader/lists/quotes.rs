//! The list of quotes with their speakers, in text order or grouped by speaker.

use super::line_words::one_line;
use super::list_builder::{ListBuilder, ListInput, wrap_to_rows};
use super::list_row::{EntryKey, RowContent};
use crate::annotation::{Annotation, Quote, Speaker, Speech};
use crate::reader::filter::is_spoken_by;

/// The maximum number of rows of a quote that is not opened.
const MAX_CLOSED_ROWS: usize = 3;
/// The maximum number of rows of an opened quote. It bounds the list if a whole speech is quoted.
const MAX_OPENED_ROWS: usize = 40;

type SpokenQuote<'a> = (&'a Annotation, &'a Quote);

pub(super) fn build_quote_list(source: &ListInput<'_>, draft: &mut ListBuilder) {
    let shown: Vec<SpokenQuote<'_>> = source
        .findings
        .annotations
        .quotes()
        .filter(|(item, _)| source.options.has(&item.kind))
        .filter(|(_, quote)| is_spoken_by(quote, source.filter, source.article))
        .collect();
    if !source.options.by_speaker {
        for spoken in shown {
            if !draft.rows.is_empty() {
                draft.row(None, RowContent::Blank);
            }
            add_quote(source, spoken, true, draft);
        }
        return;
    }
    for (name, group) in group_by_speaker(source, shown) {
        let title = name.unwrap_or_else(|| "Unresolved".to_owned());
        draft.group(title, group.len());
        for spoken in group {
            add_quote(source, spoken, false, draft);
        }
    }
}

/// Returns the quotes grouped by speaker. The speaker with most quotes comes first, unknown speakers last.
fn group_by_speaker<'a>(
    source: &ListInput<'_>,
    shown: Vec<SpokenQuote<'a>>,
) -> Vec<(Option<String>, Vec<SpokenQuote<'a>>)> {
    let mut groups: Vec<(Option<String>, Vec<SpokenQuote<'a>>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for spoken in shown {
        let name = speaker_name(source, spoken.1);
        let place = *places.entry(name.clone()).or_insert_with(|| {
            groups.push((name, Vec::new()));
            groups.len() - 1
        });
        if let Some((_, group)) = groups.get_mut(place) {
            group.push(spoken);
        }
    }
    groups.sort_by_key(|(name, group)| (name.is_none(), std::cmp::Reverse(group.len())));
    groups
}

/// Returns the name of a speaker: for an entity its full name, else the words of the text. `None` if unknown.
fn speaker_name(source: &ListInput<'_>, quote: &Quote) -> Option<String> {
    match quote.speaker {
        Speaker::Entity(id, range) => {
            let entity = source.findings.annotations.entity(id);
            Some(entity.map_or_else(|| source.words(range), |entity| one_line(&entity.name)))
        }
        Speaker::Words(range) => Some(source.words(range)),
        Speaker::Unknown => None,
    }
}

fn add_quote(
    source: &ListInput<'_>,
    (item, quote): SpokenQuote<'_>,
    has_speaker: bool,
    draft: &mut ListBuilder,
) {
    let key = EntryKey::Item(item.id);
    let paragraph = source.paragraph(item.range.start());
    draft.entry(key, item.range);
    if has_speaker {
        let name = speaker_name(source, quote);
        draft.part(RowContent::Speaker {
            name,
            is_indirect: quote.speech == Speech::Indirect,
            paragraph,
        });
    }
    let pieces: Vec<_> = quote
        .content
        .iter()
        .map(|range| source.words(*range))
        .collect();
    let most = if source.is_opened(key) {
        MAX_OPENED_ROWS
    } else {
        MAX_CLOSED_ROWS
    };
    // Without a speaker row, the number of the paragraph needs room at the right end of the first line.
    let indent = if has_speaker { 4 } else { 8 };
    let width = source.width.saturating_sub(indent);
    for (n, line) in wrap_to_rows(&pieces.join(" … "), width, most)
        .into_iter()
        .enumerate()
    {
        draft.part(RowContent::Words {
            line,
            is_indirect: quote.speech == Speech::Indirect,
            paragraph: (n == 0 && !has_speaker).then_some(paragraph),
        });
    }
    if source.is_opened(key) {
        add_quote_details(source, quote, width, draft);
    }
}

fn add_quote_details(source: &ListInput<'_>, quote: &Quote, width: u16, draft: &mut ListBuilder) {
    let named = quote.speaker.range().map(|range| source.words(range));
    let parts = [
        Some(quote.speech.name().to_owned()),
        named.map(|words| format!("named as “{words}”")),
        quote.cue.map(|cue| source.words(cue)),
    ];
    let known: Vec<_> = parts.into_iter().flatten().collect();
    draft.details(&known.join(" · "), width, 2);
}

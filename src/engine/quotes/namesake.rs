//! Which of two people of one surname speaks, where the surname alone is written.

use super::context::{QuoteContext, TokenizedName};
use crate::annotation::{EntityId, EntityKind, RuleId};
use crate::engine::Gender;
use crate::engine::lexeme::name_words::Title;
use crate::engine::rule::{FindingKind, Rule};

pub(super) static NAMESAKE: Rule = Rule {
    id: RuleId("quotes/speaker-namesake"),
    summary: "Of two people of one surname the speaker is the one whose title or voice fits.",
    needs: &[FindingKind::Names, FindingKind::Entities],
    finds: &[
        "Judge Ana Holt jailed Mark Holt. “He lied,” ⟦Judge Holt⟧ said.",
        "“It is old,” Karl Brandt said. Maria Brandt lives in Boston. “It leaks,” ⟦Brandt⟧ said.",
    ],
    silent: &[
        "John Holt and Mark Holt bought a mill. “It leaks,” Holt said.",
        "Judge Ana Holt left. “He lied,” Holt said.",
    ],
};

/// Whom a surname means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SurnameBearer {
    /// The only one who has it.
    Only(EntityId),
    /// One of two, by title, voice or kinship.
    Chosen(EntityId),
    /// One of two, and the text does not show which.
    Unclear,
}

/// The maximum number of names before a surname that are examined for others who have it.
const MAX_NAMES_BACK: usize = 40;

/// Returns who of several people of one surname is meant by it at `head`; `entity` is whom the names alone show.
pub(super) fn bearer_of(
    context: &QuoteContext<'_, '_>,
    head: usize,
    entity: EntityId,
) -> SurnameBearer {
    if !context.page.allows(&NAMESAKE) {
        return SurnameBearer::Only(entity);
    }
    let Some((own, other)) = find_namesakes(context, head, entity) else {
        return SurnameBearer::Only(entity);
    };
    if title_before(context, head).is_some_and(|(_, title)| title.gender != Gender::Unknown) {
        return SurnameBearer::Chosen(entity);
    }
    let chosen =
        by_title(context, head, own, other).or_else(|| by_voice(context, head, own, other));
    if let Some(chosen) = chosen.and_then(|name| name.entity) {
        return SurnameBearer::Chosen(chosen);
    }
    let is_together = frame_of(context, own.tokens.start) == frame_of(context, other.tokens.start);
    let is_settled = is_relative(context, own) || is_relative(context, other);
    if is_together && !is_settled {
        SurnameBearer::Unclear
    } else {
        SurnameBearer::Chosen(entity)
    }
}

/// Returns which of two names the title before the surname stood before as well.
fn by_title<'s>(
    context: &QuoteContext<'_, '_>,
    head: usize,
    own: &'s TokenizedName,
    other: &'s TokenizedName,
) -> Option<&'s TokenizedName> {
    let (word, _) = title_before(context, head)?;
    let has = |name: &TokenizedName| {
        title_before(context, name.tokens.start).is_some_and(|(title, _)| title == word)
    };
    only_one(own, other, has)
}

/// Returns which of two names is next to a cue in the paragraph of the surname.
fn by_voice<'s>(
    context: &QuoteContext<'_, '_>,
    head: usize,
    own: &'s TokenizedName,
    other: &'s TokenizedName,
) -> Option<&'s TokenizedName> {
    let block = block_of(context, head);
    only_one(own, other, |name| {
        is_beside_cue(context, name) && block_of(context, name.tokens.start) == block
    })
}

fn only_one<'s>(
    own: &'s TokenizedName,
    other: &'s TokenizedName,
    fits: impl Fn(&TokenizedName) -> bool,
) -> Option<&'s TokenizedName> {
    match (fits(own), fits(other)) {
        (true, false) => Some(own),
        (false, true) => Some(other),
        _ => None,
    }
}

/// Returns the latest full names before `head` that end in the same surname: the entity's own and somebody else's.
fn find_namesakes<'s>(
    context: &'s QuoteContext<'_, '_>,
    head: usize,
    entity: EntityId,
) -> Option<(&'s TokenizedName, &'s TokenizedName)> {
    let name = context.name_at(head)?;
    if name.tokens.len() != 1 || name.kind != Some(EntityKind::Person) {
        return None;
    }
    let surname = context.page.lower(head);
    let end = context
        .names
        .partition_point(|name| name.tokens.start < head);
    let full = context.names.get(..end)?.iter().rev().take(MAX_NAMES_BACK);
    let (mut own, mut other) = (None, None);
    for name in full {
        let is_full = name.tokens.len() > 1 && context.page.lower(name.tokens.end - 1) == surname;
        if !is_full || name.kind != Some(EntityKind::Person) {
            continue;
        }
        if name.entity == Some(entity) {
            own = own.or(Some(name));
        } else {
            other = other.or(Some(name));
        }
    }
    own.zip(other)
}

/// Returns the title before a token: the token in lower case and its traits.
fn title_before<'p>(context: &'p QuoteContext<'_, '_>, token: usize) -> Option<(&'p str, Title)> {
    let at = token.checked_sub(1)?;
    let title = context.page.naming(at).title()?;
    Some((context.page.lower(at), title))
}

/// Returns whether a name is next to a cue: its bearer speaks.
fn is_beside_cue(context: &QuoteContext<'_, '_>, name: &TokenizedName) -> bool {
    let before = name.tokens.start.checked_sub(1);
    context.cue(name.tokens.end).is_some() || before.is_some_and(|at| context.cue(at).is_some())
}

/// Returns whether a name is given as that of somebody's relative: "his wife, Ann Roe".
fn is_relative(context: &QuoteContext<'_, '_>, name: &TokenizedName) -> bool {
    let Some(mut before) = name.tokens.start.checked_sub(1) else {
        return false;
    };
    if context.page.lower(before) == "," {
        before = before.saturating_sub(1);
    }
    context.page.naming(before).is_relative()
}

fn frame_of(context: &QuoteContext<'_, '_>, token: usize) -> usize {
    context
        .frames
        .partition_point(|frame| frame.tokens.end <= token)
}

fn block_of(context: &QuoteContext<'_, '_>, token: usize) -> Option<usize> {
    context
        .frames
        .get(frame_of(context, token))
        .map(|frame| frame.block)
}

#[cfg(test)]
mod tests {
    use super::super::tests::annotate;

    /// Returns the names of the speakers of a text, "nobody" for those that are unresolved.
    fn speakers(text: &str) -> Vec<String> {
        let (_, annotations) = annotate(text);
        let name = |id| annotations.entity(id).map(|entity| entity.name.clone());
        annotations
            .quotes()
            .map(|(_, quote)| quote.speaker.entity().and_then(name))
            .map(|name| name.unwrap_or_else(|| "nobody".to_owned()))
            .collect()
    }

    #[test]
    fn title_and_voice_show_which_namesake_speaks() {
        assert_eq!(
            speakers("Judge Ana Holt jailed Mark Holt. “He lied,” Judge Holt said."),
            ["Ana Holt"]
        );
        assert_eq!(
            speakers(
                "“It is old,” Karl Brandt said. Maria Brandt lives in Boston. “It leaks,” Brandt said."
            ),
            ["Karl Brandt", "Karl Brandt"]
        );
    }

    #[test]
    fn of_namesakes_named_together_none_is_guessed() {
        assert_eq!(
            speakers("John Holt and Mark Holt bought a mill. “It leaks,” Holt said."),
            ["nobody"]
        );
        assert_eq!(
            speakers("Anna Brandt beat Maria Brandt. “I am tired,” Brandt said."),
            ["nobody"]
        );
        assert_eq!(
            speakers("John Holt and his wife, Maria Holt, left. “It leaks,” Holt said."),
            ["John Holt"]
        );
    }

    #[test]
    fn a_pronoun_means_the_subject_unless_two_are_joined() {
        assert_eq!(
            speakers("Anna Brandt beat Maria Lund in two sets. “I served well,” she said."),
            ["Anna Brandt"]
        );
        assert_eq!(
            speakers(
                "John Holt led the march past the house where Mark Lund was born. “He was a friend,” he said."
            ),
            ["John Holt"]
        );
        assert_eq!(
            speakers("Anna Brandt and Maria Lund met at the net. “I served well,” she said."),
            ["nobody"]
        );
        assert_eq!(
            speakers("John Holt met Mark Lund on Monday. “We agreed,” he said."),
            ["nobody"]
        );
    }
}

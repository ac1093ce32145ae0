//! Which of two people of one surname speaks, where the surname alone is written.

use super::context::{NameSpan, Scene};
use crate::annotation::{EntityId, EntityKind};
use crate::engine::lexeme::name_words::Title;

/// How many names before a surname are looked at for others who have it.
const MAX_NAMES_BACK: usize = 40;

/// Returns who of several people of one surname is meant by it at `head`; `entity` where only one has it, or where the
/// text shows no more; nothing where two were named together and neither stands out.
pub(super) fn speaker_of(scene: &Scene<'_, '_>, head: usize, entity: EntityId) -> Option<EntityId> {
    let Some((own, other)) = namesakes(scene, head, entity) else {
        return Some(entity);
    };
    let title = title_before(scene, head);
    if title.is_some_and(|(_, title)| title.gender != crate::engine::entities::Gender::Unknown) {
        return Some(entity);
    }
    if let Some((word, _)) = title {
        let has =
            |name: &NameSpan| title_before(scene, name.tokens.start).is_some_and(|it| it.0 == word);
        match (has(own), has(other)) {
            (true, false) => return Some(entity),
            (false, true) => return other.entity,
            _ => {}
        }
    }
    let is_same_block =
        |name: &NameSpan| block_of(scene, name.tokens.start) == block_of(scene, head);
    let speaks = |name: &NameSpan| is_beside_cue(scene, name) && is_same_block(name);
    match (speaks(own), speaks(other)) {
        (true, false) => return Some(entity),
        (false, true) => return other.entity,
        _ => {}
    }
    let is_together = frame_of(scene, own.tokens.start) == frame_of(scene, other.tokens.start);
    let is_settled = is_relative(scene, own) || is_relative(scene, other);
    (!is_together || is_settled).then_some(entity)
}

/// Returns the latest full names before `head` that end in the same surname: the entity's own and somebody else's.
fn namesakes<'s>(
    scene: &'s Scene<'_, '_>,
    head: usize,
    entity: EntityId,
) -> Option<(&'s NameSpan, &'s NameSpan)> {
    let name = scene.name_at(head)?;
    if name.tokens.len() != 1 || name.kind != Some(EntityKind::Person) {
        return None;
    }
    let surname = scene.page.lower(head);
    let end = scene.names.partition_point(|name| name.tokens.start < head);
    let full = scene.names.get(..end)?.iter().rev().take(MAX_NAMES_BACK);
    let (mut own, mut other) = (None, None);
    for name in full {
        let is_full = name.tokens.len() > 1 && scene.page.lower(name.tokens.end - 1) == surname;
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
fn title_before<'p>(scene: &'p Scene<'_, '_>, token: usize) -> Option<(&'p str, Title)> {
    let at = token.checked_sub(1)?;
    let title = scene.page.naming(at).title()?;
    Some((scene.page.lower(at), title))
}

/// Returns whether a name stands beside a cue: its bearer speaks.
fn is_beside_cue(scene: &Scene<'_, '_>, name: &NameSpan) -> bool {
    let before = name.tokens.start.checked_sub(1);
    scene.cue(name.tokens.end).is_some() || before.is_some_and(|at| scene.cue(at).is_some())
}

/// Returns whether a name is given as that of somebody's relative: "his wife, Ann Roe".
fn is_relative(scene: &Scene<'_, '_>, name: &NameSpan) -> bool {
    let Some(mut before) = name.tokens.start.checked_sub(1) else {
        return false;
    };
    if scene.page.lower(before) == "," {
        before = before.saturating_sub(1);
    }
    scene.page.naming(before).is_relative()
}

fn frame_of(scene: &Scene<'_, '_>, token: usize) -> usize {
    scene
        .frames
        .partition_point(|frame| frame.tokens.end <= token)
}

fn block_of(scene: &Scene<'_, '_>, token: usize) -> Option<usize> {
    scene
        .frames
        .get(frame_of(scene, token))
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

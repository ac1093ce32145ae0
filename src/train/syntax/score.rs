//! Scores on a held-out treebank, for the report of a training.

use crate::engine::syntax::{
    DependencyParser, DependencyTree, GoldSentence, ParserState, PartOfSpeechTagger, TaggerScratch,
};

/// Returns the accuracy of the tags (UPOS), of the heads (UAS) and of heads with relations (LAS), in percent.
pub(super) fn score_sentences(
    tagger: &PartOfSpeechTagger<'_>,
    parser: &DependencyParser<'_>,
    sentences: &[GoldSentence],
) -> String {
    let mut scratch = TaggerScratch::default();
    let (mut state, mut tree) = (ParserState::default(), DependencyTree::default());
    let (mut tags, mut counts) = (Vec::new(), [0_u32; 4]);
    for sentence in sentences {
        let forms: Vec<&str> = sentence
            .tokens
            .iter()
            .map(|token| token.form.as_str())
            .collect();
        tagger.tag(&forms, &mut scratch, &mut tags);
        parser.parse(scratch.words(), &tags, &mut state, &mut tree);
        for (index, (gold, tag)) in sentence.tokens.iter().zip(&tags).enumerate() {
            let has_head = tree.head(index).map_or(0, |head| head + 1) == gold.head;
            let is_right = [
                true,
                tag.universal() == gold.tag.universal(),
                has_head,
                has_head && tree.relation(index) == gold.relation,
            ];
            for (count, is_right) in counts.iter_mut().zip(is_right) {
                *count += u32::from(is_right);
            }
        }
    }
    let [n, tags, heads, relations] = counts.map(f64::from);
    let percent = |right: f64| 100.0 * right / n.max(1.0);
    format!(
        "UPOS {:.1} UAS {:.1} LAS {:.1}",
        percent(tags),
        percent(heads),
        percent(relations)
    )
}

//! The models that ship in the binary.

use std::io::Read;
use std::sync::OnceLock;

use flate2::read::GzDecoder;

use super::{DependencyParser, PartOfSpeechTagger, WordTag};
use crate::engine::lexeme::vocabulary::shipped_lexicon;

/// The length of the tagger's file in bytes.
const TAGGER_LEN: usize = include_bytes!("../../../assets/syntax/tagger.bin").len();
/// The weights of the tagger. They are the end of the file, so that its end is what must be aligned.
static TAGGER_FILE: EndAligned<
    { TAGGER_LEN.next_multiple_of(ROW_BYTES) - TAGGER_LEN },
    TAGGER_LEN,
> = EndAligned {
    _padding: [0; _],
    bytes: *include_bytes!("../../../assets/syntax/tagger.bin"),
};
/// The length of the weights of a feature. A row at a multiple of it lies in one cache line.
const ROW_BYTES: usize = 32;
const _: () = assert!(ROW_BYTES == WordTag::COUNT && align_of::<EndAligned<0, 0>>() == ROW_BYTES);

/// Bytes that end at a multiple of 32.
#[repr(C, align(32))]
struct EndAligned<const PADDING: usize, const LEN: usize> {
    _padding: [u8; PADDING],
    bytes: [u8; LEN],
}

/// The weights of the parser, in gzip: half as large, and unpacked only where a parse is asked for.
static PACKED_PARSER: &[u8] = include_bytes!("../../../assets/syntax/parser.bin.gz");
/// The maximum size of the unpacked weights, in bytes: more than a parser of any settings has.
const MAX_PARSER_BYTES: u64 = 16 << 20;

/// Returns the tagger that ships in the binary. A test proves that it can be read.
pub fn speech_tagger() -> Option<&'static PartOfSpeechTagger<'static>> {
    static TAGGER: OnceLock<Option<PartOfSpeechTagger<'static>>> = OnceLock::new();
    TAGGER
        .get_or_init(|| PartOfSpeechTagger::new(&TAGGER_FILE.bytes, shipped_lexicon()))
        .as_ref()
}

/// Returns the parser that ships in the binary. A test proves that it can be read.
pub fn dependency_parser() -> Option<&'static DependencyParser<'static>> {
    static PARSER: OnceLock<Option<DependencyParser<'static>>> = OnceLock::new();
    PARSER
        .get_or_init(|| DependencyParser::new(parser_bytes()?))
        .as_ref()
}

fn parser_bytes() -> Option<&'static [u8]> {
    static UNPACKED: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    let unpacked = UNPACKED.get_or_init(|| {
        let mut bytes = Vec::new();
        let mut packed = GzDecoder::new(PACKED_PARSER).take(MAX_PARSER_BYTES);
        packed.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    });
    unpacked.as_deref()
}

#[cfg(test)]
mod tests {
    use super::super::{DependencyTree, MAX_SENTENCE_TOKENS, ParserState, TaggerScratch};
    use super::*;

    /// Parses a sentence, and checks that the result is a tree: one root, heads in range, no circle.
    #[track_caller]
    fn parse_checked(tokens: &[&str]) -> (Vec<WordTag>, DependencyTree) {
        let tagger = speech_tagger().expect("the shipped tagger");
        let parser = dependency_parser().expect("the shipped parser");
        let (mut scratch, mut state) = (TaggerScratch::default(), ParserState::default());
        let (mut tags, mut tree) = (Vec::new(), DependencyTree::default());
        tagger.tag(tokens, &mut scratch, &mut tags);
        parser.parse(scratch.words(), &tags, &mut state, &mut tree);
        assert_eq!((tags.len(), tree.len()), (tokens.len(), tokens.len()));
        let n_roots = (0..tree.len()).filter(|token| tree.head(*token).is_none());
        assert_eq!(n_roots.count(), usize::from(!tokens.is_empty()));
        for start in 0..tree.len() {
            let mut at = Some(start);
            let mut n_steps = 0;
            while let Some(token) = at {
                assert!(token < tree.len() && n_steps <= tree.len(), "from {start}");
                at = tree.head(token);
                n_steps += 1;
            }
            assert_eq!(
                tree.head(start).is_none(),
                tree.relation(start).name() == "root"
            );
        }
        (tags, tree)
    }

    fn show_parse(sentence: &str) -> String {
        let tokens: Vec<&str> = sentence.split(' ').collect();
        let (tags, tree) = parse_checked(&tokens);
        let shown = tokens
            .iter()
            .zip(tags)
            .enumerate()
            .map(|(at, (token, tag))| {
                let head = tree.head(at).map_or("-", |head| tokens[head]);
                let (tag, relation) = (tag.universal().name(), tree.relation(at).name());
                format!("{token}/{tag}/{head}/{relation}")
            });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn no_row_of_the_tagger_lies_in_two_cache_lines() {
        assert_eq!(TAGGER_FILE.bytes.as_ptr_range().end.addr() % ROW_BYTES, 0);
    }

    #[test]
    fn plain_sentences_are_parsed() {
        assert_eq!(
            show_parse("The council of Harwick approved the loan ."),
            "The/DET/council/det council/NOUN/approved/nsubj of/ADP/Harwick/case Harwick/PROPN/council/nmod \
             approved/VERB/-/root the/DET/loan/det loan/NOUN/approved/obj ./PUNCT/approved/punct"
        );
        assert_eq!(
            show_parse("She said that the ferry would not sail ."),
            "She/PRON/said/nsubj said/VERB/-/root that/SCONJ/sail/mark the/DET/ferry/det ferry/NOUN/sail/nsubj \
             would/AUX/sail/aux not/PART/sail/advmod sail/VERB/said/ccomp ./PUNCT/said/punct"
        );
    }

    #[test]
    fn short_and_long_sentences_are_parsed() {
        let (tags, tree) = parse_checked(&[]);
        assert!(tags.is_empty() && tree.is_empty() && tree.root().is_none());
        let (_, tree) = parse_checked(&["Ferry"]);
        assert_eq!((tree.root(), tree.head(0)), (Some(0), None));
        let long: Vec<&str> = ["the", "ferry", "sails", ","]
            .into_iter()
            .cycle()
            .take(MAX_SENTENCE_TOKENS)
            .collect();
        parse_checked(&long);
    }

    #[test]
    fn a_longer_sentence_is_tagged_and_not_parsed() {
        let tokens = vec!["ferry"; MAX_SENTENCE_TOKENS + 1];
        let (mut scratch, mut state) = (TaggerScratch::default(), ParserState::default());
        let (mut tags, mut tree) = (Vec::new(), DependencyTree::default());
        let tagger = speech_tagger().expect("the shipped tagger");
        tagger.tag(&["A", "ferry"], &mut scratch, &mut tags);
        let parser = dependency_parser().expect("the shipped parser");
        parser.parse(scratch.words(), &tags, &mut state, &mut tree);
        assert_eq!(tree.len(), 2);
        tagger.tag(&tokens, &mut scratch, &mut tags);
        parser.parse(scratch.words(), &tags, &mut state, &mut tree);
        assert_eq!((tags.len(), tree.len()), (tokens.len(), 0));
    }

    #[test]
    fn missing_tags_are_no_reason_to_fail() {
        let mut scratch = TaggerScratch::default();
        let (mut state, mut tree) = (ParserState::default(), DependencyTree::default());
        speech_tagger().expect("the shipped tagger").tag(
            &["A", "ferry", "sails"],
            &mut scratch,
            &mut Vec::new(),
        );
        let parser = dependency_parser().expect("the shipped parser");
        parser.parse(scratch.words(), &[], &mut state, &mut tree);
        assert_eq!(tree.len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn any_tokens_give_a_tree_and_the_same_one_each_time(
            tokens in proptest::collection::vec("(said|the|and|,|that|to|was|Oslo|“|.{0,4}|[a-z]{1,9}|[0-9,]{1,4})", 0..40),
        ) {
            let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            proptest::prop_assert_eq!(parse_checked(&tokens), parse_checked(&tokens));
        }
    }
}

//! Reads treebanks in CoNLL-U, for training and scoring.

use super::{Relation, UniversalTag, WordTag};

/// The columns of a line in CoNLL-U.
const N_COLUMNS: usize = 10;

/// A token of a treebank with its annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldToken {
    /// The word as written.
    pub form: String,
    /// The part of speech.
    pub tag: WordTag,
    /// The number of the head among the sentence's tokens, from 1; 0 for the root.
    pub head: usize,
    /// The relation to the head.
    pub relation: Relation,
    /// Whether the next token follows without a space.
    pub is_joined_to_next: bool,
}

/// A sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldSentence {
    /// Its identifier, as the treebank has it; empty if it has none.
    pub id: String,
    /// Its tokens.
    pub tokens: Vec<GoldToken>,
}

/// The error for a treebank that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}; a token needs the ten columns of CoNLL-U")]
pub struct BadTreebank {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: &'static str,
}

/// Returns the sentences of a treebank.
///
/// The syntactic words count. The lines of multi-word tokens only say where there is no space; empty nodes are left out.
///
/// # Errors
///
/// [`BadTreebank`] for a line with too few columns, an unknown part of speech or relation, or a head outside the sentence.
pub fn parse_treebank(text: &str) -> Result<Vec<GoldSentence>, BadTreebank> {
    let mut reader = TreebankReader::default();
    for (line, content) in (1..).zip(text.lines()) {
        let result = reader.read_line(content.trim_end_matches('\r'));
        result.map_err(|why| BadTreebank { line, why })?;
    }
    let end = text.lines().count();
    let result = reader.end_sentence();
    result.map_err(|why| BadTreebank { line: end, why })?;
    Ok(reader.sentences)
}

#[derive(Default)]
struct TreebankReader {
    sentences: Vec<GoldSentence>,
    open: GoldSentence,
    /// The last word of the multi-word token that is open; its inner words follow each other without a space.
    last_joined: usize,
    /// Whether a space follows the open multi-word token.
    is_range_joined: bool,
}

impl TreebankReader {
    fn read_line(&mut self, line: &str) -> Result<(), &'static str> {
        if line.is_empty() {
            return self.end_sentence();
        }
        if let Some(comment) = line.strip_prefix('#') {
            if let Some((name, value)) = comment.split_once('=')
                && name.trim() == "sent_id"
            {
                value.trim().clone_into(&mut self.open.id);
            }
            return Ok(());
        }
        let mut columns = [""; N_COLUMNS];
        let mut n = 0;
        for (slot, column) in columns.iter_mut().zip(line.split('\t')) {
            *slot = column;
            n += 1;
        }
        if n < N_COLUMNS {
            return Err("it has too few columns");
        }
        self.read_token(&columns)
    }

    fn read_token(&mut self, columns: &[&str; N_COLUMNS]) -> Result<(), &'static str> {
        let [
            number,
            form,
            _,
            universal,
            penn,
            _,
            head,
            relation,
            _,
            other,
        ] = columns;
        let is_joined = other.split('|').any(|part| part == "SpaceAfter=No");
        if let Some((_, last)) = number.split_once('-') {
            self.last_joined = last.parse().map_err(|_| "its range is no range")?;
            self.is_range_joined = is_joined;
            return Ok(());
        }
        if number.contains('.') {
            return Ok(());
        }
        let universal = UniversalTag::from_name(universal).ok_or("its UPOS is unknown")?;
        let index = self.open.tokens.len() + 1;
        let is_joined_to_next = match index.cmp(&self.last_joined) {
            std::cmp::Ordering::Less => true,
            std::cmp::Ordering::Equal => self.is_range_joined,
            std::cmp::Ordering::Greater => is_joined,
        };
        self.open.tokens.push(GoldToken {
            form: (*form).to_owned(),
            tag: WordTag::from_treebank(universal, penn),
            head: head.parse().map_err(|_| "its head is no number")?,
            relation: Relation::from_name(relation).ok_or("its relation is unknown")?,
            is_joined_to_next,
        });
        Ok(())
    }

    fn end_sentence(&mut self) -> Result<(), &'static str> {
        let sentence = std::mem::take(&mut self.open);
        self.last_joined = 0;
        let n = sentence.tokens.len();
        if sentence.tokens.iter().any(|token| token.head > n) {
            return Err("the sentence before it has a head outside of it");
        }
        if n > 0 {
            self.sentences.push(sentence);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc\n# sent_id = port-1\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tdo\tdo\tAUX\tVB\t_\t0\troot\t_\t_\n\
        2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n2.1\tgo\tgo\tVERB\tVB\t_\t_\t_\t1:dep\t_\n3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n\n\
        1\tPorts\tport\tNOUN\tNNS\t_\t0\troot\t_\tSpaceAfter=No\n";

    #[test]
    fn syntactic_words_are_read() {
        let sentences = parse_treebank(SAMPLE).expect("valid");
        assert_eq!(sentences.len(), 2);
        let first = &sentences[0];
        assert_eq!(first.id, "port-1");
        let shown: Vec<_> = first
            .tokens
            .iter()
            .map(|token| {
                (
                    token.form.as_str(),
                    token.head,
                    token.relation.name(),
                    token.is_joined_to_next,
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("do", 0, "root", true),
                ("n't", 1, "advmod", true),
                (".", 1, "punct", false)
            ]
        );
        assert_eq!(first.tokens[0].tag, WordTag::BaseAuxiliary);
        assert!(sentences[1].tokens[0].is_joined_to_next);
    }

    #[test]
    fn windows_line_ends_and_a_missing_blank_line_are_fine() {
        let windows = SAMPLE.replace('\n', "\r\n");
        assert_eq!(parse_treebank(&windows), parse_treebank(SAMPLE));
        assert_eq!(parse_treebank(""), Ok(Vec::new()));
    }

    #[test]
    fn a_damaged_line_is_reported_by_its_number() {
        let damaged = |from: &str, to: &str| {
            let text = SAMPLE.replacen(from, to, 1);
            parse_treebank(&text).expect_err("damaged").to_string()
        };
        assert!(damaged("\tPUNCT\t", "\tPUN\t").starts_with("line 7: its UPOS is unknown;"));
        assert!(damaged("\tadvmod\t", "\tadverb\t").starts_with("line 5: its relation"));
        assert!(damaged("\t1\tadvmod", "\tone\tadvmod").starts_with("line 5: its head"));
        assert!(damaged("\t1\tadvmod", "\t7\tadvmod").contains("a head outside of it"));
        assert!(damaged("\t_\t_\n2\t", "\n2\t").starts_with("line 4: it has too few columns"));
        assert!(damaged("1-2\t", "1-x\t").starts_with("line 3: its range"));
    }
}

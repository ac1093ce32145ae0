//! Detects the language of a text: by function words, by script, and for other languages by letter statistics.
//!
//! One sentence is enough for a language with a list of function words. A line without any function word stays unknown
//! and is annotated as English, because headlines often have none.

use whatlang::{Lang, detect as guess};

use super::super::{Article, Language};
use super::function_words::{ForeignEvidence, WordEvidence, is_latin_letter, weigh_function_words};

/// The part of a text used for detection, in bytes. A longer sample hardly changes the result, and costs more than all
/// other work on a short article.
const SAMPLE_BYTES: usize = 1024;
/// The minimum weight of English function words, in tenths of a word, for a text to be certainly English.
const MIN_ENGLISH_WEIGHT: u32 = 20;
/// The minimum number of lower-case words for letter statistics. Shorter texts give unreliable results.
const MIN_STATISTICS_WORDS: usize = 8;
/// The maximum difference between the weights of two languages at which letter statistics choose between them, in
/// tenths of a word. Related languages such as Danish and Norwegian share most function words.
const MAX_WEIGHT_GAP: u32 = 10;
/// Letter statistics are used if the weight of English function words is below this number, in tenths of a word for
/// each ten words. English text has about four function words in ten words; a text in another language that quotes
/// English has far fewer.
const MAX_FOREIGN_ENGLISH_WEIGHT: u32 = 4;

/// The minimum length of a text whose detected language overrides the declared one, in bytes.
const MIN_CORRECTED_BYTES: usize = 300;

/// The languages of `whatlang` (ISO 639-3) with their ISO 639-1 codes.
#[rustfmt::skip]
const ISO_639_1_CODES: &[(Lang, &str)] = &[
    (Lang::Epo, "eo"), (Lang::Eng, "en"), (Lang::Rus, "ru"), (Lang::Cmn, "zh"), (Lang::Spa, "es"),
    (Lang::Por, "pt"), (Lang::Ita, "it"), (Lang::Ben, "bn"), (Lang::Fra, "fr"), (Lang::Deu, "de"),
    (Lang::Ukr, "uk"), (Lang::Kat, "ka"), (Lang::Ara, "ar"), (Lang::Hin, "hi"), (Lang::Jpn, "ja"),
    (Lang::Heb, "he"), (Lang::Yid, "yi"), (Lang::Pol, "pl"), (Lang::Amh, "am"), (Lang::Jav, "jv"),
    (Lang::Kor, "ko"), (Lang::Nob, "nb"), (Lang::Dan, "da"), (Lang::Swe, "sv"), (Lang::Fin, "fi"),
    (Lang::Tur, "tr"), (Lang::Nld, "nl"), (Lang::Hun, "hu"), (Lang::Ces, "cs"), (Lang::Ell, "el"),
    (Lang::Bul, "bg"), (Lang::Bel, "be"), (Lang::Mar, "mr"), (Lang::Kan, "kn"), (Lang::Ron, "ro"),
    (Lang::Slv, "sl"), (Lang::Hrv, "hr"), (Lang::Srp, "sr"), (Lang::Mkd, "mk"), (Lang::Lit, "lt"),
    (Lang::Lav, "lv"), (Lang::Est, "et"), (Lang::Tam, "ta"), (Lang::Vie, "vi"), (Lang::Urd, "ur"),
    (Lang::Tha, "th"), (Lang::Guj, "gu"), (Lang::Uzb, "uz"), (Lang::Pan, "pa"), (Lang::Aze, "az"),
    (Lang::Ind, "id"), (Lang::Tel, "te"), (Lang::Pes, "fa"), (Lang::Mal, "ml"), (Lang::Ori, "or"),
    (Lang::Mya, "my"), (Lang::Nep, "ne"), (Lang::Sin, "si"), (Lang::Khm, "km"), (Lang::Tuk, "tk"),
    (Lang::Aka, "ak"), (Lang::Zul, "zu"), (Lang::Sna, "sn"), (Lang::Afr, "af"), (Lang::Lat, "la"),
    (Lang::Slk, "sk"), (Lang::Cat, "ca"), (Lang::Tgl, "tl"), (Lang::Hye, "hy"), (Lang::Cym, "cy"),
];

/// Detects the language of a text; `None` if it is too short or the result is uncertain.
pub(super) fn detect_language(text: &str) -> Option<Language> {
    let end = (0..=SAMPLE_BYTES.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))?;
    let sample = text.get(..end)?;
    if !is_latin(sample) {
        return guess(sample).and_then(|info| language_of(info.lang()));
    }
    let evidence = weigh_function_words(sample);
    if let Some(best) = evidence.foreign.first() {
        return Language::from_tag(choose_foreign(sample, &evidence).unwrap_or(best.code));
    }
    let has_accents = evidence.english == 0 && evidence.n_accented > 0;
    if has_accents || !evidence.possible.is_empty() {
        let code = guess(sample).and_then(|info| code_of(info.lang()));
        let is_possible = |code: &&str| has_accents || evidence.possible.contains(code);
        if let Some(code) = code.filter(|code| *code != "en").filter(is_possible) {
            return Language::from_tag(code);
        }
    }
    if has_little_english(&evidence) {
        let info = guess(sample)?;
        // `is_reliable` alone rejects many short texts; a lower confidence accepts more wrong guesses.
        let is_sure = info.is_reliable() || info.confidence() > 0.5;
        return language_of(info.lang()).filter(|_| is_sure);
    }
    (evidence.english >= MIN_ENGLISH_WEIGHT).then_some(Language::ENGLISH)
}

/// Returns the language found by letter statistics, if the weight of its function words is close to the highest.
fn choose_foreign(sample: &str, evidence: &WordEvidence) -> Option<&'static str> {
    let (best, others) = evidence.foreign.split_first()?;
    let is_near = |found: &&ForeignEvidence| found.weight + MAX_WEIGHT_GAP >= best.weight;
    if !others.iter().any(|found| is_near(&found)) {
        return None;
    }
    let code = code_of(guess(sample)?.lang())?;
    let mut near = evidence.foreign.iter().filter(is_near);
    near.any(|found| found.code == code).then_some(code)
}

/// Returns whether a text is long enough to judge and has almost no English function words.
fn has_little_english(evidence: &WordEvidence) -> bool {
    let n_lower = u32::try_from(evidence.n_lower).unwrap_or(u32::MAX);
    evidence.n_lower >= MIN_STATISTICS_WORDS
        && evidence.english * 10 < n_lower.saturating_mul(MAX_FOREIGN_ENGLISH_WEIGHT)
}

/// Returns whether at least half of the letters are Latin.
fn is_latin(sample: &str) -> bool {
    let letters = sample.chars().filter(|c| c.is_alphabetic());
    let (mut n_letters, mut n_latin) = (0_usize, 0_usize);
    for c in letters {
        n_letters += 1;
        n_latin += usize::from(is_latin_letter(c));
    }
    n_latin * 2 >= n_letters
}

/// Returns the two-letter code of a language.
fn code_of(lang: Lang) -> Option<&'static str> {
    let (_, code) = ISO_639_1_CODES.iter().find(|(known, _)| *known == lang)?;
    Some(code)
}

fn language_of(lang: Lang) -> Option<Language> {
    code_of(lang).and_then(Language::from_tag)
}

/// Detects and stores the article's language, unless it is already known.
pub fn detect_article_language(article: &mut Article) {
    if article.about.language.is_none() {
        article.about.language = detect_language(article.text().as_str());
    }
}

/// Corrects the declared language of a page by its text: templates declare English on pages in other languages, or the
/// language of the site on pages in English. If neither language is English, the declared one is kept, because related
/// languages are hard to distinguish.
pub(super) fn correct_article_language(article: &mut Article) {
    let text = article.text().as_str();
    let Some(declared) = article
        .about
        .language
        .filter(|_| text.len() >= MIN_CORRECTED_BYTES)
    else {
        return;
    };
    let found = detect_language(text).filter(|found| *found != declared);
    if let Some(found) = found
        && (found == Language::ENGLISH || declared == Language::ENGLISH)
    {
        article.about.language = Some(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_language(text: &str, expected: Option<&str>) {
        let found = detect_language(text);
        assert_eq!(found.as_ref().map(Language::code), expected);
    }

    #[test]
    fn languages_are_told_apart() {
        check_language(
            "The minister said on Tuesday that the talks would go on for another week.",
            Some("en"),
        );
        check_language(
            "Die Ministerin sagte am Dienstag, die Gespräche würden noch eine Woche dauern.",
            Some("de"),
        );
        check_language(
            "大臣は火曜日、協議はあと一週間続くと述べた。関係者によると、両国は合意に近づいているという。",
            Some("ja"),
        );
    }

    #[test]
    fn english_is_seen_at_once_and_others_are_not_taken_for_it() {
        let english = "The keeper of the light was asked by the council for an account of the night, and of the fog that \
            was on the water; it is from his log, which has been kept with care, that they have the hour of the wreck.";
        check_language(english, Some("en"));
        let dutch = "De wachter van het licht werd door de raad gevraagd naar een verslag van de nacht, en van de mist die \
            op het water was; het is uit zijn logboek, dat met zorg is bijgehouden, dat zij het uur van de ramp hebben.";
        check_language(dutch, Some("nl"));
    }

    #[test]
    fn a_few_words_decide_nothing() {
        check_language("Hello there", None);
        check_language("", None);
    }

    const OPEN_ENGLISH: &str = include_str!("../../../tests/data/language/english.txt");
    const HELD_ENGLISH: &str = include_str!("../../../tests/data/language/english-held.txt");
    const OPEN_FOREIGN: &str = include_str!("../../../tests/data/language/foreign.tsv");
    const HELD_FOREIGN: &str = include_str!("../../../tests/data/language/foreign-held.tsv");

    /// Returns the lines that would not be annotated, with the language that was seen, and the number of all lines.
    fn taken_for_foreign(english: &str) -> (Vec<String>, usize) {
        let not_annotated = english.lines().filter_map(|line| {
            let found = detect_language(line).filter(|found| *found != Language::ENGLISH)?;
            Some(format!("{} {line}", found.code()))
        });
        (not_annotated.collect(), english.lines().count())
    }

    /// Returns the lines that would be annotated as English, those with another language than theirs, and the number of
    /// all lines.
    fn taken_for_english(foreign: &str) -> (Vec<&str>, Vec<String>, usize) {
        let (mut as_english, mut as_other) = (Vec::new(), Vec::new());
        for line in foreign.lines() {
            let (code, text) = line.split_once('\t').expect("a code and a text");
            match detect_language(text) {
                None | Some(Language::ENGLISH) => as_english.push(line),
                Some(found) if found.code() != code => {
                    as_other.push(format!("{} {line}", found.code()));
                }
                Some(_) => {}
            }
        }
        (as_english, as_other, foreign.lines().count())
    }

    #[test]
    fn single_lines_of_english_stay_english_with_foreign_names_in_them() {
        for set in [OPEN_ENGLISH, HELD_ENGLISH] {
            let (wrong, n_all) = taken_for_foreign(set);
            assert!(wrong.len() * 1000 <= n_all * 5, "of {n_all}: {wrong:#?}");
        }
    }

    #[test]
    fn single_sentences_of_other_languages_are_seen_as_such() {
        for set in [OPEN_FOREIGN, HELD_FOREIGN] {
            let (as_english, as_other, n_all) = taken_for_english(set);
            assert!(
                as_english.len() * 100 <= n_all * 5,
                "of {n_all}: {as_english:#?}"
            );
            assert!(
                as_other.len() * 100 <= n_all * 10,
                "of {n_all}: {as_other:#?}"
            );
        }
    }
}

//! Language detection.

use whatlang::{Lang, detect as guess};

use super::super::{Article, Language};

/// The part of a text used for detection, in bytes. A longer sample hardly changes the result, and costs more than all
/// other work on a short article.
const SAMPLE_BYTES: usize = 1024;
/// Function words of English.
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "that", "is", "was", "with", "for", "which", "have", "has", "from", "by",
    "his", "they", "this", "were", "been", "their", "would",
];
/// The minimum share of these words in English text, in percent. A lower share accepts other languages that quote
/// English; a higher one sends more texts to the slower detection.
const MIN_ENGLISH_PERCENT: usize = 14;
/// The minimum number of words for that share to be meaningful.
const MIN_SAMPLE_WORDS: usize = 40;
/// The minimum length of a text for detection, in characters. Shorter texts give unreliable results.
const MIN_SAMPLE_CHARS: usize = 40;

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
    if sample.chars().take(MIN_SAMPLE_CHARS).count() < MIN_SAMPLE_CHARS {
        return None;
    }
    if is_english(sample) {
        return Some(Language::ENGLISH);
    }
    let info = guess(sample)?;
    // `is_reliable` alone rejects many short texts; a lower confidence accepts more wrong guesses.
    let is_sure = info.is_reliable() || info.confidence() > 0.5;
    let (_, code) = ISO_639_1_CODES
        .iter()
        .find(|(lang, _)| *lang == info.lang())?;
    Language::from_tag(code).filter(|_| is_sure)
}

/// Sets the article's language by detection, unless it is known.
pub fn detect_article_language(article: &mut Article) {
    if article.about.language.is_none() {
        article.about.language = detect_language(article.text().as_str());
    }
}

/// Returns whether a text is certainly English. Most are, and this check is much cheaper than full detection.
fn is_english(sample: &str) -> bool {
    let (mut n_words, mut n_english) = (0, 0);
    for word in sample
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        n_words += 1;
        n_english += usize::from(
            ENGLISH_FUNCTION_WORDS
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word)),
        );
    }
    n_words >= MIN_SAMPLE_WORDS && n_english * 100 >= n_words * MIN_ENGLISH_PERCENT
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
        assert!(is_english(english));
        check_language(english, Some("en"));
        let dutch = "De wachter van het licht werd door de raad gevraagd naar een verslag van de nacht, en van de mist die \
            op het water was; het is uit zijn logboek, dat met zorg is bijgehouden, dat zij het uur van de ramp hebben.";
        assert!(!is_english(dutch));
        check_language(dutch, Some("nl"));
    }

    #[test]
    fn a_few_words_decide_nothing() {
        check_language("Hello there", None);
        check_language("", None);
    }
}

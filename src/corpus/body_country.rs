//! Determines the country of an organization that exists in every country, such as "Foreign Ministry" or "Labour
//! Party".

use super::folded::fold_name;
use super::gazetteer::gazetteer;
use super::mention_use::MentionPlace;

/// The maximum number of words before the name in which the country is searched: "Israel's opposition Labour Party".
const MAX_WORDS_BACK: usize = 3;

/// The name of an organization that exists in every country, split into country and rest.
pub(super) struct CommonBody {
    /// The name without the country, in the form of `fold_name`: "foreign ministry".
    pub(super) name: String,
    /// The country in the name itself: "Reserve Bank of India".
    pub(super) country: Option<String>,
}

/// Returns the name split into country and rest if all words of the rest are words for organizations that every country
/// has; otherwise `None`.
pub(super) fn common_body(name: &str) -> Option<CommonBody> {
    let lists = gazetteer();
    let folded = fold_name(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut country = None;
    let mut left = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let two = words.get(at + 1).map(|next| format!("{word} {next}"));
        let one = || {
            lists
                .adjectives
                .get(*word)
                .or_else(|| lists.countries.get(*word))
        };
        let of_two = two.and_then(|two| {
            let found = lists
                .adjectives
                .get(&two)
                .or_else(|| lists.countries.get(&two));
            found.map(|found| (found, 2))
        });
        if let Some((found, n)) = of_two.or_else(|| one().map(|found| (found, 1))) {
            country.get_or_insert_with(|| found.clone());
            at += n;
            continue;
        }
        left.push(*word);
        at += 1;
    }
    while left.last().is_some_and(|word| lists.is_word("link", word)) {
        left.pop();
    }
    // "Labour" is the Labour Party.
    if left.len() > 1 && left.last().is_some_and(|word| lists.is_word("party", word)) {
        left.pop();
    }
    let is_common = !left.is_empty() && left.iter().all(|word| lists.is_word("generic", word));
    is_common.then(|| CommonBody {
        name: left.join(" "),
        country,
    })
}

/// Returns the country named directly before the organization's name.
pub(super) fn country_before(place: &MentionPlace<'_>) -> Option<String> {
    let lists = gazetteer();
    let words = place.words_before();
    let near = words.iter().rev().take(MAX_WORDS_BACK);
    let own = near.filter_map(|word| {
        let named = lists
            .adjectives
            .get(word)
            .or_else(|| lists.countries.get(word));
        // "Iran's" is folded to "irans".
        named.or_else(|| lists.countries.get(word.strip_suffix('s')?))
    });
    own.map(String::clone).next()
}

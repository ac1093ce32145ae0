//! Sentences with the entities that the whole engine finds in them, and properties of any text.

use proptest::prelude::*;

use crate::annotation::{AnnotationKind, Annotations};
use crate::article::{Article, ArticleMetadata};
use crate::engine::Engine;

fn annotate_text(text: &str) -> (Article, Annotations) {
    let article = Article::verbatim(text, ArticleMetadata::default()).expect("short");
    let (engine, _) = Engine::new(&[]).expect("an engine");
    let found = engine.annotate(&article);
    (article, found)
}

/// Returns for each entity its mentions as written, pronouns left out, joined by " = ".
fn list_chains(text: &str) -> Vec<String> {
    let (article, found) = annotate_text(text);
    let mentions = |id| {
        let items = found.items().iter();
        let ranges = items.filter_map(move |item| match &item.kind {
            AnnotationKind::Mention(mention) if mention.entity == id => Some(item.range),
            _ => None,
        });
        let words: Vec<_> = ranges.map(|range| article.text().slice(range)).collect();
        words.join(" = ")
    };
    found
        .entities()
        .iter()
        .map(|entity| mentions(entity.id))
        .collect()
}

/// Checks that the text has a chain of mentions.
#[track_caller]
fn check_chain(text: &str, expected: &str) {
    let found = list_chains(text);
    assert!(found.iter().any(|chain| chain == expected), "{found:#?}");
}

/// Checks that no entity of the text has these mentions together.
#[track_caller]
fn check_apart(text: &str, one: &str, other: &str) {
    for chain in list_chains(text) {
        let mentions: Vec<_> = chain.split(" = ").collect();
        assert!(
            !(mentions.contains(&one) && mentions.contains(&other)),
            "{chain}"
        );
    }
}

#[test]
fn names_that_the_model_missed_or_cut_are_tied() {
    check_chain(
        "Kaguya-3 lost its way. Whitfield has followed Kaguya-3 since 2018.",
        "Kaguya-3 = Kaguya-3",
    );
    check_chain(
        "Cobalt Airways cut ten routes. Nobody knows why Cobalt did so.",
        "Cobalt Airways = Cobalt",
    );
    check_chain(
        "The vaccine was made by Lumivax, a firm in Basel. She led the trials for Lumivax.",
        "Lumivax = Lumivax",
    );
    check_chain(
        "Northgate United are level with Dynamo Harwell. Harwell play on Sunday.",
        "Dynamo Harwell = Harwell",
    );
    check_chain(
        "She was born in Dearborn, Mich., in 1950. Michigan is cold.",
        "Mich. = Michigan",
    );
    check_chain(
        "The Japan Aerospace Exploration Agency lost two probes. JAXA will build a third.",
        "Japan Aerospace Exploration Agency = JAXA",
    );
}

#[test]
fn names_of_two_things_stay_apart() {
    check_apart(
        "Halden AG has a plant in Halden, a town of 9,000 people.",
        "Halden AG",
        "Halden",
    );
    check_apart(
        "A fire broke out in Oklahoma City on Monday. Oklahoma is dry.",
        "Oklahoma City",
        "Oklahoma",
    );
    check_apart(
        "John Smith and Jane Smith met in Leeds. Ms. Smith left early.",
        "John Smith",
        "Smith",
    );
    check_apart(
        "Deutsche Bank and Deutsche Telekom fell on Monday.",
        "Deutsche Bank",
        "Deutsche Telekom",
    );
}

#[test]
fn a_role_means_the_only_one_of_that_role() {
    check_chain(
        "The Bank of England cut rates on Thursday. The bank said that prices would fall.",
        "Bank of England = The bank",
    );
    check_chain(
        "The environment secretary, Priya Raman, left. The secretary said little.",
        "Priya Raman = The secretary",
    );
    check_chain(
        "BRUSSELS - A translator who leaked the minutes lost her job on Friday.\n\nLiesbeth Van den Broeck, 52, said \
         that she was proud.\n\nThe translator speaks nine languages.",
        "Liesbeth Van den Broeck = The translator",
    );
    check_apart(
        "President Joe Biden met President Emmanuel Macron. The president said no.",
        "Joe Biden",
        "The president",
    );
}

#[test]
fn unnamed_people_and_credits_are_no_entities() {
    for text in [
        "Another resident said that the smell was bad.",
        "A spokesman declined to comment, and the mayor laughed.",
        "A woman told the officer that her husband was asleep.",
    ] {
        assert_eq!(list_chains(text), Vec::<String>::new(), "{text}");
    }
    let found = list_chains("CUSCO, Peru (AP) - A hillside slid onto a village on Sunday.");
    assert!(!found.iter().any(|chain| chain == "AP"), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn mentions_lie_in_the_text_and_are_the_same_each_time(
        text in r"(Halden |Halden AG |AG |Co\. |Mich\. |\(AP\) - |Tennis Australia |J\.K\. |Ashdown |French-German |Mr\. |the company |The bank |said |and |of |& |, |\. |\n\n|Carver & Stone |Kaguya-3 |\PC){0,40}"
    ) {
        let (article, found) = annotate_text(&text);
        let mut last = 0;
        for item in found.items() {
            let AnnotationKind::Mention(mention) = &item.kind else { continue };
            let range = item.range.indices();
            prop_assert!(range.end <= article.text().as_str().len() && range.start >= last);
            prop_assert!((mention.entity.0 as usize) < found.entities().len());
            last = range.start;
        }
        let (_, again) = annotate_text(&text);
        prop_assert_eq!(found.items().len(), again.items().len());
    }
}

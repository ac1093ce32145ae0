//! Words of closed classes, and a few open ones that the grammar of quoting turns on.

use crate::engine::syntax::part_of_speech::PosTag;

/// Tags with their words, parted by spaces. A later line wins.
pub(in crate::engine) const WORDS: &[(PosTag, &str)] = &[
    (
        PosTag::Pronoun,
        "he she they we i you it one everyone everybody someone somebody nobody anyone anybody none others both those these this that's",
    ),
    (
        PosTag::Object,
        "him them us me himself herself themselves itself myself ourselves yourself",
    ),
    (PosTag::Possessive, "his her their our my your its 's '"),
    (
        PosTag::Determiner,
        "the a an this that these those some any each every no another either neither all many most several few such",
    ),
    (
        PosTag::Number,
        "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion",
    ),
    (
        PosTag::Preposition,
        "of in for on with at by from about into over under after before between against during without through \
        within among along across behind beyond near since toward towards upon like despite regarding concerning amid around above \
        below beneath beside besides inside outside off onto per throughout via versus than until till as unlike alongside",
    ),
    (PosTag::To, "to"),
    (PosTag::And, "and or but nor yet & plus"),
    (
        PosTag::Subordinator,
        "if because while although though whether unless whereas when where why how so once lest",
    ),
    (
        PosTag::Relative,
        "who whose which whom what whoever whatever",
    ),
    (PosTag::That, "that"),
    (PosTag::Not, "not n't never"),
    (
        PosTag::Modal,
        "will would can could may might must shall should 'll 'd cannot can't won't wouldn't couldn't shouldn't mightn't mustn't",
    ),
    (
        PosTag::Be,
        "is are was were am be been being 're 'm isn't aren't wasn't weren't ain't",
    ),
    (
        PosTag::Have,
        "has have had having 've hasn't haven't hadn't",
    ),
    (PosTag::Do, "do does did don't doesn't didn't"),
    (
        PosTag::Adverb,
        "also now then just still again soon later earlier already always often even only once twice here there too very \
        more less most rather quite perhaps maybe instead however meanwhile moreover yesterday today tomorrow tonight ever away \
        almost further nonetheless nevertheless afterward afterwards thus hence else together sometimes yes well out up down back",
    ),
    (
        PosTag::Time,
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september \
        october november december mon tue wed thu fri sat sun jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. \
        morning afternoon evening night week month year day weekend yesterday today tomorrow tonight",
    ),
    (
        PosTag::Title,
        "mr mr. mrs mrs. ms ms. dr dr. sen sen. rep rep. gov gov. gen gen. prof prof. lt lt. sgt sgt. capt capt. col col. \
        rev rev. sir lord lady dame president senator governor minister professor doctor judge justice chancellor secretary \
        congressman congresswoman mayor king queen prince princess pope cardinal bishop archbishop general colonel captain sergeant \
        major lieutenant officer detective sheriff chief chairman chairwoman chair director spokesman spokeswoman spokesperson \
        candidate leader representative delegate ambassador premier strategist analyst author actor actress coach manager \
        columnist reporter correspondent host billionaire republican democrat democratic businessman lawyer attorney economist",
    ),
    (
        PosTag::Adjective,
        "so-called self-described self-styled would-be",
    ),
    (PosTag::Comma, ","),
    (PosTag::Colon, ":"),
    (PosTag::Semicolon, ";"),
    (PosTag::Stop, ". ? ! … ... .... ?! !! ??"),
    (PosTag::Dash, "- -- --- – — ―"),
    (PosTag::Open, "( ["),
    (PosTag::Close, ") ]"),
];

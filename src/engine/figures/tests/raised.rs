//! Cases of raised digits: powers of ten, marks of notes, squares.

use super::{check, silent};

#[test]
fn raised_digits_are_powers_or_marks_of_notes() {
    check(
        "The probe sent 3 × 10⁶ pulses.",
        &["3 × 10⁶ pulses: count 3000000 pulses"],
    );
    check(
        "It weighs 4.2x10^5 kg.",
        &["4.2x10^5 kg: quantity 420000 kilogram"],
    );
    check(
        "Some 1,200³ people fled.",
        &["1,200³ people: count 1200 people approx"],
    );
    check(
        "Two plots of 30 m² burned.",
        &[
            "Two plots: count 2 plots",
            "30 m²: quantity 30 square metre",
        ],
    );
    check(
        "Earlier studies [3, 7–9] found 40 birds.",
        &["40 birds: count 40 birds"],
    );
    silent("The claim was withdrawn.[12] Nobody paid.");
    silent("Some hold 10⁹⁰ to be the end.");
}

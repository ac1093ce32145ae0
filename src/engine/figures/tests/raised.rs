//! Cases of raised digits: powers of ten, marks of notes, squares.

use super::{assert_figures, assert_no_figures};

#[test]
fn raised_digits_are_powers_or_marks_of_notes() {
    assert_figures(
        "The probe sent 3 × 10⁶ pulses.",
        &["3 × 10⁶ pulses: count 3000000 pulses"],
    );
    assert_figures(
        "It weighs 4.2x10^5 kg.",
        &["4.2x10^5 kg: quantity 420000 kilogram"],
    );
    assert_figures(
        "Some 1,200³ people fled.",
        &["1,200³ people: count 1200 people approx"],
    );
    assert_figures(
        "Two plots of 30 m² burned.",
        &[
            "Two plots: count 2 plots",
            "30 m²: quantity 30 square metre",
        ],
    );
    assert_figures(
        "Earlier studies [3, 7–9] found 40 birds.",
        &["40 birds: count 40 birds"],
    );
    assert_no_figures("The claim was withdrawn.[12] Nobody paid.");
    assert_no_figures("Some hold 10⁹⁰ to be the end.");
}

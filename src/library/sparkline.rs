//! Numbers as a row of bars.

/// The bars of a sparkline, from few to many.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns a bar for each number, as high as its share of the largest. Weeks without a mention have none.
pub fn sparkline(numbers: &[u32]) -> String {
    let most = numbers.iter().copied().max().map_or(1, |most| most.max(1));
    let bar = |n: u32| {
        let step = usize::try_from(u64::from(n) * 8 / u64::from(most)).map_or(8, |step| step);
        BARS.get(step.clamp(1, 8) - 1).copied()
    };
    let bars = numbers
        .iter()
        .map(|n| if *n == 0 { Some(' ') } else { bar(*n) });
    bars.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sparkline_has_a_bar_for_each_week_with_mentions() {
        assert_eq!(sparkline(&[0, 1, 4, 8]), " ▁▄█");
        assert_eq!(sparkline(&[]), "");
    }
}

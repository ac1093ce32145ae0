//! CPU of the processes that a benchmark starts, for those that measure the program from outside.

use std::fs;

/// How many ticks Linux counts a second.
const TICKS: f64 = 100.0;

/// Returns how many seconds of CPU the processes took that this one started, and the system for them.
pub(crate) fn children_cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    let (_, fields) = stat.rsplit_once(") ").expect("the name of the program");
    // Fields 16 and 17 of the line, which has two before the name's end.
    let ticks = fields.split(' ').skip(13).take(2);
    ticks
        .map(|n| n.parse::<f64>().expect("a number"))
        .sum::<f64>()
        / TICKS
}

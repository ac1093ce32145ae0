//! CPU time of child processes, for benchmarks that measure the program from outside.

use std::fs;

/// Clock ticks per second in `/proc` on Linux (`USER_HZ`).
const TICKS: f64 = 100.0;

/// Returns the CPU time of all finished child processes, user and system together, in seconds.
pub(crate) fn children_cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("Linux");
    let (_, fields) = stat.rsplit_once(") ").expect("the name of the program");
    // `cutime` and `cstime`, fields 16 and 17 of the line. The first two fields end with the name in parentheses.
    let ticks = fields.split(' ').skip(13).take(2);
    ticks
        .map(|n| n.parse::<f64>().expect("a number"))
        .sum::<f64>()
        / TICKS
}

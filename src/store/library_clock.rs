//! The library's clock: it counts only time that plausibly passed, so that retention does not depend on a machine clock
//! that jumps.
//!
//! [`LibraryClock::counted`] advances with the machine's clock in steps of at most a day. A larger step, in either
//! direction, may be a jump, and is not counted. It is counted later if the clock was right before and after it:
//! servers confirm that by the dates of their responses. `entry.dropped` is in counted seconds.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Library, StoreError};

/// The key of the clock in the table `state`.
const STATE_KEY: &str = "clock";
/// The largest step between two uses of the library that is counted without confirmation, in seconds: a day, because
/// retention is counted in days.
const MAX_STEP_SECONDS: i64 = 24 * 3600;

/// The state of the clock. All times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LibraryClock {
    /// The machine's clock when the library was last used.
    wall: i64,
    /// The counted time at that moment.
    counted: i64,
    /// The machine's clock at the base: the last confirmation, or the beginning.
    base_wall: i64,
    /// The counted time at the base.
    base_counted: i64,
    /// Whether the machine's clock was confirmed at the base.
    is_confirmed: bool,
}

impl LibraryClock {
    fn starting_at(wall: i64) -> Self {
        Self {
            wall,
            counted: wall,
            base_wall: wall,
            base_counted: wall,
            is_confirmed: false,
        }
    }

    /// Reads the clock and advances it to `now`. Does not store it.
    pub(super) fn read(library: &Connection, now: Timestamp) -> Result<Self, StoreError> {
        let stored = library
            .prepare_cached("SELECT value FROM state WHERE key = ?1")?
            .query_row([STATE_KEY], |row| row.get::<_, String>(0))
            .optional()?;
        let clock = match stored.as_deref().and_then(Self::parse) {
            Some(clock) => clock,
            // A library of an earlier version: it was last used when its feeds were last checked.
            None => Self::starting_at(
                library
                    .query_row("SELECT max(checked) FROM feed", [], |row| {
                        row.get::<_, Option<i64>>(0)
                    })?
                    .unwrap_or(now.as_second()),
            ),
        };
        Ok(clock.advance_to(now.as_second()))
    }

    /// Stores the clock.
    pub(super) fn write(self, library: &Connection) -> Result<(), StoreError> {
        library
            .prepare_cached("INSERT OR REPLACE INTO state (key, value) VALUES (?1, ?2)")?
            .execute(params![STATE_KEY, self.format()])?;
        Ok(())
    }

    /// Returns the counted time.
    pub(super) fn counted(self) -> i64 {
        self.counted
    }

    /// Returns the seconds that passed by the machine's clock since the base and are not counted; 0 if they are less
    /// than a day.
    pub(super) fn uncounted(self) -> i64 {
        let passed = self.wall.saturating_sub(self.base_wall);
        let counted = self.counted.saturating_sub(self.base_counted);
        let uncounted = passed.saturating_sub(counted);
        if uncounted > MAX_STEP_SECONDS {
            uncounted
        } else {
            0
        }
    }

    fn parse(stored: &str) -> Option<Self> {
        let mut numbers = stored.split(' ').map(str::parse::<i64>);
        let mut next = || numbers.next()?.ok();
        Some(Self {
            wall: next()?,
            counted: next()?,
            base_wall: next()?,
            base_counted: next()?,
            is_confirmed: next()? != 0,
        })
    }

    fn format(self) -> String {
        let Self {
            wall,
            counted,
            base_wall,
            base_counted,
            is_confirmed,
        } = self;
        let is_confirmed = u8::from(is_confirmed);
        format!("{wall} {counted} {base_wall} {base_counted} {is_confirmed}")
    }

    fn advance_to(mut self, wall: i64) -> Self {
        let step = wall.saturating_sub(self.wall);
        // Small steps back are counted too, so that they cancel out with those forth.
        if step.abs() <= MAX_STEP_SECONDS {
            self.counted = self.counted.saturating_add(step);
        }
        self.wall = wall;
        self
    }

    /// Returns the clock with its base set to the present.
    fn rebase(mut self) -> Self {
        self.base_wall = self.wall;
        self.base_counted = self.counted;
        self.is_confirmed = true;
        // Times noted after the confirmation are later than the base.
        self.counted = self.counted.saturating_add(1);
        self
    }
}

impl Library {
    /// Records that servers confirm the machine's clock. All time since the last confirmation is then counted.
    pub fn confirm_clock(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.write_transaction(|library| {
            let mut clock = LibraryClock::read(library, now)?;
            let passed = clock.wall.saturating_sub(clock.base_wall);
            if clock.is_confirmed && passed >= 0 {
                let missed = clock.uncounted();
                clock.counted = clock.base_counted.saturating_add(passed);
                if missed > 0 {
                    // How long ago these entries were dropped is not known: the clock may have been wrong then.
                    library.execute(
                        "UPDATE entry SET dropped = ?2 WHERE dropped > ?1",
                        [clock.base_counted, clock.counted],
                    )?;
                }
            }
            clock.rebase().write(library)
        })
    }

    /// Counts all time since the last confirmation because the user says that the machine's clock is right.
    pub fn trust_clock(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.write_transaction(|library| {
            let mut clock = LibraryClock::read(library, now)?;
            clock.counted = clock.counted.saturating_add(clock.uncounted());
            clock.rebase().write(library)
        })
    }
}

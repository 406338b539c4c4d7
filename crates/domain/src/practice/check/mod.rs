//! What a practice must be beyond its shape, all of it looked at in one go.

mod people;
mod services;
mod tenant;
mod texts;
mod wrong;

use std::collections::HashSet;
use std::hash::Hash;

pub use self::wrong::{Found, Wrong};
use super::Practice;
use super::hours::Hours;

/// Everything that is wrong with a practice.
pub(super) fn practice(practice: &Practice) -> Vec<Found> {
    let mut findings = Findings(Vec::new());
    tenant::check(&practice.tenant, &mut findings);
    people::check(practice, &mut findings);
    services::check(practice, &mut findings);
    findings.0
}

/// What has been found so far.
struct Findings(Vec<Found>);

impl Findings {
    fn add(&mut self, field: impl Into<String>, wrong: Wrong) {
        self.0.push(Found { field: field.into(), wrong });
    }

    /// Refuses what an earlier entry of a list is already called.
    fn unique<T: Hash + Eq>(&mut self, entries: impl IntoIterator<Item = (String, T)>, what: &'static str) {
        let mut seen = HashSet::new();
        for (field, entry) in entries {
            if !seen.insert(entry) {
                self.add(field, Wrong::Twice(what));
            }
        }
    }

    /// Refuses a number outside its range, both ends allowed.
    fn within(&mut self, field: String, value: u32, range: std::ops::RangeInclusive<u32>) {
        if !range.contains(&value) {
            self.add(field, Wrong::Outside { value, least: *range.start(), most: *range.end() });
        }
    }

    /// Refuses stretches of a day that overlap or are out of order.
    fn in_order(&mut self, field: &str, day: &[Hours]) {
        for (place, pair) in day.windows(2).enumerate() {
            let (before, this) = (pair[0], pair[1]);
            if this.start < before.end {
                let wrong = if this.end <= before.start { Wrong::Before } else { Wrong::Overlaps };
                self.add(format!("{field}[{}]", place + 1), wrong(this, before));
            }
        }
    }
}

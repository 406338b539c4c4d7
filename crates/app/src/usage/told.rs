//! What is told of what a practice uses: to its staff, to its programs, and to the operator.

use domain::quota::{Counted, Limit, is_scarce};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::days::{Days, number, numbered};
use super::{Allowed, allowed, sql, sum};
use crate::calls;
use crate::db::{DbError, Tx, args};
use crate::tenants::Standing;

/// How many days are told of.
pub const SHOWN: u32 = 30;

/// How a practice stands, and what it uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Whether its line is open.
    pub standing: Standing,
    /// What it uses of each, in the order of [`Limit::ALL`].
    pub uses: [Use; 5],
}

/// What a practice uses of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// What is limited.
    pub limit: Limit,
    /// How many there are, or were in this period; nothing of what isn't counted.
    pub used: Option<u64>,
    /// How many there may be; nothing when there may be as many as one likes.
    pub most: Option<u32>,
    /// How many days of the period are left, today among them; nothing of what isn't counted by days.
    pub days_left: Option<u8>,
}

impl Use {
    /// Whether so much of it is used that the practice should know.
    pub fn is_scarce(&self) -> bool {
        self.used.zip(self.most).is_some_and(|(used, most)| is_scarce(used, most))
    }
}

/// What was used on one day, in the order of [`Counted::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// How many of each.
    pub counts: [u64; 3],
}

/// How the practice stands, and what it uses.
pub async fn usage(tx: &mut Tx, zone: &TimeZone) -> Result<Usage, DbError> {
    let Allowed { standing, quota } = allowed(tx).await?;
    let days = Days::at(tx.now(), zone);
    let mut uses = Limit::ALL.map(|limit| Use { limit, used: None, most: quota.of(limit), days_left: None });
    for one in &mut uses {
        if let Some(counted) = Counted::ALL.into_iter().find(|counted| counted.limit() == one.limit) {
            one.used = Some(sum(tx, days, counted).await?);
            one.days_left = Some(days.days_left(counted.period()));
        } else if one.limit == Limit::CallsAtOnce {
            one.used = Some(calls::how_many_run(tx).await?.into());
        }
    }
    Ok(Usage { standing, uses })
}

/// What was used on each of the last days on which anything was, the latest first.
pub async fn lately(tx: &mut Tx, zone: &TimeZone) -> Result<Vec<Day>, DbError> {
    let first = number(Days::at(tx.now(), zone).today) - i64::from(SHOWN) + 1;
    let counts = tx.all(&sql::SINCE, args![first], |row| {
        let day = numbered(row.get(0)?).ok_or_else(|| row.wrong(0))?;
        let counted = Counted::from_name(&row.get::<String>(1)?).ok_or_else(|| row.wrong(1))?;
        Ok((day, counted, row.get::<i64>(2)?.unsigned_abs()))
    });
    let mut days: Vec<Day> = Vec::new();
    for (day, counted, count) in counts.await? {
        if days.last().is_none_or(|last| last.day != day) {
            days.push(Day { day, counts: [0; 3] });
        }
        if let Some(last) = days.last_mut() {
            let places = last.counts.iter_mut().zip(Counted::ALL);
            places.filter(|(_, place)| *place == counted).for_each(|(sum, _)| *sum += count);
        }
    }
    Ok(days)
}

//! What was booked: less three years ago, and full days around today.

use app::booking::{self, BookingError, blocks};
use app::db::Engine;
use app::patients::Stated;
use domain::Span;
use domain::availability::{Asked, Slot, place};
use domain::ids::{CallId, Minted as _, ResourceId};
use domain::permission::Actor;
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::{BY, Fill, Outcome, PATIENTS, PRACTITIONERS, names};
use crate::raw;

/// How many appointments there are.
const APPOINTMENTS: usize = 100_000;

/// How many of them were booked in the last days, so that their patients are written to.
const LATELY: usize = 3_000;

/// How many are booked in one transaction.
const AT_ONCE: usize = 200;

/// The starts of a day, every twenty minutes from eight.
const STARTS: usize = 30;

/// How many of them are booked around today, and on an ordinary day of the past three years.
const FULL: usize = 27;
const ORDINARY: usize = 9;

/// Days from today in which days are full.
const AROUND: std::ops::RangeInclusive<i32> = -45..=60;

/// An appointment to be made: on which day, of whom, at which start.
struct Booked {
    day: Date,
    who: usize,
    start: usize,
}

impl Fill<'_> {
    /// Every appointment but the last ones, the oldest first; what is over took place.
    pub(super) async fn past_and_coming(&self) -> Outcome<()> {
        let all = self.all()?;
        let days_before = SignedDuration::from_hours(24 * 5);
        self.book(&all[..all.len() - LATELY], 0, days_before).await?;
        self.took_place().await
    }

    /// What is over took place, or nobody came.
    async fn took_place(&self) -> Outcome<()> {
        let now = match self.db.engine() {
            Engine::Sqlite => self.now.as_microsecond().to_string(),
            Engine::Postgres => format!("'{}'", self.now),
        };
        let over = format!(
            "UPDATE appointment SET status = CASE service_id WHEN 'suivi' THEN 'no_show' ELSE 'fulfilled' END
             WHERE status = 'booked' AND ends < {now}"
        );
        raw::run(self.url, &over).await
    }

    /// The last ones, booked since yesterday; some time that is kept free.
    pub(super) async fn lately(&self) -> Outcome<()> {
        let all = self.all()?;
        let first = all.len() - LATELY;
        self.book(&all[first..], first, SignedDuration::ZERO).await?;
        let mut tx = self.db.write(self.tenant, self.now).await?;
        for n in 0..200_usize {
            let day = self.day(i32::try_from(n)? / 4 + 1)?;
            let span = Span::new(self.at(day, STARTS)?, self.at(day, STARTS + 3)?).ok_or("an hour")?;
            let who = who(n % PRACTITIONERS)?;
            blocks::block(&mut tx, &self.practice, &who, span, Some(domain::Pii::new("Visite".into())), &BY)
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// All of them, by their days.
    fn all(&self) -> Outcome<Vec<Booked>> {
        let (mut all, mut back) = (Vec::with_capacity(APPOINTMENTS), *AROUND.end());
        while all.len() < APPOINTMENTS {
            let day = self.day(back)?;
            let booked = if AROUND.contains(&back) { FULL } else { ORDINARY };
            let whose = (0..PRACTITIONERS).filter(|_| day.weekday() != Weekday::Sunday);
            // Fewer have their starts where they fell.
            let start =
                |n: usize| if booked == FULL { n } else { n * 3 + usize::from(day.day().unsigned_abs()) % 3 };
            all.extend(whose.flat_map(|who| (0..booked).map(move |n| Booked { day, who, start: start(n) })));
            back -= 1;
        }
        all.truncate(APPOINTMENTS);
        all.reverse();
        Ok(all)
    }

    /// Books them, each so long before its day; at the latest now.
    async fn book(&self, all: &[Booked], first: usize, before: SignedDuration) -> Outcome<()> {
        let latest = self.now.checked_sub(SignedDuration::from_mins(1))?;
        for (at, chunk) in all.chunks(AT_ONCE).enumerate() {
            // Some are booked weeks before the others.
            let weeks = SignedDuration::from_hours(24 * 7 * i64::try_from(at % 8)?);
            let before = if before.is_zero() { before } else { before.saturating_add(weeks) };
            let now = self.at(chunk[0].day, 0)?.checked_sub(before)?.min(latest);
            let mut wanted = Vec::with_capacity(chunk.len());
            for (n, one) in chunk.iter().enumerate() {
                let patient = names::patient((first + at * AT_ONCE + n) * 7_919 % PATIENTS)?;
                let asked = Asked {
                    service: if n.is_multiple_of(12) { "suivi" } else { "consultation" }.parse()?,
                    practitioner: who(one.who)?,
                    start: self.at(one.day, one.start)?,
                    end: None,
                };
                let slot = place(&self.practice, &asked, now);
                let slot = slot.map_err(|refused| format!("{asked:?}: {refused:?}"))?;
                wanted.push((slot, Stated { name: patient.name, phone: Some(patient.phone), email: None }));
            }
            self.db.retrying(async || self.book_all(&wanted, now).await).await?;
            // Six digits are for what is still to be: three years of them would be too many at once.
            if at.is_multiple_of(20) {
                self.took_place().await?;
            }
        }
        Ok(())
    }

    /// Books them in one transaction.
    async fn book_all(&self, wanted: &[(Slot, Stated)], now: Timestamp) -> Result<(), BookingError> {
        let mut tx = self.db.write(self.tenant, now).await?;
        for (n, (slot, who)) in wanted.iter().enumerate() {
            // Two of three were booked by calls.
            let call = (!n.is_multiple_of(3)).then(|| CallId::from_parts(now, self.db.dice().bytes()));
            let by = call.map_or(BY, Actor::Call);
            let held = booking::hold(&mut tx, &self.practice, slot, call, &by).await?;
            booking::confirm(&mut tx, &self.practice, held.id, who, call, &by).await?;
        }
        Ok(tx.commit().await?)
    }

    /// A day by how far it is from today.
    pub(super) fn day(&self, from_today: i32) -> Outcome<Date> {
        let today = self.practice.tenant.zone().to_datetime(self.now).date();
        Ok(today.checked_add(from_today.days())?)
    }

    /// The start of this number on a day.
    pub(super) fn at(&self, day: Date, start: usize) -> Outcome<Timestamp> {
        let minutes = i64::try_from(start * 20)?;
        let at = day.at(8, 0, 0, 0).checked_add(minutes.minutes())?;
        Ok(self.practice.tenant.zone().to_timestamp(at)?)
    }
}

fn who(n: usize) -> Outcome<ResourceId> {
    Ok(format!("p{n}").parse()?)
}

//! When the practice is open and who works when: told from the schedule, which is what is booked by.

use domain::ids::ResourceId;
use domain::practice::Hours;
use domain::schedule;
use jiff::civil::{Date, Time, Weekday};
use phrases::{EntityKind, Grain, TimeMention};

use super::Call;
use super::heard::Heard;
use super::mind::Goal;
use crate::speech::{Line, Trouble};

/// Of more days than these the week is told.
const MOST_DAYS: usize = 3;
/// A stretch that begins as late is of the day after: the weekend begins on Friday evening.
const EVENING: i8 = 17;

/// Days of an ordinary week that have the same hours.
type Alike = (Vec<Weekday>, Vec<Hours>);

/// Whose hours were told last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HoursOf {
    /// None were.
    Nobody,
    /// The practice's.
    Practice,
    /// Those of one who works there.
    Somebody(ResourceId),
}

impl HoursOf {
    fn somebody(&self) -> Option<ResourceId> {
        if let Self::Somebody(who) = self { Some(who.clone()) } else { None }
    }
}

impl Call {
    /// The hours of the days that are asked about, or spoken of; else of the week. Somebody's, where they are named.
    pub(super) fn tell_hours(&mut self, heard: &Heard) {
        let named: Option<ResourceId> = heard.entity(EntityKind::Practitioner).and_then(|id| id.parse().ok());
        let who = named.or_else(|| self.hours_of.somebody().filter(|_| !heard.asks_hours()));
        self.hours_of = who.clone().map_or(HoursOf::Practice, HoursOf::Somebody);
        let dated = heard.frame.times.iter().filter(|mention| !mention.any_date);
        let mut days: Vec<Date> = dated.flat_map(days_of).collect();
        if days.is_empty() {
            days.extend(self.day_spoken_of());
        }
        days.sort_unstable();
        days.dedup();
        if days.is_empty() || days.len() > MOST_DAYS {
            return self.tell_week(who.as_ref());
        }
        for day in days {
            self.tell_hours_on(day, who.as_ref());
        }
    }

    /// «Et le dimanche ?», right after hours were told.
    pub(super) fn asks_hours_again(&self, heard: &Heard) -> bool {
        let only_a_day = !heard.frame.times.is_empty()
            && heard.frame.entities.iter().all(|entity| entity.kind == EntityKind::Practitioner)
            && heard.frame.times.iter().all(|mention| mention.grain == Grain::Day);
        let asks = heard.ends_as_a_question() || heard.words.begins_with_and();
        self.hours_of != HoursOf::Nobody
            && self.errand.goal == Goal::Unknown
            && only_a_day
            && asks
            && heard.apart_from_times().are_within(4)
            && heard.apart_from_times().weight() == 0
    }

    /// When somebody, or anybody, works on a date; or why nobody does.
    fn tell_hours_on(&mut self, date: Date, who: Option<&ResourceId>) {
        if let Some(closed) = schedule::closed_because(&self.setting.practice, who, date) {
            self.evidence.extend(self.morning_of(date));
            let trouble = self.closed(closed, who, date);
            return self.regret(&trouble);
        }
        let hours = self.hours_in_words(date, who);
        let voice = self.voice();
        let day = voice.date(date);
        self.quotes.extend([hours.clone(), day.clone()]);
        match who {
            Some(id) => self.say(&Line::WorksOn { who: voice.who(id), day, hours }),
            None => self.say(&Line::OpenOn { day, hours }),
        }
    }

    /// The hours of an ordinary week.
    fn tell_week(&mut self, who: Option<&ResourceId>) {
        let voice = self.voice();
        let told = |(days, hours): &Alike| {
            let hours: Vec<String> = hours.iter().map(|hours| voice.hours(*hours)).collect();
            format!("{} {}", voice.weekdays(days), voice.all_of(&hours))
        };
        let week: Vec<String> = self.ordinary_week(who).iter().map(told).collect();
        if week.is_empty() {
            return self.regret(&Trouble::UnknownAnswer);
        }
        let week = week.join(", ");
        self.quotes.push(week.clone());
        self.say(&Line::OpenInTheWeek { who: who.map(|id| voice.who(id)), week });
    }

    fn ordinary_week(&self, who: Option<&ResourceId>) -> Vec<Alike> {
        let mut week: Vec<Alike> = Vec::new();
        for day in Weekday::Monday.cycle_forward().take(7) {
            let hours = self.ordinary_hours(day, who);
            match week.iter_mut().find(|(_, known)| *known == hours) {
                _ if hours.is_empty() => {}
                Some((days, _)) => days.push(day),
                None => week.push((vec![day], hours)),
            }
        }
        week
    }

    /// Of somebody, or of all together: hours that meet are one stretch.
    fn ordinary_hours(&self, day: Weekday, who: Option<&ResourceId>) -> Vec<Hours> {
        let practitioners = self.setting.practice.practitioners.iter();
        let asked = practitioners.filter(|one| who.is_none_or(|who| *who == one.id));
        let mut hours: Vec<Hours> = asked.flat_map(|one| one.hours.on(day)).copied().collect();
        hours.sort_unstable();
        let mut merged: Vec<Hours> = Vec::new();
        for next in hours {
            match merged.last_mut() {
                Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
                _ => merged.push(next),
            }
        }
        merged
    }
}

/// The day that a time tells, or those of a stretch.
fn days_of(mention: &TimeMention) -> Vec<Date> {
    let Some(start) = mention.start else { return Vec::new() };
    let last = mention.end.map_or(start, |end| end.max(start));
    let ends = if last.time() == Time::midnight() && last > start {
        last.date().yesterday()
    } else {
        Ok(last.date())
    };
    let Ok(ends) = ends else { return Vec::new() };
    let evening = start.hour() >= EVENING && start.date() < ends;
    let first = if evening { start.date().tomorrow().unwrap_or(ends) } else { start.date() };
    std::iter::successors(Some(first), |date| date.tomorrow().ok())
        .take_while(|date| *date <= ends)
        .take(8)
        .collect()
}

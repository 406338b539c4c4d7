//! How Allo speaks: days, hours, names and numbers as people say them, and every sentence there is.
//!
//! [`Voice`] turns values into words; [`Line`], [`Ask`] and [`Trouble`] are the sentences, written once a language in
//! [`fr`] and [`en`]; a test fails when one language lacks one.

mod en;
mod fr;
mod line;
mod offers;

use std::sync::Arc;

use domain::ids::{ResourceId, ServiceId};
use domain::practice::Hours;
use domain::{Code, Lang, Practice};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use phrases::{Grain, Kind, TimeMention};

use crate::words::Whom;

pub(crate) use self::line::{Ask, Callable, Line, Trouble, Undone, Wanting};

/// Renders the practice's things and times in one language.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    pub(crate) practice: Arc<Practice>,
    pub(crate) zone: TimeZone,
    pub(crate) lang: Lang,
    pub(crate) today: Date,
}

impl Voice {
    /// The practice's wall clock at an instant.
    pub(crate) fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    /// «14 h 30», «midi»; "2:30 pm", "noon".
    pub(crate) fn hour(&self, at: Timestamp) -> String {
        self.clock(self.local(at).time())
    }

    /// The same, of a wall-clock time.
    pub(crate) fn clock(&self, time: Time) -> String {
        match self.lang {
            Lang::Fr => fr::hour(time),
            Lang::En => en::hour(time),
        }
    }

    /// A day as it is said near today: «demain mardi», «jeudi 12», «jeudi 2 avril».
    pub(crate) fn day(&self, date: Date) -> String {
        match self.lang {
            Lang::Fr => fr::day(date, self.today),
            Lang::En => en::day(date, self.today),
        }
    }

    /// A day that leaves no doubt, for what is read back or committed: «mardi 10 mars».
    pub(crate) fn date(&self, date: Date) -> String {
        match self.lang {
            Lang::Fr => fr::date(date, self.today),
            Lang::En => en::date(date, self.today),
        }
    }

    /// A weekday as a habit: «le mercredi», "on Wednesdays".
    pub(crate) fn habit(&self, date: Date) -> String {
        match self.lang {
            Lang::Fr => format!("le {}", Lang::Fr.weekday(date.weekday())),
            Lang::En => format!("on {}s", Lang::En.weekday(date.weekday())),
        }
    }

    /// Day and hour: «mardi 10 mars à 15 h 20».
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        let local = self.local(at);
        self.joined(&self.date(local.date()), at)
    }

    /// Day and hour near today: «demain mardi à 14 h».
    pub(crate) fn near(&self, at: Timestamp) -> String {
        let local = self.local(at);
        self.joined(&self.day(local.date()), at)
    }

    /// What a caller may have meant: the day, with its hour or its part if one was said; from one day to another of
    /// anything longer; of a bound, their own words.
    pub(crate) fn reading(&self, reading: &TimeMention) -> String {
        let Some(start) = reading.start.filter(|_| reading.kind != Kind::OpenInterval) else {
            return reading.text.clone();
        };
        let last = reading.end.map_or(start, |end| end.max(start));
        match (reading.kind, reading.grain) {
            (Kind::Value, Grain::Second | Grain::Minute | Grain::Hour) if reading.any_date => {
                self.clock(start.time())
            }
            (Kind::Value, Grain::Second | Grain::Minute | Grain::Hour) => {
                self.day_at(&self.date(start.date()), &self.clock(start.time()))
            }
            (_, Grain::Second | Grain::Minute | Grain::Hour) if last.date() == start.date() => {
                let part = self.part_of_day(start.time(), last.time());
                if reading.any_date { part } else { format!("{} {part}", self.date(start.date())) }
            }
            (Kind::Value, Grain::Day) => self.date(start.date()),
            (Kind::Interval, _) | (_, Grain::Week) => self.days(start.date(), last),
            _ => reading.text.clone(),
        }
    }

    /// Several of them; those that are said alike, by their days.
    pub(crate) fn readings(&self, readings: &[TimeMention]) -> Vec<String> {
        let said: Vec<String> = readings.iter().map(|reading| self.reading(reading)).collect();
        let are_alike = said.windows(2).all(|pair| pair[0] == pair[1]);
        let days = readings.iter().map(|reading| Some(self.date(reading.start.or(reading.end)?.date())));
        days.collect::<Option<Vec<_>>>().filter(|_| are_alike).unwrap_or(said)
    }

    /// «Le matin», «de 14 h à 16 h».
    fn part_of_day(&self, from: Time, until: Time) -> String {
        let named = match (self.lang, from.hour(), until.hour()) {
            (Lang::Fr, 8, 12) => "le matin",
            (Lang::Fr, 12, 18) => "l'après-midi",
            (Lang::Fr, 18, 20) => "le soir",
            (Lang::En, 8, 12) => "in the morning",
            (Lang::En, 12, 18) => "in the afternoon",
            (Lang::En, 18, 20) => "in the evening",
            _ => return self.between(&self.clock(from), &self.clock(until)),
        };
        named.to_owned()
    }

    /// «Du samedi 14 mars au dimanche 15 mars»; what ends at midnight ends the day before.
    fn days(&self, first: Date, until: DateTime) -> String {
        let ended = if until.time() == Time::midnight() { until.date().yesterday().ok() } else { None };
        let last = ended.unwrap_or(until.date());
        match self.lang {
            _ if last <= first => self.date(first),
            Lang::Fr => format!("du {} au {}", self.date(first), self.date(last)),
            Lang::En => format!("from {} to {}", self.date(first), self.date(last)),
        }
    }

    /// When an appointment was said to be: «mardi 10 mars à 10 h», «le matin»; of several days, any of them.
    pub(crate) fn when(&self, times: &[TimeMention]) -> String {
        let (of_any_day, dated): (Vec<&TimeMention>, Vec<&TimeMention>) =
            times.iter().partition(|mention| mention.any_date);
        let any = |of: &[&TimeMention]| self.any_of(&of.iter().map(|it| self.then(it)).collect::<Vec<_>>());
        row(&[&any(&dated), &any(&of_any_day)])
    }

    /// A time with its preposition: «à 10 h», "on Tuesday 10 March".
    fn then(&self, mention: &TimeMention) -> String {
        let said = self.reading(mention);
        let of_day = mention.start.is_some_and(|start| said.starts_with(&self.date(start.date())));
        let hour = mention.start.is_some_and(|start| said == self.clock(start.time()));
        match self.lang {
            Lang::Fr if hour => format!("à {said}"),
            Lang::En if hour => format!("at {said}"),
            Lang::En if of_day => format!("on {said}"),
            _ => said,
        }
    }

    /// A thing at a moment: «consultation jeudi 12 mars à 10 h», "consultation on Thursday 12 March at 10 am".
    pub(crate) fn at(&self, what: &str, at: Timestamp) -> String {
        match self.lang {
            Lang::Fr => format!("{what} {}", self.moment(at)),
            Lang::En => format!("{what} on {}", self.moment(at)),
        }
    }

    fn joined(&self, day: &str, at: Timestamp) -> String {
        self.day_at(day, &self.hour(at))
    }

    fn day_at(&self, day: &str, hour: &str) -> String {
        match self.lang {
            Lang::Fr => format!("{day} à {hour}"),
            Lang::En => format!("{day} at {hour}"),
        }
    }

    /// What the staff has to look up, when nobody knows whether it was done.
    pub(crate) fn to_be_checked(&self, what: Undone, start: Timestamp) -> String {
        let when = self.moment(start);
        match (self.lang, what) {
            (Lang::Fr, Undone::Booking) => {
                format!(
                    "À vérifier : le rendez-vous du {when} est-il enregistré ? L'appel n'a pas pu le savoir."
                )
            }
            (Lang::Fr, Undone::Move) => {
                format!("À vérifier : le rendez-vous est-il passé au {when} ? L'appel n'a pas pu le savoir.")
            }
            (Lang::Fr, Undone::Cancellation) => {
                format!("À vérifier : le rendez-vous du {when} est-il annulé ? L'appel n'a pas pu le savoir.")
            }
            (Lang::En, Undone::Booking) => {
                format!("To be checked: is the appointment of {when} booked? The call could not find out.")
            }
            (Lang::En, Undone::Move) => {
                format!("To be checked: was the appointment moved to {when}? The call could not find out.")
            }
            (Lang::En, Undone::Cancellation) => {
                format!("To be checked: is the appointment of {when} cancelled? The call could not find out.")
            }
        }
    }

    /// What the staff has to book, because a call books no more, and for whom of the caller's.
    pub(crate) fn to_be_booked(&self, each: &[Wanting]) -> String {
        let told = |wanting: &Wanting| {
            let what = wanting.what.clone().unwrap_or_default();
            let Some(Whom::Relative(who)) = wanting.whom else { return what };
            let (who, possessive) =
                if self.lang == Lang::Fr { (who.fr, "votre ") } else { (who.en, "your ") };
            format!("{what} ({})", who.trim_start_matches(possessive)).trim().to_owned()
        };
        let list = self.all_of(&each.iter().map(told).collect::<Vec<_>>());
        match self.lang {
            Lang::Fr => format!("À réserver encore : {list}."),
            Lang::En => format!("Still to be booked: {list}."),
        }
    }

    /// What the staff has to move, because the call ended before it was done.
    pub(crate) fn to_be_moved(&self, list: &str) -> String {
        match self.lang {
            Lang::Fr => format!("À déplacer encore : {list}."),
            Lang::En => format!("Still to be moved: {list}."),
        }
    }

    /// What the staff has to cancel, because the call ended before it was done.
    pub(crate) fn to_be_cancelled(&self, list: &str) -> String {
        match self.lang {
            Lang::Fr => format!("À annuler, l'appelant l'a confirmé : {list}."),
            Lang::En => format!("To be cancelled, as the caller confirmed: {list}."),
        }
    }

    /// What the staff reads under a message that the caller takes back.
    pub(crate) fn taken_back(&self, words: &str) -> String {
        match self.lang {
            Lang::Fr => format!("Message retiré par l'appelant : « {words} »"),
            Lang::En => format!("Taken back by the caller: \"{words}\""),
        }
    }

    /// What the staff has to change of an appointment that was booked in somebody else's name.
    pub(crate) fn to_be_renamed(&self, name: &str, start: Timestamp) -> String {
        let when = self.moment(start);
        match self.lang {
            Lang::Fr => format!("À mettre au nom {} : le rendez-vous du {when}.", fr::of(name)),
            Lang::En => format!("To be put in the name of {name}: the appointment of {when}."),
        }
    }

    /// Days of the week, each as a habit: «le lundi et le mardi», «du lundi au vendredi».
    pub(crate) fn weekdays(&self, days: &[Weekday]) -> String {
        let name = |day: &Weekday| self.lang.weekday(*day);
        let in_a_row = days.windows(2).all(|two| two[0].next() == two[1]);
        match (days, self.lang) {
            ([first, _, .., last], Lang::Fr) if in_a_row => format!("du {} au {}", name(first), name(last)),
            ([first, _, .., last], Lang::En) if in_a_row => format!("from {} to {}", name(first), name(last)),
            (_, Lang::Fr) => {
                self.all_of(&days.iter().map(|day| format!("le {}", name(day))).collect::<Vec<_>>())
            }
            (_, Lang::En) => {
                let days: Vec<String> = days.iter().map(|day| format!("{}s", name(day))).collect();
                format!("on {}", self.all_of(&days))
            }
        }
    }

    /// «de 9 h à 12 h 30», of working hours.
    pub(crate) fn hours(&self, hours: Hours) -> String {
        let at = |minute: u16| {
            let (hour, minute) = (minute / 60 % 24, minute % 60);
            let time = Time::new(
                i8::try_from(hour).unwrap_or_default(),
                i8::try_from(minute).unwrap_or_default(),
                0,
                0,
            );
            self.clock(time.unwrap_or_default())
        };
        self.between(&at(hours.start), &at(hours.end))
    }

    /// «de 9 h à 12 h 30».
    pub(crate) fn stretch(&self, span: domain::Span) -> String {
        self.between(&self.hour(span.start), &self.hour(span.end))
    }

    fn between(&self, from: &str, to: &str) -> String {
        match self.lang {
            Lang::Fr => format!("de {from} à {to}"),
            Lang::En => format!("from {from} to {to}"),
        }
    }

    /// «le docteur Martin», «Sophie Laurent».
    pub(crate) fn who(&self, id: &ResourceId) -> String {
        let Some(practitioner) = self.practice.practitioner(id) else { return String::new() };
        let titled =
            practitioner.spoken.exactly(self.lang).and_then(|forms| forms.iter().find(|f| is_titled(f)));
        match (titled, self.lang) {
            (Some(form), Lang::Fr) if form.starts_with("docteure") => format!("la {form}"),
            (Some(form), Lang::Fr) => format!("le {form}"),
            (Some(form), Lang::En) => capitalised(form),
            (None, _) => practitioner.name.split(',').next().unwrap_or_default().trim().to_owned(),
        }
    }

    /// «avec le docteur Martin».
    pub(crate) fn with(&self, id: &ResourceId) -> String {
        match self.lang {
            Lang::Fr => format!("avec {}", self.who(id)),
            Lang::En => format!("with {}", self.who(id)),
        }
    }

    /// A service's name inside a sentence: «consultation».
    pub(crate) fn what(&self, id: &ServiceId) -> String {
        let name = self.practice.service(id).and_then(|service| service.name.get(self.lang));
        name.map(|name| lowered(name)).unwrap_or_default()
    }

    /// Digits two by two, as telephone numbers are said.
    #[expect(clippy::unused_self, reason = "it is one of the voice's renderings, beside the others")]
    pub(crate) fn pairs(&self, digits: &str) -> String {
        let pairs = digits.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
        pairs.collect::<Vec<&str>>().join(" ")
    }

    /// Digit by digit: «4 8 2 1 7 3».
    #[expect(clippy::unused_self, reason = "it is one of the voice's renderings, beside the others")]
    pub(crate) fn code(&self, code: &Code) -> String {
        code.reveal().chars().map(String::from).collect::<Vec<_>>().join(" ")
    }

    /// «a, b ou c».
    pub(crate) fn any_of(&self, items: &[String]) -> String {
        joined(items, if self.lang == Lang::Fr { "ou" } else { "or" })
    }

    /// «a, b et c».
    pub(crate) fn all_of(&self, items: &[String]) -> String {
        joined(items, if self.lang == Lang::Fr { "et" } else { "and" })
    }

    /// How each of several is picked: «le premier» ou «le deuxième».
    pub(crate) fn places(&self, count: usize) -> String {
        let (names, quote): (&[&str], fn(&str) -> String) = match self.lang {
            Lang::Fr => {
                (&["le premier", "le deuxième", "le troisième", "le quatrième"], |it| format!("« {it} »"))
            }
            Lang::En => (&["the first", "the second", "the third", "the fourth"], |it| format!("\"{it}\"")),
        };
        let items: Vec<String> = names.iter().take(count).map(|name| quote(name)).collect();
        self.any_of(&items)
    }

    /// «Pour Emma Petit».
    pub(crate) fn for_whom(&self, name: &str) -> String {
        match self.lang {
            Lang::Fr => format!("pour {name}"),
            Lang::En => format!("for {name}"),
        }
    }

    /// Starts as alternatives, the day once when it is one: «demain mardi à 10 h ou 11 h».
    pub(crate) fn any_start(&self, starts: &[Timestamp]) -> String {
        let day = |at: &Timestamp| self.local(*at).date();
        let one_day = starts.first().is_some_and(|first| starts.iter().all(|at| day(at) == day(first)));
        let rest = |at: &Timestamp| if one_day { self.hour(*at) } else { self.near(*at) };
        let items: Vec<String> = starts
            .iter()
            .enumerate()
            .map(|(nth, at)| if nth == 0 { self.near(*at) } else { rest(at) })
            .collect();
        self.any_of(&items)
    }

    /// A statement, in words.
    pub(crate) fn line(&self, line: &Line) -> String {
        match self.lang {
            Lang::Fr => fr::line(line),
            Lang::En => en::line(line),
        }
    }

    /// A question, put for the so-manieth time: each time otherwise.
    pub(crate) fn ask(&self, ask: &Ask, tries: u8) -> String {
        match self.lang {
            Lang::Fr => fr::ask(ask, tries),
            Lang::En => en::ask(ask, tries),
        }
    }

    /// What cannot be done, and why.
    pub(crate) fn trouble(&self, trouble: &Trouble) -> String {
        match self.lang {
            Lang::Fr => fr::trouble(trouble),
            Lang::En => en::trouble(trouble),
        }
    }
}

fn is_titled(form: &str) -> bool {
    form.split_whitespace()
        .next()
        .is_some_and(|word| matches!(word, "docteur" | "docteure" | "doctor" | "Doctor"))
        && form.contains(' ')
}

fn joined(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// What there is of these, one behind the other.
fn row(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    said.join(" ")
}

/// With a capital at the beginning, as a sentence has.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Without the capital of a title, unless the word is an abbreviation.
fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    if chars.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::line::every_trouble;
    use super::*;

    fn voice(lang: Lang) -> Voice {
        let file = include_str!("../../tests/conversations/practice.yaml");
        let practice = Practice::parse(file, "practice.yaml").unwrap();
        let zone = practice.tenant.zone().clone();
        Voice { practice: Arc::new(practice), zone, lang, today: jiff::civil::date(2026, 3, 9) }
    }

    #[test]
    fn every_trouble_has_a_sentence_of_its_own_in_both_languages() {
        for lang in Lang::ALL {
            let told: Vec<String> =
                every_trouble().iter().map(|trouble| voice(lang).trouble(trouble)).collect();
            let apart: HashSet<&String> = told.iter().collect();
            assert_eq!(apart.len(), told.len(), "{told:#?}");
            assert!(told.iter().all(|text| text.ends_with('.') && text.len() > 10), "{told:#?}");
        }
        let french: HashSet<String> = every_trouble().iter().map(|t| voice(Lang::Fr).trouble(t)).collect();
        assert!(every_trouble().iter().all(|t| !french.contains(&voice(Lang::En).trouble(t))));
    }

    #[test]
    fn each_question_has_three_wordings_that_ask() {
        let list = || "x, y".to_owned();
        let all = [
            Ask::Intent,
            Ask::Service(list()),
            Ask::ServiceInstead(list()),
            Ask::Time,
            Ask::OtherTime,
            Ask::OtherHour,
            Ask::MoveTo,
            Ask::Choose(list()),
            Ask::Suits(list()),
            Ask::TheFirst(list()),
            Ask::Whether(list()),
            Ask::Which(list()),
            Ask::RestOfCode(list()),
            Ask::Practitioner(list()),
            Ask::Name,
            Ask::PatientName,
            Ask::FirstName,
            Ask::Phone,
            Ask::RestOfPhone("06 39".to_owned()),
            Ask::OtherPhone,
            Ask::Code,
            Ask::CodeForName,
            Ask::NameForCode,
            Ask::Appointment { count: 2, list: list(), short: "z".to_owned(), places: "v".to_owned() },
            Ask::Yes,
            Ask::Finish(Undone::Booking),
            Ask::Finish(Undone::Move),
            Ask::Finish(Undone::Cancellation),
            Ask::WhatInstead,
            Ask::Transfer,
            Ask::LeaveMessage,
            Ask::PassOn,
            Ask::BookIt,
            Ask::Message,
            Ask::AnythingElse,
        ];
        for lang in Lang::ALL {
            let mut seen = HashSet::new();
            for ask in &all {
                for tries in 0..3 {
                    let text = voice(lang).ask(ask, tries);
                    assert!(text.ends_with('?'), "{text}");
                    assert!(seen.insert(text.clone()), "{ask:?}: said twice: {text}");
                }
            }
        }
    }

    #[test]
    fn days_and_hours_are_said_as_people_say_them() {
        let at = |text: &str| {
            let local: DateTime = text.parse().unwrap();
            voice(Lang::Fr).zone.to_timestamp(local).unwrap()
        };
        for (moment, near, full, english) in [
            ("2026-03-10T14:00", "demain mardi à 14 h", "mardi 10 mars à 14 h", "Tuesday 10 March at 2 pm"),
            ("2026-03-12T12:00", "jeudi 12 à midi", "jeudi 12 mars à midi", "Thursday 12 March at noon"),
            (
                "2026-04-01T09:05",
                "mercredi 1er avril à 9 h 05",
                "mercredi 1er avril à 9 h 05",
                "Wednesday 1 April at 9:05 am",
            ),
            (
                "2027-01-04T12:30",
                "lundi 4 janvier 2027 à 12 h 30",
                "lundi 4 janvier 2027 à 12 h 30",
                "Monday 4 January 2027 at 12:30 pm",
            ),
        ] {
            assert_eq!(voice(Lang::Fr).near(at(moment)), near);
            assert_eq!(voice(Lang::Fr).moment(at(moment)), full);
            assert_eq!(voice(Lang::En).moment(at(moment)), english);
        }
    }

    #[test]
    fn no_two_readings_of_a_sentence_are_spoken_alike() {
        let now = jiff::civil::date(2026, 3, 9).at(9, 0, 0, 0);
        for (lang, text, first) in [
            (Lang::Fr, "mardi prochain", "mardi 10 mars"),
            (Lang::Fr, "mardi prochain à 10 h", "mardi 10 mars à 10 h"),
            (Lang::Fr, "mardi prochain le matin", "mardi 10 mars le matin"),
            (Lang::Fr, "samedi prochain dans la matinée", "samedi 14 mars le matin"),
            (Lang::Fr, "mardi prochain en début d'après-midi", "mardi 10 mars de 14 h à 16 h"),
            (Lang::En, "next Tuesday morning", "Tuesday 10 March in the morning"),
            (Lang::En, "next Thursday afternoon", "Thursday 12 March in the afternoon"),
            (Lang::En, "next weekend", "from Friday 13 March to Sunday 15 March"),
        ] {
            let voice = voice(lang);
            let frame = crate::reading::read(&voice.practice, lang, now, text);
            let [ambiguity] = frame.ambiguous.as_slice() else { panic!("{text}: {frame:?}") };
            let spoken: Vec<String> = ambiguity.readings.iter().map(|it| voice.reading(it)).collect();
            let apart: HashSet<&String> = spoken.iter().collect();
            assert_eq!((apart.len(), spoken[0].as_str()), (2, first), "{text}: {spoken:?}");
        }
    }

    #[test]
    fn codes_go_digit_by_digit_and_doctors_by_their_title() {
        let voice = voice(Lang::Fr);
        assert_eq!(voice.code(&"048213".parse().unwrap()), "0 4 8 2 1 3");
        assert_eq!(voice.who(&"martin".parse().unwrap()), "le docteur Martin");
        assert_eq!(voice.who(&"laurent".parse().unwrap()), "Sophie Laurent");
    }
}

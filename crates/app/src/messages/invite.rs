//! An appointment for a calendar: iCalendar (RFC 5545) as it is sent by mail (RFC 5546, 6047).
//!
//! Calendars are shared and lie open on desks: the entry names the practice and the place, and not what for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What becomes of the entry in a calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// It is put in, or takes the place of what was there.
    #[default]
    Request,
    /// It is taken out.
    Cancel,
}

impl Method {
    /// As RFC 5546 calls it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// What a calendar is told.
pub(super) struct Invite<'a> {
    pub(super) method: Method,
    /// The appointment: the same entry through every move.
    pub(super) id: Uuid,
    /// Its revision: a later one replaces an earlier one, in whichever order they arrive.
    pub(super) revision: u32,
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
    /// When this was written.
    pub(super) written: Timestamp,
    /// What the entry is called.
    pub(super) summary: &'a str,
    /// Where it is.
    pub(super) place: Option<&'a str>,
    /// The practice: its name, and the address that its messages come from.
    pub(super) organizer: (&'a str, &'a str),
    /// The patient: name and address.
    pub(super) attendee: (&'a str, &'a str),
    pub(super) lang: &'static str,
}

impl Invite<'_> {
    /// The whole object, its lines folded and ended as RFC 5545 wants them.
    pub(super) fn write(&self) -> String {
        let (status, partstat) = match self.method {
            Method::Request => ("CONFIRMED", "ACCEPTED"),
            Method::Cancel => ("CANCELLED", "DECLINED"),
        };
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            format!("PRODID:-//Allo//Allo//{}", self.lang.to_uppercase()),
            "CALSCALE:GREGORIAN".to_owned(),
            format!("METHOD:{}", self.method.name()),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.id),
            format!("SEQUENCE:{}", self.revision),
            format!("DTSTAMP:{}", utc(self.written)),
            format!("DTSTART:{}", utc(self.start)),
            format!("DTEND:{}", utc(self.end)),
            format!("SUMMARY;LANGUAGE={}:{}", self.lang, text(self.summary)),
        ];
        lines.extend(self.place.map(|place| format!("LOCATION:{}", text(place))));
        let (organizer, attendee) = (self.organizer, self.attendee);
        lines.extend([
            format!("ORGANIZER;CN={}:mailto:{}", parameter(organizer.0), organizer.1),
            format!(
                "ATTENDEE;CN={};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={partstat};RSVP=FALSE:mailto:{}",
                parameter(attendee.0),
                attendee.1
            ),
            format!("STATUS:{status}"),
            "TRANSP:OPAQUE".to_owned(),
            "CLASS:PRIVATE".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ]);
        lines.iter().map(|line| folded(line)).collect()
    }
}

/// An instant in UTC, which every calendar shows in its own zone.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value (section 3.3.11): what has a meaning in the format is escaped, line breaks too.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' | '\r' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A parameter's value (section 3.2), quoted; what can't stand in quotes is left out.
fn parameter(value: &str) -> String {
    let plain: String = value.chars().filter(|letter| !letter.is_control() && *letter != '"').collect();
    format!("\"{plain}\"")
}

/// A line in pieces of at most 75 bytes, none of which parts a letter (section 3.1).
fn folded(line: &str) -> String {
    let (mut out, mut room) = (String::with_capacity(line.len() + 8), 75);
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invite<'a>(summary: &'a str, name: &'a str) -> Invite<'a> {
        let at = |text: &str| text.parse().unwrap();
        Invite {
            method: Method::Request,
            id: Uuid::nil(),
            revision: 3,
            start: at("2026-03-12T09:00:00Z"),
            end: at("2026-03-12T09:20:00Z"),
            written: at("2026-03-09T08:00:00Z"),
            summary,
            place: Some("12 rue des Lilas, 69003 Lyon"),
            organizer: ("Cabinet", "rdv@example.org"),
            attendee: (name, "jeanne@example.org"),
            lang: "fr",
        }
    }

    /// D7: what somebody is called makes no line and no property of its own.
    #[test]
    fn d7_nothing_that_is_said_breaks_out_of_its_line() {
        let evil = "A\r\nATTENDEE:mailto:x@evil.example\r\n;\\,\"B";
        let written = invite(evil, evil).write();
        let unfolded = written.replace("\r\n ", "");
        let lines: Vec<&str> = unfolded.split("\r\n").collect();
        assert_eq!(lines.iter().filter(|line| line.starts_with("ATTENDEE")).count(), 1);
        assert!(
            lines.contains(&"SUMMARY;LANGUAGE=fr:A\\nATTENDEE:mailto:x@evil.example\\n\\;\\\\\\,\"B"),
            "{written}"
        );
        assert!(unfolded.contains("CN=\"AATTENDEE:mailto:x@evil.example;\\,B\""), "{unfolded}");
    }

    #[test]
    fn lines_are_folded_between_letters() {
        let long = "é".repeat(200);
        let written = invite(&long, "Jeanne").write();
        assert!(written.split("\r\n").all(|line| line.len() <= 75));
        assert!(written.replace("\r\n ", "").contains(&long));
        assert!(written.ends_with("END:VCALENDAR\r\n"));
    }
}

//! What the frame says beside intents, times and entities: who is not wanted or not known, dates that don't
//! exist, how far an appointment is moved.

mod common;

use common::{heard, rows};
use phrases::{Displacement, EntityKind, Expecting, Frame, Lang, Role};

fn fr(text: &str) -> Frame {
    heard(text, Lang::Fr, Expecting::Anything)
}

fn en(text: &str) -> Frame {
    heard(text, Lang::En, Expecting::Anything)
}

fn named(frame: &Frame) -> Vec<&str> {
    let practitioners = frame.entities.iter().filter(|e| e.kind == EntityKind::Practitioner);
    practitioners.map(|e| e.value.as_str()).collect()
}

#[test]
fn a_practitioner_who_is_refused_is_excluded_and_not_asked_for() {
    let table = "un rendez-vous jeudi mais pas avec le docteur Martin\tmartin\n\
                 n'importe qui sauf le docteur Martin\tmartin\n\
                 avec un autre que le docteur Martin s'il vous plaît\tmartin\n\
                 surtout pas chez le docteur benali\tbenali\n\
                 le docteur Martin, je n'en veux plus\tmartin\n\
                 je préfère le docteur Benali au docteur Martin\tmartin\n\
                 je ne veux plus du docteur Martin\tmartin";
    for row in rows(table) {
        let frame = fr(row[0]);
        assert_eq!(frame.excluded_practitioners, [row[1]], "{}", row[0]);
        assert!(!named(&frame).contains(&row[1]), "{}: {:?}", row[0], frame.entities);
    }
    let frame = en("anyone but doctor Benali");
    assert_eq!(
        (frame.excluded_practitioners.as_slice(), named(&frame).len()),
        (&["benali".to_owned()][..], 0)
    );
}

#[test]
fn the_other_practitioner_stays_asked_for() {
    let frame = fr("plutôt le docteur Benali que le docteur Martin");
    assert_eq!(named(&frame), ["benali"]);
    assert_eq!(frame.excluded_practitioners, ["martin"]);
    for text in [
        "pourquoi pas avec le docteur Martin",
        "pas mardi avec le docteur Martin",
        "je ne sais pas, le docteur Martin",
    ] {
        let frame = fr(text);
        assert!(frame.excluded_practitioners.is_empty(), "{text}");
        assert_eq!(named(&frame), ["martin"], "{text}");
    }
}

#[test]
fn a_doctor_the_practice_does_not_have_is_named() {
    assert_eq!(fr("je voudrais voir le docteur Dupuis").unknown_practitioners, ["Dupuis"]);
    assert_eq!(fr("un rendez vous avec le docteur lefevre").unknown_practitioners, ["Lefevre"]);
    assert_eq!(en("an appointment with doctor Harper please").unknown_practitioners, ["Harper"]);
    for text in [
        "je voudrais voir le docteur Martin",
        "je voudrais voir le docteur demain",
        "je viens de la part du docteur Dupuis",
        "mon médecin traitant est le docteur Dupuis",
        "voir le docteur s'il vous plaît",
        "avec le docteur Martain",
    ] {
        assert!(fr(text).unknown_practitioners.is_empty(), "{text}: {:?}", fr(text).unknown_practitioners);
    }
}

#[test]
fn a_date_that_does_not_exist_is_said_to_be_impossible() {
    for (text, said) in [
        ("le 31 février", "le 31 février"),
        ("je voudrais le trente février à dix heures", "le trente février à dix heures"),
        ("le 31 novembre", "le 31 novembre"),
        ("le 29 février", "le 29 février"),
    ] {
        let frame = fr(text);
        assert_eq!(frame.impossible, [said], "{text}");
        assert!(frame.times.is_empty(), "{text}");
    }
    assert!(fr("le 31 mars").impossible.is_empty());
    assert_eq!(en("the 31st of September in the morning").impossible.len(), 1);
}

#[test]
fn how_far_an_appointment_is_moved_is_known() {
    let by = |months, days, minutes| Some(Displacement { months, days, minutes });
    for (text, moved) in [
        ("je voudrais repousser mon rendez-vous d'une semaine", by(0, 7, 0)),
        ("vous pouvez l'avancer de deux jours ?", by(0, -2, 0)),
        ("décaler mon rendez-vous une heure plus tard", by(0, 0, 60)),
        ("décaler mon rendez-vous d'une demi-heure", by(0, 0, 30)),
        ("reporter de quinze jours", by(0, 14, 0)),
        ("le repousser d'un mois", by(1, 0, 0)),
        ("je voudrais un rendez-vous dans une semaine", None),
        ("déplacer mon rendez-vous de jeudi", None),
    ] {
        assert_eq!(fr(text).moved_by, moved, "{text}");
    }
    assert_eq!(en("could you push it back by a week").moved_by, by(0, 7, 0));
}

#[test]
fn a_displacement_from_a_time_that_is_said_leads_somewhere() {
    let to = |frame: &Frame| {
        let found = frame.times.iter().filter(|t| t.role == Role::To);
        found.filter_map(|t| t.start).map(|t| t.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        to(&fr("mon rendez-vous de jeudi à 10 h 30, le repousser d'une semaine")),
        ["2026-03-19T10:30:00"]
    );
    assert_eq!(to(&fr("avancer mon rendez-vous de vendredi de deux jours")), ["2026-03-11T00:00:00"]);
    assert_eq!(to(&fr("repousser mon rendez-vous de jeudi 14 h d'une heure")), ["2026-03-12T15:00:00"]);
    assert!(to(&fr("repousser mon rendez-vous d'une semaine")).is_empty());
}

#[test]
fn which_way_an_appointment_is_moved_by_an_hour_is_asked_where_the_verb_does_not_tell() {
    let both = ["2026-03-12T13:00:00", "2026-03-12T15:00:00"];
    for frame in [
        fr("décaler mon rendez-vous de jeudi 14 h d'une heure"),
        fr("bouger d'une heure mon rendez-vous de jeudi 14 h"),
        en("move my appointment on Thursday at 2 pm forward an hour"),
        en("shift my appointment on Thursday at 2 pm by an hour"),
    ] {
        let asked: Vec<String> = frame
            .ambiguous
            .iter()
            .flat_map(|a| &a.readings)
            .filter_map(|r| Some(r.start?.to_string()))
            .collect();
        assert_eq!(asked, both, "{:?}", frame.times);
    }
    for frame in [
        fr("avancer mon rendez-vous de jeudi 14 h d'une heure"),
        en("push back my appointment on Thursday at 2 pm by an hour"),
    ] {
        assert!(frame.ambiguous.is_empty(), "{:?}", frame.ambiguous);
    }
}

#[test]
fn a_choice_or_a_doctor_is_nobodys_name() {
    for (text, expecting) in [
        ("le premier", Expecting::Choice),
        ("le premier s'il vous plaît", Expecting::Choice),
        ("Le premier", Expecting::WhichAppointment),
        ("Madame Martin", Expecting::Practitioner),
        ("madame martin", Expecting::Choice),
        ("Madame Martin", Expecting::Confirm),
        ("avec le docteur Dupuis", Expecting::Practitioner),
        ("je voudrais voir le docteur Dupuis", Expecting::Anything),
        ("le premier", Expecting::Name),
        ("le deuxième", Expecting::Name),
    ] {
        let frame = heard(text, Lang::Fr, expecting);
        let names: Vec<_> = frame.entities.iter().filter(|e| e.kind == EntityKind::PersonName).collect();
        assert!(names.is_empty(), "{text}: {names:?}");
    }
    let frame = heard("Sophie Laurent", Lang::Fr, Expecting::Name);
    assert!(frame.entities.iter().any(|e| e.kind == EntityKind::PersonName), "{:?}", frame.entities);
}

#[test]
fn a_british_number_is_read_in_english_wherever_the_practice_is() {
    for text in
        ["07700 900123", "it's 07700 900 123", "oh seven seven double oh nine double oh one two three"]
    {
        let frame = heard(text, Lang::En, Expecting::Phone);
        let phones: Vec<_> = frame.entities.iter().filter(|e| e.kind == EntityKind::Phone).collect();
        assert_eq!(phones.len(), 1, "{text}: {:?}", frame.entities);
        assert_eq!(phones[0].value, "+447700900123", "{text}");
    }
    let frame = heard("06 39 98 10 01", Lang::En, Expecting::Phone);
    assert_eq!(frame.entities[0].value, "+33639981001");
}

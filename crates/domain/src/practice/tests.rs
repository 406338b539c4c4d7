//! The practice file: what is read, what is refused, and where.

use super::*;
use crate::lang::Lang;

const LILAS: &str = include_str!("../../../../practices/cabinet-des-lilas.yaml");

fn problems(yaml: &str) -> Vec<String> {
    match Practice::parse(yaml, "p.yaml") {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// The demonstration practice with one text replaced by another.
fn lilas_with(from: &str, to: &str) -> String {
    assert!(LILAS.contains(from), "{from}");
    LILAS.replacen(from, to, 1)
}

#[test]
fn the_demonstration_practice_is_read() {
    let practice = Practice::parse(LILAS, "p.yaml").unwrap();
    assert_eq!(practice.tenant.name, "Cabinet médical des Lilas");
    assert_eq!(practice.tenant.language(), Lang::Fr);
    assert_eq!(practice.default_service().unwrap().id.as_str(), "consultation");
    assert_eq!(practice.practitioners.len(), 3);
    assert_eq!(practice.patients[0].name.reveal(), "Jeanne Petit");
    assert_eq!(practice.patients[0].code.as_ref().unwrap().reveal(), "482173");
    assert!(!format!("{practice:?}").contains("Jeanne"));
}

#[test]
fn it_comes_back_from_yaml_and_json_without_its_patients() {
    let mut practice = Practice::parse(LILAS, "p.yaml").unwrap();
    practice.patients.clear();
    let yaml = practice.to_yaml().unwrap();
    assert_eq!(Practice::parse(&yaml, "p.yaml").unwrap(), practice, "{yaml}");
    let json = serde_json::to_string(&Practice::parse(LILAS, "p.yaml").unwrap()).unwrap();
    assert!(!json.contains("Jeanne") && !json.contains("482173"));
    assert_eq!(serde_json::from_str::<Practice>(&json).unwrap(), practice);
}

#[test]
fn what_is_rare_comes_back_too() {
    let yaml = lilas_with(
        "    name: Dr Claire Martin\n",
        "    name: Dr Claire Martin\n    overrides: [{date: 2026-05-02, hours: [\"09:00-12:00\"]}, {date: 2026-05-04, \
         extra: [\"19:00-20:00\"], reason: soirée}, {date: 2026-05-05, closed: true}]\n    closures: [{from: \
         2026-07-01, to: 2026-07-02}]\n",
    );
    let yaml = yaml.replacen(
        "    by: [laurent]\n    instructions",
        "    by: [laurent]\n    rooms: [salle-1]\n    buffer_before_min: 5\n    requires_approval: true\n    instructions",
        1,
    );
    let yaml = yaml.replacen("services:  ", "rooms: [{id: salle-1, name: Salle 1}]\nservices:  ", 1);
    let mut practice = Practice::parse(&yaml, "p.yaml").unwrap();
    assert_eq!(practice.practitioners[0].overrides.len(), 3);
    practice.patients.clear();
    assert_eq!(Practice::parse(&practice.to_yaml().unwrap(), "p.yaml").unwrap(), practice);
}

/// Times and dates that can't be read are told in a page's own words.
#[test]
fn times_and_dates_that_are_none_have_a_name() {
    for (from, to, name) in [
        ("\"09:00-12:30\"", "\"9h-12h\"", "hours_of_file"),
        ("\"09:00-12:30\"", "\"24:30-25:00\"", "hours_of_file"),
        ("\"09:00-12:30\"", "\"09:00-08:00\"", "hours"),
        ("2026-08-03", "03/08/2026", "date_of_file"),
    ] {
        let found = Practice::parse(&lilas_with(from, to), "p.yaml").unwrap_err();
        assert_eq!(found[0].wrong.as_ref().map(Wrong::name), Some(name), "{found:?}");
    }
}

#[test]
fn a_wrong_shape_is_refused_with_line_column_and_field() {
    for (from, to, expected) in [
        (
            "  slug: cabinet",
            "  sulg: cabinet",
            "p.yaml:4:3: tenant: there is no field `sulg`; did you mean `slug`?",
        ),
        ("minutes: 20", "minutes: twenty", "p.yaml:60:14: services[0].minutes: "),
        (
            "[\"09:00-12:30\", \"14:00-18:30\"]",
            "[\"9h-12h\"]",
            "p.yaml:32:13: practitioners[0].hours.mon[0]: hours are written",
        ),
        ("Europe/Paris", "Europe/Lyon", "p.yaml:8:13: tenant.timezone: no such time zone"),
        ("id: martin", "id: Dr Martin", "p.yaml:28:9: practitioners[0].id: "),
        ("\"+33199001234\"", "\"0199001234\"", "p.yaml:9:10: tenant.phone: not a telephone number"),
        ("code: \"482173\"", "code: \"48217\"", "patients[0].code: not a code of six digits"),
        ("languages: [fr, en]", "languages: [fr, de]", "tenant.languages[1]: "),
        ("2026-08-03", "2026-02-30", "tenant.closures[0].from: "),
        ("    name: Dr Claire Martin\n", "", "p.yaml:30:5: practitioners[0]: `name` is missing"),
        ("name: Dr Claire Martin", "name:", "p.yaml:29:9: practitioners[0].name: this must not be empty"),
        (
            "    name: Dr Claire",
            "    name: X\n    name: Dr",
            "p.yaml:30:5: practitioners[0]: the field `name` is there twice",
        ),
        ("public_holidays: FR", "public_holidays: DE", "tenant.public_holidays: `DE` is not one of FR"),
        ("default: true", "default: yes", "services[0].default: true or false is expected"),
        ("minutes: 20", "minutes: -5", "services[0].minutes: a whole number is expected"),
        ("by: [martin, benali]", "by: martin", "services[0].by: a list is expected"),
        ("[fr, en]", "[fr, en", "p.yaml:8:11: "),
    ] {
        let found = problems(&lilas_with(from, to));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(expected), "{:?} should have {expected:?}", found[0]);
    }
}

#[test]
fn every_problem_is_named_at_once() {
    let yaml = lilas_with("by: [martin, benali]", "by: [martin, dupont, martin]")
        .replacen("id: benali", "id: martin", 1)
        .replacen("minutes: 40", "minutes: 0", 1)
        .replacen("horizon_days: 90", "horizon_days: 0", 1)
        .replacen("to: 2026-08-15", "to: 2026-08-01", 1)
        .replacen("fr: Première consultation, ", "", 1);
    let found = problems(&yaml);
    for expected in [
        "tenant.closures[0].to: it ends before it begins",
        "tenant.policy.horizon_days: 0 is not between 1 and 730",
        "practitioners[1].id: this id is already there",
        "services[0].by[1]: there is no practitioner `dupont`",
        "services[0].by[2]: this practitioner is already there",
        "services[1].minutes: 0 is not between 1 and 1440",
        "services[1].name: `fr` is missing",
    ] {
        assert!(found.iter().any(|found| found.contains(expected)), "{expected}: {found:#?}");
    }
    // Each stands at its line: the by of the first service is on the sixth line of the service.
    let line = 1 + yaml.lines().position(|line| line.contains("dupont")).unwrap();
    assert!(
        found.iter().any(|found| found.starts_with(&format!("p.yaml:{line}:")) && found.contains("dupont"))
    );
}

#[test]
fn what_a_practice_must_be_beyond_its_shape() {
    for (from, to, expected) in [
        (
            "[\"09:00-12:30\", \"14:00-18:30\"]",
            "[\"09:00-14:30\", \"14:00-18:30\"]",
            "hours.mon[1]: 14:00-18:30 overlaps",
        ),
        (
            "[\"09:00-12:30\", \"14:00-18:30\"]",
            "[\"14:00-18:30\", \"09:00-12:30\"]",
            "hours.mon[1]: 09:00-12:30 comes before",
        ),
        ("locale: fr-FR", "locale: français", "tenant.locale: "),
        ("locale: fr-FR", "locale: de-DE", "tenant.locale: its language"),
        ("languages: [fr, en]", "languages: []", "tenant.languages: "),
        ("languages: [fr, en]", "languages: [fr, fr]", "tenant.languages[1]: "),
        ("step_min: 20", "step_min: 0", "services[0].step_min: "),
        ("minutes: 20", "minutes: 1441", "services[0].minutes: "),
        ("minutes: 20", "minutes: 600", "services[0].minutes: nobody who gives it"),
        ("buffer_after_min: 5", "buffer_after_min: 1440", "more than a day"),
        ("min_notice_min: 60", "min_notice_min: 99999", "tenant.policy.min_notice_min: "),
        ("horizon_days: 90", "horizon_days: 1000", "tenant.policy.horizon_days: "),
        ("offers_per_turn: 3", "offers_per_turn: 4", "tenant.policy.offers_per_turn: "),
        ("hold_ttl_s: 120", "hold_ttl_s: 5", "tenant.policy.hold_ttl_s: "),
        ("    by: [laurent]\n    instructions", "    by: []\n    instructions", "services[3].by: "),
        (
            "    by: [laurent]\n    instructions",
            "    by: [laurent]\n    rooms: [x]\n    instructions",
            "services[3].rooms[0]: ",
        ),
        (
            "    by: [laurent]\n    instructions",
            "    by: [laurent]\n    default: true\n    instructions",
            "services[3].default: ",
        ),
        ("id: premiere", "id: consultation", "services[1].id: "),
        ("id: nguyen", "id: petit", "patients[1].id: "),
        ("code: \"735046\"", "code: \"482173\"", "patients[1].code: this code is already there"),
        ("name: Dr Claire Martin", "name: \"  \"", "practitioners[0].name: "),
        ("name: Dr Claire Martin", "name: \"a\\nb\"", "practitioners[0].name: "),
        (", en: Please come fasting.", "", "services[3].instructions: `en` is missing"),
        (
            "    name: Dr Claire Martin\n",
            "    name: Dr Claire Martin\n    overrides: [{date: 2026-03-09, extra: [\"10:00-11:00\"]}]\n",
            "overrides[0].extra[0]: 10:00-11:00 overlaps the week's",
        ),
        (
            "    name: Dr Claire Martin\n",
            "    name: Dr Claire Martin\n    overrides: [{date: 2026-03-09, closed: true}, {date: 2026-03-09, closed: true}]\n",
            "overrides[1].date: ",
        ),
        (
            "    name: Dr Claire Martin\n",
            "    name: Dr Claire Martin\n    overrides: [{date: 2026-03-09}]\n",
            "exactly one of",
        ),
    ] {
        let found = problems(&lilas_with(from, to));
        assert!(found.iter().any(|found| found.contains(expected)), "{expected}: {found:#?}");
    }
}

#[test]
fn hours_may_end_at_midnight() {
    let practice = Practice::parse(&lilas_with("\"14:00-18:30\"", "\"14:00-24:00\""), "p.yaml").unwrap();
    assert_eq!(practice.practitioners[0].hours.mon[1].end, 1440);
}

#[test]
fn hostile_files_are_refused_soon() {
    let long = "x".repeat(MAX_BYTES + 1);
    let deep = "[".repeat(100_000);
    let deep_blocks = (0..400).map(|depth| " ".repeat(depth)).collect::<Vec<_>>().join("a:\n");
    let level = |n: u32| {
        format!(
            "a{n}: &a{n} [{}]
",
            format!("*a{},", n - 1).repeat(10)
        )
    };
    let bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]
"
    .to_owned()
        + &(1..12).map(level).collect::<Vec<_>>().concat();
    let many = format!("tenant: [{}]", "a,".repeat(400_000));
    let keys = (0..100_000).map(|n| format!("k{n}: 1\n")).collect::<Vec<_>>().concat();
    let nul = LILAS.replacen("Dr Claire", "Dr \0 Claire", 1);
    let two = format!("{LILAS}---\n{LILAS}");
    assert!(problems(&two)[0].contains("one YAML document"));
    for hostile in [
        "",
        "\0",
        "---\n---\n",
        "null",
        "[]",
        "a: &a *a",
        "{",
        "%YAML 9.9",
        &long,
        &deep,
        &deep_blocks,
        &bomb,
        &many,
        &keys,
        &nul,
    ] {
        let found = problems(hostile);
        assert!(!found.is_empty(), "{}", &hostile[..hostile.len().min(40)]);
        assert!(found.iter().all(|problem| problem.len() < 1_000), "{found:?}");
    }
}

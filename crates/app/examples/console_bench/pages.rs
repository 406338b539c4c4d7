//! What is asked: every route of the console that shows something, as its files declare them, and the lists of the API.

use std::collections::BTreeSet;

/// Something that is asked again and again, with something else each time.
pub(crate) struct Page {
    pub(crate) name: String,
    /// Addresses, one after the other; `{next}` stands for where the page before says that the next one begins.
    pub(crate) addresses: Vec<String>,
    /// What is sent, when it is a question that is posted.
    pub(crate) sent: Vec<Sent>,
    /// Whether it is the API's.
    pub(crate) api: bool,
}

/// What is posted.
#[derive(Clone)]
pub(crate) enum Sent {
    /// What somebody typed to find a patient.
    Typed(&'static str),
    /// The same, by a program.
    Json(&'static str),
}

/// Of a route that takes something: what it is asked with. Routes that take nothing are asked as they stand.
const ASKED: &[(&str, &[&str])] = &[
    ("/console/calendar", &["?date={day}", "?date={day}&list=true"]),
    ("/console/calendar", &["?date={day}&span=week&who={who}"]),
    ("/console/calendar/sheet", &["?date={day}", "?date={day}&span=week&who={who}"]),
    ("/console/calendar/new", &["?who={who}&date={day}&time={hour}"]),
    ("/console/calendar/starts", &["?service=consultation&who={who}&date={day}&time={hour}"]),
    ("/console/calendar/blocks", &["?who={who}&date={day}"]),
    ("/console/calendar/appointments/{appointment}/move", &["", "?who={who}&date={day}&time={hour}"]),
    (
        "/console/inbox",
        &["", "?state=done", "?state=any&kind=message", "?whose=mine", "?state=declined&kind=too_late"],
    ),
    ("/console/inbox", &["?state=any&most=250", "?state=done&most=500"]),
    ("/console/inbox/list", &["", "?state=done", "?state=any&kind=call_back", "?state=any&most=150"]),
    ("/console/calls", &["?day={day}", "?day={day}&outcome=booked", "?day={day}&channel=talk"]),
    ("/console/messages", &["", "?state=sent", "?state=failed"]),
    ("/console/messages", &["?cursor={next}"]),
    ("/console/messages/list", &["?state=queued", "?state=sent"]),
    (
        "/console/documents/answer",
        &["?question=où est le parking ?&lang=fr", "?question=que faut-il apporter ?&lang=fr"],
    ),
    ("/console/audit", &["", "?from={day}", "?to={day}", "?from={day}&to={day}"]),
    ("/console/audit", &["?action={action}", "?action={action}&to={day}"]),
    ("/console/audit", &["?actor=call", "?actor=user", "?actor=key", "?actor=operator"]),
    ("/console/audit", &["?entity=appointment", "?entity=document", "?entity=patient", "?entity=request"]),
    (
        "/console/audit",
        &["?entity=appointment:{appointment}", "?entity=patient:{patient}", "?actor=call:{call}"],
    ),
    (
        "/console/audit",
        &[
            "?actor=call&action={action}",
            "?actor=operator&entity=key",
            "?actor=user&entity=appointment&action={action}",
        ],
    ),
    ("/console/audit", &["?after={next}"]),
    ("/console/audit/list", &["", "?action={action}", "?actor=call&entity=appointment"]),
    ("/console/audit/export", &["?action=request.settled&from=2026-03-01", "?action=key.created"]),
];

/// What the places in a route's path stand for.
const NAMED: &[(&str, &str)] = &[
    ("/console/calendar/appointments/", "{appointment}"),
    ("/console/calendar/blocks/", "{block}"),
    ("/console/patients/", "{patient}"),
    ("/console/calls/", "{call}"),
    ("/console/messages/{id}/", "{mail}"),
    ("/console/messages/", "{message}"),
    ("/console/inbox/", "{request}"),
    ("/console/team/", "{user}"),
    ("/console/documents/", "{document}"),
    ("/console/integrations/webhooks/", "{webhook}"),
    ("/console/practice/people/", "{who}"),
    ("/console/practice/rooms/", "salle"),
    ("/console/practice/services/", "consultation"),
];

/// What isn't asked, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("/console/", "it only leads to the same without its slash"),
    ("/console/live", "a stream that has no end"),
    ("/console/test-call/talk", "a socket"),
    ("/console/join/{token}", "for whoever has a link that is good once"),
];

/// What is typed to find somebody, one after the other.
const LOOKS: &[(&str, &[&str])] = &[
    ("by last name", &["dupont", "martin", "lefèvre", "nguyen", "garcia"]),
    ("by sound", &["dupond", "martain", "morau", "hadad", "filip", "lefebre", "nguien"]),
    ("by three letters", &["mar", "dup", "jea", "ber", "leg", "tho"]),
    ("by both names", &["marie dupont", "jean martin", "nguyen camille", "moreau philippe", "léa bernard"]),
    ("with a slip", &["mraie dupont", "jaen martin", "nguyen camile", "moreu philippe", "lea bernrad"]),
    (
        "by a date of birth",
        &["dupont 03/08/1961", "martin 14/02/1987", "bernard 1/1/1950", "marie 25/12/1999"],
    ),
    ("by number", &["06 39 00 01 23", "+33639001999", "06.39.01.90.00", "0639000777", "0033639012345"]),
    ("by six digits", &["482173", "000001", "999999", "123456", "314159"]),
    ("by nothing", &[""]),
];

/// The lists of the API, and what they lead to.
const API: &[&[&str]] = &[
    &[
        "/v1/appointments?from=2026-03-09T00:00:00Z",
        "/v1/appointments?from={day}T00:00:00Z&to={day}T23:00:00Z&limit=100",
    ],
    &[
        "/v1/appointments?from={day}T00:00:00Z&practitioner={who}",
        "/v1/appointments?practitioner={who}&status=booked",
    ],
    &[
        "/v1/appointments",
        "/v1/appointments?status=no_show",
        "/v1/appointments?status=arrived",
        "/v1/appointments?to=2026-03-09T00:00:00Z",
    ],
    &["/v1/appointments?from=2026-01-09T00:00:00Z&cursor={next}"],
    &["/v1/appointments/{appointment}", "/v1/appointments/{appointment}/history"],
    &["/v1/availability?practitioner={who}", "/v1/availability?date={day}"],
    &["/v1/blocks", "/v1/blocks?from={day}T00:00:00Z&practitioner={who}"],
    &["/v1/patients/{patient}"],
    &["/v1/requests", "/v1/requests?state=open", "/v1/requests?state=done&kind=message&limit=100"],
    &["/v1/calls", "/v1/calls?outcome=booked", "/v1/calls/{call}"],
    &["/v1/messages", "/v1/messages?state=failed", "/v1/messages/{message}"],
    &[
        "/v1/audit",
        "/v1/audit?actor=call",
        "/v1/audit?entity=document",
        "/v1/audit?action={action}&actor=user",
    ],
    &["/v1/audit?cursor={next}"],
    &["/calendar/appointments/list?from=2026-03-09T00:00:00Z"],
];

/// Everything that is asked. A route that isn't known here, and takes something, is told.
pub(crate) fn all() -> Result<Vec<Page>, String> {
    let shown = testkit::console_routes().into_iter().filter(|(method, _)| method == "GET");
    let mut pages = Vec::new();
    for route in shown.map(|(_, path)| path).collect::<BTreeSet<_>>() {
        if LEFT_OUT.iter().any(|(left_out, _)| *left_out == route) {
            continue;
        }
        let path = named(&route)?;
        let asked: Vec<_> = ASKED.iter().filter(|(of, _)| *of == path).map(|(_, asked)| *asked).collect();
        let asked = if asked.is_empty() { vec![&[""][..]] } else { asked };
        pages.extend(asked.into_iter().map(|queries| Page {
            name: format!("{route} {}", queries.iter().find(|query| !query.is_empty()).unwrap_or(&"")),
            addresses: queries.iter().map(|query| format!("{path}{query}")).collect(),
            sent: Vec::new(),
            api: false,
        }));
    }
    pages.extend(LOOKS.iter().map(|(how, typed)| {
        let sent = typed.iter().map(|typed| Sent::Typed(typed)).collect();
        Page {
            name: format!("found {how}"),
            addresses: vec!["/console/patients/found".into()],
            sent,
            api: false,
        }
    }));
    pages.extend(API.iter().map(|addresses| Page {
        name: addresses[0].to_owned(),
        addresses: addresses.iter().map(|&address| address.to_owned()).collect(),
        sent: Vec::new(),
        api: true,
    }));
    let typed = ["dupond", "mar", "jean martin", "0639000777"].map(Sent::Json).to_vec();
    let (name, addresses) = ("/v1/patients/search".to_owned(), vec!["/v1/patients/search".to_owned()]);
    pages.push(Page { name, addresses, sent: typed, api: true });
    Ok(pages)
}

/// A route's path with what its places stand for.
fn named(route: &str) -> Result<String, String> {
    let place = NAMED.iter().find(|(begin, _)| route.starts_with(begin)).map_or("{id}", |(_, place)| place);
    let path = route
        .replace("{id}", place)
        .replace("{other}", "{patient}")
        .replace("{permission}", "calendar.export");
    let path = path.replace("{place}", "0").replace("{number}", "1");
    if path.contains("{id}") || path.contains("{token}") {
        return Err(format!("{route} takes something: say in pages.rs what it is asked with"));
    }
    Ok(path)
}

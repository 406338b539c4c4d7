//! When it differs from the ordinary week: public holidays, closures, and single days of somebody's.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use domain::Lang;
use domain::clock::date_at;
use domain::practice::{Change, Closure, HolidayCalendar, Hours, Override, Practice};
use domain::schedule;
use jiff::civil::Date;

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::sheet::Sheet;
use crate::http::{App, Code, Manage, Parameters, Problem};
use crate::pages::{dates, words};

const SAVED: &str = "/console/practice/opening?saved=yes";
/// Over how many days hours may differ in one go.
const MOST_DAYS: usize = 62;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/practice/opening", get(list).post(add))
        .route("/console/practice/opening/holidays", post(holidays))
        .route("/console/practice/opening/remove", post(remove))
}

#[derive(Template)]
#[template(path = "console/practice_opening.html")]
struct List {
    frame: Frame,
    folder: Folder,
    holidays: bool,
    /// What is to come, and what has been.
    coming: Vec<Line>,
    past: Vec<Line>,
    /// Who can be chosen, by their ids.
    people: Vec<(String, String)>,
    rooms: Vec<(String, String)>,
}

/// A time that differs.
struct Line {
    /// Which entry of the document it is.
    whose: String,
    list: &'static str,
    place: usize,
    who: String,
    when: String,
    what: String,
    from: Date,
    to: Date,
}

/// `GET /console/practice/opening`.
async fn list(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Opening, &seen).await?;
    let practice = &frame.practice;
    let today = date_at(who.caller.now, practice.tenant.zone());
    let mut lines = lines(practice, frame.lang);
    lines.sort_by_key(|line| (line.from, line.to));
    let (coming, mut past): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.to >= today);
    past.reverse();
    let page_of = List {
        holidays: practice.tenant.public_holidays.is_some(),
        people: practice.practitioners.iter().map(|it| (it.id.to_string(), it.name.clone())).collect(),
        rooms: practice.rooms.iter().map(|it| (it.id.to_string(), it.name.clone())).collect(),
        coming,
        past,
        folder,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// Every closure and every day that differs, of the practice and of everybody and every room in it.
fn lines(practice: &Practice, lang: Lang) -> Vec<Line> {
    let everybody = words::word(lang, "practice.everybody");
    let mut lines = closures("", everybody, &practice.tenant.closures, lang);
    for person in &practice.practitioners {
        let (id, name) = (person.id.as_str(), person.name.as_str());
        lines.extend(closures(id, name, &person.closures, lang));
        lines.extend(
            person.overrides.iter().enumerate().map(|(place, it)| differing(id, name, place, it, lang)),
        );
    }
    for room in &practice.rooms {
        lines.extend(closures(room.id.as_str(), &room.name, &room.closures, lang));
    }
    lines
}

fn closures(whose: &str, who: &str, closures: &[Closure], lang: Lang) -> Vec<Line> {
    let line = |(place, closure): (usize, &Closure)| {
        let (from, to) = (dates::day(lang, closure.from), dates::day(lang, closure.to));
        let when = if closure.from == closure.to {
            from
        } else {
            words::fill(lang, "practice.from_to", &[("from", &from), ("to", &to)])
        };
        let closed = words::word(lang, "practice.closed").to_owned();
        let what = with_reason(&closed, closure.reason.as_deref());
        let (whose, who, from, to) = (whose.to_owned(), who.to_owned(), closure.from, closure.to);
        Line { whose, list: "closures", place, who, when, what, from, to }
    };
    closures.iter().enumerate().map(line).collect()
}

fn differing(whose: &str, who: &str, place: usize, it: &Override, lang: Lang) -> Line {
    let listed = |hours: &[Hours]| hours.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let what = match &it.change {
        Change::Closed => words::word(lang, "practice.closed").to_owned(),
        Change::Instead(hours) => words::fill(lang, "practice.instead", &[("hours", &listed(hours))]),
        Change::Extra(hours) => words::fill(lang, "practice.beside", &[("hours", &listed(hours))]),
    };
    let what = with_reason(&what, it.reason.as_deref());
    let (whose, who, when) = (whose.to_owned(), who.to_owned(), dates::day(lang, it.date));
    Line { whose, list: "overrides", place, who, when, what, from: it.date, to: it.date }
}

fn with_reason(what: &str, reason: Option<&str>) -> String {
    reason.map_or(what.to_owned(), |reason| format!("{what} · {reason}"))
}

/// `POST /console/practice/opening/holidays`.
async fn holidays(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        practice.tenant.public_holidays = sheet.ticked("public_holidays").then_some(HolidayCalendar::France);
        Ok("tenant".to_owned())
    })
    .await
}

/// `POST /console/practice/opening`: somebody is away, or there at other hours, for a day or several.
async fn add(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let (whose, kind, hours) = (sheet.text("whose"), sheet.text("kind"), sheet.hours("hours"));
        let (from, reason) = (sheet.date("from"), sheet.text_if_any("reason"));
        let to = sheet.date_if_any("to").or(from);
        let (Some(from), Some(to)) = (from, to) else { return Ok(String::new()) };
        if kind == "closed" {
            return close(practice, &whose, Closure { from, to, reason });
        }
        if hours.is_empty() && !sheet.is_refused("hours") {
            sheet.refuse("hours", "no_hours");
        }
        let change = if kind == "extra" { Change::Extra(hours) } else { Change::Instead(hours) };
        Ok(differ(practice, sheet, &whose, (from, to), &change, reason.as_deref()))
    })
    .await
}

/// The practice, somebody or a room is away. Says which part of the document the form is about.
fn close(practice: &mut Practice, whose: &str, closure: Closure) -> Result<String, Problem> {
    let (list, at) = owned(practice, whose)?;
    list.push(closure);
    Ok(format!("{at}.closures[{}]", list.len() - 1))
}

/// The closures of the practice, of somebody or of a room, and where they stand.
fn owned<'a>(practice: &'a mut Practice, whose: &str) -> Result<(&'a mut Vec<Closure>, String), Problem> {
    if whose.is_empty() {
        return Ok((&mut practice.tenant.closures, "tenant".to_owned()));
    }
    let person = practice.practitioners.iter().position(|it| it.id.as_str() == whose);
    if let Some(place) = person {
        return Ok((&mut practice.practitioners[place].closures, format!("practitioners[{place}]")));
    }
    let room = practice.rooms.iter().position(|it| it.id.as_str() == whose);
    let place = room.ok_or_else(Problem::not_found)?;
    Ok((&mut practice.rooms[place].closures, format!("rooms[{place}]")))
}

/// Somebody is there at other hours on each of some days; those days have no other entry, or it is replaced. Of several
/// days, those are meant on which they work at all: a day off is opened by itself.
fn differ(
    practice: &mut Practice,
    sheet: &mut Sheet,
    whose: &str,
    (from, to): (Date, Date),
    change: &Change,
    reason: Option<&str>,
) -> String {
    let place = practice.practitioners.iter().position(|it| it.id.as_str() == whose);
    let Some(place) = place else {
        sheet.refuse("whose", "hours_of_whom");
        return String::new();
    };
    let mut days: Vec<Date> = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to).collect();
    if to < from || days.len() > MOST_DAYS {
        sheet.refuse("to", if to < from { "order_of_dates" } else { "too_many_days" });
        return String::new();
    }
    if from < to {
        let id = &practice.practitioners[place].id;
        days.retain(|day| !schedule::working(practice, id, *day).is_empty());
    }
    if days.is_empty() {
        sheet.refuse("to", "only_days_off");
        return String::new();
    }
    let overrides = &mut practice.practitioners[place].overrides;
    overrides.retain(|it| !days.contains(&it.date));
    let first = overrides.len();
    let entry = |date| Override { date, change: change.clone(), reason: reason.map(str::to_owned) };
    overrides.extend(days.into_iter().map(entry));
    format!("practitioners[{place}].overrides[{first}]")
}

/// `POST /console/practice/opening/remove`: one entry, by its place in the version that the form names.
async fn remove(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        let (whose, list, place): (_, _, usize) =
            (sheet.text("whose"), sheet.text("list"), sheet.number("place"));
        let gone = match list.as_str() {
            "closures" => taken(owned(practice, &whose)?.0, place),
            "overrides" => {
                let person = practice.practitioners.iter_mut().find(|it| it.id.as_str() == whose);
                taken(&mut person.ok_or_else(Problem::not_found)?.overrides, place)
            }
            _ => return Err(Problem::new(Code::InvalidBody)),
        };
        if gone { Ok(String::new()) } else { Err(Problem::not_found()) }
    })
    .await
}

/// Takes an entry out of a list; false when there is none.
fn taken<T>(list: &mut Vec<T>, place: usize) -> bool {
    let there = place < list.len();
    if there {
        list.remove(place);
    }
    there
}

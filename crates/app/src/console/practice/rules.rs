//! How the practice answers, and its rules of booking.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::practice::{Notices, Policy, TenantFacts, Wanted, Zone};
use domain::{Lang, Localized};

use super::super::frame::{Frame, Section, page};
use super::super::staff::Staff;
use super::edit::Edit;
use super::folder::{Folder, Seen, Tab, open};
use super::sheet::Sheet;
use crate::http::{App, Manage, Parameters, Problem};
use crate::pages::words;

const SAVED: &str = "/console/practice/rules?saved=yes";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console/practice/rules", get(form).post(save))
}

#[derive(Template)]
#[template(path = "console/practice_rules.html")]
struct Form {
    frame: Frame,
    folder: Folder,
    facts: TenantFacts,
    phone: String,
    transfer_to: String,
    greeting: Localized<String>,
    /// Its languages, first the one that it greets in.
    first: Lang,
    both: bool,
    /// By what patients can be told.
    wanted: Vec<Choice>,
    /// Where the practice hears of what waits.
    address: String,
}

/// One way of several.
struct Choice {
    id: &'static str,
    name: &'static str,
    on: bool,
}

/// `GET /console/practice/rules`.
async fn form(
    State(app): State<App>,
    Staff { who, .. }: Staff<Manage>,
    Parameters(seen): Parameters<Seen>,
) -> Result<Response, Problem> {
    let mut tx = who.read(&app).await?;
    let (frame, folder) = open(&app, &mut tx, &who, Tab::Rules, &seen).await?;
    let facts = frame.practice.tenant.clone();
    let written =
        |phone: &Option<domain::Phone>| phone.as_ref().map(domain::Phone::written).unwrap_or_default();
    let choice = |wanted: Wanted| Choice {
        id: wanted.name(),
        name: words::word(frame.lang, &format!("practice.wanted_{}", wanted.name())),
        on: wanted == facts.messages.patients,
    };
    let page_of = Form {
        wanted: Wanted::ALL.map(choice).into(),
        address: facts.messages.practice.clone().unwrap_or_default(),
        phone: written(&facts.phone),
        transfer_to: written(&facts.transfer_to),
        greeting: facts.greeting.clone().unwrap_or_default(),
        first: facts.language(),
        both: facts.languages.len() > 1,
        facts,
        folder,
        frame,
    };
    page(&page_of, &page_of.frame.nonce)
}

/// `POST /console/practice/rules`.
async fn save(edit: Edit) -> Result<Response, Problem> {
    edit.make(SAVED, |practice, sheet| {
        read(&mut practice.tenant, sheet);
        Ok("tenant".to_owned())
    })
    .await
}

fn read(facts: &mut TenantFacts, sheet: &mut Sheet) {
    facts.name = sheet.text("name");
    facts.phone = sheet.phone("phone");
    facts.address = sheet.text_if_any("address");
    facts.transfer_to = sheet.phone("transfer_to");
    facts.greeting = Some(sheet.texts("greeting")).filter(|texts| !texts.is_empty());
    facts.emergency_text = sheet.texts("emergency_text");
    facts.locale = sheet.text("locale");
    match Zone::try_from(sheet.text("timezone")) {
        Ok(zone) => facts.timezone = zone,
        Err(_) => sheet.refuse("timezone", "timezone"),
    }
    facts.languages = match sheet.text("languages").as_str() {
        "fr" => vec![Lang::Fr],
        "en" => vec![Lang::En],
        "en,fr" => vec![Lang::En, Lang::Fr],
        _ => vec![Lang::Fr, Lang::En],
    };
    facts.messages = Notices {
        patients: Wanted::from_name(&sheet.text("messages.patients")).unwrap_or_default(),
        reminders: sheet.ticked("messages.reminders"),
        practice: sheet.text_if_any("messages.practice"),
    };
    facts.policy = Policy {
        min_notice_min: sheet.number("policy.min_notice_min"),
        horizon_days: sheet.number("policy.horizon_days"),
        cancel_notice_min: sheet.number("policy.cancel_notice_min"),
        offers_per_turn: sheet.number("policy.offers_per_turn"),
        hold_ttl_s: sheet.number("policy.hold_ttl_s"),
        keep_turns_days: sheet.number("policy.keep_turns_days"),
    };
}

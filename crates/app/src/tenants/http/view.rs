//! What the API shows of a practice.

use domain::Localized;
use domain::practice::{Hours, WeeklyHours};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::Current;

/// A text in the languages it exists in.
#[derive(Serialize, ToSchema)]
struct TextView {
    #[serde(skip_serializing_if = "Option::is_none")]
    fr: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<String>,
}

impl From<&Localized<String>> for TextView {
    fn from(text: &Localized<String>) -> Self {
        Self { fr: text.fr.clone(), en: text.en.clone() }
    }
}

/// The practice that the key belongs to.
#[derive(Serialize, ToSchema)]
#[schema(as = Practice)]
pub(super) struct PracticeView {
    /// Which version of it this is, counted from 1: a change names the version that it was made from.
    version: u32,
    /// Its short name.
    slug: String,
    /// Its name.
    name: String,
    /// The languages it answers in.
    languages: Vec<String>,
    /// Where its clocks are (IANA).
    timezone: String,
    /// The number that callers dial (E.164).
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// The earliest bookable start, in minutes from now.
    min_notice_min: u32,
    /// How many days ahead one can book.
    horizon_days: u16,
    /// Until how many minutes before its start an appointment can be changed by a caller.
    cancel_notice_min: u32,
    /// Whose time can be booked.
    practitioners: Vec<PractitionerView>,
    /// What can be booked.
    services: Vec<ServiceView>,
}

/// Somebody whose time is booked.
#[derive(Serialize, ToSchema)]
#[schema(as = Practitioner)]
struct PractitionerView {
    /// By what the API calls them.
    id: String,
    /// Their name.
    name: String,
    /// Their ordinary week, in local time.
    hours: WeekView,
}

/// Stretches of an ordinary week, each as `09:00-12:30`.
#[derive(Serialize, ToSchema)]
#[schema(as = Week)]
struct WeekView {
    mon: Vec<String>,
    tue: Vec<String>,
    wed: Vec<String>,
    thu: Vec<String>,
    fri: Vec<String>,
    sat: Vec<String>,
    sun: Vec<String>,
}

/// Something that can be booked.
#[derive(Serialize, ToSchema)]
#[schema(as = Service)]
struct ServiceView {
    /// By what the API calls it.
    id: String,
    /// Its name.
    name: TextView,
    /// How long the patient is there.
    minutes: u32,
    /// Starts lie this many minutes apart.
    step_min: u32,
    /// Who gives it.
    by: Vec<String>,
    /// Whether it is assumed when none is named.
    default: bool,
    /// Whether the staff must agree before it is firm.
    requires_approval: bool,
}

pub(super) fn view(current: &Current) -> PracticeView {
    let practice = &current.practice;
    let facts = &practice.tenant;
    PracticeView {
        version: current.version,
        slug: facts.slug.to_string(),
        name: facts.name.clone(),
        languages: facts.languages.iter().map(|lang| lang.tag().to_owned()).collect(),
        timezone: facts.timezone.name().to_owned(),
        phone: facts.phone.as_ref().map(ToString::to_string),
        address: facts.address.clone(),
        min_notice_min: facts.policy.min_notice_min,
        horizon_days: facts.policy.horizon_days,
        cancel_notice_min: facts.policy.cancel_notice_min,
        practitioners: practice
            .practitioners
            .iter()
            .map(|who| PractitionerView {
                id: who.id.to_string(),
                name: who.name.clone(),
                hours: week(&who.hours),
            })
            .collect(),
        services: practice
            .services
            .iter()
            .map(|service| ServiceView {
                id: service.id.to_string(),
                name: (&service.name).into(),
                minutes: service.minutes,
                step_min: service.step_min,
                by: service.by.iter().map(ToString::to_string).collect(),
                default: service.default,
                requires_approval: service.requires_approval,
            })
            .collect(),
    }
}

fn week(hours: &WeeklyHours) -> WeekView {
    let day = |stretches: &[Hours]| stretches.iter().map(ToString::to_string).collect();
    WeekView {
        mon: day(&hours.mon),
        tue: day(&hours.tue),
        wed: day(&hours.wed),
        thu: day(&hours.thu),
        fri: day(&hours.fri),
        sat: day(&hours.sat),
        sun: day(&hours.sun),
    }
}

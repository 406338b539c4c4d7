//! The practice as a whole.

use super::{Findings, Wrong};
use crate::lang::Lang;
use crate::practice::{Closure, Policy, TenantFacts};

pub(super) fn check(tenant: &TenantFacts, findings: &mut Findings) {
    findings.name("tenant.name", &tenant.name);
    if let Some(address) = &tenant.address {
        findings.name("tenant.address", address);
    }
    languages(tenant, findings);
    if let Some(greeting) = &tenant.greeting {
        findings.greeting("tenant.greeting", &tenant.languages, greeting);
    }
    closures("tenant.closures", &tenant.closures, findings);
    policy(&tenant.policy, findings);
    if tenant.messages.practice.as_deref().is_some_and(|address| !is_address(address)) {
        findings.add("tenant.messages.practice", Wrong::NoAddress);
    }
    findings.in_every("tenant.emergency_text", &tenant.languages, &tenant.emergency_text);
}

fn languages(tenant: &TenantFacts, findings: &mut Findings) {
    if tenant.languages.is_empty() {
        findings.add("tenant.languages", Wrong::NoLanguage);
    }
    let named = tenant.languages.iter().enumerate();
    findings.unique(named.map(|(place, lang)| (format!("tenant.languages[{place}]"), *lang)), "language");
    if !is_locale(&tenant.locale) {
        findings.add("tenant.locale", Wrong::Locale);
    } else if Lang::from_tag(&tenant.locale).is_none_or(|lang| !tenant.languages.contains(&lang)) {
        findings.add("tenant.locale", Wrong::ForeignLocale);
    }
}

fn is_locale(text: &str) -> bool {
    let Some((language, region)) = text.split_once('-') else { return false };
    let (language, region) = (language.as_bytes(), region.as_bytes());
    language.len() == 2
        && region.len() == 2
        && language.iter().all(u8::is_ascii_lowercase)
        && region.iter().all(u8::is_ascii_uppercase)
}

/// Enough for a misprint to be found; whether somebody has the address, only a message tells.
fn is_address(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_graphic() && !b"@,;:<>()[]\"\\".contains(&b))
    };
    let parts = text.split_once('@');
    text.len() <= 254 && parts.is_some_and(|(local, host)| plain(local) && plain(host) && host.contains('.'))
}

fn policy(policy: &Policy, findings: &mut Findings) {
    let field = |name: &str| format!("tenant.policy.{name}");
    findings.within(field("min_notice_min"), policy.min_notice_min, 0..=43_200);
    findings.within(field("horizon_days"), policy.horizon_days.into(), 1..=730);
    findings.within(field("cancel_notice_min"), policy.cancel_notice_min, 0..=43_200);
    findings.within(field("offers_per_turn"), policy.offers_per_turn.into(), 1..=3);
    findings.within(field("hold_ttl_s"), policy.hold_ttl_s, 30..=600);
    findings.within(field("keep_turns_days"), policy.keep_turns_days.into(), 0..=90);
    if u32::from(policy.horizon_days) * 1_440 < policy.min_notice_min {
        findings.add(field("min_notice_min"), Wrong::NoticeBeyondHorizon);
    }
}

pub(super) fn closures(field: &str, closures: &[Closure], findings: &mut Findings) {
    for (place, closure) in closures.iter().enumerate() {
        if closure.to < closure.from {
            findings.add(format!("{field}[{place}].to"), Wrong::EndsFirst(closure.from));
        }
        if let Some(reason) = &closure.reason {
            findings.name(format!("{field}[{place}].reason"), reason);
        }
    }
}

//! A wish in words that the staff can read.

use domain::Lang;
use domain::practice::Practice;
use domain::wish::Wish;
use jiff::Timestamp;

/// «mardi 10/03 14:00», «du 10/03 08:00 au 10/03 12:00»; nothing when nothing was wished.
pub(super) fn wish(wish: &Wish, practice: &Practice) -> Option<String> {
    let zone = practice.tenant.zone();
    let at = |instant: Timestamp| zone.to_datetime(instant).strftime("%d/%m/%Y %H:%M").to_string();
    let french = practice.tenant.languages.first().is_none_or(|lang| *lang == Lang::Fr);
    let (from, to) = if french { ("du", "au") } else { ("from", "to") };
    let mut parts = Vec::new();
    match wish.target {
        Some(target) => parts.push(at(target)),
        None => parts
            .extend(wish.days.iter().map(|span| format!("{from} {} {to} {}", at(span.start), at(span.end)))),
    }
    if let Some((first, last)) = wish.hours {
        parts.push(format!("{}–{}", hour(first), hour(last)));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn hour(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

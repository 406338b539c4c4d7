//! The week is worked by hand while a hundred callers book: nothing that was acknowledged is lost, whoever changes what
//! somebody else has changed is told, and what is open follows.

mod callers;
mod desk;
mod page;

use std::collections::BTreeMap;
use std::time::Duration;

use app::audit::{self, Filter, Which};
use app::booking;
use domain::appointment::Appointment;
use domain::audit::{Entry, Facts};
use domain::ids::AppointmentId;
use domain::permission::Role;
use testkit::{Clinic, Figures, wanted};

use self::callers::Callers;
use self::desk::{APPOINTMENTS, Change, Desk};
use self::page::Page;
use crate::client::{Server, staff};

testkit::on_both_engines! {
    /// S72, S98: two secretaries work one week, each with what she saw; a hundred callers book, move and cancel meanwhile.
    async fn the_week_is_worked_by_hand_while_callers_book(clinic) {
        let server = Server::new(clinic);
        let [one, other] = [staff(clinic, Role::Secretary).await, staff(clinic, Role::Secretary).await];
        let desk = Desk::open(clinic, &server, [one, other.clone()]).await;
        let page = Page::open(&server, other, "/console/calendar/sheet?date=2026-03-10&span=week&who=martin").await;
        let callers = Callers::ring(clinic, &server, wanted("ALLO_DESK_CALLERS").unwrap_or(100));

        let (mut acknowledged, mut told) = (Vec::new(), 0);
        let figures = Figures::default();
        let rounds = usize::try_from(wanted("ALLO_DESK_ROUNDS").unwrap_or(24)).unwrap();
        for round in 0..rounds {
            // At last each is given up.
            let (done, late) = desk.both_change(round, round + APPOINTMENTS >= rounds).await;
            told += late;
            if let Some(change) = done {
                figures.took(page.shows(&change).await);
                acknowledged.push(change);
            }
        }
        assert!(desk.kept_free(&page, &figures).await, "time was kept free, and is free again");
        assert!(desk.both_write_on_a_file().await, "whoever is second on a file is told");
        let calls = callers.rang().await;

        assert!(told > 0 && !acknowledged.is_empty(), "{told} were told of {acknowledged:?}");
        testkit::sound(&clinic.url).await;
        for change in &acknowledged {
            change_is_kept(clinic, change).await;
        }
        let booked = nothing_was_overwritten(clinic).await;
        for (call, references) in &calls {
            assert_eq!(booked.get(call).copied().unwrap_or_default(), *references, "call {call}");
        }
        assert_eq!(clinic.count("SELECT count(*) FROM hold WHERE state = 'live'").await, 0, "nothing stays kept");
        audit::seal_all(&clinic.db, clinic.tenant, clinic.clock.now()).await.unwrap();
        assert_eq!(audit::verify(&mut clinic.read().await).await.unwrap().unchained, 0);
        testkit::report(&format!(
            "{:?}: {} calls booked {}; acknowledged by hand {}, told that it changed {told}; from acknowledged to shown on an open page {}",
            clinic.db.engine(), calls.len(), booked.values().sum::<usize>(), acknowledged.len(), figures.summary()
        ));
        // Where nobody asks for it, it is only reported: a test holds no timings.
        if let Some(most) = wanted("ALLO_PAGES_WITHIN_MS") {
            assert!(figures.longest() <= Duration::from_millis(most), "a page was out of date: {}", figures.summary());
        }
    }
}

/// Everything that was done to an appointment, by its revisions.
async fn history(clinic: &Clinic, id: AppointmentId) -> Vec<Entry> {
    let filter = Filter { entity: Some(Which::One(format!("appointment:{id}"))), ..Filter::default() };
    let mut entries = audit::look(&mut clinic.read().await, &filter, None, 500).await.unwrap().entries;
    entries.sort_by_key(|entry| entry.after.revision);
    entries
}

/// What was acknowledged stands in the trail, as it was asked for.
async fn change_is_kept(clinic: &Clinic, change: &Change) {
    let history = history(clinic, change.appointment).await;
    let kept = history.iter().find(|entry| entry.after.revision == Some(change.seen + 1));
    let kept = kept.unwrap_or_else(|| panic!("{change:?} is lost: {history:?}"));
    assert_eq!(kept.after.span.map(|span| span.start), Some(change.start), "{kept:?}");
    assert_eq!(kept.after.status.is_some_and(|status| !status.keeps_time()), change.cancelled, "{kept:?}");
}

/// Each change of each appointment began where the one before had ended, and the last one stands. How many appointments
/// each call has booked.
async fn nothing_was_overwritten(clinic: &Clinic) -> BTreeMap<domain::ids::CallId, usize> {
    let (mut booked, mut after) = (BTreeMap::new(), None);
    loop {
        let page =
            booking::list(&mut clinic.read().await, &booking::Filter::default(), after, 200).await.unwrap();
        for one in &page.bookings {
            let history = history(clinic, one.appointment.id).await;
            let revisions: Vec<_> = history.iter().filter_map(|entry| entry.after.revision).collect();
            assert_eq!(revisions, (1..=one.appointment.revision).collect::<Vec<_>>(), "{history:?}");
            for pair in history.windows(2) {
                assert_eq!(where_it_stood(&pair[0].after), where_it_stood(&pair[1].before), "{pair:?}");
            }
            let last = history.last().unwrap();
            assert_eq!(where_it_stood(&last.after), where_it_stands(&one.appointment), "{last:?}");
            if let Some(call) = one.call {
                *booked.entry(call).or_default() += 1;
            }
        }
        after = page.next;
        if after.is_none() {
            return booked;
        }
    }
}

type Standing = (Option<domain::Span>, Option<domain::ids::ResourceId>, Option<domain::appointment::Status>);

fn where_it_stood(facts: &Facts) -> Standing {
    (facts.span, facts.practitioner.clone(), facts.status)
}

fn where_it_stands(one: &Appointment) -> Standing {
    (Some(one.span), Some(one.practitioner.clone()), Some(one.status))
}

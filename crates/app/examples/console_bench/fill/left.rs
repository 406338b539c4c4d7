//! What was left for the staff, and what stands around the day's work: documents, keys, a system that hears of changes.

use app::booking::{self, Filter, Note};
use app::documents::{self, Kind as Text};
use app::keys;
use app::outside::{Address, Reach};
use app::webhooks::{self, Wanted};
use domain::Pii;
use domain::audit::Action;
use domain::ids::PatientId;
use domain::permission::Permission;
use domain::request::{Kind, Reason, State};
use jiff::SignedDuration;

use super::{BY, Fill, Outcome, names};

/// How many requests there are, and how many of them are still open.
const REQUESTS: usize = 2_000;
const OPEN: usize = 150;

impl Fill<'_> {
    /// Requests of the last three months, the oldest first; most are settled.
    pub(super) async fn requests(&self, patients: &[PatientId]) -> Outcome<()> {
        let mut tx = self.db.read(self.tenant, self.now).await?;
        let coming = Filter { from: Some(self.now), ..Filter::default() };
        let coming = booking::list(&mut tx, &coming, None, 1_000).await?.bookings;
        drop(tx);
        for chunk in (0..REQUESTS).collect::<Vec<_>>().chunks(100) {
            let back = SignedDuration::from_hours(i64::try_from(REQUESTS - chunk[0])?);
            let mut tx = self.db.write(self.tenant, self.now.checked_sub(back)?).await?;
            for n in chunk {
                let kind = [Kind::Message, Kind::CallBack, Kind::Wish, Kind::TooLate][n % 4];
                let appointment = coming.get(n * 7 % coming.len()).filter(|_| kind == Kind::TooLate);
                let appointment = appointment.map(|booking| &booking.appointment);
                let known = patients[n * 13 % patients.len()];
                let stranger = names::patient(n * 17)?;
                let is_known = n % 3 != 0;
                let note = Note {
                    reason: (kind == Kind::Message).then_some(Reason::Prescription),
                    patient: appointment.map(|one| one.patient).or(is_known.then_some(known)),
                    appointment: appointment.map(|one| one.id),
                    practitioner: appointment.map(|one| one.practitioner.clone()),
                    name: (!is_known).then_some(stranger.name),
                    phone: Some(stranger.phone),
                    text: Some(Pii::new(format!(
                        "Pouvez-vous me rappeler au sujet du traitement numéro {n} ?"
                    ))),
                    ..Note::of(kind)
                };
                let id = booking::leave(&mut tx, &note, &BY).await?;
                if *n < REQUESTS - OPEN {
                    let state = if n % 4 == 3 { State::Declined } else { State::Done };
                    booking::settle(&mut tx, id, state, &BY).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// What hardly changes.
    pub(super) async fn around(&self) -> Outcome<()> {
        let mut tx = self.db.write(self.tenant, self.now).await?;
        for n in 0..20 {
            let text = format!(
                "# Fiche {n}\n\n{}",
                "Apportez votre carte Vitale et vos ordonnances. Le parking est place Guichard.\n\n"
                    .repeat(40)
            );
            let text = format!("{text}La fiche {n} finit ici.\n");
            let read = documents::read(Text::Markdown, text.into_bytes()).await?;
            documents::add(&mut tx, &format!("Fiche {n}"), &read, &BY).await?;
            keys::create(&mut tx, &format!("Logiciel {n}"), &[Permission::Read], None, &BY).await?;
        }
        let url = Address::read("https://logiciel.example.org/allo", Reach::Public)?;
        webhooks::add(&mut tx, &Wanted { url, events: vec![Action::Booked, Action::Moved] }, &BY).await?;
        Ok(tx.commit().await?)
    }
}

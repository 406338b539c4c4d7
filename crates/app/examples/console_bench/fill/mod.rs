//! A practice that has been there for three years: 20,000 patients, 100,000 appointments, 5,000 calls, 2,000 requests, 3,000
//! messages, and a trail of all of it. It is made by the product's own operations, each at its instant, so that every row
//! is sealed, found and on record as in life; but for the calls that nobody opens.

mod appointments;
mod calls;
mod left;
mod names;

use std::error::Error;
use std::sync::Arc;

use app::audit;
use app::db::{Db, Url};
use app::messages::{Post, Recorder, Sending};
use app::patients::{self, Contact};
use domain::ids::{PatientId, TenantId};
use domain::permission::Actor;
use domain::practice::Practice;
use jiff::{SignedDuration, Timestamp};

use super::raw;

/// What can go wrong while a practice is made.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many are on file.
pub(crate) const PATIENTS: usize = 20_000;

/// How many have agendas.
pub(crate) const PRACTITIONERS: usize = 10;

/// Whoever makes it.
const BY: Actor = Actor::Operator;

/// A practice that is being made.
pub(crate) struct Fill<'a> {
    pub(crate) url: &'a Url,
    pub(crate) db: &'a Db,
    pub(crate) tenant: TenantId,
    pub(crate) practice: Arc<Practice>,
    pub(crate) now: Timestamp,
}

/// Ten who work all week but Sundays.
pub(crate) fn practice() -> Outcome<Practice> {
    let week =
        ["mon", "tue", "wed", "thu", "fri", "sat"].map(|day| format!("{day}: [\"08:00-18:00\"]")).join(", ");
    let ids: Vec<_> = (0..PRACTITIONERS).map(|n| format!("p{n}")).collect();
    let all = ids.join(", ");
    let people = ids.iter().enumerate();
    let people = people
        .map(|(n, id)| format!("- {{id: {id}, name: {}, hours: {{{week}}}}}\n", names::practitioner(n)));
    let yaml = format!(
        "tenant: {{slug: bench, name: Bench, locale: fr-FR, languages: [fr, en], timezone: Europe/Paris, \
             policy: {{keep_turns_days: 90}}}}\n\
         practitioners:\n{}\
         rooms:\n- {{id: salle, name: Salle de soins}}\n\
         services:\n\
         - {{id: consultation, name: {{fr: Consultation, en: Consultation}}, minutes: 20, step_min: 20, by: [{all}], default: true}}\n\
         - {{id: suivi, name: {{fr: Suivi, en: Follow-up}}, minutes: 20, step_min: 20, by: [{all}]}}\n\
         faq:\n\
         - {{ask: {{fr: [adresse, où êtes-vous], en: [address]}}, answer: {{fr: 12 rue des Lilas., en: 12 rue des Lilas.}}}}\n",
        people.collect::<String>(),
    );
    Practice::parse(&yaml, "bench").map_err(|problems| format!("{problems:?}").into())
}

impl Fill<'_> {
    /// Fills the practice.
    pub(crate) async fn everything(&self) -> Outcome<()> {
        let patients = self.patients().await?;
        self.said("patients");
        self.past_and_coming().await?;
        self.said("appointments");
        // What was told of all these is long told.
        raw::run(self.url, "UPDATE job SET done_at = next_at WHERE done_at IS NULL").await?;
        self.lately().await?;
        let sending = Sending::new(Post::recording(&Recorder::default()), "https://allo.example.org");
        sending.all_due(self.db, self.now).await?;
        self.said("messages");
        self.requests(&patients).await?;
        self.said("requests");
        self.rang().await?;
        self.said("calls");
        self.around().await?;
        audit::seal_all(self.db, self.tenant, self.now).await?;
        self.said("the chain of the trail");
        raw::settled(self.url).await
    }

    async fn patients(&self) -> Outcome<Vec<PatientId>> {
        let mut ids = Vec::with_capacity(PATIENTS);
        for chunk in (0..PATIENTS).collect::<Vec<_>>().chunks(250) {
            let at = self.now.checked_sub(SignedDuration::from_hours(24 * 1_200))?;
            let at = at.checked_add(SignedDuration::from_hours(i64::try_from(chunk[0])? * 24 / 20))?;
            let mut tx = self.db.write(self.tenant, at).await?;
            for n in chunk {
                let seed = names::patient(*n)?;
                let id = patients::enrol(&mut tx, &seed, &BY).await?;
                // Every third has an address.
                if n.is_multiple_of(3) {
                    let email = Some(domain::Pii::new(format!("patient{n}@example.org")));
                    let contact = Contact {
                        name: seed.name,
                        phone: Some(seed.phone),
                        email,
                        birth_date: seed.birth_date,
                    };
                    patients::change(&mut tx, id, &contact, None, &BY).await?;
                }
                ids.push(id);
            }
            tx.commit().await?;
        }
        Ok(ids)
    }

    #[expect(clippy::print_stderr, reason = "it takes minutes: whoever waits hears how far it is")]
    fn said(&self, what: &str) {
        eprintln!("{:?}: {what} made", self.url.engine());
    }
}

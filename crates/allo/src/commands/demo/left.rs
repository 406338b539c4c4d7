//! What callers have left for the demonstration's staff: one of each sort, so that there is something to settle.

use anyhow::Result;
use app::booking::{self, Note};
use app::db::Db;
use domain::Pii;
use domain::ids::TenantId;
use domain::permission::Actor;
use domain::practice::Practice;
use domain::request::{Kind, Reason};
use jiff::{SignedDuration, Timestamp};

use super::{asked, book, stranger, working_days};

/// Hours ago, what, about what, with whom, who, and in which words.
type Left = (i64, Kind, Option<Reason>, Option<&'static str>, &'static str, &'static str);

const LEFT: &[Left] = &[
    (
        72,
        Kind::Message,
        Some(Reason::Prescription),
        Some("martin"),
        "Nora Lambert",
        "Je voudrais renouveler mon ordonnance pour la tension, il m’en reste pour trois jours.",
    ),
    (
        2,
        Kind::CallBack,
        None,
        None,
        "Marc Olivier",
        "Je préfère en parler à quelqu’un, merci de me rappeler.",
    ),
    (
        1,
        Kind::Message,
        Some(Reason::Results),
        Some("benali"),
        "Emma Colin",
        "Est-ce que vous avez reçu les résultats de ma prise de sang ?",
    ),
];

/// Leaves them, and one appointment that waits for the staff's yes.
pub(super) async fn fill(db: &Db, tenant: TenantId, practice: &Practice, now: Timestamp) -> Result<()> {
    for (number, (hours, kind, reason, practitioner, name, words)) in LEFT.iter().enumerate() {
        let who = stranger(60 + number, name)?;
        let note = Note {
            reason: *reason,
            practitioner: practitioner.map(str::parse).transpose()?,
            name: Some(who.name),
            phone: who.phone,
            text: Some(Pii::new((*words).to_owned())),
            ..Note::of(*kind)
        };
        let mut tx = db.write(tenant, now.checked_sub(SignedDuration::from_hours(*hours))?).await?;
        booking::leave(&mut tx, &note, &Actor::Operator).await?;
        tx.commit().await?;
    }
    let mut asking = practice.clone();
    asking.services.iter_mut().for_each(|service| service.requires_approval = true);
    let who = stranger(70, "Gabriel Morin")?;
    for day in working_days(practice, now).into_iter().skip(1) {
        if let Some(asked) = asked(practice, day, 15 * 60, "martin", "premiere")
            && book(db, tenant, &asking, &asked, &who, now).await?
        {
            break;
        }
    }
    Ok(())
}

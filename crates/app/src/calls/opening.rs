//! How a call begins: what the server knows of it, and what is written down before the first word.

use std::sync::Arc;

use dialogue::{Closed, Setting};
use domain::ids::{CallId, Minted, TenantId};
use domain::practice::Practice;
use domain::quota::{Counted, Limit};
use domain::{Lang, Phone};
use jiff::{SignedDuration, Timestamp};

use super::turns::Record;
use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::documents::{self, Shelf};
use crate::usage;

/// How a call begins. The server decides all of it, never what the client says of itself.
#[derive(Clone)]
pub struct Opening {
    /// The data.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Whose practice was called.
    pub tenant: TenantId,
    /// The practice as it stands now; the call keeps it to its end.
    pub practice: Arc<Practice>,
    /// By which entrance: `talk`, `chat`, `rehearse`…
    pub channel: &'static str,
    /// The language that it begins in.
    pub lang: Lang,
    /// The number that the network shows; a hint, never proof.
    pub caller: Option<Phone>,
    /// Whether a caller can be put through from this entrance.
    pub transfers: bool,
    /// Where answers are looked up in the practice's documents.
    pub shelf: Shelf,
    /// Whether a one-time code can be sent to the contact on file.
    pub codes: bool,
    /// How long an outside calendar takes to answer. Nothing, but for rehearsals of slow ones.
    pub calendar_takes: SignedDuration,
}

/// A call that has begun.
pub(super) struct Begun {
    pub(super) id: CallId,
    /// Where what is said is written down, if the practice keeps it.
    pub(super) record: Option<Record>,
    /// What the conversation knows from the start.
    pub(super) setting: Setting,
}

impl Opening {
    /// A call in French, whose number isn't shown, at an entrance that puts nobody through and sends no codes, with an
    /// empty shelf of its own for the practice's documents: an entrance says what it has beside.
    pub fn new(
        db: Db,
        clock: Clock,
        tenant: TenantId,
        practice: Arc<Practice>,
        channel: &'static str,
    ) -> Self {
        Self {
            db,
            clock,
            tenant,
            practice,
            channel,
            lang: Lang::Fr,
            caller: None,
            transfers: false,
            shelf: Shelf::default(),
            codes: false,
            calendar_takes: SignedDuration::ZERO,
        }
    }

    /// The same in this language, if the practice speaks it; in its own otherwise.
    #[must_use]
    pub fn speaking(self, lang: Lang) -> Self {
        let tenant = &self.practice.tenant;
        let lang = if tenant.languages.contains(&lang) { lang } else { tenant.language() };
        Self { lang, ..self }
    }

    /// Writes down that the call begins, and sees how it can go on: whether it is taken, and what it can do for the caller.
    pub(super) async fn begin(&self, now: Timestamp) -> Result<Begun, DbError> {
        let id = CallId::from_parts(now, self.db.dice().bytes());
        let zone = self.practice.tenant.zone();
        let mut tx = self.db.write(self.tenant, now).await?;
        let closed = usage::room_for_call(&mut tx, zone).await?.err();
        let mut begun = Vec::new();
        let mut record = None;
        // A suspended practice keeps nothing of those who ring it.
        if closed != Some(usage::Closed::Suspended) {
            begun = super::begun(&tx, id, self.channel, self.lang)?;
            if self.practice.tenant.policy.keep_turns_days > 0 {
                let (begins, keep) = Record::begin(&mut tx, id).await?;
                record = Some(begins);
                begun.push(keep);
            }
        }
        if closed.is_none() {
            begun.push(usage::one_more(&tx, zone, Counted::Calls));
        }
        tx.execute_all(begun).await?;
        let documents = documents::any(&mut tx).await?;
        // A code that has to wait until the practice may send more is of no use to whoever waits for it.
        let codes = self.codes && usage::has_room(&mut tx, zone, Counted::Messages).await?.is_ok();
        tx.commit().await?;
        let closed = closed.map(told);
        Ok(Begun { id, record, setting: Setting { closed, codes, ..self.setting(documents) } })
    }

    /// What a conversation knows from the start, where it is taken and the practice has documents or none.
    pub(super) fn setting(&self, documents: bool) -> Setting {
        Setting {
            practice: self.practice.clone(),
            lang: self.lang,
            caller: self.caller.clone(),
            zone: self.practice.tenant.zone().clone(),
            transfers: self.transfers,
            codes: self.codes,
            closed: None,
            documents,
        }
    }
}

/// Why nothing is taken, as callers are told.
const fn told(closed: usage::Closed) -> Closed {
    match closed {
        usage::Closed::Suspended => Closed::Suspended,
        usage::Closed::OverQuota { limit: Limit::CallsAtOnce, .. } => Closed::Busy,
        usage::Closed::OverQuota { .. } => Closed::Full,
    }
}

//! Calls: what drives a `dialogue` and does what it asks for.
//!
//! A [`Line`] is one conversation. Every entrance (talk page, terminal, rehearsal, simulation) has lines and nothing
//! else; a line's desk carries actions out with the same operations that the API uses.

mod desk;
mod gist;
pub mod http;
mod line;
mod list;
mod opening;
mod outcome;
mod past;
pub mod rehearsal;
mod sight;
mod sql;
mod trial;
mod turns;
mod words;

use domain::Lang;
use domain::audit::{Action, By, Entity, Facts};
use domain::ids::CallId;

pub use self::gist::{Gist, gists};
pub use self::line::{Line, Turn};
pub use self::list::{CallFilter, CallRecord, alarms, call, calls};
pub use self::opening::Opening;
pub use self::outcome::Outcome;
pub use self::past::{Count, count, running};
pub(crate) use self::past::{how_many_run, latest};
pub use self::sight::{Seen, seen};
pub(crate) use self::sql::ALL;
pub use self::trial::{Consulted, Trial, trial};
pub(crate) use self::turns::forget;
pub use self::turns::{Said, Side, turns};
use crate::audit::{self, Done};
use crate::db::{DbError, Order, Tx, args};

/// The entrances by which a call can come.
pub const CHANNELS: [&str; 5] = ["talk", "telephone", "chat", "link", "rehearse"];

/// In which language a call was; nothing when there was no such call.
pub(crate) async fn language(tx: &mut Tx, call: CallId) -> Result<Option<Lang>, DbError> {
    let tag: Option<String> = tx.optional(&sql::LANGUAGE, args![call], |row| row.get(0)).await?;
    Ok(tag.as_deref().and_then(Lang::from_tag))
}

/// Somebody changes something by a link that they were sent, without speaking: a call that is over as it begins. What
/// they change is done in its name; what came of it is written by [`ended`], once it is known.
pub(crate) async fn by_link(tx: &mut Tx, lang: Lang) -> Result<CallId, DbError> {
    let id: CallId = tx.mint();
    let begins = begun(tx, id, "link", lang)?;
    tx.execute_all(begins).await?;
    Ok(id)
}

/// The rows with which a call begins: its own, and its entry in the trail.
fn begun(tx: &Tx, call: CallId, channel: &'static str, lang: Lang) -> Result<Vec<Order>, DbError> {
    let row = (&sql::OPEN, args![call, channel, lang.tag(), tx.now()]);
    Ok(vec![row, audit::entry(tx, happened(call, Action::CallBegun))?])
}

/// A call is over, and this came of it; whether it was running. Whoever says so again says nothing, nor does a call that a
/// suspended practice keeps nothing of.
pub(crate) async fn ended(tx: &mut Tx, call: CallId, outcome: Outcome) -> Result<bool, DbError> {
    let ran = tx.execute(&sql::CLOSE, args![call, tx.now(), outcome.name()]).await? > 0;
    if ran {
        audit::record(tx, happened(call, Action::CallEnded)).await?;
    }
    Ok(ran)
}

/// Something became of the call itself.
fn happened(call: CallId, action: Action) -> Done {
    let (by, entity) = (By::Call(call), Entity::Call(call));
    Done { by, action, entity, before: Facts::default(), after: Facts::default() }
}

//! Calls: what drives a `dialogue` and does what it asks for.
//!
//! A [`Line`] is one conversation. Every entrance (talk page, terminal, rehearsal, simulation) has lines and nothing
//! else; a line's desk carries actions out with the same operations that the API uses.

mod desk;
pub mod http;
mod line;
mod list;
mod outcome;
mod past;
pub mod rehearsal;
mod sql;
mod turns;
mod words;

use domain::Lang;
use domain::ids::CallId;

pub use self::line::{Line, Opening, Turn};
pub use self::list::{CallFilter, CallRecord, call, calls, deeds};
pub use self::outcome::Outcome;
pub use self::past::{Count, count, running};
pub(crate) use self::past::{how_many_run, latest};
pub(crate) use self::sql::ALL;
pub(crate) use self::turns::forget;
pub use self::turns::{Said, Side, turns};
use crate::db::{DbError, Tx, args};

/// In which language a call was; nothing when there was no such call.
pub(crate) async fn language(tx: &mut Tx, call: CallId) -> Result<Option<Lang>, DbError> {
    let tag: Option<String> = tx.optional(&sql::LANGUAGE, args![call], |row| row.get(0)).await?;
    Ok(tag.as_deref().and_then(Lang::from_tag))
}

/// Somebody changes something by a link that they were sent, without speaking: a call that is over as it begins. What
/// they change is done in its name; what came of it is written by [`ended`], once it is known.
pub(crate) async fn by_link(tx: &mut Tx, lang: Lang) -> Result<CallId, DbError> {
    let id: CallId = tx.mint();
    tx.execute(&sql::OPEN, args![id, "link", lang.tag(), tx.now()]).await?;
    Ok(id)
}

/// A call is over, and this came of it.
pub(crate) async fn ended(tx: &mut Tx, call: CallId, outcome: Outcome) -> Result<(), DbError> {
    tx.execute(&sql::CLOSE, args![call, tx.now(), outcome.name()]).await.map(drop)
}

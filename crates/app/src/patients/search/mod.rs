//! Finding patients: by name or by how it sounds, by telephone number, by code or reference.

mod asked;
mod fit;
mod near;
mod rows;

use domain::ids::PatientId;
use domain::permission::Actor;
use domain::{Phone, Pii};
use jiff::Timestamp;
use jiff::civil::Date;

use self::asked::Asked;
use self::fit::order;
use self::near::{add_alike, add_misspelt, looked_for};
use self::rows::{Opened, among};
use super::sql;
use crate::db::{DbError, Tx, Value, args};
use crate::sealing;

/// How many patients are found at most: whoever finds more is asked to say more.
pub const MOST: usize = 400;

/// How many names are opened where most of them won't fit: five times as many as begin alike among 20,000.
const LOOKED_THROUGH: usize = 4000;

/// Where fewer are found than this, those whose names only sound so are shown behind them.
const FEW: usize = 10;

/// A patient in a list.
#[derive(Clone, Debug)]
pub struct FoundPatient {
    /// Who.
    pub id: PatientId,
    /// First and last name.
    pub name: Pii<String>,
    /// Their number.
    pub phone: Option<Pii<Phone>>,
    /// When they were born.
    pub birth_date: Option<Pii<Date>>,
    /// When their next appointment begins.
    pub next: Option<Timestamp>,
}

/// A page of those who were found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Those of this page: who fits best first, then by name. When there are more than are ever shown, the order is that
    /// of those who are.
    pub patients: Vec<FoundPatient>,
    /// How many there are on all pages.
    pub count: usize,
    /// Whether there are more than are ever shown.
    pub more: bool,
}

/// Finds patients among those whom the actor may see, and returns `limit` of them after the first `skip`.
pub async fn search(
    tx: &mut Tx,
    text: &str,
    by: &Actor,
    skip: usize,
    limit: usize,
) -> Result<Found, DbError> {
    let (mut all, mut more) = found(tx, text, by, MOST).await?;
    more |= all.len() > MOST;
    all.truncate(MOST);
    let count = all.len();
    let page = all.into_iter().skip(skip).take(limit);
    Ok(Found { patients: page.map(Opened::rest).collect::<Result<_, _>>()?, count, more })
}

/// Finds patients who were born on a day that is told from others by `born`, `limit` at most: however many have the name.
pub async fn search_born(
    tx: &mut Tx,
    text: &str,
    born: impl Fn(Date) -> bool,
    by: &Actor,
    limit: usize,
) -> Result<Vec<FoundPatient>, DbError> {
    let (all, _) = found(tx, text, by, LOOKED_THROUGH).await?;
    let then = |one: &FoundPatient| one.birth_date.as_ref().is_some_and(|date| born(*date.reveal()));
    let fit = all.into_iter().map(Opened::rest).filter(|one| one.as_ref().ok().is_none_or(then));
    fit.take(limit).collect()
}

/// All who are found by what was typed, of `most` with such a name, in order; and whether there were more.
async fn found(tx: &mut Tx, text: &str, by: &Actor, most: usize) -> Result<(Vec<Opened>, bool), DbError> {
    let keys = sealing::tenant(tx).await?;
    let asked = Asked::of(text);
    let (statement, macs): (_, Vec<Value>) = match &asked {
        Asked::Nothing => (&sql::NEWEST, args![]),
        Asked::Phone(phone) => (&sql::BY_NUMBER, args![keys.lookup("phone", phone.as_str())]),
        Asked::Digits(code) => (&sql::BY_DIGITS, args![keys.lookup("code", code.reveal())]),
        Asked::Words(words) if words.is_empty() => return Ok((Vec::new(), false)),
        Asked::Words(words) => (&sql::BY_WORDS, looked_for(&keys, words)),
    };
    let (mut all, mut more) = among(tx, by, statement, macs, most).await?;
    match &asked {
        Asked::Words(words) => {
            order(&mut all, words);
            if all.len() < FEW {
                more |= add_alike(tx, by, words, &mut all).await?;
            }
            if all.is_empty() && words.len() > 1 {
                more |= add_misspelt(tx, by, words, &mut all).await?;
            }
        }
        // Ids are made of instants.
        Asked::Nothing => all.sort_by_key(|one| std::cmp::Reverse(one.stored.id)),
        Asked::Phone(_) | Asked::Digits(_) => order(&mut all, &[]),
    }
    Ok((all, more))
}

/// Who may be the same person as this patient: they have the number, or a name that sounds the same.
pub async fn doubles(tx: &mut Tx, id: PatientId, by: &Actor) -> Result<Vec<FoundPatient>, DbError> {
    let (mut all, _) = among(tx, by, &sql::DOUBLES, args![id], MOST).await?;
    order(&mut all, &[]);
    all.into_iter().take(6).map(Opened::rest).collect()
}

//! The rows that a search finds: their names are opened to be put in order, the rest for the page that is shown.

use domain::ids::PatientId;
use domain::permission::Actor;
use domain::{Pii, name};
use jiff::Timestamp;

use super::super::sight::Sight;
use super::FoundPatient;
use crate::db::{DbError, Row, Statement, Tx, Value, args};
use crate::sealing::{self, SealedWith, SealingError};

/// Runs one of the statements of `found!`, for so many rows; the names are open. And whether there are more.
pub(super) async fn among(
    tx: &mut Tx,
    by: &Actor,
    statement: &'static Statement,
    found_by: Vec<Value>,
    most: usize,
) -> Result<(Vec<Opened>, bool), DbError> {
    let sight = Sight::of(by);
    if sight == Sight::None {
        return Ok((Vec::new(), false));
    }
    let limit = u32::try_from(most + 1).unwrap_or(u32::MAX);
    let mut args = args![tx.now(), sight.practitioner(), limit];
    args.extend(found_by);
    let (rows, keys, dice) =
        (tx.all(statement, args, Stored::read).await?, sealing::tenant(tx).await?, tx.dice());
    let open = |stored: Stored| {
        let key = sealing::unwrap(&keys, stored.id.uuid(), &stored.wrapped, dice.clone());
        let key = key.map_err(|error| SealingError::from(error).into_db())?;
        let name = open(&key, stored.id, "name", &stored.name)?;
        Ok(Opened { normal: name::normalise(&name), name, key, stored })
    };
    let more = rows.len() > most;
    Ok((rows.into_iter().take(most).map(open).collect::<Result<_, _>>()?, more))
}

/// A row.
pub(super) struct Stored {
    pub(super) id: PatientId,
    name: Vec<u8>,
    phone: Option<Vec<u8>>,
    birth_date: Option<Vec<u8>>,
    wrapped: Vec<u8>,
    next: Option<Timestamp>,
}

impl Stored {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            phone: row.get(2)?,
            birth_date: row.get(3)?,
            wrapped: row.get(4)?,
            next: row.get(5)?,
        })
    }
}

/// A row whose name is open; the rest is opened for the page that is shown.
pub(super) struct Opened {
    pub(super) stored: Stored,
    key: SealedWith,
    name: String,
    pub(super) normal: String,
}

impl Opened {
    pub(super) fn rest(self) -> Result<FoundPatient, DbError> {
        let Self { stored, key, name, .. } = self;
        let maybe = |column, sealed: Option<Vec<u8>>| {
            sealed.map(|sealed| open(&key, stored.id, column, &sealed)).transpose()
        };
        let phone = maybe("phone", stored.phone)?.and_then(|text| text.parse().ok());
        let birth_date = maybe("birth_date", stored.birth_date)?.and_then(|text| text.parse().ok());
        Ok(FoundPatient {
            id: stored.id,
            name: Pii::new(name),
            phone: phone.map(Pii::new),
            birth_date: birth_date.map(Pii::new),
            next: stored.next,
        })
    }
}

fn open(key: &SealedWith, id: PatientId, column: &'static str, sealed: &[u8]) -> Result<String, DbError> {
    key.open("patient", column, id.uuid(), sealed).map_err(|error| SealingError::from(error).into_db())
}

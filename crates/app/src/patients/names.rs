//! What some patients are called and where they are reached, in one look however many there are: for lists.

use std::collections::HashMap;

use domain::ids::PatientId;
use domain::{Phone, Pii};

use super::sql;
use crate::db::{DbError, Row, Tx, args};
use crate::sealing::{self, SealError, SealedWith, SealingError};

/// How somebody on file is called and reached.
#[derive(Clone, Debug)]
pub struct Known {
    /// First and last name.
    pub name: Pii<String>,
    /// Their number.
    pub phone: Option<Pii<Phone>>,
}

/// The names of some patients; whoever was erased has none. Of a file that went into another one, the name on that.
pub async fn names(tx: &mut Tx, ids: &[PatientId]) -> Result<HashMap<PatientId, Pii<String>>, DbError> {
    opened(tx, ids, Sealed::name).await
}

/// The same with their numbers.
pub async fn known(tx: &mut Tx, ids: &[PatientId]) -> Result<HashMap<PatientId, Known>, DbError> {
    opened(tx, ids, |sealed, key| {
        let phone =
            sealed.phone.as_ref().map(|phone| key.open("patient", "phone", sealed.file.uuid(), phone));
        let phone = phone.transpose()?.and_then(|text| text.parse().ok()).map(Pii::new);
        Ok(Known { name: sealed.name(key)?, phone })
    })
    .await
}

/// Reads the files of some patients, and opens of each what is wanted.
async fn opened<T>(
    tx: &mut Tx,
    ids: &[PatientId],
    open: impl Fn(&Sealed, &SealedWith) -> Result<T, SealError>,
) -> Result<HashMap<PatientId, T>, DbError> {
    let mut wanted: Vec<String> = ids.iter().map(|id| id.uuid().simple().to_string()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let keys = sealing::tenant(tx).await?;
    let rows = tx.all(&sql::NAMES, args![wanted], Sealed::read).await?;
    let open = |sealed: Sealed| {
        let key = sealing::unwrap(&keys, sealed.file.uuid(), &sealed.wrapped, tx.dice());
        let opened = key.and_then(|key| open(&sealed, &key));
        Ok((sealed.asked, opened.map_err(|error| SealingError::from(error).into_db())?))
    };
    rows.into_iter().map(open).collect()
}

/// Of a file, what lists show.
struct Sealed {
    /// For whom was asked.
    asked: PatientId,
    /// Whose file it is: theirs, or the one that theirs went into.
    file: PatientId,
    name: Vec<u8>,
    phone: Option<Vec<u8>>,
    wrapped: Vec<u8>,
}

impl Sealed {
    fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (asked, file, name) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Self { asked, file, name, phone: row.get(3)?, wrapped: row.get(4)? })
    }

    fn name(&self, key: &SealedWith) -> Result<Pii<String>, SealError> {
        key.open("patient", "name", self.file.uuid(), &self.name).map(Pii::new)
    }
}

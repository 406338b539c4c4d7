//! Members as they are stored: opened with their own key.

use domain::permission::Role;
use domain::{Lang, Pii};

use super::{Profile, State, User};
use crate::db::{DbError, Row, Tx};
use crate::sealing::{self, SealingError};

/// A member as they are stored.
pub(super) struct Stored {
    user: User,
    email: Vec<u8>,
    name: Vec<u8>,
    wrapped: Vec<u8>,
}

impl Stored {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, DbError> {
        let (role, lang, state): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(4)?);
        let profile = Profile {
            name: Pii::default(),
            email: Pii::default(),
            practitioner: row.get(2)?,
            lang: Lang::from_tag(&lang).ok_or_else(|| row.wrong(3))?,
        };
        let user = User {
            id: row.get(0)?,
            profile,
            role: Role::from_name(&role).ok_or_else(|| row.wrong(1))?,
            state: State::from_name(&state).ok_or_else(|| row.wrong(4))?,
            second_factor: row.get(9)?,
            created_at: row.get(5)?,
        };
        Ok(Self { user, email: row.get(6)?, name: row.get(7)?, wrapped: row.get(8)? })
    }

    pub(super) async fn open(self, tx: &mut Tx) -> Result<User, DbError> {
        let mut user = self.user;
        let keys = sealing::tenant(tx).await?;
        let id = user.id.uuid();
        let key = sealing::unwrap(&keys, id, &self.wrapped, tx.dice());
        let key = key.map_err(|error| SealingError::from(error).into_db())?;
        let open = |column, sealed: &[u8]| {
            key.open("users", column, id, sealed).map_err(|error| SealingError::from(error).into_db())
        };
        user.profile.email = Pii::new(open("email", &self.email)?);
        user.profile.name = Pii::new(open("name", &self.name)?);
        Ok(user)
    }
}

//! What those who do something are called: members and keys by their names, everything else by what it is.

use std::collections::BTreeMap;

use domain::Lang;
use domain::audit::By;
use domain::ids::{KeyId, UserId};

use crate::db::{DbError, Tx};
use crate::pages::words::{fill, word};
use crate::{keys, users};

/// The names of a practice's members and keys.
pub(super) struct Names {
    lang: Lang,
    users: BTreeMap<UserId, String>,
    keys: BTreeMap<KeyId, String>,
}

impl Names {
    /// Those of the transaction's practice.
    pub(super) async fn of(tx: &mut Tx, lang: Lang) -> Result<Self, DbError> {
        let users = users::list(tx).await?.into_iter();
        let users = users.map(|user| (user.id, user.profile.name.into_revealed())).collect();
        let keys = keys::list(tx).await?.into_iter().map(|key| (key.id, key.name)).collect();
        Ok(Self { lang, users, keys })
    }

    /// The language that they are said in.
    pub(super) const fn lang(&self) -> Lang {
        self.lang
    }

    /// A member's name; what stands for it until they have said it.
    pub(super) fn user(&self, id: UserId) -> String {
        let known = self.users.get(&id).filter(|name| !name.is_empty());
        known.cloned().unwrap_or_else(|| word(self.lang, "audit.a_member").to_owned())
    }

    /// A key's name.
    pub(super) fn key(&self, id: KeyId) -> String {
        let name = self.keys.get(&id).map_or("", String::as_str);
        fill(self.lang, "audit.the_key", &[("name", name)])
    }

    /// Whoever did something.
    pub(super) fn who(&self, by: By) -> String {
        match by {
            By::User(id) => self.user(id),
            By::Key(id) => self.key(id),
            By::Call(_) => word(self.lang, "audit.the_call").to_owned(),
            By::Operator => word(self.lang, "audit.the_operator").to_owned(),
            By::System => word(self.lang, "audit.the_system").to_owned(),
        }
    }

    /// The same by its label in the database; the label itself where it is none.
    pub(super) fn labelled(&self, label: &str) -> String {
        label.parse().map_or_else(|_| label.to_owned(), |by| self.who(by))
    }

    /// Every member, by name.
    pub(super) fn users(&self) -> impl Iterator<Item = (UserId, String)> {
        self.users.keys().map(|id| (*id, self.user(*id)))
    }

    /// Every key.
    pub(super) fn keys(&self) -> impl Iterator<Item = (KeyId, String)> {
        self.keys.keys().map(|id| (*id, self.key(*id)))
    }
}

//! What somebody may do, as data; what isn't granted is denied.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::{CallId, KeyId};

/// One right. The names are those of the original document, kept as the API's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Permission {
    /// To see free slots and appointments.
    #[serde(rename = "calendar.read")]
    Read,
    /// To book and to move.
    #[serde(rename = "calendar.write")]
    Write,
    /// To cancel.
    #[serde(rename = "calendar.delete")]
    Delete,
    /// To change the practice and to grant.
    #[serde(rename = "calendar.manage")]
    Manage,
    /// To see every practitioner's agenda.
    #[serde(rename = "calendar.view_all")]
    ViewAll,
    /// To take data out.
    #[serde(rename = "calendar.export")]
    Export,
}

impl Permission {
    /// All six.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Write, Self::Delete, Self::Manage, Self::ViewAll, Self::Export];

    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "calendar.read",
            Self::Write => "calendar.write",
            Self::Delete => "calendar.delete",
            Self::Manage => "calendar.manage",
            Self::ViewAll => "calendar.view_all",
            Self::Export => "calendar.export",
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no such permission; there are calendar.read, calendar.write, calendar.delete, calendar.manage, \
     calendar.view_all and calendar.export"
)]
pub struct UnknownPermission;

impl FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        Self::ALL.into_iter().find(|permission| permission.name() == text).ok_or(UnknownPermission)
    }
}

/// A right that was needed and not held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this needs the permission {0}")]
pub struct Denied(pub Permission);

/// Who does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The receptionist, in a call.
    Call(CallId),
    /// A program of the practice's, by its key.
    Key {
        /// Which key.
        id: KeyId,
        /// What it may do.
        permissions: Vec<Permission>,
    },
    /// Whoever runs this installation, at its command line.
    Operator,
    /// Allo itself: a sweeper, a worker.
    System,
}

impl Actor {
    /// The one place where a right is checked: deny by default.
    ///
    /// A call may do what a caller may, which each operation limits further by what the caller has proved.
    pub fn require(&self, permission: Permission) -> Result<(), Denied> {
        let held = match self {
            Self::Operator => true,
            Self::Call(_) => {
                matches!(permission, Permission::Read | Permission::Write | Permission::Delete)
            }
            Self::Key { permissions, .. } => permissions.contains(&permission),
            Self::System => false,
        };
        if held { Ok(()) } else { Err(Denied(permission)) }
    }

    /// What the audit trail calls it: its kind and its id.
    pub fn label(&self) -> String {
        match self {
            Self::Call(id) => format!("call:{id}"),
            Self::Key { id, .. } => format!("key:{id}"),
            Self::Operator => "operator".to_owned(),
            Self::System => "system".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_key_may_do_what_it_was_granted_and_nothing_else() {
        for granted in Permission::ALL {
            let key = Actor::Key { id: KeyId::new(Uuid::nil()), permissions: vec![granted] };
            for asked in Permission::ALL {
                assert_eq!(key.require(asked).is_ok(), asked == granted, "{granted} {asked}");
            }
            assert_eq!(granted.name().parse(), Ok(granted));
        }
    }

    #[test]
    fn a_call_never_manages_nor_exports() {
        let call = Actor::Call(CallId::new(Uuid::nil()));
        assert!(call.require(Permission::Manage).is_err());
        assert!(call.require(Permission::Export).is_err());
        assert!(Actor::System.require(Permission::Read).is_err());
    }
}

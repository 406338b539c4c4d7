//! What somebody may do, as data; what isn't granted is denied.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::audit::By;
use crate::ids::{CallId, KeyId, ResourceId, UserId};

/// One right. The first six have the names of the original document; the rest are what the console needs beside them.
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
    /// To change the practice, its keys and its team, and to grant.
    #[serde(rename = "calendar.manage")]
    Manage,
    /// To see every practitioner's agenda.
    #[serde(rename = "calendar.view_all")]
    ViewAll,
    /// To take data out.
    #[serde(rename = "calendar.export")]
    Export,
    /// To settle what awaits the staff.
    #[serde(rename = "requests.settle")]
    Settle,
    /// To see patients' files.
    #[serde(rename = "patients.read")]
    ReadPatients,
    /// To change, merge and erase them.
    #[serde(rename = "patients.write")]
    WritePatients,
    /// To see which calls there were, and what was said where it is kept.
    #[serde(rename = "calls.read")]
    ReadCalls,
    /// To read the audit trail.
    #[serde(rename = "audit.read")]
    ReadAudit,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Read,
        Self::Write,
        Self::Delete,
        Self::Manage,
        Self::ViewAll,
        Self::Export,
        Self::Settle,
        Self::ReadPatients,
        Self::WritePatients,
        Self::ReadCalls,
        Self::ReadAudit,
    ];

    /// Its name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "calendar.read",
            Self::Write => "calendar.write",
            Self::Delete => "calendar.delete",
            Self::Manage => "calendar.manage",
            Self::ViewAll => "calendar.view_all",
            Self::Export => "calendar.export",
            Self::Settle => "requests.settle",
            Self::ReadPatients => "patients.read",
            Self::WritePatients => "patients.write",
            Self::ReadCalls => "calls.read",
            Self::ReadAudit => "audit.read",
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
     calendar.view_all, calendar.export, requests.settle, patients.read, patients.write, calls.read and audit.read"
)]
pub struct UnknownPermission;

impl FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        Self::ALL.into_iter().find(|permission| permission.name() == text).ok_or(UnknownPermission)
    }
}

/// What somebody is in a practice: a set of rights to begin with. Rights are granted one by one; a role only says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Whose practice it is: everything.
    Owner,
    /// Runs the day: every agenda, patients, what waits.
    Secretary,
    /// Sees and works their own agenda.
    Practitioner,
    /// Looks, and changes nothing.
    ReadOnly,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Secretary, Self::Practitioner, Self::ReadOnly];

    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Secretary => "secretary",
            Self::Practitioner => "practitioner",
            Self::ReadOnly => "read_only",
        }
    }

    /// The role of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// What it may do.
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission::{Delete, Read, ReadCalls, ReadPatients, Settle, ViewAll, Write, WritePatients};
        match self {
            Self::Owner => &Permission::ALL,
            Self::Secretary => {
                &[Read, Write, Delete, ViewAll, Settle, ReadPatients, WritePatients, ReadCalls]
            }
            Self::Practitioner => &[Read, Write, Delete, Settle, ReadPatients],
            Self::ReadOnly => &[Read, ViewAll],
        }
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
    /// A member of the practice's staff.
    User {
        /// Who.
        id: UserId,
        /// What they may do at this instant.
        permissions: Vec<Permission>,
        /// Whose agenda is theirs, if anybody's.
        practitioner: Option<ResourceId>,
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
            Self::Key { permissions, .. } | Self::User { permissions, .. } => {
                permissions.contains(&permission)
            }
            Self::System => false,
        };
        if held { Ok(()) } else { Err(Denied(permission)) }
    }

    /// Whether it may see this practitioner's agenda: everybody's with `calendar.view_all`, else one's own. A call sees
    /// none: what it may see, it has proved.
    pub fn sees(&self, agenda: &ResourceId) -> bool {
        self.own_agenda() == Some(agenda) || self.require(Permission::ViewAll).is_ok()
    }

    /// Whose agenda is their own, if anybody's.
    pub const fn own_agenda(&self) -> Option<&ResourceId> {
        match self {
            Self::User { practitioner, .. } => practitioner.as_ref(),
            _ => None,
        }
    }

    /// Whether it may book into this agenda: a member only where they see it. A program or a call that books sees nothing
    /// by it.
    pub fn books_with(&self, agenda: &ResourceId) -> bool {
        !matches!(self, Self::User { .. }) || self.sees(agenda)
    }

    /// Nobody grants what they lack, and only who manages the practice grants at all.
    pub fn may_grant(&self, permission: Permission) -> Result<(), Denied> {
        self.require(Permission::Manage)?;
        self.require(permission)
    }

    /// What the audit trail calls it: its kind and its id.
    pub fn label(&self) -> String {
        By::from(self).label()
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

    fn user(permissions: &[Permission], practitioner: Option<&str>) -> Actor {
        Actor::User {
            id: UserId::new(Uuid::nil()),
            permissions: permissions.to_vec(),
            practitioner: practitioner.map(|name| name.parse().unwrap()),
        }
    }

    /// S105: what each role may do, row by row.
    #[test]
    fn a_role_may_do_what_the_table_says() {
        // read write delete manage view_all export settle patients+ patients! calls audit
        let table = [
            (Role::Owner, "x x x x x x x x x x x"),
            (Role::Secretary, "x x x . x . x x x x ."),
            (Role::Practitioner, "x x x . . . x x . . ."),
            (Role::ReadOnly, "x . . . x . . . . . ."),
        ];
        for (role, row) in table {
            let who = user(role.permissions(), None);
            for (permission, cell) in Permission::ALL.into_iter().zip(row.split(' ')) {
                assert_eq!(who.require(permission).is_ok(), cell == "x", "{} {permission}", role.name());
            }
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
    }

    /// S102.
    #[test]
    fn whoever_may_not_see_all_sees_their_own_agenda() {
        let (own, other) = ("martin".parse().unwrap(), "benali".parse().unwrap());
        let practitioner = user(Role::Practitioner.permissions(), Some("martin"));
        assert!(practitioner.sees(&own) && !practitioner.sees(&other));
        let secretary = user(Role::Secretary.permissions(), None);
        assert!(secretary.sees(&own) && secretary.sees(&other));
        assert!(!Actor::Call(CallId::new(Uuid::nil())).sees(&own));
        assert!(!user(&[Permission::Read], None).sees(&own));
        assert!(practitioner.books_with(&own) && !practitioner.books_with(&other));
        let key = |permissions: &[Permission]| Actor::Key {
            id: KeyId::new(Uuid::nil()),
            permissions: permissions.to_vec(),
        };
        assert!(!key(&[Permission::Read, Permission::Write]).sees(&own), "a key has no agenda of its own");
        assert!(key(&[Permission::ViewAll]).sees(&own) && key(&[Permission::Write]).books_with(&own));
    }

    /// S107.
    #[test]
    fn nobody_grants_what_they_lack() {
        let manager = user(&[Permission::Manage, Permission::Read], None);
        assert!(manager.may_grant(Permission::Read).is_ok());
        assert_eq!(manager.may_grant(Permission::Export), Err(Denied(Permission::Export)));
        let reader = user(&[Permission::Read], None);
        assert_eq!(reader.may_grant(Permission::Read), Err(Denied(Permission::Manage)));
    }

    #[test]
    fn a_call_never_manages_nor_exports() {
        let call = Actor::Call(CallId::new(Uuid::nil()));
        assert!(call.require(Permission::Manage).is_err());
        assert!(call.require(Permission::Export).is_err());
        assert!(Actor::System.require(Permission::Read).is_err());
    }
}

//! How members and their rights read on the wire.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Grant, User};
use crate::auth::Link;
use crate::booking::http::moment;

/// A member of the staff.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = Member)]
pub(super) struct MemberView {
    /// Who.
    pub(super) id: String,
    /// First and last name.
    pub(super) name: String,
    /// The address they sign in with.
    pub(super) email: String,
    /// What they were made when they came: `owner`, `secretary`, `practitioner` or `read_only`. What they may do says
    /// each right.
    pub(super) role: String,
    /// `invited`, `active` or `disabled`.
    pub(super) state: String,
    /// Whose agenda is theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) practitioner: Option<String>,
    /// The language of their console.
    pub(super) lang: String,
    /// Whether they have a second factor.
    pub(super) second_factor: bool,
    /// When they were invited.
    #[schema(format = DateTime)]
    pub(super) created_at: String,
}

impl MemberView {
    pub(super) fn of(user: User, zone: &TimeZone) -> Self {
        let User { id, profile, role, state, second_factor, created_at } = user;
        Self {
            id: id.to_string(),
            name: profile.name.into_revealed(),
            email: profile.email.into_revealed(),
            role: role.name().to_owned(),
            state: state.name().to_owned(),
            practitioner: profile.practitioner.map(|agenda| agenda.to_string()),
            lang: profile.lang.tag().to_owned(),
            second_factor,
            created_at: moment(created_at, zone),
        }
    }
}

/// All members.
#[derive(Serialize, ToSchema)]
#[schema(as = Team)]
pub(super) struct TeamView {
    /// In the order in which they came.
    pub(super) items: Vec<MemberView>,
}

/// A link that is good once.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = OneTimeLink)]
pub(super) struct LinkView {
    /// The path on this server to be followed; shown once.
    #[schema(example = "/console/join/…")]
    pub(super) path: String,
    /// Until when.
    #[schema(format = DateTime)]
    pub(super) expires_at: String,
}

impl LinkView {
    pub(super) fn of(link: &Link, zone: &TimeZone) -> Self {
        Self {
            path: format!("/console/join/{}", link.token.reveal()),
            expires_at: moment(link.expires_at, zone),
        }
    }
}

/// Somebody who was invited, and by which link they join.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = Invitation)]
pub(super) struct InvitationView {
    /// Who.
    pub(super) member: MemberView,
    /// How they come in.
    pub(super) link: LinkView,
}

/// A right that a member has, or had.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = Grant)]
pub(super) struct GrantView {
    /// Which right.
    #[schema(example = "calendar.read")]
    pub(super) permission: String,
    /// Whether it holds now.
    pub(super) holds: bool,
    /// Who granted it, by kind and id.
    #[schema(example = "user:01a2125b-e630-7784-af58-782947261cd4")]
    pub(super) granted_by: String,
    /// When.
    #[schema(format = DateTime)]
    pub(super) granted_at: String,
    /// Until when; for ever when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub(super) expires_at: Option<String>,
    /// Who took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) revoked_by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub(super) revoked_at: Option<String>,
}

impl GrantView {
    pub(super) fn of(grant: Grant, now: Timestamp, zone: &TimeZone) -> Self {
        let told = |at: Option<Timestamp>| at.map(|at| moment(at, zone));
        Self {
            permission: grant.permission.name().to_owned(),
            holds: grant.holds(now),
            granted_by: grant.granted_by,
            granted_at: moment(grant.granted_at, zone),
            expires_at: told(grant.expires_at),
            revoked_by: grant.revoked_by,
            revoked_at: told(grant.revoked_at),
        }
    }
}

/// Every grant there ever was to a member.
#[derive(Serialize, Deserialize, ToSchema)]
#[schema(as = Grants)]
pub(super) struct GrantsView {
    /// The newest first.
    pub(super) items: Vec<GrantView>,
}

/// What somebody may do at this instant.
#[derive(Serialize, ToSchema)]
#[schema(as = Permissions)]
pub(super) struct PermissionsView {
    /// Whose rights: a member's id; absent for a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user_id: Option<String>,
    /// Whose practice it is.
    pub(super) tenant_id: String,
    /// A member's role; absent for a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<String>,
    /// The rights.
    #[schema(example = json!(["calendar.read", "calendar.write"]))]
    pub(super) permissions: Vec<String>,
}

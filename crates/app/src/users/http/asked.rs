//! Bodies about the staff, and how strictly they are read.

use domain::Lang;
use domain::ids::ResourceId;
use domain::permission::{Permission, Role};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::{Profile, UserError, address, name};
use crate::http::written::{self, Written};

/// Who is to join the team.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMember)]
pub(super) struct Invited {
    /// First and last name.
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u001f\u007f]*$",
        example = "Inès Morel"
    )]
    pub(super) name: String,
    /// The address they will sign in with.
    #[schema(max_length = 254, example = "ines.morel@example.org")]
    pub(super) email: String,
    /// What they are: the rights they begin with.
    #[serde(deserialize_with = "written::text")]
    #[schema(value_type = String, example = "secretary")]
    pub(super) role: Role,
    /// Whose agenda is theirs, if anybody's.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "martin")]
    pub(super) practitioner: Option<String>,
    /// The language of their console; French when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, example = "fr")]
    pub(super) lang: Option<Lang>,
}

impl Invited {
    /// What is written of them.
    pub(super) fn profile(&self) -> Result<Profile, UserError> {
        profile(&self.name, &self.email, self.practitioner.as_deref(), self.lang)
    }
}

/// What shall be written of a member from now on, whole.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberProfile)]
pub(super) struct Changed {
    /// First and last name.
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^[^\u0000-\u001f\u007f]*$",
        example = "Inès Morel"
    )]
    pub(super) name: String,
    /// The address they sign in with.
    #[schema(max_length = 254, example = "ines.morel@example.org")]
    pub(super) email: String,
    /// Whose agenda is theirs, if anybody's.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "martin")]
    pub(super) practitioner: Option<String>,
    /// The language of their console; French when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, example = "fr")]
    pub(super) lang: Option<Lang>,
}

impl Changed {
    /// What is written of them.
    pub(super) fn profile(&self) -> Result<Profile, UserError> {
        profile(&self.name, &self.email, self.practitioner.as_deref(), self.lang)
    }
}

fn profile(
    full: &str,
    email: &str,
    practitioner: Option<&str>,
    lang: Option<Lang>,
) -> Result<Profile, UserError> {
    let practitioner: Option<ResourceId> =
        practitioner.map(str::parse).transpose().map_err(|_| UserError::Agenda)?;
    Ok(Profile { name: name(full)?, email: address(email)?, practitioner, lang: lang.unwrap_or_default() })
}

/// What a member shall be.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRole)]
pub(super) struct Become {
    /// The role: exactly its rights, whatever was granted or taken before.
    #[serde(deserialize_with = "written::text")]
    #[schema(value_type = String, example = "secretary")]
    pub(super) role: Role,
}

/// How long a right is granted for.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewGrant)]
pub(super) struct Granted {
    /// Until when; for ever when absent.
    #[serde(default, deserialize_with = "written::text_if_any")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) expires_at: Option<Timestamp>,
}

impl Written for Role {
    const AS: &'static str = "one of owner, secretary, practitioner, read_only";

    fn read(text: &str) -> Option<Self> {
        Self::from_name(text)
    }
}

/// A right that is named in the path; what isn't one is answered like one that doesn't exist.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named(pub(super) Permission);

impl std::str::FromStr for Named {
    type Err = domain::permission::UnknownPermission;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

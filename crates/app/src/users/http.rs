//! The staff over HTTP.

use super::UserError;
use crate::http::{Code, Problem};

impl From<UserError> for Problem {
    fn from(error: UserError) -> Self {
        match error {
            UserError::NotFound => Self::not_found(),
            UserError::Known => Self::new(Code::Known),
            UserError::Address => Self::detail(Code::InvalidValue, "email: an address is expected"),
            UserError::LastManager => Self::new(Code::LastManager),
            UserError::Denied(denied) => denied.into(),
            UserError::Db(error) => error.into(),
        }
    }
}

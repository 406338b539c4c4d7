//! Why something about a patient's file can't be done.

use domain::permission::Denied;

use crate::db::{DbError, Retryable};
use crate::http::{Code, Problem};

/// Why.
#[derive(Debug, thiserror::Error)]
pub enum PatientError {
    /// There is no such patient, not any more, or not for whoever asks.
    #[error("there is no such patient")]
    NotFound,
    /// The file has changed since whoever asks saw it.
    #[error("the file has changed in the meantime")]
    Changed,
    /// A field isn't what it should be: which.
    #[error("{0} isn't what it should be")]
    Invalid(&'static str),
    /// A file can't be merged with itself.
    #[error("it is the same file")]
    Same,
    /// Whoever asks lacks a right.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Retryable for PatientError {
    fn of_database(&self) -> Option<&DbError> {
        if let Self::Db(error) = self { Some(error) } else { None }
    }
}

impl From<PatientError> for Problem {
    fn from(error: PatientError) -> Self {
        match error {
            PatientError::NotFound => Self::not_found(),
            PatientError::Changed => Self::new(Code::Changed),
            PatientError::Invalid(field) => {
                let why = "isn't what it should be";
                Self::detail(Code::InvalidValue, format!("{field} {why}")).at(field, why)
            }
            PatientError::Same => Self::detail(Code::InvalidValue, "it is the same file"),
            PatientError::Denied(denied) => denied.into(),
            PatientError::Db(error) => error.into(),
        }
    }
}

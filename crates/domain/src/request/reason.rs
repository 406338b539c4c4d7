//! What somebody wants of the practice's people that is no appointment.

use serde::{Deserialize, Serialize};

use crate::Lang;

/// What a request is about, of a short list: the staff sees at a glance who has to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A prescription, or one more of it.
    Prescription,
    /// A certificate, or that somebody can't work.
    Certificate,
    /// What an examination showed.
    Results,
    /// A letter, a bill, a file.
    Papers,
    /// Something else that only the practice's people can see to.
    Other,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Prescription, Self::Certificate, Self::Results, Self::Papers, Self::Other];

    /// What the staff calls it.
    pub const fn title(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Prescription, Lang::Fr) => "Ordonnance",
            (Self::Prescription, Lang::En) => "Prescription",
            (Self::Certificate, Lang::Fr) => "Certificat ou arrêt",
            (Self::Certificate, Lang::En) => "Certificate or sick note",
            (Self::Results, Lang::Fr) => "Résultats",
            (Self::Results, Lang::En) => "Results",
            (Self::Papers, Lang::Fr) => "Papiers",
            (Self::Papers, Lang::En) => "Papers",
            (Self::Other, Lang::Fr) => "Autre",
            (Self::Other, Lang::En) => "Other",
        }
    }

    /// Its name in the database and the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Prescription => "prescription",
            Self::Certificate => "certificate",
            Self::Results => "results",
            Self::Papers => "papers",
            Self::Other => "other",
        }
    }

    /// The reason of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

//! A practice as the operator sees it.

use std::sync::Arc;

use domain::ids::TenantId;
use domain::practice::Practice;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Standing, current, standing};
use crate::db::{DbError, Tx};
use crate::usage::{self, Usage};
use crate::{calls, jobs};

/// How a practice stands, and what it uses: numbers, and nothing of its patients, callers and staff.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Its id.
    pub tenant: TenantId,
    /// Its document.
    pub practice: Arc<Practice>,
    /// Whether its line is open, and what it uses.
    pub usage: Usage,
    /// When its last call began.
    pub last_call: Option<Timestamp>,
    /// How much work was given up after its last try.
    pub given_up: u32,
}

/// The practice, unless it is being removed.
pub async fn overview(tx: &mut Tx) -> Result<Option<Overview>, DbError> {
    if standing(tx).await? == Standing::Removed {
        return Ok(None);
    }
    let practice = current(tx).await?.practice;
    let usage = usage::usage(tx, practice.tenant.zone()).await?;
    let (last_call, given_up) = (calls::latest(tx).await?, jobs::dead(tx).await?);
    Ok(Some(Overview { tenant: tx.tenant(), practice, usage, last_call, given_up }))
}

impl Overview {
    /// The same for programs.
    pub fn to_json(&self) -> Value {
        let of = |one: &usage::Use| {
            let use_of = json!({"used": one.used, "most": one.most, "days_left": one.days_left});
            (one.limit.name().to_owned(), use_of)
        };
        json!({
            "practice": self.practice.tenant.slug,
            "id": self.tenant.to_string(),
            "name": self.practice.tenant.name,
            "standing": self.usage.standing.name(),
            "usage": self.usage.uses.iter().map(of).collect::<Map<_, _>>(),
            "last_call_at": self.last_call.map(|at| at.to_string()),
            "given_up": self.given_up,
        })
    }
}

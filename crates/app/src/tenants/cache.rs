//! Practices kept in memory, so that a call doesn't read a document at every turn.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::TenantId;
use domain::practice::Practice;

use super::{Current, current, version};
use crate::db::{DbError, Tx};

/// The practices that were read, each with the version it was. Asking costs one small query: a practice that was
/// applied again is read again.
#[derive(Default)]
pub struct Practices(Mutex<HashMap<TenantId, Current>>);

impl Practices {
    /// The practice as it stands.
    pub async fn current(&self, tx: &mut Tx) -> Result<Arc<Practice>, DbError> {
        Ok(self.standing(tx).await?.practice)
    }

    /// The same, with its version.
    pub async fn standing(&self, tx: &mut Tx) -> Result<Current, DbError> {
        let version = version(tx).await?;
        let known = self.known().get(&tx.tenant()).cloned();
        if let Some(known) = known.filter(|known| known.version == version) {
            return Ok(known);
        }
        let read = current(tx).await?;
        self.known().insert(tx.tenant(), read.clone());
        Ok(read)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, Current>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

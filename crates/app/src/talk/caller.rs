//! Which practice a page is of.

use std::sync::Arc;

use domain::Practice;
use domain::ids::{TenantId, TenantSlug};

use crate::http::{App, Problem};

/// The practice of an address such as `/t/cabinet-des-lilas`.
pub(super) async fn practice(app: &App, slug: &str) -> Result<(TenantId, Arc<Practice>), Problem> {
    let slug: TenantSlug = slug.parse().map_err(|_| Problem::not_found())?;
    let tenant = app.db.tenant_by_slug(&slug).await?.ok_or_else(Problem::not_found)?;
    let mut tx = app.db.read(tenant, app.clock.now()).await?;
    let practice = app.practices.current(&mut tx).await?;
    Ok((tenant, practice))
}

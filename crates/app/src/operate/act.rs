//! What the operator does, for pages and programs alike: the operations of `allo tenant`.

use std::time::Duration;

use domain::ids::{TenantId, TenantSlug};
use domain::permission::Actor;
use domain::quota::Quota;
use jiff::Timestamp;

use super::Operator;
use crate::db::Tx;
use crate::http::{Code, Problem};
use crate::tenants::{self, NotCreated, Overview};
use crate::{usage, users};

/// Whoever is here holds the configuration and the key file, and may do what commands do.
const BY: Actor = Actor::Operator;

/// How long a removal is waited for; one that takes longer goes on.
const PATIENCE: Duration = Duration::from_secs(5);

/// The link by which a practice's first administrator comes in.
pub(super) struct FirstLink {
    /// Its whole address, shown once.
    pub(super) url: String,
    /// Until when it is good.
    pub(super) expires_at: Timestamp,
}

impl Operator {
    /// Up to so many practices after one, in the order in which they came; and whether there are more.
    pub(super) async fn practices(
        &self,
        after: Option<TenantId>,
        most: usize,
        now: Timestamp,
    ) -> Result<(Vec<Overview>, bool), Problem> {
        let all = self.app.db.tenants().await?;
        let coming: Vec<_> =
            all.into_iter().filter(|tenant| after.is_none_or(|after| *tenant > after)).collect();
        let mut found = Vec::new();
        for tenant in coming.iter().take(most) {
            found.extend(tenants::overview(&mut self.app.db.read(*tenant, now).await?).await?);
        }
        Ok((found, coming.len() > most))
    }

    /// One practice.
    pub(super) async fn practice(&self, slug: &str, now: Timestamp) -> Result<Overview, Problem> {
        let mut tx = self.app.db.read(self.find(slug).await?, now).await?;
        tenants::overview(&mut tx).await?.ok_or_else(Problem::not_found)
    }

    /// Makes a practice of its file; how it stands, and the link for its first administrator.
    pub(super) async fn create(
        &self,
        file: &str,
        now: Timestamp,
    ) -> Result<Result<(Overview, FirstLink), NotCreated>, Problem> {
        let tenant = match tenants::create(&self.app.db, file, now, &BY).await {
            Ok(tenant) => tenant,
            Err(error) => return Ok(Err(error)),
        };
        let mut tx = self.app.db.read(tenant, now).await?;
        let created = tenants::overview(&mut tx).await?.ok_or_else(Problem::not_found)?;
        drop(tx);
        let link = self.first_link(created.practice.tenant.slug.as_str(), now).await?;
        Ok(Ok((created, link)))
    }

    /// Closes a practice's line, or opens it again; one that is so already stays so.
    pub(super) async fn set_open(&self, slug: &str, open: bool, now: Timestamp) -> Result<Overview, Problem> {
        let mut tx = self.write(slug, now).await?;
        if open {
            tenants::resume(&mut tx, &BY).await?
        } else {
            tenants::suspend(&mut tx, &BY).await?
        };
        tx.commit().await?;
        self.practice(slug, now).await
    }

    /// Lets a practice use so much from now on.
    pub(super) async fn limit(&self, slug: &str, quota: Quota, now: Timestamp) -> Result<Overview, Problem> {
        let mut tx = self.write(slug, now).await?;
        usage::allow(&mut tx, quota, &BY).await?;
        tx.commit().await?;
        self.practice(slug, now).await
    }

    /// Removes a practice for good, when its short name was given twice. Says whether every row is gone: otherwise that
    /// goes on by itself, here or beside the calls.
    pub(super) async fn remove(&self, slug: &str, meant: &str, now: Timestamp) -> Result<bool, Problem> {
        self.find(slug).await?;
        if slug != meant {
            let why = "the practice's short name is expected once more";
            return Err(Problem::detail(Code::InvalidValue, "nothing was changed").at("practice", why));
        }
        let (db, slug) = (self.app.db.clone(), named(slug)?);
        let removing = tokio::spawn(async move { tenants::remove(&db, &slug, now).await });
        match tokio::time::timeout(PATIENCE, removing).await {
            Ok(Ok(removed)) => removed?.map(|_| true).ok_or_else(Problem::not_found),
            Ok(Err(_)) => Err(Problem::new(Code::Internal)),
            Err(_) => Ok(false),
        }
    }

    /// Another link for a practice's first administrator, as long as nobody manages it; the one before is over.
    pub(super) async fn first_link(&self, slug: &str, now: Timestamp) -> Result<FirstLink, Problem> {
        let mut tx = self.write(slug, now).await?;
        let lang = tenants::current(&mut tx).await?.practice.tenant.language();
        let link = users::first_link(&mut tx, lang).await?.ok_or(Problem::new(Code::LinkOver))?;
        tx.commit().await?;
        let url = format!("{}/console/join/{}", self.site, link.token.reveal());
        Ok(FirstLink { url, expires_at: link.expires_at })
    }

    /// Whether a practice waits for its first administrator.
    pub(super) async fn is_unmanaged(&self, tenant: TenantId, now: Timestamp) -> Result<bool, Problem> {
        Ok(users::is_unmanaged(&mut self.app.db.read(tenant, now).await?).await?)
    }

    async fn find(&self, slug: &str) -> Result<TenantId, Problem> {
        self.app.db.tenant_by_slug(&named(slug)?).await?.ok_or_else(Problem::not_found)
    }

    async fn write(&self, slug: &str, now: Timestamp) -> Result<Tx, Problem> {
        Ok(self.app.db.write(self.find(slug).await?, now).await?)
    }
}

/// What no practice can be called is answered as one that isn't there.
fn named(slug: &str) -> Result<TenantSlug, Problem> {
    slug.parse().map_err(|_| Problem::not_found())
}

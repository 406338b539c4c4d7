//! The look-ups that find whose something is, before there is a transaction with a tenant. They return ids and
//! nothing else. This is the only file that opens a transaction without a tenant.

use domain::ids::{JobId, KeyId, LinkId, SessionId, TenantId, TenantSlug, TicketId, UserId, WebhookId};
use jiff::Timestamp;

use super::{Db, DbError, Row, Session, Statement, Value, args, statements};

statements! {
    /// A practice by its short name.
    BY_SLUG = "SELECT tenant_id FROM tenant WHERE slug = $1";
    /// All practices, but those that were removed.
    TENANTS = "SELECT tenant_id FROM tenant WHERE standing <> 'removed' ORDER BY tenant_id";
    /// An API key that wasn't revoked, by its digest.
    BY_KEY = "SELECT tenant_id, id FROM api_key WHERE digest = $1 AND revoked_at IS NULL";
    /// A ticket by its digest.
    BY_TICKET = "SELECT tenant_id, id FROM ticket WHERE digest = $1";
    /// The members of staff whose address this is, by its HMAC under the installation's key.
    BY_ADDRESS = "SELECT tenant_id, id FROM users WHERE sign_in_mac = $1 AND state = 'active' ORDER BY tenant_id LIMIT 16";
    /// A session by its digest.
    BY_SESSION = "SELECT tenant_id, id FROM session WHERE digest = $1 AND ended_at IS NULL";
    /// A link that is good once, by its digest.
    BY_LINK = "SELECT tenant_id, id FROM one_time_link WHERE digest = $1 AND used_at IS NULL";
    /// Work that is due, still worth doing, and that nobody is doing, the longest due first.
    DUE = "SELECT tenant_id, id FROM job
            WHERE done_at IS NULL AND dead_at IS NULL AND next_at <= $1
              AND (locked_until IS NULL OR locked_until <= $1) AND (expires_at IS NULL OR expires_at > $1)
            ORDER BY next_at LIMIT 64";
    /// The systems that may be sent something, and that nobody is at, whoever waits longest first.
    LISTENING = "SELECT tenant_id, id FROM webhook
                 WHERE (state = 'on' AND next_at <= $1 OR asked_at IS NOT NULL)
                   AND (locked_until IS NULL OR locked_until <= $1) ORDER BY next_at";
    /// The same of some kinds of work.
    DUE_OF = {
        sqlite: "SELECT tenant_id, job.id FROM json_each($2) kinds CROSS JOIN job
                 WHERE job.kind = kinds.value AND done_at IS NULL AND dead_at IS NULL AND next_at <= $1
                   AND (locked_until IS NULL OR locked_until <= $1) AND (expires_at IS NULL OR expires_at > $1)
                 ORDER BY next_at LIMIT 64",
        postgres: "SELECT tenant_id, id FROM job
                   WHERE kind = ANY ($2) AND done_at IS NULL AND dead_at IS NULL AND next_at <= $1
                     AND (locked_until IS NULL OR locked_until <= $1) AND (expires_at IS NULL OR expires_at > $1)
                   ORDER BY next_at LIMIT 64",
    };
    /// What was removed under a short name, by its HMAC under the installation's key; the latest first.
    BY_REMOVED_NAME = "SELECT tenant_id FROM removal WHERE name_mac = $1 ORDER BY begun_at DESC";
    /// What was begun to be removed and isn't gone yet.
    HALF_REMOVED = "SELECT tenant_id FROM removal WHERE ended_at IS NULL";
    /// A link to an appointment, by its digest.
    BY_MESSAGE_LINK = "SELECT tenant_id, id FROM message_link WHERE digest = $1";
}

impl Db {
    /// The tenant of this short name.
    pub async fn tenant_by_slug(&self, slug: &TenantSlug) -> Result<Option<TenantId>, DbError> {
        Ok(self.look_up("tenant", &BY_SLUG, args![slug], |row| row.get(0)).await?.pop())
    }

    /// All tenants of the installation, but those that were removed.
    pub async fn tenants(&self) -> Result<Vec<TenantId>, DbError> {
        self.look_up("tenant", &TENANTS, args![], |row| row.get(0)).await
    }

    /// The live API key with this SHA-256, and whose it is.
    pub async fn key_by_digest(&self, digest: [u8; 32]) -> Result<Option<(TenantId, KeyId)>, DbError> {
        let found = self.look_up("api_key", &BY_KEY, args![digest], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.await?.pop())
    }

    /// The ticket with this SHA-256, and whose it is. Whether it is still good is for its tenant to say.
    pub async fn ticket_by_digest(&self, digest: [u8; 32]) -> Result<Option<(TenantId, TicketId)>, DbError> {
        let found = self.look_up("ticket", &BY_TICKET, args![digest], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.await?.pop())
    }

    /// The members of staff whose address this is, one of each practice that has it.
    pub async fn users_by_address(&self, mac: [u8; 32]) -> Result<Vec<(TenantId, UserId)>, DbError> {
        self.look_up("users", &BY_ADDRESS, args![mac], |row| Ok((row.get(0)?, row.get(1)?))).await
    }

    /// The session with this SHA-256, and whose it is. Whether it is still good is for its tenant to say.
    pub async fn session_by_digest(
        &self,
        digest: [u8; 32],
    ) -> Result<Option<(TenantId, SessionId)>, DbError> {
        let found = self.look_up("session", &BY_SESSION, args![digest], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.await?.pop())
    }

    /// The link with this SHA-256, and whose it is. Whether it is still good is for its tenant to say.
    pub async fn link_by_digest(&self, digest: [u8; 32]) -> Result<Option<(TenantId, LinkId)>, DbError> {
        let found =
            self.look_up("one_time_link", &BY_LINK, args![digest], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.await?.pop())
    }

    /// Up to 64 pieces of work that are due.
    pub async fn jobs_due(&self, now: Timestamp) -> Result<Vec<(TenantId, JobId)>, DbError> {
        self.look_up("job", &DUE, args![now], |row| Ok((row.get(0)?, row.get(1)?))).await
    }

    /// The systems that may be sent something, and that nobody is at.
    pub async fn webhooks_listening(&self, now: Timestamp) -> Result<Vec<(TenantId, WebhookId)>, DbError> {
        self.look_up("webhook", &LISTENING, args![now], |row| Ok((row.get(0)?, row.get(1)?))).await
    }

    /// The same, of these kinds only.
    pub async fn jobs_due_of(
        &self,
        kinds: &[&str],
        now: Timestamp,
    ) -> Result<Vec<(TenantId, JobId)>, DbError> {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        self.look_up("job", &DUE_OF, args![now, kinds], |row| Ok((row.get(0)?, row.get(1)?))).await
    }

    /// The link to an appointment with this SHA-256, and whose it is. Whether it is still good is for its tenant to say.
    pub async fn message_link_by_digest(
        &self,
        digest: [u8; 32],
    ) -> Result<Option<(TenantId, LinkId)>, DbError> {
        let found = self
            .look_up("message_link", &BY_MESSAGE_LINK, args![digest], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.await?.pop())
    }

    /// The tenant that was removed last under a short name, by the name's HMAC.
    pub async fn removed_by_name(&self, mac: [u8; 32]) -> Result<Option<TenantId>, DbError> {
        let found = self.look_up("removal", &BY_REMOVED_NAME, args![mac], |row| row.get(0));
        Ok(found.await?.into_iter().next())
    }

    /// The tenants of whom some rows are left although they were removed.
    pub async fn half_removed(&self) -> Result<Vec<TenantId>, DbError> {
        self.look_up("removal", &HALF_REMOVED, args![], |row| row.get(0)).await
    }

    async fn look_up<T>(
        &self,
        table: &'static str,
        statement: &'static Statement,
        args: Vec<Value>,
        read: impl FnMut(&Row<'_>) -> Result<T, DbError>,
    ) -> Result<Vec<T>, DbError> {
        let args: Vec<&Value> = args.iter().collect();
        match self.directory(table).await? {
            Session::Sqlite(session) => session.all(statement, &args, read),
            Session::Postgres(mut session) => session.all(statement, &args, read).await,
        }
    }
}

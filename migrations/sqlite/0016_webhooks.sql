-- The practice's own systems: when their keys were last used, and which of them hear of changes.

ALTER TABLE api_key ADD COLUMN last_used_at INTEGER;  -- to the minute

-- A system of the practice's that hears of changes, in the order of the audit trail's chain. Its address and its secrets
-- are sealed with a key of its own: an address may hold a password.
CREATE TABLE webhook (
    tenant_id    BLOB NOT NULL REFERENCES tenant,
    id           BLOB NOT NULL,
    url          BLOB NOT NULL,
    secret       BLOB NOT NULL,
    old_secret   BLOB,                  -- the one before, good until old_until
    old_until    INTEGER,
    events       TEXT NOT NULL,         -- the actions that it hears of
    state        TEXT NOT NULL CHECK (state IN ('on', 'off', 'failing')),
    told_up_to   INTEGER NOT NULL,      -- the last link of the trail that it needn't hear of any more
    tries        INTEGER NOT NULL,      -- how often the next one was sent in vain
    next_at      INTEGER NOT NULL,      -- when it is sent something again
    asked_at     INTEGER,               -- when somebody last asked for a delivery
    locked_until INTEGER,               -- somebody is at it until then
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- What a system was sent: one row an entry of the trail, however often. The entry is what it was told.
CREATE TABLE webhook_delivery (
    tenant_id  BLOB NOT NULL,
    webhook_id BLOB NOT NULL,
    audit_id   BLOB NOT NULL,
    event      TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('asked', 'delivered', 'failed')),
    tries      INTEGER NOT NULL,
    code       INTEGER,                 -- the status it answered with
    trouble    TEXT,                    -- why it didn't answer
    at         INTEGER NOT NULL,        -- when it was last tried, or asked for
    PRIMARY KEY (tenant_id, webhook_id, audit_id),
    FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhook,
    FOREIGN KEY (tenant_id, audit_id) REFERENCES audit
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_delivery_at ON webhook_delivery (tenant_id, at);

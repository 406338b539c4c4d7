-- The practice's own systems: when their keys were last used, and which of them hear of changes.

ALTER TABLE api_key ADD COLUMN last_used_at timestamptz;  -- to the minute

-- A system of the practice's that hears of changes, in the order of the audit trail's chain. Its address and its secrets
-- are sealed with a key of its own: an address may hold a password.
CREATE TABLE webhook (
    tenant_id    uuid NOT NULL REFERENCES tenant,
    id           uuid NOT NULL,
    url          bytea NOT NULL,
    secret       bytea NOT NULL,
    old_secret   bytea,                 -- the one before, good until old_until
    old_until    timestamptz,
    events       jsonb NOT NULL,        -- the actions that it hears of
    state        text NOT NULL CHECK (state IN ('on', 'off', 'failing')),
    told_up_to   bigint NOT NULL,       -- the last link of the trail that it needn't hear of any more
    tries        integer NOT NULL,      -- how often the next one was sent in vain
    next_at      timestamptz NOT NULL,  -- when it is sent something again
    asked_at     timestamptz,           -- when somebody last asked for a delivery
    locked_until timestamptz,           -- somebody is at it until then
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
SELECT allo_isolate('webhook', 'SELECT, INSERT, UPDATE, DELETE');
SELECT allo_directory('webhook');

-- What a system was sent: one row an entry of the trail, however often. The entry is what it was told.
CREATE TABLE webhook_delivery (
    tenant_id  uuid NOT NULL,
    webhook_id uuid NOT NULL,
    audit_id   uuid NOT NULL,
    event      text NOT NULL,
    state      text NOT NULL CHECK (state IN ('asked', 'delivered', 'failed')),
    tries      integer NOT NULL,
    code       integer,                 -- the status it answered with
    trouble    text,                    -- why it didn't answer
    at         timestamptz NOT NULL,    -- when it was last tried, or asked for
    PRIMARY KEY (tenant_id, webhook_id, audit_id),
    FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhook,
    FOREIGN KEY (tenant_id, audit_id) REFERENCES audit
);
CREATE INDEX webhook_delivery_at ON webhook_delivery (tenant_id, at);
SELECT allo_isolate('webhook_delivery', 'SELECT, INSERT, UPDATE, DELETE');

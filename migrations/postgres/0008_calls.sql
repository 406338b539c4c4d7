-- Calls, and the tickets that begin them.

CREATE TABLE call (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    id         uuid NOT NULL,
    channel    text NOT NULL,               -- talk, chat, rehearse, telephone
    lang       text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    outcome    text,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX call_started ON call (tenant_id, started_at);
SELECT allo_isolate('call', 'SELECT, INSERT, UPDATE');

-- The right to begin one call: handed out, good for a minute, and used once.
CREATE TABLE ticket (
    tenant_id   uuid NOT NULL REFERENCES tenant,
    id          uuid NOT NULL,
    digest      bytea NOT NULL,             -- SHA-256 of what the browser holds
    channel     text NOT NULL,
    expires_at  timestamptz NOT NULL,
    consumed_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
);
CREATE INDEX ticket_expires ON ticket (tenant_id, expires_at);
CREATE INDEX ticket_digest ON ticket (digest, tenant_id);
SELECT allo_isolate('ticket', 'SELECT, INSERT, UPDATE, DELETE');
SELECT allo_directory('ticket');

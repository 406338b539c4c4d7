-- Calls, and the tickets that begin them.

CREATE TABLE call (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    id         BLOB NOT NULL,
    channel    TEXT NOT NULL,               -- talk, chat, rehearse, telephone
    lang       TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    outcome    TEXT,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX call_started ON call (tenant_id, started_at);

-- The right to begin one call: handed out, good for a minute, and used once.
CREATE TABLE ticket (
    tenant_id   BLOB NOT NULL REFERENCES tenant,
    id          BLOB NOT NULL,
    digest      BLOB NOT NULL,             -- SHA-256 of what the browser holds
    channel     TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    consumed_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_expires ON ticket (tenant_id, expires_at);
CREATE INDEX ticket_digest ON ticket (digest, tenant_id);

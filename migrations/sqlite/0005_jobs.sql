-- Follow-up work, written in the transaction of its cause. It may run twice without harm.
CREATE TABLE job (
    tenant_id    BLOB NOT NULL REFERENCES tenant,
    id           BLOB NOT NULL,
    kind         TEXT NOT NULL,
    dedupe       TEXT NOT NULL,             -- the same work is written once
    payload      TEXT NOT NULL,            -- ids only, no personal data
    attempts     INTEGER NOT NULL,
    next_at      INTEGER NOT NULL,
    locked_until INTEGER,
    done_at      INTEGER,
    dead_at      INTEGER,
    last_error   TEXT,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, dedupe)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_due ON job (tenant_id, next_at) WHERE done_at IS NULL AND dead_at IS NULL;

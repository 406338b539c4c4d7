-- Follow-up work, written in the transaction of its cause. It may run twice without harm.
CREATE TABLE job (
    tenant_id    uuid NOT NULL REFERENCES tenant,
    id           uuid NOT NULL,
    kind         text NOT NULL,
    dedupe       text NOT NULL,             -- the same work is written once
    payload      jsonb NOT NULL,            -- ids only, no personal data
    attempts     integer NOT NULL,
    next_at      timestamptz NOT NULL,
    locked_until timestamptz,
    done_at      timestamptz,
    dead_at      timestamptz,
    last_error   text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, dedupe)
) WITH (fillfactor = 80);
CREATE INDEX job_due ON job (tenant_id, next_at) WHERE done_at IS NULL AND dead_at IS NULL;
SELECT allo_isolate('job', 'SELECT, INSERT, UPDATE, DELETE');
SELECT allo_directory('job');

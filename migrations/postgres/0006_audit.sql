-- Every change, written in its transaction and never again: entries, the chain over them, signed checkpoints.
-- Nothing here is personal.

CREATE TABLE audit (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id        uuid NOT NULL,
    at        timestamptz NOT NULL,
    action    text NOT NULL,
    entity    text NOT NULL,                -- what it was done to, by kind and id
    entry     jsonb NOT NULL,               -- typed facts only
    digest    bytea NOT NULL,               -- of the entry
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_at ON audit (tenant_id, at, id);
SELECT allo_isolate('audit', 'SELECT, INSERT');

-- A tenant's entries in one order, each link made of the last one and the entry's digest.
CREATE TABLE audit_link (
    tenant_id uuid NOT NULL,
    seq       bigint NOT NULL,
    audit_id  uuid NOT NULL,
    link      bytea NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    UNIQUE (tenant_id, audit_id),
    FOREIGN KEY (tenant_id, audit_id) REFERENCES audit
);
SELECT allo_isolate('audit_link', 'SELECT, INSERT');

-- A link, signed (Ed25519), so that somebody who kept it can see whether the chain was rewritten.
CREATE TABLE audit_checkpoint (
    tenant_id uuid NOT NULL,
    seq       bigint NOT NULL,
    link      bytea NOT NULL,
    at        timestamptz NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    FOREIGN KEY (tenant_id, seq) REFERENCES audit_link
);
SELECT allo_isolate('audit_checkpoint', 'SELECT, INSERT');

CREATE FUNCTION allo_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only ever added to';
END $$;

CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse();
CREATE TRIGGER audit_link_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse();
CREATE TRIGGER audit_checkpoint_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse();

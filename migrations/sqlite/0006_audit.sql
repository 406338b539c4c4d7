-- Every change, written in its transaction and never again: entries, the chain over them, signed checkpoints.
-- Nothing here is personal.

CREATE TABLE audit (
    tenant_id BLOB NOT NULL REFERENCES tenant,
    id        BLOB NOT NULL,
    at        INTEGER NOT NULL,
    action    TEXT NOT NULL,
    entity    TEXT NOT NULL,                -- what it was done to, by kind and id
    entry     TEXT NOT NULL,               -- typed facts only
    digest    BLOB NOT NULL,               -- of the entry
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_at ON audit (tenant_id, at, id);

-- A tenant's entries in one order, each link made of the last one and the entry's digest.
CREATE TABLE audit_link (
    tenant_id BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    audit_id  BLOB NOT NULL,
    link      BLOB NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    UNIQUE (tenant_id, audit_id),
    FOREIGN KEY (tenant_id, audit_id) REFERENCES audit
) STRICT, WITHOUT ROWID;

-- A link, signed (Ed25519), so that somebody who kept it can see whether the chain was rewritten.
CREATE TABLE audit_checkpoint (
    tenant_id BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    link      BLOB NOT NULL,
    at        INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    FOREIGN KEY (tenant_id, seq) REFERENCES audit_link
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;

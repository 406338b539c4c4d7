-- Keys of the API. The key itself is shown once and never stored.
CREATE TABLE api_key (
    tenant_id   BLOB NOT NULL REFERENCES tenant,
    id          BLOB NOT NULL,
    name        TEXT NOT NULL,              -- what the practice calls it
    digest      BLOB NOT NULL,             -- SHA-256 of 256 random bits
    permissions TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER,
    revoked_at  INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
) STRICT, WITHOUT ROWID;
-- The directory looks for the digest alone; it isn't unique by itself, so it tells nobody what another tenant has.
CREATE INDEX api_key_digest ON api_key (digest, tenant_id);

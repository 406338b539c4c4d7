-- Keys of the API. The key itself is shown once and never stored.
CREATE TABLE api_key (
    tenant_id   uuid NOT NULL REFERENCES tenant,
    id          uuid NOT NULL,
    name        text NOT NULL,              -- what the practice calls it
    digest      bytea NOT NULL,             -- SHA-256 of 256 random bits
    permissions jsonb NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    revoked_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
);
-- The directory looks for the digest alone; it isn't unique by itself, so it tells nobody what another tenant has.
CREATE INDEX api_key_digest ON api_key (digest, tenant_id);
SELECT allo_isolate('api_key', 'SELECT, INSERT, UPDATE');
SELECT allo_directory('api_key');

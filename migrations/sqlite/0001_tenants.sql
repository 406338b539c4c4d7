-- Practices. Every table has tenant_id first in every key. Ids are 16 bytes, instants microseconds since 1970 in
-- UTC, documents JSON text.

-- A practice. `slug` and `phone` are what callers know it by, hence unique over the whole installation.
CREATE TABLE tenant (
    tenant_id   BLOB PRIMARY KEY,
    slug        TEXT NOT NULL UNIQUE,
    phone       TEXT UNIQUE,
    version     INTEGER NOT NULL,           -- of its practice document
    wrapped_key BLOB NOT NULL,              -- the tenant's key, under the installation's
    created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the practice file said, each time it was applied. Without personal data.
CREATE TABLE practice (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    version    INTEGER NOT NULL,
    document   TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    applied_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, version)
) STRICT, WITHOUT ROWID;

-- Whose time can be claimed: practitioners, rooms, devices. One that the practice no longer names stays, for its past.
CREATE TABLE resource (
    tenant_id BLOB NOT NULL REFERENCES tenant,
    id        TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('practitioner', 'room')),
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

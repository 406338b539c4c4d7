-- Practices, and the rules that every later table follows: tenant_id first in every key, row-level security that
-- even the owner is subject to, and a role for the service that owns nothing.

CREATE EXTENSION IF NOT EXISTS btree_gist;

DO $$
BEGIN
    CREATE ROLE allo_service NOLOGIN NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    -- Roles belong to the server: another database of it may have made this one already.
    NULL;
END $$;

DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'allo_service', 'MEMBER') THEN
        EXECUTE format('GRANT allo_service TO %I', current_user);
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO allo_service;

-- Puts a table under its tenants' wall and lets the service use it with these verbs only. The setting is local to
-- each transaction; after one it reads as '', hence nullif: without a tenant there are no rows.
CREATE FUNCTION allo_isolate(tbl regclass, verbs text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format(
        'CREATE POLICY tenant ON %s USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid) '
        'WITH CHECK (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', tbl);
    EXECUTE format('GRANT %s ON %s TO allo_service', verbs, tbl);
END $$;

-- Lets the directory see this table's rows, to find whose something is before there is a tenant.
CREATE FUNCTION allo_directory(tbl regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE POLICY directory ON %s FOR SELECT USING (current_setting(''app.directory'', true) = %L)', tbl, tbl::text);
END $$;

REVOKE ALL ON FUNCTION allo_isolate(regclass, text), allo_directory(regclass) FROM PUBLIC;

-- A practice. `slug` and `phone` are what callers know it by, hence unique over the whole installation.
CREATE TABLE tenant (
    tenant_id   uuid PRIMARY KEY,
    slug        text NOT NULL UNIQUE,
    phone       text UNIQUE,
    version     bigint NOT NULL,            -- of its practice document
    wrapped_key bytea NOT NULL,             -- the tenant's key, under the installation's
    created_at  timestamptz NOT NULL
);
SELECT allo_isolate('tenant', 'SELECT, INSERT, UPDATE');
SELECT allo_directory('tenant');

-- What the practice file said, each time it was applied. Without personal data.
CREATE TABLE practice (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    version    bigint NOT NULL,
    document   jsonb NOT NULL,
    applied_at timestamptz NOT NULL,
    applied_by text NOT NULL,
    PRIMARY KEY (tenant_id, version)
);
SELECT allo_isolate('practice', 'SELECT, INSERT');

-- Whose time can be claimed: practitioners, rooms, devices. One that the practice no longer names stays, for its past.
CREATE TABLE resource (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id        text NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('practitioner', 'room')),
    PRIMARY KEY (tenant_id, id)
);
SELECT allo_isolate('resource', 'SELECT, INSERT, UPDATE');

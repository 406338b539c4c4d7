-- Whether a practice's line is open, how much it may use, what it has used, and what is left of one that was removed.

ALTER TABLE tenant ADD COLUMN standing text NOT NULL DEFAULT 'open' CHECK (standing IN ('open', 'suspended', 'removed'));

-- Nothing: as much as it likes. Without a row there is no limit at all.
CREATE TABLE quota (
    tenant_id         uuid PRIMARY KEY REFERENCES tenant,
    calls_at_once     bigint,
    calls_a_month     bigint,
    bookings_a_day    bigint,
    messages_a_month  bigint,
    requests_a_minute bigint
);
SELECT allo_isolate('quota', 'SELECT, INSERT, UPDATE');

-- What was used on a day of the practice's calendar. Each count is parted, so that those who count at the same time
-- don't wait for each other: the parts' sum is the count.
CREATE TABLE usage (
    tenant_id uuid NOT NULL REFERENCES tenant,
    day       bigint NOT NULL,              -- since 1970
    counted   text NOT NULL CHECK (counted IN ('calls', 'bookings', 'messages')),
    part      bigint NOT NULL,
    count     bigint NOT NULL,
    PRIMARY KEY (tenant_id, day, counted, part)
);
SELECT allo_isolate('usage', 'SELECT, INSERT, UPDATE, DELETE');

-- What is left of a practice that was removed: that it was, when, how much it held, and where its trail ended. Nothing
-- personal, and no reference: the practice isn't there any more.
CREATE TABLE removal (
    tenant_id uuid PRIMARY KEY,
    name_mac  bytea NOT NULL,               -- of its short name, under the installation's key
    begun_at  timestamptz NOT NULL,
    ended_at  timestamptz,                  -- nothing while rows are left
    deleted   bigint NOT NULL,              -- rows
    seq       bigint NOT NULL,              -- the last link of its audit trail …
    link      bytea                         -- … for whoever has exported it
);
CREATE INDEX removal_name ON removal (name_mac, tenant_id);
SELECT allo_isolate('removal', 'SELECT, INSERT, UPDATE');
SELECT allo_directory('removal');

-- The trail of a practice goes with the practice, and never otherwise.
CREATE FUNCTION allo_refuse_unless_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM tenant WHERE tenant_id = OLD.tenant_id AND standing = 'removed') THEN
        RAISE EXCEPTION 'the audit trail is only ever added to';
    END IF;
    RETURN OLD;
END $$;

DROP TRIGGER audit_kept ON audit;
DROP TRIGGER audit_link_kept ON audit_link;
DROP TRIGGER audit_checkpoint_kept ON audit_checkpoint;
CREATE TRIGGER audit_kept BEFORE UPDATE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse();
CREATE TRIGGER audit_link_kept BEFORE UPDATE OR TRUNCATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse();
CREATE TRIGGER audit_checkpoint_kept BEFORE UPDATE OR TRUNCATE ON audit_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION allo_refuse();
CREATE TRIGGER audit_goes BEFORE DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION allo_refuse_unless_removed();
CREATE TRIGGER audit_link_goes BEFORE DELETE ON audit_link
    FOR EACH ROW EXECUTE FUNCTION allo_refuse_unless_removed();
CREATE TRIGGER audit_checkpoint_goes BEFORE DELETE ON audit_checkpoint
    FOR EACH ROW EXECUTE FUNCTION allo_refuse_unless_removed();

-- Deletes up to so many rows of a practice that was removed, and says how many: of every table that has a tenant, found
-- in the catalogue, so that none is forgotten. The newest table goes first, since what refers is younger than what it
-- refers to; one that is still referred to waits for the next time. The practice's own row goes with the last of them.
-- It runs as the owner, who may delete what the service may not, behind the same wall of tenants.
CREATE FUNCTION allo_remove(gone uuid, most bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    tbl regclass;
    deleted_here bigint;
    total bigint := 0;
BEGIN
    IF NOT EXISTS (SELECT FROM tenant WHERE tenant_id = gone AND standing = 'removed') THEN
        RETURN 0;
    END IF;
    FOR tbl IN
        SELECT c.oid::regclass FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND c.relname NOT IN ('tenant', 'removal')
          AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'tenant'::regclass)
        ORDER BY c.oid DESC
    LOOP
        BEGIN
            EXECUTE format(
                'DELETE FROM %s WHERE ctid IN (SELECT ctid FROM %s WHERE tenant_id = $1 LIMIT $2)', tbl, tbl)
                USING gone, most - total;
            GET DIAGNOSTICS deleted_here = ROW_COUNT;
            total := total + deleted_here;
        EXCEPTION WHEN foreign_key_violation THEN
            NULL;
        END;
        EXIT WHEN total >= most;
    END LOOP;
    IF total = 0 THEN
        DELETE FROM tenant WHERE tenant_id = gone;
        GET DIAGNOSTICS total = ROW_COUNT;
    END IF;
    RETURN total;
END $$;
REVOKE ALL ON FUNCTION allo_remove(uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION allo_remove(uuid, bigint) TO allo_service;

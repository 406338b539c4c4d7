-- Looks that walk no practice. Under row-level security a condition is one of an index only when its operator is
-- leakproof, and && on ranges isn't: what overlaps a stretch is found by comparing its ends, on ordinary indexes.

-- Active claims of a lane don't overlap: of those that begin before a stretch, only the last can reach into it.
CREATE INDEX claim_live ON claim (tenant_id, resource_id, lane, guard_start) WHERE active;

-- The arbiter's own index only decides. While it had the resource as a column, the planner took it for as good a way to
-- look as the one above until the table had statistics, and read all of a practitioner's claims for each hold.
ALTER TABLE claim DROP CONSTRAINT claim_overlap;
ALTER TABLE claim ADD CONSTRAINT claim_overlap EXCLUDE USING gist
    (tenant_id WITH =, (resource_id || '/' || lane) WITH =, guard WITH &&) WHERE (active);

-- Events outside may overlap. Those of up to a day are found by a bounded look back, and the few longer ones apart.
ALTER TABLE busy_event ADD COLUMN long boolean NOT NULL
    GENERATED ALWAYS AS (ends - starts > interval '24 hours') STORED;
DROP INDEX busy_event_span;
ALTER TABLE busy_event DROP COLUMN span;
CREATE INDEX busy_event_time ON busy_event (tenant_id, resource_id, long, starts);

-- Only who asks for what is overdue or due is to use these indexes: holds and jobs come and go, so they are full of dead
-- entries, and the planner took them for small wherever `state = 'live'` or `done_at IS NULL` stood.
DROP INDEX hold_overdue;
CREATE INDEX hold_overdue ON hold (tenant_id, expires_at) WHERE state = 'live' AND expires_at IS NOT NULL;
DROP INDEX job_due;
CREATE INDEX job_due ON job (tenant_id, next_at) WHERE done_at IS NULL AND dead_at IS NULL AND next_at IS NOT NULL;

-- A key to its tenant had every transaction of a practice lock one row, the tenant's, once a statement. It kept out
-- nothing: tenants are never deleted, a row's tenant is the transaction's by row-level security, and a transaction's
-- tenant comes from the directory. Appointments, holds and claims still refer to their tenant's resources and patients.
ALTER TABLE audit DROP CONSTRAINT audit_tenant_id_fkey;
ALTER TABLE job DROP CONSTRAINT job_tenant_id_fkey;
ALTER TABLE patient DROP CONSTRAINT patient_tenant_id_fkey;
ALTER TABLE sealing_key DROP CONSTRAINT sealing_key_tenant_id_fkey;
ALTER TABLE request DROP CONSTRAINT request_tenant_id_fkey;
ALTER TABLE idempotency DROP CONSTRAINT idempotency_tenant_id_fkey;

-- Hardly any calendar isn't known.
DROP INDEX calendar_resource;
CREATE INDEX calendar_unknown ON calendar (tenant_id, resource_id) WHERE state = 'unknown';

-- What overlaps a stretch is found by comparing its ends. See PostgreSQL's step of the same name.

-- Events outside may overlap. Those of up to a day are found by a bounded look back, and the few longer ones apart.
ALTER TABLE busy_event ADD COLUMN long INTEGER NOT NULL GENERATED ALWAYS AS (ends - starts > 86400000000) VIRTUAL;
DROP INDEX busy_event_span;
CREATE INDEX busy_event_time ON busy_event (tenant_id, resource_id, long, starts);

-- Active claims of a lane don't overlap: of those that begin before a stretch, only the last can reach into it.
DROP INDEX claim_live;
CREATE INDEX claim_live ON claim (tenant_id, resource_id, lane, guard_start) WHERE active;
DROP TRIGGER claim_insert;
CREATE TRIGGER claim_insert BEFORE INSERT ON claim
WHEN NEW.active AND EXISTS (
    SELECT 1 FROM claim
    WHERE tenant_id = NEW.tenant_id AND resource_id = NEW.resource_id AND lane = NEW.lane AND active
      AND guard_start < NEW.guard_end AND guard_start > NEW.guard_start - 345600000000 AND guard_end > NEW.guard_start)
BEGIN
    SELECT RAISE(IGNORE);
END;
DROP TRIGGER claim_update;
CREATE TRIGGER claim_update BEFORE UPDATE OF tenant_id, resource_id, lane, guard_start, guard_end, active ON claim
WHEN NEW.active AND EXISTS (
    SELECT 1 FROM claim
    WHERE tenant_id = NEW.tenant_id AND resource_id = NEW.resource_id AND lane = NEW.lane AND active
      AND guard_start < NEW.guard_end AND guard_start > NEW.guard_start - 345600000000 AND guard_end > NEW.guard_start
      AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'claims would overlap');
END;

-- Hardly any calendar isn't known.
DROP INDEX calendar_resource;
CREATE INDEX calendar_unknown ON calendar (tenant_id, resource_id) WHERE state = 'unknown';

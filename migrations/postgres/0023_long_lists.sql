-- The trail is looked through by the kind of those who did something, and of what it was done to. In columns: behind
-- row-level security an index over an expression is of no use.

ALTER TABLE audit ADD COLUMN actor_kind text GENERATED ALWAYS AS (split_part(actor, ':', 1)) STORED;
ALTER TABLE audit ADD COLUMN entity_kind text GENERATED ALWAYS AS (split_part(entity, ':', 1)) STORED;

CREATE INDEX audit_actor_kind ON audit (tenant_id, actor_kind, at, id);
CREATE INDEX audit_entity_kind ON audit (tenant_id, entity_kind, at, id);

-- Appointments are listed by practitioner, and by where they stand.
CREATE INDEX appointment_resource ON appointment (tenant_id, resource_id, starts, id);
CREATE INDEX appointment_status ON appointment (tenant_id, status, starts, id);

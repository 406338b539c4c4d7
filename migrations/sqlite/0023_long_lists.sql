-- The trail is looked through by the kind of those who did something, and of what it was done to.

ALTER TABLE audit ADD COLUMN actor_kind TEXT
    GENERATED ALWAYS AS (substr(actor, 1, instr(actor || ':', ':') - 1)) VIRTUAL;
ALTER TABLE audit ADD COLUMN entity_kind TEXT
    GENERATED ALWAYS AS (substr(entity, 1, instr(entity || ':', ':') - 1)) VIRTUAL;

CREATE INDEX audit_actor_kind ON audit (tenant_id, actor_kind, at, id);
CREATE INDEX audit_entity_kind ON audit (tenant_id, entity_kind, at, id);

-- Appointments are listed by practitioner, and by where they stand.
CREATE INDEX appointment_resource ON appointment (tenant_id, resource_id, starts, id);
CREATE INDEX appointment_status ON appointment (tenant_id, status, starts, id);

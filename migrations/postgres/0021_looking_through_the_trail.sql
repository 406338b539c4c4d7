-- The trail can be looked through by who did something, by what was done and by what it was done to.

-- By kind and id. Entries that were written before have none: nothing in the trail is ever changed.
ALTER TABLE audit ADD COLUMN actor text;

CREATE INDEX audit_actor ON audit (tenant_id, actor, at, id);
CREATE INDEX audit_action ON audit (tenant_id, action, at, id);
CREATE INDEX audit_entity ON audit (tenant_id, entity, at, id);

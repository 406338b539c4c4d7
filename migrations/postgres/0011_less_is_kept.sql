-- What is kept of a person goes with their key, and work that is late isn't done.

-- Whose key seals an answer that says who somebody is; the tenant's when it says of nobody.
ALTER TABLE idempotency ADD COLUMN person_id uuid;

-- Nobody looks for a name as it was written.
ALTER TABLE patient DROP COLUMN exact_mac;

-- After which a piece of work is worth nothing: a reminder for an appointment of last month.
ALTER TABLE job ADD COLUMN expires_at timestamptz;
CREATE INDEX job_late ON job (tenant_id, expires_at) WHERE done_at IS NULL AND dead_at IS NULL AND expires_at IS NOT NULL;

-- What was asked for or sent goes when whoever it was for is erased.
CREATE INDEX code_wish_name ON code_wish (tenant_id, name_mac);
CREATE INDEX code_wish_sound ON code_wish (tenant_id, sound_mac);
CREATE INDEX code_wish_phone ON code_wish (tenant_id, phone_mac);
CREATE INDEX one_time_code_patient ON one_time_code (tenant_id, patient_id);

-- Tries of codes are written by what was said, whether or not there is such a patient: the same work for both.
-- What is of no use any more can be found to be deleted.

-- Each code that was tried, with the keyed HMACs of what was said beside it. The tries for a patient are those that
-- bear the patient's own.
CREATE TABLE code_try (
    tenant_id BLOB NOT NULL REFERENCES tenant,
    id        BLOB NOT NULL,
    call_id   BLOB NOT NULL,
    name_mac  BLOB,                         -- of the stated name
    sound_mac BLOB,                         -- … as it sounds
    phone_mac BLOB,                         -- of the number that the network shows
    at        INTEGER NOT NULL,
    right_one INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_try_call ON code_try (tenant_id, call_id);
CREATE INDEX code_try_name ON code_try (tenant_id, name_mac, at);
CREATE INDEX code_try_sound ON code_try (tenant_id, sound_mac, at);
CREATE INDEX code_try_phone ON code_try (tenant_id, phone_mac, at);
DROP TABLE code_attempt;

-- A one-time code that a caller asked for, for whoever they said they are. The worker that sends it finds out whether
-- there is such a patient; the call doesn't.
CREATE TABLE code_wish (
    tenant_id BLOB NOT NULL REFERENCES tenant,
    id        BLOB NOT NULL,
    call_id   BLOB NOT NULL,
    name_mac  BLOB,
    sound_mac BLOB,
    phone_mac BLOB,
    at        INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_wish_call ON code_wish (tenant_id, call_id);

CREATE INDEX claim_ended ON claim (tenant_id, guard_end) WHERE active = 0;
CREATE INDEX job_done ON job (tenant_id, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX job_dead ON job (tenant_id, dead_at) WHERE dead_at IS NOT NULL;

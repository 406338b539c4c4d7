-- Tries of codes are written by what was said, whether or not there is such a patient: the same work for both.
-- What is of no use any more can be found to be deleted.

-- Each code that was tried, with the keyed HMACs of what was said beside it. The tries for a patient are those that
-- bear the patient's own.
CREATE TABLE code_try (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id        uuid NOT NULL,
    call_id   uuid NOT NULL,
    name_mac  bytea,                        -- of the stated name
    sound_mac bytea,                        -- … as it sounds
    phone_mac bytea,                        -- of the number that the network shows
    at        timestamptz NOT NULL,
    right_one boolean NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX code_try_call ON code_try (tenant_id, call_id);
CREATE INDEX code_try_name ON code_try (tenant_id, name_mac, at);
CREATE INDEX code_try_sound ON code_try (tenant_id, sound_mac, at);
CREATE INDEX code_try_phone ON code_try (tenant_id, phone_mac, at);
SELECT allo_isolate('code_try', 'SELECT, INSERT, DELETE');
DROP TABLE code_attempt;

-- A one-time code that a caller asked for, for whoever they said they are. The worker that sends it finds out whether
-- there is such a patient; the call doesn't.
CREATE TABLE code_wish (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id        uuid NOT NULL,
    call_id   uuid NOT NULL,
    name_mac  bytea,
    sound_mac bytea,
    phone_mac bytea,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX code_wish_call ON code_wish (tenant_id, call_id);
SELECT allo_isolate('code_wish', 'SELECT, INSERT, DELETE');

CREATE INDEX claim_ended ON claim (tenant_id, guard_end) WHERE NOT active;
CREATE INDEX job_done ON job (tenant_id, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX job_dead ON job (tenant_id, dead_at) WHERE dead_at IS NOT NULL;
GRANT DELETE ON hold, claim TO allo_service;

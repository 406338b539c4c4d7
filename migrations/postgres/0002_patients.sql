-- Patients. Personal fields are sealed with a key of the person's own; they are found by keyed HMACs.

CREATE TABLE patient (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    id         uuid NOT NULL,
    slug       text,                        -- by what the practice file calls them, if it does
    name       bytea NOT NULL,              -- sealed, as the four below
    phone      bytea,
    email      bytea,
    birth_date bytea,
    code       bytea,
    exact_mac  bytea NOT NULL,              -- HMAC of the name as written
    name_mac   bytea NOT NULL,              -- … without case, accents and titles
    sound_mac  bytea NOT NULL,              -- … as it sounds
    phone_mac  bytea,
    code_mac   bytea,
    created_at timestamptz NOT NULL,
    erased_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug)
);
CREATE INDEX patient_phone ON patient (tenant_id, phone_mac, name_mac);
CREATE INDEX patient_name ON patient (tenant_id, name_mac);
CREATE INDEX patient_sound ON patient (tenant_id, sound_mac);
CREATE INDEX patient_code ON patient (tenant_id, code_mac) WHERE code_mac IS NOT NULL;
SELECT allo_isolate('patient', 'SELECT, INSERT, UPDATE');

-- The key of one person's sealed fields (a patient, or whoever left a request), under the tenant's. To erase the
-- person is to delete this row.
CREATE TABLE sealing_key (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    subject_id uuid NOT NULL,
    wrapped    bytea NOT NULL,
    PRIMARY KEY (tenant_id, subject_id)
);
SELECT allo_isolate('sealing_key', 'SELECT, INSERT, DELETE');

-- A code sent to the contact on file, good once and not for long.
CREATE TABLE one_time_code (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    id         uuid NOT NULL,
    patient_id uuid NOT NULL,
    call_id    uuid NOT NULL,
    code       bytea NOT NULL,              -- sealed with the patient's key, for whoever sends it
    code_mac   bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
);
CREATE INDEX one_time_code_call ON one_time_code (tenant_id, call_id);
SELECT allo_isolate('one_time_code', 'SELECT, INSERT, UPDATE, DELETE');

-- Each code that was tried: one row for the call, without a patient, and one for each patient it was tried for.
CREATE TABLE code_attempt (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    id         uuid NOT NULL,
    call_id    uuid NOT NULL,
    patient_id uuid,
    at         timestamptz NOT NULL,
    right_one  boolean NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
);
CREATE INDEX code_attempt_call ON code_attempt (tenant_id, call_id);
CREATE INDEX code_attempt_patient ON code_attempt (tenant_id, patient_id, at);
SELECT allo_isolate('code_attempt', 'SELECT, INSERT, DELETE');

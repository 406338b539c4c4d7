-- Patients. Personal fields are sealed with a key of the person's own; they are found by keyed HMACs.

CREATE TABLE patient (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    id         BLOB NOT NULL,
    slug       TEXT,                        -- by what the practice file calls them, if it does
    name       BLOB NOT NULL,              -- sealed, as the four below
    phone      BLOB,
    email      BLOB,
    birth_date BLOB,
    code       BLOB,
    exact_mac  BLOB NOT NULL,              -- HMAC of the name as written
    name_mac   BLOB NOT NULL,              -- … without case, accents and titles
    sound_mac  BLOB NOT NULL,              -- … as it sounds
    phone_mac  BLOB,
    code_mac   BLOB,
    created_at INTEGER NOT NULL,
    erased_at  INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_phone ON patient (tenant_id, phone_mac, name_mac);
CREATE INDEX patient_name ON patient (tenant_id, name_mac);
CREATE INDEX patient_sound ON patient (tenant_id, sound_mac);
CREATE INDEX patient_code ON patient (tenant_id, code_mac) WHERE code_mac IS NOT NULL;

-- The key of one person's sealed fields (a patient, or whoever left a request), under the tenant's. To erase the
-- person is to delete this row.
CREATE TABLE sealing_key (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    subject_id BLOB NOT NULL,
    wrapped    BLOB NOT NULL,
    PRIMARY KEY (tenant_id, subject_id)
) STRICT, WITHOUT ROWID;

-- A code sent to the contact on file, good once and not for long.
CREATE TABLE one_time_code (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    id         BLOB NOT NULL,
    patient_id BLOB NOT NULL,
    call_id    BLOB NOT NULL,
    code       BLOB NOT NULL,              -- sealed with the patient's key, for whoever sends it
    code_mac   BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_code_call ON one_time_code (tenant_id, call_id);

-- Each code that was tried: one row for the call, without a patient, and one for each patient it was tried for.
CREATE TABLE code_attempt (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    id         BLOB NOT NULL,
    call_id    BLOB NOT NULL,
    patient_id BLOB,
    at         INTEGER NOT NULL,
    right_one  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
) STRICT, WITHOUT ROWID;
CREATE INDEX code_attempt_call ON code_attempt (tenant_id, call_id);
CREATE INDEX code_attempt_patient ON code_attempt (tenant_id, patient_id, at);

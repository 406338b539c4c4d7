-- Patients are found by each word of their names, two files of one person become one, and what is said in calls is kept
-- where a practice wants it.

-- What a patient is found by: the first eight bytes of keyed HMACs of each word of the name, of its beginnings of three
-- letters and more, and of how it sounds. See docs/decisions/0019-finding-patients.md.
CREATE TABLE patient_word (
    tenant_id  BLOB NOT NULL,
    mac        INTEGER NOT NULL,
    patient_id BLOB NOT NULL,
    PRIMARY KEY (tenant_id, mac, patient_id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_word_patient ON patient_word (tenant_id, patient_id);

-- Whether those are written, by the rule of today; a step that changes the rule says that they aren't.
ALTER TABLE patient ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX patient_to_index ON patient (tenant_id, id) WHERE NOT indexed;

-- The file that this one went into, when both were of one person.
ALTER TABLE patient ADD COLUMN merged_into BLOB;
CREATE INDEX patient_merged ON patient (tenant_id, merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX request_patient ON request (tenant_id, patient_id, created_at) WHERE patient_id IS NOT NULL;

-- What was said in a call, for as long as the practice keeps it. Sealed with a key of the call's own.
CREATE TABLE call_turn (
    tenant_id BLOB NOT NULL,
    call_id   BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    side      TEXT NOT NULL CHECK (side IN ('caller', 'allo')),
    at        INTEGER NOT NULL,
    text      BLOB NOT NULL,
    PRIMARY KEY (tenant_id, call_id, seq),
    FOREIGN KEY (tenant_id, call_id) REFERENCES call
) STRICT, WITHOUT ROWID;
DROP INDEX call_started;
CREATE INDEX call_started ON call (tenant_id, started_at, id);

-- How a call ended is said by what came of it.
UPDATE call SET outcome = 'information' WHERE outcome = 'ended';

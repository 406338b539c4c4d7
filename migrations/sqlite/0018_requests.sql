-- What awaits the staff is settled by a team: who took it on, by when, what it is about, and what was remarked.

-- Another table instead of more columns: SQLite adds no key that refers to a member of the practice's own staff.
CREATE TABLE request_of_a_team (
    tenant_id      BLOB NOT NULL REFERENCES tenant,
    id             BLOB NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('wish', 'message', 'call_back', 'conflict', 'too_late', 'approval')),
    state          TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined')),
    call_id        BLOB,
    subject_id     BLOB NOT NULL,           -- whose key seals it
    patient_id     BLOB,
    appointment_id BLOB,
    group_id       BLOB,                    -- the claims that keep time for it
    service_id     TEXT,
    resource_id    TEXT,
    details        BLOB NOT NULL,          -- sealed: name, telephone, e-mail, words, wish
    digest         BLOB NOT NULL,          -- of the details, keyed: a call leaves the same request once
    created_at     INTEGER NOT NULL,
    settled_at     INTEGER,
    settled_by     TEXT,
    reason         TEXT CHECK (reason IN ('prescription', 'certificate', 'results', 'papers', 'other')),
    due_at         INTEGER,                 -- by when it should be settled
    assigned_to    BLOB,                    -- who took it on
    remarks        BLOB,                   -- sealed with the same key: what the staff wrote, by whom and when
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient,
    FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointment,
    FOREIGN KEY (tenant_id, assigned_to) REFERENCES users
) STRICT, WITHOUT ROWID;
INSERT INTO request_of_a_team (tenant_id, id, kind, state, call_id, subject_id, patient_id, appointment_id, group_id,
    service_id, resource_id, details, digest, created_at, settled_at, settled_by)
SELECT tenant_id, id, kind, state, call_id, subject_id, patient_id, appointment_id, group_id,
    service_id, resource_id, details, digest, created_at, settled_at, settled_by FROM request;
DROP TABLE request;
ALTER TABLE request_of_a_team RENAME TO request;
CREATE INDEX request_state ON request (tenant_id, state, created_at, id);
CREATE INDEX request_call ON request (tenant_id, call_id);

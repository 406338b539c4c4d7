-- What is told in writing: messages, by what patients want to be told, and the links by which they change an appointment.

-- One message, with the id of the work that it is for: done twice, it is the same message.
CREATE TABLE message (
    tenant_id      BLOB NOT NULL REFERENCES tenant,
    id             BLOB NOT NULL,
    kind           TEXT NOT NULL,            -- confirmation, moved, code, request…
    channel        TEXT CHECK (channel IN ('email', 'sms')),
    subject_id     BLOB NOT NULL,            -- whose key seals the two below: a patient, or whoever left a request
    sent_to        BLOB,
    content        BLOB,                     -- nothing where there was nobody to write to
    patient_id     BLOB,
    appointment_id BLOB,
    revision       INTEGER NOT NULL,         -- of what it tells
    resource_id    TEXT,                     -- whose agenda it is about
    lang           TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'skipped')),
    attempts       INTEGER NOT NULL,
    reason         TEXT,                     -- why it wasn't sent; nothing personal
    provider_id    TEXT,                     -- by what whoever carried it calls it
    resends        INTEGER NOT NULL,         -- how often the staff had it sent once more
    created_at     INTEGER NOT NULL,
    changed_at     INTEGER NOT NULL,
    expires_at     INTEGER,                  -- after which it is of no use
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
) STRICT, WITHOUT ROWID;
CREATE INDEX message_made ON message (tenant_id, created_at, id);
CREATE INDEX message_state ON message (tenant_id, state, created_at, id);
CREATE INDEX message_patient ON message (tenant_id, patient_id, created_at);

-- By what a patient wants to be told, where they have said so.
CREATE TABLE message_preference (
    tenant_id  BLOB NOT NULL,
    patient_id BLOB NOT NULL,
    wanted     TEXT NOT NULL CHECK (wanted IN ('email', 'sms', 'none')),
    PRIMARY KEY (tenant_id, patient_id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
) STRICT, WITHOUT ROWID;

-- A link by which whoever got it sees, moves or cancels one appointment as it stood when the link was made.
CREATE TABLE message_link (
    tenant_id      BLOB NOT NULL REFERENCES tenant,
    id             BLOB NOT NULL,
    digest         BLOB NOT NULL,            -- SHA-256 of the 256 random bits in the address
    appointment_id BLOB NOT NULL,
    revision       INTEGER NOT NULL,
    lang           TEXT NOT NULL,
    expires_at     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_link_digest ON message_link (digest, tenant_id);
CREATE INDEX message_link_expires ON message_link (tenant_id, expires_at);

-- Work of one kind that is due, whosever it is.
CREATE INDEX job_kind_due ON job (kind, next_at) WHERE done_at IS NULL AND dead_at IS NULL;

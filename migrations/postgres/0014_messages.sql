-- What is told in writing: messages, by what patients want to be told, and the links by which they change an appointment.

-- One message, with the id of the work that it is for: done twice, it is the same message.
CREATE TABLE message (
    tenant_id      uuid NOT NULL REFERENCES tenant,
    id             uuid NOT NULL,
    kind           text NOT NULL,            -- confirmation, moved, code, request…
    channel        text CHECK (channel IN ('email', 'sms')),
    subject_id     uuid NOT NULL,            -- whose key seals the two below: a patient, or whoever left a request
    sent_to        bytea,
    content        bytea,                    -- nothing where there was nobody to write to
    patient_id     uuid,
    appointment_id uuid,
    revision       integer NOT NULL,         -- of what it tells
    resource_id    text,                     -- whose agenda it is about
    lang           text NOT NULL,
    state          text NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'skipped')),
    attempts       integer NOT NULL,
    reason         text,                     -- why it wasn't sent; nothing personal
    provider_id    text,                     -- by what whoever carried it calls it
    resends        integer NOT NULL,         -- how often the staff had it sent once more
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    expires_at     timestamptz,              -- after which it is of no use
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
);
CREATE INDEX message_made ON message (tenant_id, created_at, id);
CREATE INDEX message_state ON message (tenant_id, state, created_at, id);
CREATE INDEX message_patient ON message (tenant_id, patient_id, created_at);
SELECT allo_isolate('message', 'SELECT, INSERT, UPDATE, DELETE');

-- By what a patient wants to be told, where they have said so.
CREATE TABLE message_preference (
    tenant_id  uuid NOT NULL,
    patient_id uuid NOT NULL,
    wanted     text NOT NULL CHECK (wanted IN ('email', 'sms', 'none')),
    PRIMARY KEY (tenant_id, patient_id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient
);
SELECT allo_isolate('message_preference', 'SELECT, INSERT, UPDATE, DELETE');

-- A link by which whoever got it sees, moves or cancels one appointment as it stood when the link was made.
CREATE TABLE message_link (
    tenant_id      uuid NOT NULL REFERENCES tenant,
    id             uuid NOT NULL,
    digest         bytea NOT NULL,           -- SHA-256 of the 256 random bits in the address
    appointment_id uuid NOT NULL,
    revision       integer NOT NULL,
    lang           text NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
);
CREATE INDEX message_link_digest ON message_link (digest, tenant_id);
CREATE INDEX message_link_expires ON message_link (tenant_id, expires_at);
SELECT allo_isolate('message_link', 'SELECT, INSERT, DELETE');
SELECT allo_directory('message_link');

-- Work of one kind that is due, whosever it is.
CREATE INDEX job_kind_due ON job (kind, next_at) WHERE done_at IS NULL AND dead_at IS NULL;

-- Appointments, holds, requests, and the claims that own time for them.

-- A row that owns a stretch of a resource's time. The constraint is the arbiter: no two active claims overlap on a
-- resource and lane. Lanes from 100 are for deliberate overbooking by the staff. The claims that are taken and given
-- up together share a group; a hold, an appointment or a request bears it.
CREATE TABLE claim (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    group_id    uuid NOT NULL,
    resource_id text NOT NULL,
    lane        integer NOT NULL CHECK (lane >= 0),
    kind        text NOT NULL CHECK (kind IN ('hold', 'appointment', 'block')),
    starts      timestamptz NOT NULL,
    ends        timestamptz NOT NULL,
    guard_start timestamptz NOT NULL,       -- the stretch with the service's buffers
    guard_end   timestamptz NOT NULL,
    guard       tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(guard_start, guard_end)) STORED,
    expires_at  timestamptz,
    active      boolean NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource,
    CHECK ((kind = 'hold') = (expires_at IS NOT NULL)),
    CHECK (guard_start <= starts AND starts < ends AND ends <= guard_end),
    CHECK (guard_end - guard_start <= interval '96 hours'),
    CONSTRAINT claim_overlap EXCLUDE USING gist
        (tenant_id WITH =, resource_id WITH =, lane WITH =, guard WITH &&) WHERE (active)
) WITH (fillfactor = 80);
CREATE INDEX claim_group ON claim (tenant_id, group_id);
SELECT allo_isolate('claim', 'SELECT, INSERT, UPDATE');

CREATE TABLE hold (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,              -- also the group of its claims
    call_id     uuid,
    service_id  text NOT NULL,
    resource_id text NOT NULL,
    room_id     text,
    starts      timestamptz NOT NULL,
    ends        timestamptz NOT NULL,
    guard_start timestamptz NOT NULL,
    guard_end   timestamptz NOT NULL,
    state       text NOT NULL CHECK (state IN ('live', 'confirmed', 'released', 'expired')),
    expires_at  timestamptz NOT NULL,
    deadline    timestamptz NOT NULL,       -- however often it is extended
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
) WITH (fillfactor = 80);
CREATE INDEX hold_call ON hold (tenant_id, call_id);
CREATE INDEX hold_overdue ON hold (tenant_id, expires_at) WHERE state = 'live';
SELECT allo_isolate('hold', 'SELECT, INSERT, UPDATE');

CREATE TABLE appointment (
    tenant_id     uuid NOT NULL,
    id            uuid NOT NULL,
    group_id      uuid NOT NULL,            -- of its claims
    hold_id       uuid,                     -- the hold it came from: a repeated confirmation finds it
    call_id       uuid,                     -- the call that booked it, which may change it without proof
    patient_id    uuid NOT NULL,
    service_id    text NOT NULL,
    resource_id   text NOT NULL,
    room_id       text,
    starts        timestamptz NOT NULL,
    ends          timestamptz NOT NULL,
    status        text NOT NULL CHECK
        (status IN ('requested', 'booked', 'arrived', 'fulfilled', 'no_show', 'cancelled', 'entered_in_error')),
    revision      integer NOT NULL,
    reference     bytea NOT NULL,           -- six digits, sealed
    reference_mac bytea NOT NULL,
    created_at    timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, hold_id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient,
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX appointment_reference ON appointment (tenant_id, reference_mac)
    WHERE status IN ('requested', 'booked', 'arrived');
CREATE INDEX appointment_starts ON appointment (tenant_id, starts, id);
CREATE INDEX appointment_patient ON appointment (tenant_id, patient_id, starts);
CREATE INDEX appointment_group ON appointment (tenant_id, group_id);
SELECT allo_isolate('appointment', 'SELECT, INSERT, UPDATE');

-- What the staff is asked to settle. What was said and by whom is sealed, with the patient's key or one of its own.
CREATE TABLE request (
    tenant_id      uuid NOT NULL REFERENCES tenant,
    id             uuid NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('wish', 'message', 'call_back', 'conflict', 'too_late', 'approval')),
    state          text NOT NULL CHECK (state IN ('open', 'done', 'declined')),
    call_id        uuid,
    subject_id     uuid NOT NULL,           -- whose key seals it
    patient_id     uuid,
    appointment_id uuid,
    group_id       uuid,                    -- the claims that keep time for it
    service_id     text,
    resource_id    text,
    details        bytea NOT NULL,          -- sealed: name, telephone, e-mail, words, wish
    digest         bytea NOT NULL,          -- of the details, keyed: a call leaves the same request once
    created_at     timestamptz NOT NULL,
    settled_at     timestamptz,
    settled_by     text,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient,
    FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointment
);
CREATE INDEX request_state ON request (tenant_id, state, created_at, id);
CREATE INDEX request_call ON request (tenant_id, call_id);
SELECT allo_isolate('request', 'SELECT, INSERT, UPDATE');

-- What a mutation answered, stored with its effect. The answer is sealed: it may hold a name.
CREATE TABLE idempotency (
    tenant_id    uuid NOT NULL REFERENCES tenant,
    key          text NOT NULL,
    request_hash bytea NOT NULL,
    response     bytea,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, key)
);
CREATE INDEX idempotency_age ON idempotency (tenant_id, created_at);
SELECT allo_isolate('idempotency', 'SELECT, INSERT, UPDATE, DELETE');

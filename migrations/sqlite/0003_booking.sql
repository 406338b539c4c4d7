-- Appointments, holds, requests, and the claims that own time for them.

-- A row that owns a stretch of a resource's time. The triggers below are the arbiter: no two active claims overlap
-- on a resource and lane. Lanes from 100 are for deliberate overbooking by the staff. The claims that are taken and given
-- up together share a group; a hold, an appointment or a request bears it.
CREATE TABLE claim (
    tenant_id   BLOB NOT NULL,
    id          BLOB NOT NULL,
    group_id    BLOB NOT NULL,
    resource_id TEXT NOT NULL,
    lane        INTEGER NOT NULL CHECK (lane >= 0),
    kind        TEXT NOT NULL CHECK (kind IN ('hold', 'appointment', 'block')),
    starts      INTEGER NOT NULL,
    ends        INTEGER NOT NULL,
    guard_start INTEGER NOT NULL,       -- the stretch with the service's buffers
    guard_end   INTEGER NOT NULL,
    expires_at  INTEGER,
    active      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource,
    CHECK ((kind = 'hold') = (expires_at IS NOT NULL)),
    CHECK (guard_start <= starts AND starts < ends AND ends <= guard_end),
    CHECK (guard_end - guard_start <= 345600000000)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_live ON claim (tenant_id, resource_id, lane, guard_start) WHERE active = 1;
CREATE INDEX claim_group ON claim (tenant_id, group_id);

-- An insertion that would overlap changes no row, as ON CONFLICT DO NOTHING does on PostgreSQL. No guard is longer
-- than 96 hours, so what could overlap starts at most that long before.
CREATE TRIGGER claim_insert BEFORE INSERT ON claim
WHEN NEW.active = 1 AND EXISTS (
    SELECT 1 FROM claim
    WHERE tenant_id = NEW.tenant_id AND resource_id = NEW.resource_id AND lane = NEW.lane AND active = 1
      AND guard_start < NEW.guard_end AND guard_start > NEW.guard_start - 345600000000 AND guard_end > NEW.guard_start)
BEGIN
    SELECT RAISE(IGNORE);
END;

-- No path of ours moves a live claim or revives a dead one; whoever tries learns it loudly.
CREATE TRIGGER claim_update BEFORE UPDATE OF tenant_id, resource_id, lane, guard_start, guard_end, active ON claim
WHEN NEW.active = 1 AND EXISTS (
    SELECT 1 FROM claim
    WHERE tenant_id = NEW.tenant_id AND resource_id = NEW.resource_id AND lane = NEW.lane AND active = 1
      AND guard_start < NEW.guard_end AND guard_start > NEW.guard_start - 345600000000 AND guard_end > NEW.guard_start
      AND id <> OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'claims would overlap');
END;

CREATE TABLE hold (
    tenant_id   BLOB NOT NULL,
    id          BLOB NOT NULL,              -- also the group of its claims
    call_id     BLOB,
    service_id  TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    room_id     TEXT,
    starts      INTEGER NOT NULL,
    ends        INTEGER NOT NULL,
    guard_start INTEGER NOT NULL,
    guard_end   INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('live', 'confirmed', 'released', 'expired')),
    expires_at  INTEGER NOT NULL,
    deadline    INTEGER NOT NULL,       -- however often it is extended
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_call ON hold (tenant_id, call_id);
CREATE INDEX hold_overdue ON hold (tenant_id, expires_at) WHERE state = 'live';

CREATE TABLE appointment (
    tenant_id     BLOB NOT NULL,
    id            BLOB NOT NULL,
    group_id      BLOB NOT NULL,            -- of its claims
    hold_id       BLOB,                     -- the hold it came from: a repeated confirmation finds it
    call_id       BLOB,                     -- the call that booked it, which may change it without proof
    patient_id    BLOB NOT NULL,
    service_id    TEXT NOT NULL,
    resource_id   TEXT NOT NULL,
    room_id       TEXT,
    starts        INTEGER NOT NULL,
    ends          INTEGER NOT NULL,
    status        TEXT NOT NULL CHECK
        (status IN ('requested', 'booked', 'arrived', 'fulfilled', 'no_show', 'cancelled', 'entered_in_error')),
    revision      INTEGER NOT NULL,
    reference     BLOB NOT NULL,           -- six digits, sealed
    reference_mac BLOB NOT NULL,
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, hold_id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient,
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appointment_reference ON appointment (tenant_id, reference_mac)
    WHERE status IN ('requested', 'booked', 'arrived');
CREATE INDEX appointment_starts ON appointment (tenant_id, starts, id);
CREATE INDEX appointment_patient ON appointment (tenant_id, patient_id, starts);
CREATE INDEX appointment_group ON appointment (tenant_id, group_id);

-- What the staff is asked to settle. What was said and by whom is sealed, with the patient's key or one of its own.
CREATE TABLE request (
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
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, patient_id) REFERENCES patient,
    FOREIGN KEY (tenant_id, appointment_id) REFERENCES appointment
) STRICT, WITHOUT ROWID;
CREATE INDEX request_state ON request (tenant_id, state, created_at, id);
CREATE INDEX request_call ON request (tenant_id, call_id);

-- What a mutation answered, stored with its effect. The answer is sealed: it may hold a name.
CREATE TABLE idempotency (
    tenant_id    BLOB NOT NULL REFERENCES tenant,
    key          TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    response     BLOB,
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (tenant_id, created_at);

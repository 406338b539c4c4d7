-- Outside calendars and what happens in them.

-- A calendar outside, and whether what we know of it can be relied on. While it can't, nothing firm is booked with
-- its practitioner.
CREATE TABLE calendar (
    tenant_id    BLOB NOT NULL,
    id           TEXT NOT NULL,
    resource_id  TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('known', 'unknown')),
    last_success INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_resource ON calendar (tenant_id, resource_id);

-- A stretch that is busy in a calendar outside. It may overlap anything: it isn't ours to refuse.
CREATE TABLE busy_event (
    tenant_id   BLOB NOT NULL,
    calendar_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    starts      INTEGER NOT NULL,
    ends        INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, calendar_id, external_id),
    FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar ON DELETE CASCADE,
    CHECK (starts < ends)
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_event_span ON busy_event (tenant_id, resource_id, ends, starts);

-- Outside calendars and what happens in them.

-- A calendar outside, and whether what we know of it can be relied on. While it can't, nothing firm is booked with
-- its practitioner.
CREATE TABLE calendar (
    tenant_id    uuid NOT NULL,
    id           text NOT NULL,
    resource_id  text NOT NULL,
    state        text NOT NULL CHECK (state IN ('known', 'unknown')),
    last_success timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
);
CREATE INDEX calendar_resource ON calendar (tenant_id, resource_id);
SELECT allo_isolate('calendar', 'SELECT, INSERT, UPDATE, DELETE');

-- A stretch that is busy in a calendar outside. It may overlap anything: it isn't ours to refuse.
CREATE TABLE busy_event (
    tenant_id   uuid NOT NULL,
    calendar_id text NOT NULL,
    external_id text NOT NULL,
    resource_id text NOT NULL,
    starts      timestamptz NOT NULL,
    ends        timestamptz NOT NULL,
    span        tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(starts, ends)) STORED,
    PRIMARY KEY (tenant_id, calendar_id, external_id),
    FOREIGN KEY (tenant_id, calendar_id) REFERENCES calendar ON DELETE CASCADE,
    CHECK (starts < ends)
);
CREATE INDEX busy_event_span ON busy_event USING gist (tenant_id, resource_id, span);
SELECT allo_isolate('busy_event', 'SELECT, INSERT, UPDATE, DELETE');

-- Working the calendar by hand: time that the staff keeps free.

-- A stretch that the staff keeps free. Its claims (kind `block`) bear its id as their group and own whatever of it nobody
-- else has. The note is sealed with a key of the block's own.
CREATE TABLE block (
    tenant_id   uuid NOT NULL,
    id          uuid NOT NULL,
    resource_id text NOT NULL,
    starts      timestamptz NOT NULL,
    ends        timestamptz NOT NULL,
    note        bytea,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource,
    CHECK (starts < ends)
);
-- Most blocks are over: what reaches into a stretch is found by its end.
CREATE INDEX block_time ON block (tenant_id, resource_id, ends);
SELECT allo_isolate('block', 'SELECT, INSERT, DELETE');

-- A key that reads appointments sees everybody's, as before: `calendar.view_all` now says so (S102).
-- The wall stands before its owner, too: it is lifted for this one statement.
ALTER TABLE api_key NO FORCE ROW LEVEL SECURITY;
UPDATE api_key SET permissions = permissions || '["calendar.view_all"]'::jsonb
WHERE permissions ? 'calendar.read' AND NOT permissions ? 'calendar.view_all';
ALTER TABLE api_key FORCE ROW LEVEL SECURITY;

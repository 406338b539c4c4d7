-- Working the calendar by hand: time that the staff keeps free.

-- A stretch that the staff keeps free. Its claims (kind `block`) bear its id as their group and own whatever of it nobody
-- else has. The note is sealed with a key of the block's own.
CREATE TABLE block (
    tenant_id   BLOB NOT NULL,
    id          BLOB NOT NULL,
    resource_id TEXT NOT NULL,
    starts      INTEGER NOT NULL,
    ends        INTEGER NOT NULL,
    note        BLOB,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource,
    CHECK (starts < ends)
) STRICT, WITHOUT ROWID;
-- Most blocks are over: what reaches into a stretch is found by its end.
CREATE INDEX block_time ON block (tenant_id, resource_id, ends);

-- A key that reads appointments sees everybody's, as before: `calendar.view_all` now says so (S102).
UPDATE api_key SET permissions = json_insert(permissions, '$[#]', 'calendar.view_all')
WHERE EXISTS (SELECT 1 FROM json_each(permissions) WHERE value = 'calendar.read')
  AND NOT EXISTS (SELECT 1 FROM json_each(permissions) WHERE value = 'calendar.view_all');

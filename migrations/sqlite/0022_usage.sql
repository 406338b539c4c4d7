-- Whether a practice's line is open, how much it may use, what it has used, and what is left of one that was removed.

ALTER TABLE tenant ADD COLUMN standing TEXT NOT NULL DEFAULT 'open' CHECK (standing IN ('open', 'suspended', 'removed'));

-- Nothing: as much as it likes. Without a row there is no limit at all.
CREATE TABLE quota (
    tenant_id         BLOB PRIMARY KEY REFERENCES tenant,
    calls_at_once     INTEGER,
    calls_a_month     INTEGER,
    bookings_a_day    INTEGER,
    messages_a_month  INTEGER,
    requests_a_minute INTEGER
) STRICT, WITHOUT ROWID;

-- What was used on a day of the practice's calendar. Each count is parted, so that those who count at the same time
-- don't wait for each other: the parts' sum is the count.
CREATE TABLE usage (
    tenant_id BLOB NOT NULL REFERENCES tenant,
    day       INTEGER NOT NULL,             -- since 1970
    counted   TEXT NOT NULL CHECK (counted IN ('calls', 'bookings', 'messages')),
    part      INTEGER NOT NULL,
    count     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, day, counted, part)
) STRICT, WITHOUT ROWID;

-- What is left of a practice that was removed: that it was, when, how much it held, and where its trail ended. Nothing
-- personal, and no reference: the practice isn't there any more.
CREATE TABLE removal (
    tenant_id BLOB PRIMARY KEY,
    name_mac  BLOB NOT NULL,                -- of its short name, under the installation's key
    begun_at  INTEGER NOT NULL,
    ended_at  INTEGER,                      -- nothing while rows are left
    deleted   INTEGER NOT NULL,             -- rows
    seq       INTEGER NOT NULL,             -- the last link of its audit trail …
    link      BLOB                          -- … for whoever has exported it
) STRICT, WITHOUT ROWID;
CREATE INDEX removal_name ON removal (name_mac, tenant_id);

-- The trail of a practice goes with the practice, and never otherwise.
DROP TRIGGER audit_no_delete;
DROP TRIGGER audit_link_no_delete;
DROP TRIGGER audit_checkpoint_no_delete;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
WHEN NOT EXISTS (SELECT 1 FROM tenant WHERE tenant_id = OLD.tenant_id AND standing = 'removed')
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link
WHEN NOT EXISTS (SELECT 1 FROM tenant WHERE tenant_id = OLD.tenant_id AND standing = 'removed')
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
WHEN NOT EXISTS (SELECT 1 FROM tenant WHERE tenant_id = OLD.tenant_id AND standing = 'removed')
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only ever added to');
END;

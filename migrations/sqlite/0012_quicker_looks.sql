-- Looking is answered from the index alone. On SQLite a row of the table is another search in another tree.

DROP INDEX claim_live;
CREATE INDEX claim_live ON claim (tenant_id, resource_id, lane, guard_start, guard_end, expires_at, group_id, active)
    WHERE active;

DROP INDEX busy_event_time;
CREATE INDEX busy_event_time ON busy_event (tenant_id, resource_id, long, starts, ends);

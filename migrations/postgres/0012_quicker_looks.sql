-- What is over before a stretch begins is told by the index.
DROP INDEX busy_event_time;
CREATE INDEX busy_event_time ON busy_event (tenant_id, resource_id, long, starts, ends);

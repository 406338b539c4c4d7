//! The statements of outside calendars.

use crate::db::statements;

statements! {
    /// A calendar and its state. A failure keeps the time of the last success.
    SET_STATE = "INSERT INTO calendar (tenant_id, id, resource_id, state, last_success) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (tenant_id, id) DO UPDATE SET resource_id = excluded.resource_id,
                     state = excluded.state, last_success = coalesce(excluded.last_success, calendar.last_success)";
    /// Something busy.
    PUT_BUSY = "INSERT INTO busy_event (tenant_id, calendar_id, external_id, resource_id, starts, ends)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (tenant_id, calendar_id, external_id) DO UPDATE
                SET resource_id = excluded.resource_id, starts = excluded.starts, ends = excluded.ends";
    /// What is busy of some resources in a stretch of time. What lasts up to a day began at most a day before.
    BUSY = {
        sqlite: "SELECT b.resource_id, b.starts, b.ends FROM json_each($2) r CROSS JOIN busy_event b
                 WHERE b.tenant_id = $1 AND b.resource_id = r.value AND b.long = FALSE
                   AND b.starts < $4 AND b.starts > $3 - 86400000000 AND b.ends > $3
                 UNION ALL
                 SELECT b.resource_id, b.starts, b.ends FROM json_each($2) r CROSS JOIN busy_event b
                 WHERE b.tenant_id = $1 AND b.resource_id = r.value AND b.long = TRUE AND b.ends > $3 AND b.starts < $4",
        postgres: "SELECT resource_id, starts, ends FROM busy_event
                   WHERE tenant_id = $1 AND resource_id = ANY ($2) AND long = FALSE
                     AND starts < $4 AND starts > $3::timestamptz - interval '24 hours' AND ends > $3
                   UNION ALL
                   SELECT resource_id, starts, ends FROM busy_event
                   WHERE tenant_id = $1 AND resource_id = ANY ($2) AND long = TRUE AND ends > $3 AND starts < $4",
    };
    /// Whether one of these resources has a calendar that isn't known.
    ANY_UNKNOWN = {
        sqlite: "SELECT EXISTS (SELECT 1 FROM calendar WHERE tenant_id = $1 AND state = 'unknown'
                 AND resource_id IN (SELECT value FROM json_each($2)))",
        postgres: "SELECT EXISTS (SELECT 1 FROM calendar WHERE tenant_id = $1 AND state = 'unknown'
                   AND resource_id = ANY ($2))",
    };
    /// Which of these resources have a calendar that isn't known.
    UNKNOWN = {
        sqlite: "SELECT DISTINCT resource_id FROM calendar WHERE tenant_id = $1 AND state = 'unknown'
                 AND resource_id IN (SELECT value FROM json_each($2)) ORDER BY resource_id",
        postgres: "SELECT DISTINCT resource_id FROM calendar WHERE tenant_id = $1 AND state = 'unknown'
                   AND resource_id = ANY ($2) ORDER BY resource_id",
    };
    /// Every calendar outside, and whether it is known.
    ALL_STATES = "SELECT resource_id, state, last_success FROM calendar WHERE tenant_id = $1 ORDER BY resource_id, id";
}

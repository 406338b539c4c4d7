//! The statements of booking.

use crate::db::statements;

/// The columns of a hold, as they are read.
macro_rules! hold {
    () => {
        "id, call_id, service_id, resource_id, room_id, starts, ends, guard_start, guard_end, state, expires_at, deadline"
    };
}

/// The columns of an appointment, as they are read.
macro_rules! appointment {
    () => {
        "id, group_id, call_id, patient_id, service_id, resource_id, room_id, starts, ends, status, revision, reference, \
         hold_id, despite_hours, despite_block"
    };
}

/// Where the last claim of a lane begins that can reach into a stretch from its start on: claims of a lane don't overlap.
#[rustfmt::skip]
macro_rules! reaching {
    ($resource:literal, $lane:literal, $start:literal) => {
        concat!(
            "(SELECT coalesce(max(guard_start), ", $start, ") FROM claim
              WHERE tenant_id = $1 AND resource_id = ", $resource, " AND lane = ", $lane, " AND active
                AND guard_start <= ", $start, ")"
        )
    };
}

/// Whether something in an outside calendar overlaps a stretch. What lasts up to a day began at most a day before.
#[rustfmt::skip]
macro_rules! outside {
    ($these:literal, $start:literal, $end:literal, $before:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM busy_event WHERE tenant_id = $1 AND resource_id ", $these, " AND long = FALSE
                 AND starts < ", $end, " AND starts > ", $before, " AND ends > ", $start, ")
              OR EXISTS (SELECT 1 FROM busy_event WHERE tenant_id = $1 AND resource_id ", $these, " AND long = TRUE
                 AND ends > ", $start, " AND starts < ", $end, "))"
        )
    };
}

/// [`MAY_CLAIM`], but for how an engine takes a list apart and says «a day before».
macro_rules! may_claim {
    ($resources:literal, $these:literal, $before:literal) => {
        concat!(
            "WITH own AS MATERIALIZED (SELECT ", hold!(), " FROM hold WHERE tenant_id = $1 AND call_id = $5)
             SELECT own.*, one_row.live, one_row.busy, one_row.unknown
             FROM (SELECT
                 (SELECT count(*) FROM own WHERE state = 'live' AND expires_at > $6) AS live,
                 ", outside!($these, "$3", "$4", $before), "
                 OR ($11 AND EXISTS (SELECT 1 FROM ", $resources, " WHERE (
                     SELECT 1 FROM claim
                     WHERE tenant_id = $1 AND resource_id = r.value AND lane = 0 AND active
                       AND guard_start < $4 AND guard_start >= ", reaching!("r.value", "0", "$3"), "
                       AND guard_end > $3 AND (expires_at IS NULL OR expires_at > $6)
                       AND group_id NOT IN (SELECT id FROM own WHERE state = 'live')
                     LIMIT 1) IS NOT NULL)) AS busy,
                 EXISTS (SELECT 1 FROM calendar WHERE tenant_id = $1 AND state = 'unknown' AND resource_id ", $these, ") AS unknown
             ) one_row
             LEFT JOIN own ON own.state = 'live' AND own.service_id = $7 AND own.resource_id = $8
                 AND own.room_id IS NOT DISTINCT FROM $9 AND own.starts = $10"
        )
    };
}

/// [`MAY_CONFIRM`], but for how an engine says «a day before».
macro_rules! may_confirm {
    ($before:literal) => {
        concat!(
            "SELECT h.*, ", outside!("IN (h.resource_id, h.room_id)", "h.guard_start", "h.guard_end", $before), ",
                 EXISTS (SELECT 1 FROM calendar c WHERE c.tenant_id = $1 AND c.state = 'unknown'
                    AND c.resource_id IN (h.resource_id, h.room_id)),
                 CASE WHEN NOT EXISTS (SELECT 1 FROM appointment WHERE tenant_id = $1 AND reference_mac = $3
                           AND status IN ('requested', 'booked', 'arrived')) THEN 0
                      WHEN NOT EXISTS (SELECT 1 FROM appointment WHERE tenant_id = $1 AND reference_mac = $4
                           AND status IN ('requested', 'booked', 'arrived')) THEN 1
                      WHEN NOT EXISTS (SELECT 1 FROM appointment WHERE tenant_id = $1 AND reference_mac = $5
                           AND status IN ('requested', 'booked', 'arrived')) THEN 2 END
             FROM (SELECT ", hold!(), " FROM hold WHERE tenant_id = $1 AND id = $2) h"
        )
    };
}

/// [`WANTED`], but for how an engine says «96 hours before»: no claim is longer.
macro_rules! wanted {
    ($before:literal) => {
        concat!(
            "SELECT DISTINCT c.resource_id, c.guard_start, c.guard_end FROM claim c
             WHERE c.tenant_id = $1 AND c.group_id = $2 AND (
                 EXISTS (SELECT 1 FROM block b
                         WHERE b.tenant_id = $1 AND b.resource_id = c.resource_id AND b.ends > c.guard_start
                           AND b.starts < c.guard_end)
                 OR EXISTS (SELECT 1 FROM claim o
                            WHERE o.tenant_id = $1 AND o.resource_id = c.resource_id AND o.lane >= 100 AND o.active
                              AND o.guard_start < c.guard_end AND o.guard_start > ", $before, "
                              AND o.guard_end > c.guard_start))
             ORDER BY c.resource_id, c.guard_start"
        )
    };
}

/// Appointments page by page, with filters that may be left open; each list has the condition that its index begins with.
#[rustfmt::skip]
macro_rules! list {
    ($condition:literal, $text:literal, $uuid:literal) => {
        concat!(
            "SELECT ", appointment!(), " FROM appointment
             WHERE tenant_id = $1 ", $condition, " AND (starts, id) > ($2, $3", $uuid, ") AND ends > $4 AND starts < $5
               AND CASE WHEN ($6", $text, " IS NULL OR resource_id = $6) AND ($7", $uuid, " IS NULL OR patient_id = $7)
                         AND ($8", $text, " IS NULL OR status = $8) THEN TRUE ELSE FALSE END
             ORDER BY starts, id LIMIT $9"
        )
    };
}

/// Appointments that may stand against a change, page by page.
#[rustfmt::skip]
macro_rules! to_come {
    ($condition:literal, $uuid:literal) => {
        concat!(
            "SELECT id, patient_id, service_id, resource_id, room_id, starts, ends, despite_hours, despite_block
             FROM appointment
             WHERE tenant_id = $1 ", $condition, " AND (starts, id) > ($2, $3", $uuid, ") AND ends > $4 AND starts < $5
               AND status IN ('requested', 'booked', 'arrived')
             ORDER BY starts, id LIMIT $6"
        )
    };
}

statements! {
    /// What is taken of some resources in a stretch of time, each by its place in the list, in no order: live claims by
    /// their guards, leaving out the caller's own holds and one group; and what is busy outside. An expired hold is free
    /// time. On PostgreSQL a resource is one row: to send and to read each stretch costs more than to find it.
    BUSY = {
        sqlite: concat!(
            "SELECT r.key, c.guard_start, c.guard_end FROM json_each($2) r CROSS JOIN claim c
             WHERE c.tenant_id = $1 AND c.resource_id = r.value AND c.lane = 0 AND c.active AND c.guard_start < $4
               AND c.guard_start >= ", reaching!("r.value", "0", "$3"), " AND c.guard_end > $3
               AND (c.expires_at IS NULL OR c.expires_at > $5) AND c.group_id NOT IN (
                   SELECT id FROM hold WHERE tenant_id = $1 AND call_id = $6 AND state = 'live')
               AND ($7 IS NULL OR c.group_id <> $7)
             UNION ALL
             SELECT r.key, b.starts, b.ends FROM json_each($2) r CROSS JOIN busy_event b
             WHERE b.tenant_id = $1 AND b.resource_id = r.value AND b.long = FALSE
               AND b.starts < $4 AND b.starts > $3 - 86400000000 AND b.ends > $3
             UNION ALL
             SELECT r.key, b.starts, b.ends FROM json_each($2) r CROSS JOIN busy_event b
             WHERE b.tenant_id = $1 AND b.resource_id = r.value AND b.long = TRUE AND b.ends > $3 AND b.starts < $4"
        ),
        postgres: concat!(
            "SELECT r.place - 1, taken.starts, taken.ends FROM unnest($2::text[]) WITH ORDINALITY AS r (value, place)
             CROSS JOIN LATERAL ", reaching!("r.value", "0", "$3"), " AS first (at)
             CROSS JOIN LATERAL (
                 SELECT array_agg(starts) AS starts, array_agg(ends) AS ends FROM (
                     SELECT guard_start AS starts, guard_end AS ends FROM claim
                     WHERE tenant_id = $1 AND resource_id = r.value AND lane = 0 AND active AND guard_start < $4
                       AND guard_start >= first.at AND guard_end > $3
                       AND (expires_at IS NULL OR expires_at > $5) AND group_id NOT IN (
                           SELECT id FROM hold WHERE tenant_id = $1 AND call_id = $6 AND state = 'live')
                       AND ($7::uuid IS NULL OR group_id <> $7)
                     UNION ALL
                     SELECT starts, ends FROM busy_event
                     WHERE tenant_id = $1 AND resource_id = r.value AND long = FALSE
                       AND starts < $4 AND starts > $3::timestamptz - interval '24 hours' AND ends > $3
                     UNION ALL
                     SELECT starts, ends FROM busy_event
                     WHERE tenant_id = $1 AND resource_id = r.value AND long = TRUE AND ends > $3 AND starts < $4
                 ) one_by_one HAVING count(*) > 0) taken"
        ),
    };
    /// All that must be known before time is claimed: the call's own live holds on this very slot, overdue or not (a row
    /// at least), how many it has in all, whether something is in the way, and whether the outside is known. For a new
    /// hold, what somebody else has is in the way here already: on PostgreSQL thousands who want one slot would
    /// otherwise each try to insert.
    MAY_CLAIM = {
        sqlite: may_claim!("json_each($2) r", "IN (SELECT value FROM json_each($2))", "$3 - 86400000000"),
        postgres: may_claim!(
            "unnest($2::text[]) AS r (value)", "= ANY ($2)", "$3::timestamptz - interval '24 hours'"
        ),
    };
    /// All that must be known before a hold becomes an appointment: the hold, whether something outside has come in
    /// its way, whether the outside is known, and the first of some drawn references that is free.
    MAY_CONFIRM = {
        sqlite: may_confirm!("h.guard_start - 86400000000"),
        postgres: may_confirm!("h.guard_start - interval '24 hours'"),
    };
    /// Takes time, unless somebody has it: then no row is inserted. One row a statement, in the order of resources.
    CLAIM = "INSERT INTO claim (tenant_id, id, group_id, resource_id, lane, kind, starts, ends,
                 guard_start, guard_end, expires_at, active)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, TRUE) ON CONFLICT DO NOTHING";
    /// Gives back the time of expired holds that is in the way, in one order, so that two who do it don't cross.
    LET_EXPIRE = {
        sqlite: concat!(
            "UPDATE claim SET active = 0
             WHERE tenant_id = $1 AND resource_id = $2 AND lane = $3 AND active AND guard_start < $5
               AND guard_start >= ", reaching!("$2", "$3", "$4"), " AND guard_end > $4 AND expires_at <= $6"
        ),
        postgres: concat!(
            "UPDATE claim SET active = FALSE WHERE tenant_id = $1 AND id IN (
                 SELECT id FROM claim
                 WHERE tenant_id = $1 AND resource_id = $2 AND lane = $3 AND active AND guard_start < $5
                   AND guard_start >= ", reaching!("$2", "$3", "$4"), " AND guard_end > $4 AND expires_at <= $6
                 ORDER BY id FOR UPDATE)"
        ),
    };
    /// Which holds keep time in a stretch.
    KEPT_THEN = { concat!(
        "SELECT DISTINCT group_id FROM claim
         WHERE tenant_id = $1 AND resource_id = $2 AND lane = 0 AND active AND guard_start < $4
           AND guard_start >= ", reaching!("$2", "0", "$3"), " AND guard_end > $3 AND expires_at IS NOT NULL
         ORDER BY group_id"
    ) };
    /// What is taken of a stretch, in no order.
    TAKEN_THEN = { concat!(
        "SELECT guard_start, guard_end FROM claim
         WHERE tenant_id = $1 AND resource_id = $2 AND lane = 0 AND active AND guard_start < $4
           AND guard_start >= ", reaching!("$2", "0", "$3"), " AND guard_end > $3"
    ) };
    /// Of the time that a group gave back, the stretches that a block reaches over, or that were given to somebody
    /// beside it.
    WANTED = {
        sqlite: wanted!("c.guard_start - 345600000000"),
        postgres: wanted!("c.guard_start - interval '96 hours'"),
    };
    /// What was overbooked in a stretch, the earliest first. No claim is longer than 96 hours.
    OVERBOOKED = {
        sqlite: "SELECT id, group_id, starts, ends, guard_start, guard_end FROM claim
                 WHERE tenant_id = $1 AND resource_id = $2 AND lane >= 100 AND active AND guard_start < $4
                   AND guard_start > $3 - 345600000000 AND guard_end > $3 AND expires_at IS NULL
                 ORDER BY guard_start, id",
        postgres: "SELECT id, group_id, starts, ends, guard_start, guard_end FROM claim
                   WHERE tenant_id = $1 AND resource_id = $2 AND lane >= 100 AND active AND guard_start < $4
                     AND guard_start > $3::timestamptz - interval '96 hours' AND guard_end > $3
                     AND expires_at IS NULL
                   ORDER BY guard_start, id",
    };
    /// A claim has its time in another lane now.
    LEAVE_LANE = "UPDATE claim SET active = FALSE WHERE tenant_id = $1 AND id = $2 AND active";
    /// Keeps anybody else from claiming or moving on a resource until the transaction ends. SQLite has one writer.
    LOCK = {
        sqlite: "SELECT 1 FROM tenant WHERE tenant_id = $1 AND $2 IS NOT NULL",
        postgres: "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text || '/' || $2::text, 0))::text",
    };
    /// Gives the time of a group back.
    UNCLAIM = "UPDATE claim SET active = FALSE WHERE tenant_id = $1 AND group_id = $2 AND active";
    /// Makes a hold's time an appointment's.
    KEEP = {
        sqlite: "UPDATE claim SET kind = $3, expires_at = NULL WHERE tenant_id = $1 AND group_id = $2 AND active",
        postgres: "UPDATE claim SET kind = $3, expires_at = NULL WHERE tenant_id = $1 AND id IN (
                       SELECT id FROM claim WHERE tenant_id = $1 AND group_id = $2 AND active
                       ORDER BY resource_id FOR UPDATE)",
    };

    /// A new hold.
    HOLD = "INSERT INTO hold (tenant_id, id, call_id, service_id, resource_id, room_id, starts, ends,
                guard_start, guard_end, state, expires_at, deadline)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'live', $11, $12)";
    /// A hold.
    HELD = { concat!("SELECT ", hold!(), " FROM hold WHERE tenant_id = $1 AND id = $2") };
    /// The live holds in a stretch of time, by their start.
    HELD_THEN = { concat!(
        "SELECT ", hold!(), " FROM hold
         WHERE tenant_id = $1 AND state = 'live' AND starts < $3 AND ends > $2 AND expires_at > $4
         ORDER BY starts, id LIMIT 500"
    ) };
    /// A call's live holds that are in the way of a slot.
    OWN_IN_THE_WAY = "SELECT DISTINCT h.id FROM hold h JOIN claim c ON c.tenant_id = $1 AND c.group_id = h.id AND c.active
                      WHERE h.tenant_id = $1 AND h.call_id = $2 AND h.state = 'live' AND c.resource_id = $3
                          AND c.guard_start < $5 AND c.guard_end > $4 ORDER BY h.id";
    /// The live holds of a call.
    CALL_HOLDS = "SELECT id FROM hold WHERE tenant_id = $1 AND call_id = $2 AND state = 'live' ORDER BY id";
    /// A hold ends, one way or another; no row when it had ended before.
    END_HOLD = "UPDATE hold SET state = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'live'";
    /// A hold is kept longer.
    EXTEND = "UPDATE hold SET expires_at = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'live'";
    /// Its time is, too.
    EXTEND_CLAIMS = "UPDATE claim SET expires_at = $3 WHERE tenant_id = $1 AND group_id = $2 AND active
                     AND kind = 'hold'";
    /// Holds whose time ran out.
    OVERDUE = "SELECT id FROM hold WHERE tenant_id = $1 AND state = 'live' AND expires_at <= $2
               ORDER BY expires_at LIMIT 200";

    /// A new appointment.
    BOOK = "INSERT INTO appointment (tenant_id, id, group_id, hold_id, call_id, patient_id, service_id, resource_id,
                room_id, starts, ends, status, revision, reference, reference_mac, created_at, changed_at,
                despite_hours, despite_block)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $14, $15, $15, $16, $17)";
    /// An appointment.
    APPOINTMENT = { concat!("SELECT ", appointment!(), " FROM appointment WHERE tenant_id = $1 AND id = $2") };
    /// The same, locked until the transaction ends.
    APPOINTMENT_LOCKED = {
        sqlite: concat!("SELECT ", appointment!(), " FROM appointment WHERE tenant_id = $1 AND id = $2"),
        postgres: concat!("SELECT ", appointment!(), " FROM appointment WHERE tenant_id = $1 AND id = $2 FOR UPDATE"),
    };
    /// The appointment that a hold became.
    OF_HOLD = { concat!("SELECT ", appointment!(), " FROM appointment WHERE tenant_id = $1 AND hold_id = $2") };
    /// The coming appointments of a patient.
    OF_PATIENT = { concat!(
        "SELECT ", appointment!(), " FROM appointment WHERE tenant_id = $1 AND patient_id = $2 AND ends > $3
             AND status IN ('requested', 'booked') ORDER BY starts, id LIMIT 50"
    ) };
    /// All appointments of a patient, the latest first.
    ALL_OF_PATIENT = { concat!(
        "SELECT ", appointment!(), " FROM appointment WHERE tenant_id = $1 AND patient_id = $2
         ORDER BY starts DESC, id DESC LIMIT $3"
    ) };
    /// Their references, sealed with the patient's key.
    REFERENCES_OF = "SELECT id, reference FROM appointment WHERE tenant_id = $1 AND patient_id = $2";
    /// An appointment becomes another patient's.
    HAND_OVER = "UPDATE appointment SET patient_id = $3, reference = $4 WHERE tenant_id = $1 AND id = $2";
    /// What requests of a patient say, sealed with the patient's key.
    DETAILS_OF = "SELECT id, details, remarks FROM request WHERE tenant_id = $1 AND patient_id = $2 AND subject_id = $2";
    /// A request becomes another patient's.
    HAND_OVER_REQUEST = "UPDATE request SET patient_id = $3, subject_id = $3, details = $4, remarks = $5
                         WHERE tenant_id = $1 AND id = $2";
    /// The coming appointments that a call booked.
    OF_CALL = { concat!(
        "SELECT ", appointment!(), " FROM appointment
         JOIN (SELECT id AS held FROM hold WHERE tenant_id = $1 AND call_id = $2) h ON hold_id = h.held
         WHERE tenant_id = $1 AND ends > $3 AND status IN ('requested', 'booked') ORDER BY starts, id"
    ) };
    /// When some appointments begin.
    STARTS = {
        sqlite: "SELECT a.id, a.starts FROM json_each($2) r
                 CROSS JOIN appointment a ON a.tenant_id = $1 AND a.id = unhex(r.value)",
        postgres: "SELECT id, starts FROM appointment WHERE tenant_id = $1 AND id = ANY ($2::text[]::uuid[])",
    };
    /// The appointments of some practitioners in a stretch of time, by their start, but for those that are not to be. None
    /// lasts longer than a day.
    AGENDA = {
        sqlite: concat!(
            "SELECT ", appointment!(), " FROM appointment
             WHERE tenant_id = $1 AND starts < $4 AND starts > $3 - 86400000000 AND ends > $3
               AND status NOT IN ('cancelled', 'entered_in_error')
               AND resource_id IN (SELECT value FROM json_each($2))
             ORDER BY starts, id LIMIT 3000"
        ),
        postgres: concat!(
            "SELECT ", appointment!(), " FROM appointment
             WHERE tenant_id = $1 AND starts < $4 AND starts > $3::timestamptz - interval '24 hours' AND ends > $3
               AND status NOT IN ('cancelled', 'entered_in_error') AND resource_id = ANY ($2)
             ORDER BY starts, id LIMIT 3000"
        ),
    };
    /// All appointments that are to come in a stretch of time, page by page, by start and id.
    ALL_TO_COME = {sqlite: to_come!("", ""), postgres: to_come!("", "::uuid")};
    /// Those with one practitioner.
    TO_COME_WITH = {
        sqlite: to_come!("AND resource_id = $7", ""),
        postgres: to_come!("AND resource_id = $7", "::uuid")
    };
    /// Those in one room.
    TO_COME_IN = {
        sqlite: to_come!("AND room_id = $7", ""),
        postgres: to_come!("AND room_id = $7", "::uuid")
    };
    /// An appointment gets another time.
    MOVE = "UPDATE appointment SET group_id = $3, resource_id = $4, room_id = $5, starts = $6, ends = $7,
                revision = $8, changed_at = $9, despite_hours = $10, despite_block = $11
            WHERE tenant_id = $1 AND id = $2 AND revision = $8 - 1";
    /// An appointment takes a step.
    STEP = "UPDATE appointment SET status = $3, revision = $4, changed_at = $5
            WHERE tenant_id = $1 AND id = $2 AND revision = $4 - 1";
    /// Appointments page by page, by start and id.
    LIST = {sqlite: list!("", "", ""), postgres: list!("", "::text", "::uuid")};
    /// Those with one practitioner.
    LIST_WITH = {
        sqlite: list!("AND resource_id = $6", "", ""),
        postgres: list!("AND resource_id = $6", "::text", "::uuid")
    };
    /// Those of one patient.
    LIST_OF = {
        sqlite: list!("AND patient_id = $7", "", ""),
        postgres: list!("AND patient_id = $7", "::text", "::uuid")
    };
    /// Those in one status.
    LIST_IN = {sqlite: list!("AND status = $8", "", ""), postgres: list!("AND status = $8", "::text", "::uuid")};
    /// How many appointments are to come, by what, with whom and where.
    COMING = "SELECT service_id, resource_id, room_id, count(*) FROM appointment
              WHERE tenant_id = $1 AND starts > $2 AND ends > $3 AND status IN ('requested', 'booked', 'arrived')
              GROUP BY service_id, resource_id, room_id";
    /// The firm appointments of some time that nobody has touched since an instant, by their starts.
    UNTOUCHED = "SELECT id, revision FROM appointment
                 WHERE tenant_id = $1 AND starts >= $2 AND starts < $3 AND status = 'booked' AND changed_at < $4
                 ORDER BY starts, id";

    /// Forgets holds that ended, the oldest first.
    FORGET_HOLDS = "DELETE FROM hold WHERE tenant_id = $1 AND id IN
                    (SELECT id FROM hold WHERE tenant_id = $1 AND id < $2 AND state <> 'live' ORDER BY id LIMIT $3)";
    /// Forgets time that was given back and has passed, the earliest first.
    FORGET_CLAIMS = {
        sqlite: "DELETE FROM claim WHERE tenant_id = $1 AND id IN
                 (SELECT id FROM claim WHERE tenant_id = $1 AND active = 0 AND guard_end < $2
                  ORDER BY guard_end LIMIT $3)",
        postgres: "DELETE FROM claim WHERE tenant_id = $1 AND id IN
                   (SELECT id FROM claim WHERE tenant_id = $1 AND NOT active AND guard_end < $2
                    ORDER BY guard_end LIMIT $3)",
    };
}

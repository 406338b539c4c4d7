//! What must hold of a practice's book at every instant, asked of the database itself and not of the product.

use app::db::Url;
use domain::appointment::Status;

use crate::raw;

/// Fails unless the book is sound: no two claims overlap (I1), nothing is half-booked, booked twice or booked without
/// its follow-up work, and every change has its entry in the audit trail (I11).
///
/// # Panics
/// When it isn't, with what is wrong and how often.
pub async fn sound(book: &Url) {
    let mut wrong = Vec::new();
    for (what, sql) in RULES {
        let sql = filled_in(book, sql);
        match raw::count(book, &sql).await {
            0 => {}
            found => wrong.push(format!("{found} × {what}")),
        }
    }
    assert!(wrong.is_empty(), "the book isn't sound: {}", wrong.join("; "));
}

/// `{live}` are the statuses that keep time, `{id:x}` is the text of `x.id`.
fn filled_in(book: &Url, sql: &str) -> String {
    let live = Status::ALL.into_iter().filter(|status| status.keeps_time());
    let live = live.map(|status| format!("'{}'", status.name())).collect::<Vec<_>>().join(", ");
    ["a", "h"].iter().fold(sql.replace("{live}", &live), |sql, table| {
        sql.replace(&format!("{{id:{table}}}"), &raw::uuid_text(book, &format!("{table}.id")))
    })
}

/// What would be wrong, and the query that counts it.
const RULES: &[(&str, &str)] = &[
    (
        "claims that overlap",
        "SELECT count(*) FROM claim a JOIN claim b ON a.tenant_id = b.tenant_id AND a.resource_id = b.resource_id
             AND a.lane = b.lane AND a.id < b.id AND a.guard_start < b.guard_end AND b.guard_start < a.guard_end
         WHERE a.active AND b.active",
    ),
    (
        "live appointments without exactly their own time",
        "SELECT count(*) FROM appointment a LEFT JOIN (
             SELECT tenant_id, group_id, starts, ends, count(*) AS resources, min(resource_id) AS one,
                 max(resource_id) AS other
             FROM claim WHERE active AND kind = 'appointment' GROUP BY 1, 2, 3, 4
         ) c ON c.tenant_id = a.tenant_id AND c.group_id = a.group_id AND c.starts = a.starts AND c.ends = a.ends
         WHERE a.status IN ({live}) AND (
             coalesce(c.resources, 0) <> CASE WHEN a.room_id IS NULL THEN 1 ELSE 2 END
             OR a.resource_id NOT IN (c.one, c.other) OR coalesce(a.room_id, c.one) NOT IN (c.one, c.other))",
    ),
    (
        "appointments' time without a live appointment",
        "SELECT count(*) FROM claim c WHERE c.active AND c.kind = 'appointment' AND NOT EXISTS (
             SELECT 1 FROM appointment a
             WHERE a.tenant_id = c.tenant_id AND a.group_id = c.group_id AND a.status IN ({live}))",
    ),
    (
        "time kept for a hold that isn't live",
        "SELECT count(*) FROM claim c WHERE c.active AND c.kind = 'hold' AND NOT EXISTS (
             SELECT 1 FROM hold h WHERE h.tenant_id = c.tenant_id AND h.id = c.group_id AND h.state = 'live')",
    ),
    (
        "time kept free for a block that isn't there",
        "SELECT count(*) FROM claim c WHERE c.active AND c.kind = 'block' AND NOT EXISTS (
             SELECT 1 FROM block b WHERE b.tenant_id = c.tenant_id AND b.id = c.group_id
                 AND b.resource_id = c.resource_id AND b.starts <= c.starts AND c.ends <= b.ends)",
    ),
    (
        "time of a block that anybody could be booked into",
        "SELECT count(*) FROM block b WHERE NOT EXISTS (
             SELECT 1 FROM claim c WHERE c.tenant_id = b.tenant_id AND c.resource_id = b.resource_id AND c.lane = 0
                 AND c.active AND c.guard_start <= b.starts AND c.guard_end > b.starts)
         OR EXISTS (
             SELECT 1 FROM claim c WHERE c.tenant_id = b.tenant_id AND c.resource_id = b.resource_id AND c.lane = 0
                 AND c.active AND c.guard_end > b.starts AND c.guard_end < b.ends AND NOT EXISTS (
                     SELECT 1 FROM claim d WHERE d.tenant_id = b.tenant_id AND d.resource_id = b.resource_id
                         AND d.lane = 0 AND d.active AND d.guard_start <= c.guard_end AND d.guard_end > c.guard_end))",
    ),
    (
        "holds confirmed without exactly one appointment",
        "SELECT count(*) FROM hold h LEFT JOIN (
             SELECT tenant_id, hold_id, count(*) AS n FROM appointment GROUP BY 1, 2
         ) a ON a.tenant_id = h.tenant_id AND a.hold_id = h.id
         WHERE coalesce(a.n, 0) <> CASE WHEN h.state = 'confirmed' THEN 1 ELSE 0 END",
    ),
    (
        "appointments without the hold they came from",
        "SELECT count(*) FROM appointment a WHERE NOT EXISTS (
             SELECT 1 FROM hold h WHERE h.tenant_id = a.tenant_id AND h.id = a.hold_id)",
    ),
    (
        "appointments whose entries aren't one for each revision",
        "SELECT count(*) FROM appointment a LEFT JOIN (
             SELECT tenant_id, entity, count(*) AS n FROM audit GROUP BY 1, 2
         ) e ON e.tenant_id = a.tenant_id AND e.entity = 'appointment:' || {id:a}
         WHERE coalesce(e.n, 0) <> a.revision",
    ),
    (
        "holds whose entries aren't one for their beginning and one for an end of their own",
        "SELECT count(*) FROM hold h LEFT JOIN (
             SELECT tenant_id, entity, count(*) AS n FROM audit WHERE action <> 'hold.extended' GROUP BY 1, 2
         ) e ON e.tenant_id = h.tenant_id AND e.entity = 'hold:' || {id:h}
         WHERE coalesce(e.n, 0) <> CASE WHEN h.state IN ('released', 'expired') THEN 2 ELSE 1 END",
    ),
    (
        "entries about an appointment or hold that isn't there",
        "SELECT count(*) FROM audit e
         LEFT JOIN (SELECT tenant_id, 'appointment:' || {id:a} AS entity FROM appointment a
                    UNION ALL SELECT tenant_id, 'hold:' || {id:h} FROM hold h) known
             ON known.tenant_id = e.tenant_id AND known.entity = e.entity
         WHERE known.entity IS NULL AND (e.entity LIKE 'appointment:%' OR e.entity LIKE 'hold:%')",
    ),
    (
        "appointments whose revisions weren't each to be written to the calendar",
        "SELECT count(*) FROM appointment a LEFT JOIN (
             SELECT tenant_id, substr(dedupe, 1, 36) AS about, count(*) AS n FROM job
             WHERE kind = 'calendar.write' GROUP BY 1, 2
         ) j ON j.tenant_id = a.tenant_id AND j.about = {id:a}
         WHERE coalesce(j.n, 0) <> a.revision",
    ),
    (
        "appointments whose revisions weren't each to be told to the patient, but for what is only noted at the desk",
        "SELECT count(*) FROM appointment a LEFT JOIN (
             SELECT tenant_id, entity, count(*) AS n FROM audit WHERE action = 'appointment.status_changed' GROUP BY 1, 2
         ) e ON e.tenant_id = a.tenant_id AND e.entity = 'appointment:' || {id:a} LEFT JOIN (
             SELECT tenant_id, substr(dedupe, 1, 36) AS about, count(*) AS n FROM job
             WHERE kind LIKE 'notify.%' GROUP BY 1, 2
         ) j ON j.tenant_id = a.tenant_id AND j.about = {id:a}
         WHERE coalesce(j.n, 0) + coalesce(e.n, 0) <> a.revision",
    ),
    (
        "answers that were promised to a key and never kept",
        "SELECT count(*) FROM idempotency WHERE response IS NULL",
    ),
];

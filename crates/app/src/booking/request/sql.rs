//! The statements of what awaits the staff.

use crate::db::statements;

/// A request with the key that opens it.
macro_rules! request {
    () => {
        "r.id, r.kind, r.state, r.call_id, r.patient_id, r.appointment_id, r.service_id, r.resource_id,
             r.created_at, r.settled_at, r.details, r.subject_id, k.wrapped, r.reason, r.due_at, r.assigned_to, r.remarks
         FROM request r LEFT JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = r.subject_id"
    };
}

statements! {
    /// Something left for the staff.
    LEAVE = "INSERT INTO request (tenant_id, id, kind, state, call_id, subject_id, patient_id, appointment_id,
                 group_id, service_id, resource_id, details, digest, created_at, reason, due_at)
             VALUES ($1, $2, $3, 'open', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    /// A request of a call of this kind about this appointment: a call leaves each once.
    LEFT = {
        sqlite: "SELECT id FROM request WHERE tenant_id = $1 AND call_id = $2 AND kind = $3 AND state = 'open'
                 AND appointment_id IS $4 AND digest = $5",
        postgres: "SELECT id FROM request WHERE tenant_id = $1 AND call_id = $2 AND kind = $3 AND state = 'open'
                   AND appointment_id IS NOT DISTINCT FROM $4 AND digest = $5",
    };
    /// The open request of who is locked out, in whichever call it was left.
    LEFT_IN_ANY_CALL = "SELECT id FROM request WHERE tenant_id = $1 AND state = 'open' AND digest = $2
                        ORDER BY created_at, id LIMIT 1";
    /// The open request of a kind about an appointment, in whichever call it was left.
    LEFT_ABOUT = "SELECT id FROM request WHERE tenant_id = $1 AND state = 'open' AND kind = $2 AND appointment_id = $3
                  ORDER BY created_at, id LIMIT 1";
    /// An open request that nobody else adds to until this is committed.
    MAY_ADD = {
        sqlite: "SELECT id FROM request WHERE tenant_id = $1 AND id = $2 AND state = 'open'",
        postgres: "SELECT id FROM request WHERE tenant_id = $1 AND id = $2 AND state = 'open' FOR UPDATE",
    };
    /// Something is added to an open request.
    ADD = "UPDATE request SET details = $3, digest = $4 WHERE tenant_id = $1 AND id = $2 AND state = 'open'";
    /// A request.
    REQUEST = { concat!("SELECT ", request!(), " WHERE r.tenant_id = $1 AND r.id = $2") };
    /// What a patient left, the latest first.
    REQUESTS_OF_PATIENT = { concat!(
        "SELECT ", request!(), " WHERE r.tenant_id = $1 AND r.patient_id = $2
             ORDER BY r.created_at DESC, r.id DESC LIMIT $3"
    ) };
    /// What was left in a call.
    REQUESTS_OF_CALL = { concat!(
        "SELECT ", request!(), " WHERE r.tenant_id = $1 AND r.call_id = $2 ORDER BY r.created_at, r.id LIMIT 100"
    ) };
    /// What was left in some calls.
    REQUESTS_OF_CALLS = {
        sqlite: concat!(
            "SELECT ", request!(), " WHERE r.tenant_id = $1 AND r.call_id IN (SELECT unhex(value) FROM json_each($2))
             ORDER BY r.created_at, r.id"
        ),
        postgres: concat!(
            "SELECT ", request!(), " WHERE r.tenant_id = $1 AND r.call_id = ANY ($2::text[]::uuid[])
             ORDER BY r.created_at, r.id"
        ),
    };
    /// A request that nobody else writes on until this is committed.
    REQUEST_LOCKED = {
        sqlite: "SELECT id FROM request WHERE tenant_id = $1 AND id = $2",
        postgres: "SELECT id FROM request WHERE tenant_id = $1 AND id = $2 FOR UPDATE",
    };
    /// Requests, the oldest first, page by page: in a state, of a kind, taken on by somebody, of all agendas or of one
    /// and nobody's.
    REQUESTS = {
        sqlite: concat!(
            "SELECT ", request!(), " WHERE r.tenant_id = $1 AND ($2 IS NULL OR r.state = $2)
                 AND (r.created_at, r.id) > ($3, $4) AND ($6 IS NULL OR r.kind = $6)
                 AND ($7 IS NULL OR r.assigned_to = $7)
                 AND ($8 OR r.resource_id IS NULL OR r.resource_id = $9)
             ORDER BY r.created_at, r.id LIMIT $5"
        ),
        postgres: concat!(
            "SELECT ", request!(), " WHERE r.tenant_id = $1 AND ($2::text IS NULL OR r.state = $2)
                 AND (r.created_at, r.id) > ($3, $4::uuid) AND ($6::text IS NULL OR r.kind = $6)
                 AND ($7::uuid IS NULL OR r.assigned_to = $7)
                 AND ($8::boolean OR r.resource_id IS NULL OR r.resource_id = $9::text)
             ORDER BY r.created_at, r.id LIMIT $5"
        ),
    };
    /// Requests as the staff goes through them: the open ones first, the most urgent at the top; then the settled ones,
    /// the latest first.
    INBOX = {
        sqlite: concat!(
            "SELECT ", request!(), " WHERE r.tenant_id = $1 AND ($2 IS NULL OR r.state = $2)
                 AND ($4 IS NULL OR r.kind = $4) AND ($5 IS NULL OR r.assigned_to = $5)
                 AND ($6 OR r.resource_id IS NULL OR r.resource_id = $7)
             ORDER BY r.state <> 'open', CASE WHEN r.state = 'open' THEN coalesce(r.due_at, r.created_at) END,
                 r.settled_at DESC, r.id LIMIT $3"
        ),
        postgres: concat!(
            "SELECT ", request!(), " WHERE r.tenant_id = $1 AND ($2::text IS NULL OR r.state = $2)
                 AND ($4::text IS NULL OR r.kind = $4) AND ($5::uuid IS NULL OR r.assigned_to = $5)
                 AND ($6::boolean OR r.resource_id IS NULL OR r.resource_id = $7::text)
             ORDER BY r.state <> 'open', CASE WHEN r.state = 'open' THEN coalesce(r.due_at, r.created_at) END,
                 r.settled_at DESC, r.id LIMIT $3"
        ),
    };
    /// How many requests are open, and how many of them are overdue, by kind.
    OPEN_REQUESTS = {
        sqlite: "SELECT kind, count(*), count(*) FILTER (WHERE due_at < $4) FROM request
                 WHERE tenant_id = $1 AND state = 'open' AND ($2 OR resource_id IS NULL OR resource_id = $3)
                 GROUP BY kind ORDER BY kind",
        postgres: "SELECT kind, count(*), count(*) FILTER (WHERE due_at < $4) FROM request
                   WHERE tenant_id = $1 AND state = 'open'
                     AND ($2::boolean OR resource_id IS NULL OR resource_id = $3::text)
                   GROUP BY kind ORDER BY kind",
    };
    /// Somebody takes an open request on, or gives it back; no row when somebody else was quicker.
    ASSIGN = {
        sqlite: "UPDATE request SET assigned_to = $3
                 WHERE tenant_id = $1 AND id = $2 AND state = 'open' AND assigned_to IS $4",
        postgres: "UPDATE request SET assigned_to = $3
                   WHERE tenant_id = $1 AND id = $2 AND state = 'open' AND assigned_to IS NOT DISTINCT FROM $4::uuid",
    };
    /// What the staff wrote on a request.
    REMARK = "UPDATE request SET remarks = $3 WHERE tenant_id = $1 AND id = $2";
    /// What was settled awaits the staff again; no row when it isn't settled so any more.
    REOPEN = "UPDATE request SET state = 'open', settled_at = NULL, settled_by = NULL
              WHERE tenant_id = $1 AND id = $2 AND state = $3";
    /// The staff settles a request; no row when it is settled already.
    SETTLE = "UPDATE request SET state = $3, settled_at = $4, settled_by = $5
              WHERE tenant_id = $1 AND id = $2 AND state = 'open'";
}

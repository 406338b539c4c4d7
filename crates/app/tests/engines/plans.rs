//! How the engines run what they are asked: no statement walks all rows of a practice.

use testkit::Clinic;

/// Without a walk these can't be, or needn't.
const MAY_WALK: &[&str] = &[
    // One row for each calendar outside.
    "calendars::sql::ALL_STATES",
    // One row a practice.
    "booking::sql::LOCK",
    "patients::sql::ONE_AT_A_TIME",
    "sealing::sql::TENANT_KEY",
    "tenants::sql::CURRENT",
    "tenants::sql::POINT",
    "tenants::sql::VERSION",
    "users::sql::ONE_AT_A_TIME",
    "documents::sql::ONE_AT_A_TIME",
    "webhooks::sql::ONE_AT_A_TIME",
    "db::directory::TENANTS",
    "tenants::sql::STANDING",
    "tenants::sql::STAND",
    "tenants::sql::UNNAME",
    "usage::sql::STAND",
    "usage::sql::LOCK",
    // One row a practice that is no more.
    "db::directory::HALF_REMOVED",
    "tenants::sql::REMOVED_SOME",
    "tenants::sql::REMOVAL",
    // When the operator allows more, which is seldom.
    "jobs::sql::WAKE",
    // The few whose code it is.
    "patients::sql::OWNER",
    // The first rows of a key in its order.
    "patients::sql::NEWEST",
    "calls::sql::LATEST",
    // An index of the few that there are.
    "patients::sql::TO_INDEX",
    "audit::sql::HEAD",
    "audit::sql::LAST_CHECKPOINT",
    "audit::sql::REACH",
    "audit::sql::PLACE",
    "webhooks::sql::ADD",
    "webhooks::sql::BEHIND",
    // A practice has ten at most, and most have none.
    "db::directory::LISTENING",
    "webhooks::sql::COUNT",
    "webhooks::sql::LIST",
    // All of them are wanted: a practice has a hundred documents at most.
    "documents::sql::IDS",
    "documents::sql::LIST",
    "documents::sql::PASSAGES",
    "documents::sql::REMOVE",
    "documents::sql::WHOLE",
    "audit::sql::COUNT",
    "keys::sql::LIST",
    "auth::sql::LAST_SEEN",
    "auth::sql::SPOIL_ALL",
    "users::sql::COUNT",
    "users::sql::OTHER_MANAGERS",
    "users::sql::LIST",
    "patients::sql::COUNT",
    "booking::request::sql::REQUESTS",
    "booking::request::sql::INBOX",
    "messages::sql::FORGET",
    "messages::sql::FORGET_LINKS",
    // Once an hour, hundreds at a time: PostgreSQL reads the table beside the list of what goes.
    "booking::sql::FORGET_HOLDS",
    "calls::sql::FORGET_KEYS",
    "calls::sql::FORGET_TURNS",
    "once::sql::FORGET",
    "patients::sql::FORGET_CODES",
    "patients::sql::FORGET_TRIES",
    "patients::sql::FORGET_WISHES",
    "usage::sql::FORGET",
    "webhooks::sql::FORGET",
];

/// On SQLite a wrong guess of the planner walks all rows of a practice; it is told how many there may be.
#[tokio::test(flavor = "multi_thread")]
async fn no_statement_walks_a_practice_on_sqlite() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    nobody_walks(&clinic, |plan| plan.iter().any(|line| sqlite_walks(line))).await;
}

/// On PostgreSQL the planner counts rows, and row-level security keeps it from some indexes: the statements are planned
/// as the service, over a practice that has been there for a while.
#[tokio::test(flavor = "multi_thread")]
async fn no_statement_walks_a_practice_on_postgres() {
    if !testkit::postgres_wanted() {
        return;
    }
    let clinic = Clinic::open(testkit::postgres().await).await;
    clinic.run(YEARS).await.unwrap();
    nobody_walks(&clinic, postgres_walks).await;
}

/// A search reads thousands of stretches: on SQLite each would cost another look into the table.
#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_answered_from_the_indexes_on_sqlite() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    let taken = app::statements().find(|statement| statement.name == "app::booking::sql::BUSY").unwrap();
    let plan = clinic.db.explain(taken).await.unwrap();
    let reads = |index: &str| plan.iter().filter(|line| line.contains(index)).count();
    let covered = |index: &str| reads(&format!("USING COVERING INDEX {index} "));
    assert_eq!((covered("claim_live"), covered("busy_event_time")), (2, 2), "{plan:#?}");
    assert_eq!((reads(" c "), reads(" b ")), (1, 2), "{plan:#?}");
}

/// S75: each way of looking through the trail is answered from the index that is made for it, newest first, unsorted.
#[tokio::test(flavor = "multi_thread")]
async fn each_look_through_the_trail_uses_its_index_on_sqlite() {
    let clinic = Clinic::open(testkit::sqlite().await).await;
    for (look, index) in LOOKS {
        let plan = looked(&clinic, look).await;
        assert!(plan.contains(&format!("USING INDEX {index} (tenant_id=? AND ")), "{look}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{look}: {plan}");
    }
}

/// The same on PostgreSQL, over a practice that has been there for a while.
#[tokio::test(flavor = "multi_thread")]
async fn each_look_through_the_trail_uses_its_index_on_postgres() {
    if !testkit::postgres_wanted() {
        return;
    }
    let clinic = Clinic::open(testkit::postgres().await).await;
    clinic.run(YEARS).await.unwrap();
    for (look, index) in LOOKS {
        let plan = looked(&clinic, look).await;
        assert!(plan.contains(&format!("Index Scan Backward using {index} on audit")), "{look}: {plan}");
        assert!(!plan.contains("Sort"), "{look}: {plan}");
    }
}

/// The looks through the trail, and their indexes.
const LOOKS: [(&str, &str); 6] = [
    ("OF_ALL", "audit_at"),
    ("OF_ENTITY", "audit_entity"),
    ("BY_ACTOR", "audit_actor"),
    ("OF_ACTION", "audit_action"),
    ("OF_ENTITIES", "audit_entity_kind"),
    ("BY_ACTORS", "audit_actor_kind"),
];

async fn looked(clinic: &Clinic, look: &str) -> String {
    let name = format!("app::audit::sql::{look}");
    let statement = app::statements().find(|statement| statement.name == name).unwrap();
    clinic.db.explain(statement).await.unwrap().join("\n")
}

async fn nobody_walks(clinic: &Clinic, walks: impl Fn(&[String]) -> bool) {
    let mut found = Vec::new();
    for statement in app::statements() {
        let plan = clinic.db.explain(statement).await.unwrap();
        let name = statement.name.strip_prefix("app::").unwrap();
        if walks(&plan) && !MAY_WALK.contains(&name) {
            found.push(format!("{name}\n{}", plan.join("\n")));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

fn sqlite_walks(line: &str) -> bool {
    // A list that was given, a row of constants, what was read before.
    let short = ["VIRTUAL TABLE", "CONSTANT", "one_row", "own"];
    // All appointments of a practitioner, or in a status, are thousands.
    let coarse = [
        "appointment_resource (tenant_id=? AND resource_id=?)",
        "appointment_status (tenant_id=? AND status=?)",
    ];
    line.ends_with("(tenant_id=?)")
        || coarse.iter().any(|coarse| line.ends_with(coarse))
        || line.starts_with("SCAN") && !short.iter().any(|short| line.contains(short))
}

/// Whether a plan reads a table otherwise than by an index whose condition says more than whose rows, and with whom.
fn postgres_walks(plan: &[String]) -> bool {
    let scans = plan.iter().enumerate().filter(|(_, line)| line.contains(" Scan ") && line.contains(" on "));
    let by_index = |at: usize| {
        let condition = plan.get(at + 1).and_then(|line| line.trim().strip_prefix("Index Cond: "));
        condition.is_some_and(|condition| {
            let columns =
                condition.split(" AND ").map(|term| term.trim_start_matches('(').split(' ').next().unwrap());
            columns.into_iter().any(|column| !["tenant_id", "resource_id", "lane"].contains(&column))
        })
    };
    // What was read before, a list that was given, what an index found, and the calendars that aren't known: hardly any.
    let short = ["CTE Scan", "Subquery Scan", "Function Scan", "Bitmap Heap Scan", "calendar_unknown"];
    scans.into_iter().any(|(at, line)| !short.iter().any(|short| line.contains(short)) && !by_index(at))
}

/// A practice with thousands of everything.
const YEARS: &str = "
    INSERT INTO patient (tenant_id, id, name, name_mac, sound_mac, phone_mac, code_mac, created_at)
    SELECT tenant_id, gen_random_uuid(), '', sha256(n::text::bytea), sha256(n::text::bytea), sha256(n::text::bytea),
           sha256(n::text::bytea), now()
    FROM tenant, generate_series(1, 4000) n;
    INSERT INTO sealing_key (tenant_id, subject_id, wrapped)
    SELECT tenant_id, id, '' FROM patient ON CONFLICT DO NOTHING;
    UPDATE patient SET indexed = TRUE;
    INSERT INTO patient_word (tenant_id, mac, patient_id)
    SELECT tenant_id, hashtextextended(id::text, n), id FROM patient, generate_series(1, 10) n;
    INSERT INTO claim (tenant_id, id, group_id, resource_id, lane, kind, starts, ends, guard_start, guard_end, active)
    SELECT tenant_id, gen_random_uuid(), gen_random_uuid(), id, 0, 'appointment', at, at + interval '20 min', at,
           at + interval '20 min', TRUE
    FROM resource, generate_series(now(), now() + interval '1000 hours', interval '20 min') at;
    INSERT INTO hold (tenant_id, id, call_id, service_id, resource_id, starts, ends, guard_start, guard_end, state,
                      expires_at, deadline)
    SELECT tenant_id, group_id, gen_random_uuid(), 'consultation', resource_id, starts, ends, guard_start, guard_end,
           'confirmed', starts, starts
    FROM claim;
    INSERT INTO appointment (tenant_id, id, group_id, hold_id, call_id, patient_id, service_id, resource_id, starts, ends,
                             status, revision, reference, reference_mac, created_at, changed_at)
    SELECT h.tenant_id, gen_random_uuid(), h.id, h.id, h.call_id, p.id, h.service_id, h.resource_id, h.starts, h.ends,
           'booked', 1, '', sha256(h.id::text::bytea), now(), now()
    FROM (SELECT *, row_number() OVER () % 4000 AS n FROM hold) h
    JOIN (SELECT *, row_number() OVER () - 1 AS n FROM patient) p USING (tenant_id, n);
    INSERT INTO request (tenant_id, id, kind, state, call_id, subject_id, patient_id, appointment_id, details, digest,
                         created_at)
    SELECT tenant_id, gen_random_uuid(), 'wish', 'done', call_id, id, patient_id, id, '', '', created_at FROM appointment;
    INSERT INTO idempotency (tenant_id, key, request_hash, created_at)
    SELECT tenant_id, id::text, '', created_at FROM appointment;
    INSERT INTO calendar (tenant_id, id, resource_id, state) SELECT tenant_id, id, id, 'known' FROM resource;
    INSERT INTO busy_event (tenant_id, calendar_id, external_id, resource_id, starts, ends)
    SELECT tenant_id, resource_id, id::text, resource_id, starts, ends FROM claim;
    INSERT INTO block (tenant_id, id, resource_id, starts, ends, created_at)
    SELECT tenant_id, id, resource_id, starts, ends, starts FROM claim;
    INSERT INTO job (tenant_id, id, kind, dedupe, payload, attempts, next_at, done_at, created_at)
    SELECT tenant_id, id, 'calendar.write', id::text, '{}', 1, now(), now(), now() FROM appointment;
    INSERT INTO job (tenant_id, id, kind, dedupe, payload, attempts, next_at, created_at)
    SELECT tenant_id, gen_random_uuid(), 'calendar.write', 'w' || id, '{}', 0, now(), now() FROM patient;
    INSERT INTO message (tenant_id, id, kind, channel, subject_id, patient_id, appointment_id, revision, resource_id, lang,
                         state, attempts, resends, created_at, changed_at, expires_at)
    SELECT tenant_id, id, 'confirmation', 'email', patient_id, patient_id, id, 1, resource_id, 'fr', 'sent', 1, 0, starts,
           starts, starts
    FROM appointment;
    INSERT INTO message_link (tenant_id, id, digest, appointment_id, revision, lang, expires_at)
    SELECT tenant_id, id, reference_mac, id, 1, 'fr', starts FROM appointment;
    INSERT INTO message_preference (tenant_id, patient_id, wanted) SELECT tenant_id, id, 'sms' FROM patient;
    INSERT INTO audit (tenant_id, id, at, action, entity, actor, entry, digest)
    SELECT tenant_id, id, created_at, 'action' || n % 40, 'kind' || n % 9 || ':' || id, 'user:' || n % 20, '{}', ''
    FROM (SELECT *, row_number() OVER () AS n FROM appointment) a;
    INSERT INTO audit_link (tenant_id, seq, audit_id, link)
    SELECT tenant_id, 1000000 + row_number() OVER (), id, '' FROM appointment;
    INSERT INTO webhook (tenant_id, id, url, secret, events, state, told_up_to, tries, next_at, created_at)
    SELECT tenant_id, id, '', '', '[]', 'on', 0, 0, now(), now() FROM patient;
    INSERT INTO webhook_delivery (tenant_id, webhook_id, audit_id, event, state, tries, at)
    SELECT p.tenant_id, p.id, a.id, '', 'delivered', 1, now()
    FROM (SELECT * FROM patient LIMIT 4) p, (SELECT * FROM audit LIMIT 2000) a;
    INSERT INTO code_try (tenant_id, id, call_id, name_mac, sound_mac, phone_mac, at, right_one)
    SELECT tenant_id, id, id, name_mac, sound_mac, phone_mac, now(), FALSE FROM patient;
    INSERT INTO code_wish (tenant_id, id, call_id, name_mac, sound_mac, phone_mac, at)
    SELECT tenant_id, id, id, name_mac, sound_mac, phone_mac, now() FROM patient;
    INSERT INTO one_time_code (tenant_id, id, patient_id, call_id, code, code_mac, expires_at)
    SELECT tenant_id, gen_random_uuid(), id, id, '', name_mac, now() FROM patient;
    INSERT INTO ticket (tenant_id, id, digest, channel, expires_at)
    SELECT tenant_id, id, name_mac, 'talk', now() FROM patient;
    INSERT INTO call (tenant_id, id, channel, lang, started_at) SELECT tenant_id, id, 'talk', 'fr', now() FROM patient;
    INSERT INTO call_turn (tenant_id, call_id, seq, side, at, text)
    SELECT tenant_id, id, n, 'caller', now(), '' FROM call, generate_series(1, 5) n;
    INSERT INTO api_key (tenant_id, id, name, digest, permissions, created_at)
    SELECT tenant_id, id, '', name_mac, '[]', now() FROM patient;
    INSERT INTO users (tenant_id, id, email, name, email_mac, sign_in_mac, role, lang, totp_step, state, created_at)
    SELECT tenant_id, id, '', '', name_mac, name_mac, 'owner', 'fr', 0, 'active', created_at FROM patient;
    INSERT INTO user_permission (tenant_id, id, user_id, permission, granted_by, granted_at)
    SELECT tenant_id, gen_random_uuid(), id, permission, '', created_at
    FROM patient, (VALUES ('calendar.read'), ('calendar.write'), ('calendar.manage')) rights (permission);
    INSERT INTO session (tenant_id, id, user_id, digest, device, created_at, seen_at, proved_at, expires_at)
    SELECT tenant_id, gen_random_uuid(), id, name_mac, '', now(), now(), now(), now() FROM patient;
    INSERT INTO one_time_link (tenant_id, id, user_id, digest, made_by, expires_at)
    SELECT tenant_id, gen_random_uuid(), id, name_mac, '', now() FROM patient;
    INSERT INTO practice (tenant_id, version, document, applied_at, applied_by)
    SELECT tenant_id, 1000 + n, '{}', now(), '' FROM tenant, generate_series(1, 500) n;
    ANALYZE";

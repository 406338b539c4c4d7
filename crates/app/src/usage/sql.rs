//! The statements of what is used.

use crate::db::statements;

statements! {
    /// So many more, in one part of a day's count.
    COUNT = "INSERT INTO usage (tenant_id, day, counted, part, count) VALUES ($1, $2, $3, $4, 1)
             ON CONFLICT (tenant_id, day, counted, part) DO UPDATE SET count = usage.count + 1";
    /// Whether the practice is open, and how much it may use.
    STAND = "SELECT t.standing, q.calls_at_once, q.calls_a_month, q.bookings_a_day, q.messages_a_month,
                 q.requests_a_minute
             FROM tenant t LEFT JOIN quota q ON q.tenant_id = $1 WHERE t.tenant_id = $1";
    /// Lets nobody else count against the practice's limits until this transaction ends.
    LOCK = { sqlite: "SELECT 1 FROM quota WHERE tenant_id = $1",
             postgres: "SELECT 1 FROM quota WHERE tenant_id = $1 FOR UPDATE" };
    /// How many there were of something since a day.
    SUM = "SELECT CAST(coalesce(sum(count), 0) AS bigint) FROM usage
           WHERE tenant_id = $1 AND day >= $2 AND counted = $3";
    /// May be used from now on.
    ALLOW = "INSERT INTO quota (tenant_id, calls_at_once, calls_a_month, bookings_a_day, messages_a_month,
                 requests_a_minute) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant_id) DO UPDATE SET calls_at_once = excluded.calls_at_once,
                 calls_a_month = excluded.calls_a_month, bookings_a_day = excluded.bookings_a_day,
                 messages_a_month = excluded.messages_a_month, requests_a_minute = excluded.requests_a_minute";
    /// What was used since a day, the latest first.
    SINCE = "SELECT day, counted, CAST(sum(count) AS bigint) FROM usage WHERE tenant_id = $1 AND day >= $2
             GROUP BY day, counted ORDER BY day DESC, counted";
    /// Forgets days before one.
    FORGET = "DELETE FROM usage WHERE tenant_id = $1 AND (day, counted, part) IN
                  (SELECT day, counted, part FROM usage WHERE tenant_id = $1 AND day < $2 LIMIT $3)";
}

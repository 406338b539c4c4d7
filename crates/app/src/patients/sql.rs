//! The statements of patients.

use crate::db::statements;

/// Patients among some, as they are listed: sealed, with what opens them and their next appointment. `$2` is the
/// instant, `$3` whose agenda limits what may be seen (of all when empty), `$4` how many at most.
macro_rules! found {
    ($among:literal) => {
        concat!(
            "SELECT p.id, p.name, p.phone, p.birth_date, k.wrapped,
                 (SELECT min(a.starts) FROM appointment a WHERE a.tenant_id = $1 AND a.patient_id = p.id
                      AND a.starts >= $2 AND a.status IN ('requested', 'booked'))
             FROM ", $among, " one_row
             CROSS JOIN patient p CROSS JOIN sealing_key k
             WHERE p.tenant_id = $1 AND p.id = one_row.id AND k.tenant_id = $1 AND k.subject_id = p.id
               AND p.erased_at IS NULL AND p.merged_into IS NULL
               AND ($3 = '' OR EXISTS (SELECT 1 FROM appointment a WHERE a.tenant_id = $1 AND a.patient_id = p.id
                                           AND a.resource_id = $3))
             LIMIT $4"
        )
    };
}

statements! {
    /// A new patient.
    ADD = "INSERT INTO patient (tenant_id, id, slug, name, phone, email, birth_date, code,
               name_mac, sound_mac, phone_mac, code_mac, created_at, indexed)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, TRUE)";
    /// A patient of the practice's file, by the file's name for them.
    BY_SLUG = "SELECT id, merged_into FROM patient WHERE tenant_id = $1 AND slug = $2";
    /// A patient as the practice's file now has them.
    CHANGE = "UPDATE patient SET name = $3, phone = $4, birth_date = $5, code = $6,
                  name_mac = $7, sound_mac = $8, phone_mac = $9, code_mac = $10
              WHERE tenant_id = $1 AND id = $2";
    /// The patient of this number and name, or of the same words of it with the surname in the other place; of several, who
    /// is called just so, and of those the one longest on file.
    STATED = "SELECT id FROM patient
              WHERE tenant_id = $1 AND phone_mac = $2 AND name_mac IN ($3, $4, $5, $6, $7) AND erased_at IS NULL
              ORDER BY CASE WHEN name_mac = $3 THEN 0 ELSE 1 END, created_at, id LIMIT 1";
    /// Everybody with this number.
    BY_PHONE = "SELECT id FROM patient WHERE tenant_id = $1 AND phone_mac = $2 AND erased_at IS NULL
                ORDER BY created_at, id LIMIT 20";
    /// How many are on file.
    COUNT = "SELECT count(*) FROM patient WHERE tenant_id = $1 AND erased_at IS NULL AND merged_into IS NULL";
    /// The sealed fields of a patient, and the file that theirs went into.
    DETAILS = "SELECT name, phone, email, birth_date, code, merged_into, created_at FROM patient
               WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL";
    /// The sealed names and numbers of some patients, with their keys: on their files, or on those that theirs went into.
    NAMES = {
        sqlite: "SELECT f.id, p.id, p.name, p.phone, k.wrapped FROM json_each($2) r
                 CROSS JOIN patient f ON f.tenant_id = $1 AND f.id = unhex(r.value)
                 CROSS JOIN patient p ON p.tenant_id = $1 AND p.id = coalesce(f.merged_into, f.id)
                     AND p.erased_at IS NULL
                 JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = p.id",
        // Not `coalesce`: behind row-level security PostgreSQL trusts that to no index.
        postgres: "SELECT f.id, p.id, p.name, p.phone, k.wrapped FROM patient f
                   JOIN patient p ON p.tenant_id = $1
                       AND p.id = CASE WHEN f.merged_into IS NULL THEN f.id ELSE f.merged_into END
                   JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = p.id
                   WHERE f.tenant_id = $1 AND f.id = ANY ($2::text[]::uuid[]) AND p.erased_at IS NULL",
    };
    /// Forgets what a patient is found by, and the sealed fields.
    FORGET = "UPDATE patient SET erased_at = $3, name = $4, phone = NULL, email = NULL, birth_date = NULL,
                  code = NULL, name_mac = $4, sound_mac = $4, phone_mac = NULL, code_mac = NULL
              WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL";
    /// A file that nobody else writes on until this is committed.
    LOCKED = {
        sqlite: "SELECT id FROM patient WHERE tenant_id = $1 AND id = $2",
        postgres: "SELECT id FROM patient WHERE tenant_id = $1 AND id = $2 FOR UPDATE",
    };
    /// A file that stands, and that nobody merges or erases until this is committed.
    STANDS = {
        sqlite: "SELECT id FROM patient WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL AND merged_into IS NULL",
        postgres: "SELECT id FROM patient WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL
                   AND merged_into IS NULL FOR SHARE",
    };
    /// The file as the staff now has it.
    REWRITE = "UPDATE patient SET name = $3, phone = $4, email = $5, birth_date = $6,
                   name_mac = $7, sound_mac = $8, phone_mac = $9, indexed = TRUE
               WHERE tenant_id = $1 AND id = $2";
    /// Another code.
    SET_CODE = "UPDATE patient SET code = $3, code_mac = $4 WHERE tenant_id = $1 AND id = $2";
    /// Whether a patient has, or had, an appointment with a practitioner.
    HAS_BEEN_WITH = "SELECT 1 FROM appointment WHERE tenant_id = $1 AND patient_id = $2 AND resource_id = $3 LIMIT 1";
    /// Those of some patients who are on file, or whose file went into one that is; of a practitioner who is named, those
    /// who have been with them.
    SEEN = {
        sqlite: "SELECT f.id FROM json_each($2) r
                 CROSS JOIN patient f ON f.tenant_id = $1 AND f.id = unhex(r.value)
                 CROSS JOIN patient p ON p.tenant_id = $1 AND p.id = coalesce(f.merged_into, f.id)
                     AND p.erased_at IS NULL
                 WHERE $3 = '' OR EXISTS (SELECT 1 FROM appointment a
                     WHERE a.tenant_id = $1 AND a.patient_id = p.id AND a.resource_id = $3)",
        postgres: "SELECT f.id FROM patient f
                   JOIN patient p ON p.tenant_id = $1
                       AND p.id = CASE WHEN f.merged_into IS NULL THEN f.id ELSE f.merged_into END
                   WHERE f.tenant_id = $1 AND f.id = ANY ($2::text[]::uuid[]) AND p.erased_at IS NULL
                     AND ($3 = '' OR EXISTS (SELECT 1 FROM appointment a
                         WHERE a.tenant_id = $1 AND a.patient_id = p.id AND a.resource_id = $3))",
    };

    /// What a patient is found by, all at once.
    FIND_BY = {
        sqlite: "INSERT INTO patient_word (tenant_id, mac, patient_id)
                 SELECT $1, CAST(value AS integer), $2 FROM json_each($3)",
        postgres: "INSERT INTO patient_word (tenant_id, mac, patient_id)
                   SELECT $1, value::bigint, $2 FROM unnest($3::text[]) AS w (value)",
    };
    /// Forgets it.
    FORGET_WORDS = "DELETE FROM patient_word WHERE tenant_id = $1 AND patient_id = $2";
    /// Files whose words are still to be written.
    TO_INDEX = {
        sqlite: "SELECT p.id, p.name, k.wrapped FROM patient p INDEXED BY patient_to_index
                 JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = p.id
                 WHERE p.tenant_id = $1 AND NOT p.indexed AND p.erased_at IS NULL AND p.merged_into IS NULL
                 ORDER BY p.id LIMIT $2",
        postgres: "SELECT p.id, p.name, k.wrapped FROM patient p
                   JOIN sealing_key k ON k.tenant_id = $1 AND k.subject_id = p.id
                   WHERE p.tenant_id = $1 AND NOT p.indexed AND p.erased_at IS NULL AND p.merged_into IS NULL
                   ORDER BY p.id LIMIT $2",
    };
    /// They are written.
    INDEXED = "UPDATE patient SET indexed = TRUE WHERE tenant_id = $1 AND id = $2";

    /// Those whose names have up to three words that are spelt, begin or sound so.
    BY_WORDS = { found!(
        "(SELECT DISTINCT w.patient_id AS id FROM patient_word w
          WHERE w.tenant_id = $1 AND w.mac IN ($5, $6)
            AND EXISTS (SELECT 1 FROM patient_word v
                        WHERE v.tenant_id = $1 AND v.mac IN ($7, $8) AND v.patient_id = w.patient_id)
            AND EXISTS (SELECT 1 FROM patient_word v
                        WHERE v.tenant_id = $1 AND v.mac IN ($9, $10) AND v.patient_id = w.patient_id))"
    ) };
    /// Those whose names have a word that begins or sounds in one of some ways.
    BY_BEGINNINGS = { found!(
        "(SELECT DISTINCT w.patient_id AS id FROM patient_word w
          WHERE w.tenant_id = $1 AND w.mac IN ($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16))"
    ) };
    /// Those with this number.
    BY_NUMBER = { found!("(SELECT id FROM patient WHERE tenant_id = $1 AND phone_mac = $5)") };
    /// Whose code it is, or the reference of an appointment that is still to be.
    BY_DIGITS = { found!(
        "(SELECT id FROM patient WHERE tenant_id = $1 AND code_mac = $5
          UNION SELECT patient_id FROM appointment WHERE tenant_id = $1 AND reference_mac = $5
              AND status IN ('requested', 'booked', 'arrived'))"
    ) };
    /// Those who may be the same person: they have the number, or a name that sounds the same.
    DOUBLES = { found!(
        "(SELECT id FROM patient WHERE tenant_id = $1 AND id <> $5
              AND phone_mac = (SELECT phone_mac FROM patient WHERE tenant_id = $1 AND id = $5)
          UNION SELECT id FROM patient WHERE tenant_id = $1 AND id <> $5
              AND sound_mac = (SELECT sound_mac FROM patient WHERE tenant_id = $1 AND id = $5))"
    ) };
    /// Those who came on file last.
    NEWEST = { found!(
        "(SELECT id FROM patient WHERE tenant_id = $1 AND erased_at IS NULL AND merged_into IS NULL
          ORDER BY id DESC LIMIT 400)"
    ) };

    /// Two files are of one person: the first is kept, and nobody else changes either until this is done.
    BOTH = {
        sqlite: "SELECT id FROM patient WHERE tenant_id = $1 AND id IN ($2, $3) AND erased_at IS NULL
                 AND merged_into IS NULL ORDER BY id",
        postgres: "SELECT id FROM patient WHERE tenant_id = $1 AND id IN ($2, $3) AND erased_at IS NULL
                   AND merged_into IS NULL ORDER BY id FOR UPDATE",
    };
    /// A file went into another one, and is found by nothing any more.
    MERGED = "UPDATE patient SET merged_into = $3, name = $4, phone = NULL, email = NULL, birth_date = NULL, code = NULL,
                  name_mac = $4, sound_mac = $4, phone_mac = NULL, code_mac = NULL, indexed = TRUE
              WHERE tenant_id = $1 AND id = $2";
    /// So did the files that had gone into it before.
    MERGED_BEFORE = "UPDATE patient SET merged_into = $3 WHERE tenant_id = $1 AND merged_into = $2";
    /// The files that went into one.
    PARTS = "SELECT id FROM patient WHERE tenant_id = $1 AND merged_into = $2 ORDER BY id";

    /// Keeps everybody else of the practice from trying a code until the transaction ends, so that tries are counted
    /// one after the other. SQLite has one writer.
    ONE_AT_A_TIME = {
        sqlite: "SELECT 1 FROM tenant WHERE tenant_id = $1",
        postgres: "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text || ' codes', 0))::text",
    };
    /// How often a call has tried a wrong code.
    CALL_TRIES = "SELECT count(*) FROM code_try WHERE tenant_id = $1 AND call_id = $2 AND NOT right_one";
    /// Whose code this is, of those of this name or with this caller's number: the patient's own, the reference of a
    /// coming appointment, or one just sent; with what they are found by.
    OWNER = "SELECT p.id, c.one_time, p.name_mac, p.sound_mac, p.phone_mac
             FROM (SELECT id AS patient_id, CAST(NULL AS uuid) AS one_time FROM patient
                   WHERE tenant_id = $1 AND code_mac = $2
                   UNION ALL
                   SELECT patient_id, CAST(NULL AS uuid) FROM appointment
                   WHERE tenant_id = $1 AND reference_mac = $2 AND status IN ('requested', 'booked', 'arrived')
                     AND ends > $4
                   UNION ALL
                   SELECT patient_id, id FROM one_time_code
                   WHERE tenant_id = $1 AND code_mac = $2 AND call_id = $3 AND used_at IS NULL AND expires_at > $4) c
             CROSS JOIN patient p
             WHERE p.tenant_id = $1 AND p.id = c.patient_id AND p.erased_at IS NULL AND (p.name_mac = $5 OR p.sound_mac = $6 OR p.phone_mac = $7)
             ORDER BY p.created_at, p.id LIMIT 1";
    /// How many wrong codes were tried since an instant for whoever is found by these.
    TRIES = "SELECT count(*) FROM code_try
             WHERE tenant_id = $1 AND at > $2 AND NOT right_one AND (name_mac = $3 OR sound_mac = $4 OR phone_mac = $5)";
    /// One try.
    TRY = "INSERT INTO code_try (tenant_id, id, call_id, name_mac, sound_mac, phone_mac, at, right_one)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// A one-time code is used up.
    USE = "UPDATE one_time_code SET used_at = $3 WHERE tenant_id = $1 AND id = $2";
    /// How many codes a call has asked for.
    CALL_WISHES = "SELECT count(*) FROM code_wish WHERE tenant_id = $1 AND call_id = $2";
    /// A code is asked for.
    WISH = "INSERT INTO code_wish (tenant_id, id, call_id, name_mac, sound_mac, phone_mac, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// A code that is asked for, for whoever sends it.
    WISHED = "SELECT call_id, name_mac, sound_mac, phone_mac, at FROM code_wish WHERE tenant_id = $1 AND id = $2";
    /// The patients who may be meant; more than one is nobody.
    MEANT = "SELECT id, name_mac, sound_mac, phone_mac FROM patient
             WHERE tenant_id = $1 AND erased_at IS NULL AND (name_mac = $2 OR sound_mac = $3 OR phone_mac = $4)
             ORDER BY created_at, id LIMIT 2";
    /// A code to be sent; sent again, it is the same one.
    SEND = "INSERT INTO one_time_code (tenant_id, id, patient_id, call_id, code, code_mac, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, id) DO NOTHING";
    /// A code that was made, for whoever sends it.
    SENT = "SELECT patient_id, code FROM one_time_code WHERE tenant_id = $1 AND id = $2";
    /// Forgets old tries, the oldest first.
    FORGET_TRIES = "DELETE FROM code_try WHERE tenant_id = $1 AND id IN
                    (SELECT id FROM code_try WHERE tenant_id = $1 AND id < $2 ORDER BY id LIMIT $3)";
    /// Forgets old codes that were asked for, the oldest first.
    FORGET_WISHES = "DELETE FROM code_wish WHERE tenant_id = $1 AND id IN
                     (SELECT id FROM code_wish WHERE tenant_id = $1 AND id < $2 ORDER BY id LIMIT $3)";
    /// Forgets old codes that were sent, the oldest first.
    FORGET_CODES = "DELETE FROM one_time_code WHERE tenant_id = $1 AND id IN
                    (SELECT id FROM one_time_code WHERE tenant_id = $1 AND id < $2 ORDER BY id LIMIT $3)";
    /// Forgets the tries that bear what a patient is found by.
    FORGET_THEIR_TRIES = "DELETE FROM code_try WHERE tenant_id = $1
        AND (name_mac = (SELECT name_mac FROM patient WHERE tenant_id = $1 AND id = $2)
          OR sound_mac = (SELECT sound_mac FROM patient WHERE tenant_id = $1 AND id = $2)
          OR phone_mac = (SELECT phone_mac FROM patient WHERE tenant_id = $1 AND id = $2))";
    /// Forgets the codes that were asked for with it.
    FORGET_THEIR_WISHES = "DELETE FROM code_wish WHERE tenant_id = $1
        AND (name_mac = (SELECT name_mac FROM patient WHERE tenant_id = $1 AND id = $2)
          OR sound_mac = (SELECT sound_mac FROM patient WHERE tenant_id = $1 AND id = $2)
          OR phone_mac = (SELECT phone_mac FROM patient WHERE tenant_id = $1 AND id = $2))";
    /// Forgets the codes that were sent to them.
    FORGET_THEIR_CODES = "DELETE FROM one_time_code WHERE tenant_id = $1 AND patient_id = $2";
}

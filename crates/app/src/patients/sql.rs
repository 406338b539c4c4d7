//! The statements of patients.

use crate::db::statements;

statements! {
    /// A new patient.
    ADD = "INSERT INTO patient (tenant_id, id, slug, name, phone, email, birth_date, code,
               exact_mac, name_mac, sound_mac, phone_mac, code_mac, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    /// A patient of the practice's file, by the file's name for them.
    BY_SLUG = "SELECT id FROM patient WHERE tenant_id = $1 AND slug = $2";
    /// A patient as the practice's file now has them.
    CHANGE = "UPDATE patient SET name = $3, phone = $4, birth_date = $5, code = $6,
                  exact_mac = $7, name_mac = $8, sound_mac = $9, phone_mac = $10, code_mac = $11
              WHERE tenant_id = $1 AND id = $2";
    /// The patient of this name and number; the one longest on file when there are two.
    STATED = "SELECT id FROM patient
              WHERE tenant_id = $1 AND phone_mac = $2 AND name_mac = $3 AND erased_at IS NULL
              ORDER BY created_at, id LIMIT 1";
    /// Everybody with this number.
    BY_PHONE = "SELECT id FROM patient WHERE tenant_id = $1 AND phone_mac = $2 AND erased_at IS NULL
                ORDER BY created_at, id LIMIT 20";
    /// The sealed fields of a patient.
    DETAILS = "SELECT name, phone, email, birth_date, code FROM patient
               WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL";
    /// Forgets what a patient is found by, and the sealed fields.
    FORGET = "UPDATE patient SET erased_at = $3, name = $4, phone = NULL, email = NULL, birth_date = NULL,
                  code = NULL, exact_mac = $4, name_mac = $4, sound_mac = $4, phone_mac = NULL, code_mac = NULL
              WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL";
    /// How often a call has tried a code.
    CALL_TRIES = "SELECT count(*) FROM code_attempt
                  WHERE tenant_id = $1 AND call_id = $2 AND patient_id IS NULL AND NOT right_one";
    /// For whom a code may be meant: those of this name, or with this caller's number; with how often a wrong one
    /// was tried for them since an instant.
    MEANT = "SELECT p.id, (SELECT count(*) FROM code_attempt c WHERE c.tenant_id = $1 AND c.patient_id = p.id
                           AND c.at > $5 AND NOT c.right_one)
             FROM patient p
             WHERE p.tenant_id = $1 AND p.erased_at IS NULL
               AND (p.name_mac = $2 OR p.sound_mac = $3 OR p.phone_mac = $4)
             ORDER BY p.created_at, p.id LIMIT 20";
    /// Whose code this is: the patient's own, the reference of a coming appointment, or one just sent.
    OWNERS = "SELECT id, CAST(NULL AS uuid) FROM patient WHERE tenant_id = $1 AND code_mac = $2 AND erased_at IS NULL
              UNION ALL
              SELECT patient_id, CAST(NULL AS uuid) FROM appointment
              WHERE tenant_id = $1 AND reference_mac = $2 AND status IN ('requested', 'booked', 'arrived')
              UNION ALL
              SELECT patient_id, id FROM one_time_code
              WHERE tenant_id = $1 AND code_mac = $2 AND call_id = $3 AND used_at IS NULL AND expires_at > $4";
    /// One try.
    TRY = "INSERT INTO code_attempt (tenant_id, id, call_id, patient_id, at, right_one)
           VALUES ($1, $2, $3, $4, $5, $6)";
    /// A one-time code is used up.
    USE = "UPDATE one_time_code SET used_at = $3 WHERE tenant_id = $1 AND id = $2";
    /// How many codes a call has had sent.
    CALL_CODES = "SELECT count(*) FROM one_time_code WHERE tenant_id = $1 AND call_id = $2";
    /// A code to be sent.
    SEND = "INSERT INTO one_time_code (tenant_id, id, patient_id, call_id, code, code_mac, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
    /// A code that is to be sent, for whoever sends it.
    SENT = "SELECT patient_id, code FROM one_time_code WHERE tenant_id = $1 AND id = $2";
}

//! The statements of documents.

use crate::db::statements;

statements! {
    /// A document.
    ADD = "INSERT INTO document (tenant_id, id, name, kind, lang, digest, characters, added_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Keeps anybody else from adding one until the transaction ends, so that what there is is counted one after the
    /// other. SQLite has one writer.
    ONE_AT_A_TIME = {
        sqlite: "SELECT 1 FROM tenant WHERE tenant_id = $1",
        postgres: "SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text || '/documents', 0))::text",
    };
    /// One of its passages.
    PASSAGE = "INSERT INTO passage (tenant_id, document_id, place, heading, text) VALUES ($1, $2, $3, $4, $5)";
    /// How many have the same text.
    KNOWN = "SELECT count(*) FROM document WHERE tenant_id = $1 AND digest = $2";
    /// All of a practice, by name.
    LIST = "SELECT id, name, kind, lang, characters, added_at FROM document WHERE tenant_id = $1
            ORDER BY name, id";
    /// All of a practice with all that is stored of them.
    WHOLE = "SELECT id, name, kind, lang, digest, characters, added_at FROM document WHERE tenant_id = $1 ORDER BY id";
    /// Which there are.
    IDS = "SELECT id FROM document WHERE tenant_id = $1 ORDER BY id";
    /// Every passage, in order.
    PASSAGES = "SELECT d.id, d.name, d.lang, p.heading, p.text FROM document d
                JOIN passage p ON p.tenant_id = $1 AND p.document_id = d.id
                WHERE d.tenant_id = $1 ORDER BY d.id, p.place";
    /// What it said is gone …
    REMOVE_PASSAGES = "DELETE FROM passage WHERE tenant_id = $1 AND document_id = $2";
    /// … and itself.
    REMOVE = "DELETE FROM document WHERE tenant_id = $1 AND id = $2";
}

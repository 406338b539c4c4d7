-- Texts that a practice answers from. What was loaded isn't kept: only its passages, word for word. They are said to
-- whoever asks, and so are not sealed.

CREATE TABLE document (
    tenant_id  BLOB NOT NULL REFERENCES tenant,
    id         BLOB NOT NULL,
    name       TEXT NOT NULL,               -- what the practice calls it
    kind       TEXT NOT NULL CHECK (kind IN ('text', 'markdown', 'pdf')),
    lang       TEXT NOT NULL,               -- calls in this language are answered from it
    digest     BLOB NOT NULL,              -- of its passages: the same text isn't added twice
    characters INTEGER NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
) STRICT, WITHOUT ROWID;

CREATE TABLE passage (
    tenant_id   BLOB NOT NULL,
    document_id BLOB NOT NULL,
    place       INTEGER NOT NULL,           -- its place in the document
    heading     TEXT NOT NULL,              -- what it stands under; empty where nothing is above it
    text        TEXT NOT NULL,
    PRIMARY KEY (tenant_id, document_id, place),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document
) STRICT, WITHOUT ROWID;

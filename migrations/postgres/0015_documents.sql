-- Texts that a practice answers from. What was loaded isn't kept: only its passages, word for word. They are said to
-- whoever asks, and so are not sealed.

CREATE TABLE document (
    tenant_id  uuid NOT NULL REFERENCES tenant,
    id         uuid NOT NULL,
    name       text NOT NULL,               -- what the practice calls it
    kind       text NOT NULL CHECK (kind IN ('text', 'markdown', 'pdf')),
    lang       text NOT NULL,               -- calls in this language are answered from it
    digest     bytea NOT NULL,              -- of its passages: the same text isn't added twice
    characters bigint NOT NULL,
    added_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest)
);
SELECT allo_isolate('document', 'SELECT, INSERT, DELETE');

CREATE TABLE passage (
    tenant_id   uuid NOT NULL,
    document_id uuid NOT NULL,
    place       bigint NOT NULL,            -- its place in the document
    heading     text NOT NULL,              -- what it stands under; empty where nothing is above it
    text        text NOT NULL,
    PRIMARY KEY (tenant_id, document_id, place),
    FOREIGN KEY (tenant_id, document_id) REFERENCES document
);
SELECT allo_isolate('passage', 'SELECT, INSERT, DELETE');

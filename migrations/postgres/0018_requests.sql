-- What awaits the staff is settled by a team: who took it on, by when, what it is about, and what was remarked.

ALTER TABLE request ADD COLUMN reason text
    CHECK (reason IN ('prescription', 'certificate', 'results', 'papers', 'other'));
ALTER TABLE request ADD COLUMN due_at timestamptz;      -- by when it should be settled
ALTER TABLE request ADD COLUMN assigned_to uuid;        -- who took it on
ALTER TABLE request ADD COLUMN remarks bytea;           -- sealed with the same key: what the staff wrote, by whom and when
ALTER TABLE request ADD CONSTRAINT request_assigned_to_fkey FOREIGN KEY (tenant_id, assigned_to) REFERENCES users;

-- The practice's staff: who they are, what they may do, and where they are signed in.

-- A member of a practice's staff. The address is one tenant's business: the same one may be known in two practices.
CREATE TABLE users (
    tenant_id    BLOB NOT NULL REFERENCES tenant,
    id           BLOB NOT NULL,
    email        BLOB NOT NULL,            -- sealed with the user's own key, as the name and the second factor
    name         BLOB NOT NULL,
    email_mac    BLOB NOT NULL,            -- HMAC of the address under the tenant's key
    sign_in_mac  BLOB NOT NULL,            -- … under the installation's, to find whose it is at sign-in
    role         TEXT NOT NULL CHECK (role IN ('owner', 'secretary', 'practitioner', 'read_only')),
    resource_id  TEXT,                      -- whose agenda is theirs
    lang         TEXT NOT NULL,
    password     TEXT,                      -- Argon2id, as a PHC string
    totp         BLOB,                     -- sealed: the second factor's secret (RFC 6238)
    totp_step    INTEGER NOT NULL,           -- the last step that was used: a code is good once
    state        TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email_mac),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
) STRICT, WITHOUT ROWID;
CREATE INDEX users_sign_in ON users (sign_in_mac, tenant_id);

-- One right of one member: granted by somebody, until some day or until it is taken back.
CREATE TABLE user_permission (
    tenant_id  BLOB NOT NULL,
    id         BLOB NOT NULL,
    user_id    BLOB NOT NULL,
    permission TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_by TEXT,
    revoked_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE INDEX user_permission_user ON user_permission (tenant_id, user_id, granted_at);
CREATE UNIQUE INDEX user_permission_live ON user_permission (tenant_id, user_id, permission) WHERE revoked_at IS NULL;

-- Somebody is signed in on one device.
CREATE TABLE session (
    tenant_id  BLOB NOT NULL,
    id         BLOB NOT NULL,
    user_id    BLOB NOT NULL,
    digest     BLOB NOT NULL,              -- SHA-256 of the 256 random bits that the browser holds
    device     BLOB NOT NULL,              -- sealed with the user's key: address and browser
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    proved_at  INTEGER NOT NULL,        -- when they last showed password and second factor
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE INDEX session_digest ON session (digest, tenant_id);
CREATE INDEX session_of_user ON session (tenant_id, user_id);
CREATE INDEX session_expires ON session (tenant_id, expires_at);

-- A link that is good once: to join the team, or to choose another password.
CREATE TABLE one_time_link (
    tenant_id  BLOB NOT NULL,
    id         BLOB NOT NULL,
    user_id    BLOB NOT NULL,
    digest     BLOB NOT NULL,
    made_by    TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_link_digest ON one_time_link (digest, tenant_id);
CREATE INDEX one_time_link_user ON one_time_link (tenant_id, user_id);
CREATE INDEX one_time_link_expires ON one_time_link (tenant_id, expires_at);

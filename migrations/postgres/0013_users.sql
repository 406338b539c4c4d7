-- The practice's staff: who they are, what they may do, and where they are signed in.

-- A member of a practice's staff. The address is one tenant's business: the same one may be known in two practices.
CREATE TABLE users (
    tenant_id    uuid NOT NULL REFERENCES tenant,
    id           uuid NOT NULL,
    email        bytea NOT NULL,            -- sealed with the user's own key, as the name and the second factor
    name         bytea NOT NULL,
    email_mac    bytea NOT NULL,            -- HMAC of the address under the tenant's key
    sign_in_mac  bytea NOT NULL,            -- … under the installation's, to find whose it is at sign-in
    role         text NOT NULL CHECK (role IN ('owner', 'secretary', 'practitioner', 'read_only')),
    resource_id  text,                      -- whose agenda is theirs
    lang         text NOT NULL,
    password     text,                      -- Argon2id, as a PHC string
    totp         bytea,                     -- sealed: the second factor's secret (RFC 6238)
    totp_step    bigint NOT NULL,           -- the last step that was used: a code is good once
    state        text NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email_mac),
    FOREIGN KEY (tenant_id, resource_id) REFERENCES resource
);
CREATE INDEX users_sign_in ON users (sign_in_mac, tenant_id);
SELECT allo_isolate('users', 'SELECT, INSERT, UPDATE');
SELECT allo_directory('users');

-- One right of one member: granted by somebody, until some day or until it is taken back.
CREATE TABLE user_permission (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    user_id    uuid NOT NULL,
    permission text NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_by text,
    revoked_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE INDEX user_permission_user ON user_permission (tenant_id, user_id, granted_at);
CREATE UNIQUE INDEX user_permission_live ON user_permission (tenant_id, user_id, permission) WHERE revoked_at IS NULL;
SELECT allo_isolate('user_permission', 'SELECT, INSERT, UPDATE');

-- Somebody is signed in on one device.
CREATE TABLE session (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    user_id    uuid NOT NULL,
    digest     bytea NOT NULL,              -- SHA-256 of the 256 random bits that the browser holds
    device     bytea NOT NULL,              -- sealed with the user's key: address and browser
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    proved_at  timestamptz NOT NULL,        -- when they last showed password and second factor
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE INDEX session_digest ON session (digest, tenant_id);
CREATE INDEX session_of_user ON session (tenant_id, user_id);
CREATE INDEX session_expires ON session (tenant_id, expires_at);
SELECT allo_isolate('session', 'SELECT, INSERT, UPDATE, DELETE');
SELECT allo_directory('session');

-- A link that is good once: to join the team, or to choose another password.
CREATE TABLE one_time_link (
    tenant_id  uuid NOT NULL,
    id         uuid NOT NULL,
    user_id    uuid NOT NULL,
    digest     bytea NOT NULL,
    made_by    text NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, digest),
    FOREIGN KEY (tenant_id, user_id) REFERENCES users
);
CREATE INDEX one_time_link_digest ON one_time_link (digest, tenant_id);
CREATE INDEX one_time_link_user ON one_time_link (tenant_id, user_id);
CREATE INDEX one_time_link_expires ON one_time_link (tenant_id, expires_at);
SELECT allo_isolate('one_time_link', 'SELECT, INSERT, UPDATE, DELETE');
SELECT allo_directory('one_time_link');

-- Times are epoch milliseconds: an integer means the same in every database, session time zone and
-- driver, and compares with due_at as it is. What a provider gave has no length limit here: an answer
-- must never be lost to a narrow column.
--
-- Keys are compared byte by byte: an update of the operating system may change any other order, and an
-- index in the old order no longer finds, or keeps apart, what is in it.

-- Older and newer code reads this row before it touches anything else: its columns never change.
-- A migration raises schema_level by one; it raises minimum_code_level to its own level if code that
-- does not know it could misread or damage what it leaves behind (an unknown name in an enum column
-- is enough).
CREATE TABLE tokenkeeper_meta (
  only_row            INTEGER      NOT NULL PRIMARY KEY CHECK (only_row = 1),
  schema_level        INTEGER      NOT NULL,
  minimum_code_level  INTEGER      NOT NULL,
  installation        VARCHAR(64),
  key_check           BYTEA
);

INSERT INTO tokenkeeper_meta (only_row, schema_level, minimum_code_level) VALUES (1, 1, 1);

CREATE TABLE tokenkeeper_authorization (
  tenant                  VARCHAR(64) COLLATE "C"  NOT NULL,
  provider                VARCHAR(64) COLLATE "C"  NOT NULL,
  subject                 VARCHAR(255) COLLATE "C" NOT NULL,
  account                 VARCHAR(64) COLLATE "C"  NOT NULL,
  epoch                   BIGINT       NOT NULL,
  generation              BIGINT       NOT NULL,
  revision                BIGINT       NOT NULL,
  status                  VARCHAR(32)  NOT NULL,
  sealed_epoch            BIGINT,
  sealed_generation       BIGINT,
  access_token            BYTEA,
  refresh_token           BYTEA,
  token_type              TEXT,
  scope                   TEXT,
  access_issued_at        BIGINT,
  access_ends_at          BIGINT,
  refresh_issued_at       BIGINT,
  refresh_ends_at         BIGINT,
  session_id              TEXT,
  session_issued_at       BIGINT,
  session_ends_at         BIGINT,
  login                   BYTEA,
  login_refused           BOOLEAN,
  attributes              TEXT         NOT NULL,
  prepared                BOOLEAN      NOT NULL,
  attempt_id              VARCHAR(255),
  attempt_owner           VARCHAR(255),
  attempt_kind            VARCHAR(32),
  attempt_purpose         VARCHAR(32),
  attempt_started_at      BIGINT,
  attempt_deadline        BIGINT,
  attempt_settle_at       BIGINT,
  doubt_since             BIGINT,
  doubt_settle_at         BIGINT,
  doubt_refused           BOOLEAN,
  not_before              BIGINT       NOT NULL,
  last_committed_attempt  VARCHAR(255),
  failure_kind            VARCHAR(32),
  failure_count           INTEGER      NOT NULL,
  failure_since           BIGINT,
  last_success_at         BIGINT,
  reason                  VARCHAR(32),
  reason_since            BIGINT,
  last_used_at            BIGINT,
  last_revoked_epoch      BIGINT       NOT NULL,
  drain_at                BIGINT,
  due_at                  BIGINT,
  spare_count             INTEGER      NOT NULL,
  PRIMARY KEY (tenant, provider, subject, account)
)
-- Every step moves due_at and leaves a dead entry at the front of its index, where the next look
-- begins: they are cleared away early. Space for updates in place (fillfactor) would be in vain, for
-- an update that moves an indexed column is never in place.
WITH (autovacuum_vacuum_scale_factor = 0.02);

-- The only index: it finds all work, whatever the reason.
CREATE INDEX tokenkeeper_due ON tokenkeeper_authorization (due_at);

-- No foreign key: no authorization is ever deleted.
CREATE TABLE tokenkeeper_spare (
  tenant             VARCHAR(64) COLLATE "C"  NOT NULL,
  provider           VARCHAR(64) COLLATE "C"  NOT NULL,
  subject            VARCHAR(255) COLLATE "C" NOT NULL,
  account            VARCHAR(64) COLLATE "C"  NOT NULL,
  attempt_id         VARCHAR(255) COLLATE "C" NOT NULL,
  parent_generation  BIGINT       NOT NULL,
  purpose            VARCHAR(32)  NOT NULL,
  sealed_epoch       BIGINT       NOT NULL,
  sealed_generation  BIGINT       NOT NULL,
  access_token       BYTEA        NOT NULL,
  refresh_token      BYTEA,
  token_type         TEXT         NOT NULL,
  scope              TEXT,
  access_issued_at   BIGINT       NOT NULL,
  access_ends_at     BIGINT,
  refresh_issued_at  BIGINT,
  refresh_ends_at    BIGINT,
  session_id         TEXT,
  session_issued_at  BIGINT,
  session_ends_at    BIGINT,
  created_at         BIGINT       NOT NULL,
  PRIMARY KEY (tenant, provider, subject, account, attempt_id)
);

-- What happened, written with the row change that it belongs to.
CREATE TABLE tokenkeeper_journal (
  id           BIGINT       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant       VARCHAR(64) COLLATE "C"  NOT NULL,
  provider     VARCHAR(64) COLLATE "C"  NOT NULL,
  subject      VARCHAR(255) COLLATE "C" NOT NULL,
  account      VARCHAR(64) COLLATE "C"  NOT NULL,
  happened_at  BIGINT       NOT NULL,
  kind         VARCHAR(64)  NOT NULL,
  details      TEXT         NOT NULL
);

-- Who was handed which token, or was refused.
CREATE TABLE tokenkeeper_audit (
  id           BIGINT       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  caller       TEXT         NOT NULL,
  tenant       VARCHAR(64) COLLATE "C"  NOT NULL,
  provider     VARCHAR(64) COLLATE "C"  NOT NULL,
  subject      VARCHAR(255) COLLATE "C" NOT NULL,
  account      VARCHAR(64) COLLATE "C"  NOT NULL,
  operation    TEXT         NOT NULL,
  allowed      BOOLEAN      NOT NULL,
  epoch        BIGINT       NOT NULL,
  generation   BIGINT       NOT NULL,
  recorded_at  BIGINT       NOT NULL
);

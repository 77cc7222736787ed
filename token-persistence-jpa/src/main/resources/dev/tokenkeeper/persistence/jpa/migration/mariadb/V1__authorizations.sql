-- Times are epoch milliseconds: an integer means the same in every database, session time zone and
-- driver, and compares with due_at as it is. What a provider gave has no length limit here: an answer
-- must never be lost to a narrow column.
--
-- No collation but this one tells apart all ids that differ: case, accents, blanks at the end.
--
-- A script is not one transaction here: each statement may find that it has been executed already.

-- Older and newer code reads this row before it touches anything else: its columns never change.
-- A migration raises schema_level by one; it raises minimum_code_level to its own level if code that
-- does not know it could misread or damage what it leaves behind (an unknown name in an enum column
-- is enough).
CREATE TABLE IF NOT EXISTS tokenkeeper_meta (
  only_row            INTEGER      NOT NULL PRIMARY KEY CHECK (only_row = 1),
  schema_level        INTEGER      NOT NULL,
  minimum_code_level  INTEGER      NOT NULL,
  installation        VARCHAR(64),
  key_check           LONGBLOB
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO tokenkeeper_meta (only_row, schema_level, minimum_code_level) VALUES (1, 1, 1);

CREATE TABLE IF NOT EXISTS tokenkeeper_authorization (
  tenant                  VARCHAR(64)  NOT NULL,
  provider                VARCHAR(64)  NOT NULL,
  subject                 VARCHAR(255) NOT NULL,
  account                 VARCHAR(64)  NOT NULL,
  epoch                   BIGINT       NOT NULL,
  generation              BIGINT       NOT NULL,
  revision                BIGINT       NOT NULL,
  status                  VARCHAR(32)  NOT NULL,
  sealed_epoch            BIGINT,
  sealed_generation       BIGINT,
  access_token            LONGBLOB,
  refresh_token           LONGBLOB,
  token_type              LONGTEXT,
  scope                   LONGTEXT,
  access_issued_at        BIGINT,
  access_ends_at          BIGINT,
  refresh_issued_at       BIGINT,
  refresh_ends_at         BIGINT,
  session_id              LONGTEXT,
  session_issued_at       BIGINT,
  session_ends_at         BIGINT,
  login                   LONGBLOB,
  login_refused           BOOLEAN,
  attributes              LONGTEXT     NOT NULL,
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
  PRIMARY KEY (tenant, provider, subject, account),
  -- The only index: it finds all work, whatever the reason.
  INDEX tokenkeeper_due (due_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- No foreign key: no authorization is ever deleted.
CREATE TABLE IF NOT EXISTS tokenkeeper_spare (
  tenant             VARCHAR(64)  NOT NULL,
  provider           VARCHAR(64)  NOT NULL,
  subject            VARCHAR(255) NOT NULL,
  account            VARCHAR(64)  NOT NULL,
  attempt_id         VARCHAR(255) NOT NULL,
  parent_generation  BIGINT       NOT NULL,
  purpose            VARCHAR(32)  NOT NULL,
  sealed_epoch       BIGINT       NOT NULL,
  sealed_generation  BIGINT       NOT NULL,
  access_token       LONGBLOB     NOT NULL,
  refresh_token      LONGBLOB,
  token_type         LONGTEXT     NOT NULL,
  scope              LONGTEXT,
  access_issued_at   BIGINT       NOT NULL,
  access_ends_at     BIGINT,
  refresh_issued_at  BIGINT,
  refresh_ends_at    BIGINT,
  session_id         LONGTEXT,
  session_issued_at  BIGINT,
  session_ends_at    BIGINT,
  created_at         BIGINT       NOT NULL,
  PRIMARY KEY (tenant, provider, subject, account, attempt_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What happened, written with the row change that it belongs to.
CREATE TABLE IF NOT EXISTS tokenkeeper_journal (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant       VARCHAR(64)  NOT NULL,
  provider     VARCHAR(64)  NOT NULL,
  subject      VARCHAR(255) NOT NULL,
  account      VARCHAR(64)  NOT NULL,
  happened_at  BIGINT       NOT NULL,
  kind         VARCHAR(64)  NOT NULL,
  details      LONGTEXT     NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Who was handed which token, or was refused.
CREATE TABLE IF NOT EXISTS tokenkeeper_audit (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  caller       LONGTEXT     NOT NULL,
  tenant       VARCHAR(64)  NOT NULL,
  provider     VARCHAR(64)  NOT NULL,
  subject      VARCHAR(255) NOT NULL,
  account      VARCHAR(64)  NOT NULL,
  operation    LONGTEXT     NOT NULL,
  allowed      BOOLEAN      NOT NULL,
  epoch        BIGINT       NOT NULL,
  generation   BIGINT       NOT NULL,
  recorded_at  BIGINT       NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

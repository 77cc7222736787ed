-- Journeys wait here for their callback, minutes each. Arrival counts them up in the order in which
-- they were begun: clocks of two nodes differ, and a millisecond may hold several.
CREATE TABLE IF NOT EXISTS tokenkeeper_journey (
  state_hash    VARCHAR(64)  NOT NULL PRIMARY KEY,
  arrival       BIGINT       NOT NULL AUTO_INCREMENT UNIQUE,
  browser_hash  VARCHAR(64)  NOT NULL,
  tenant        VARCHAR(64)  NOT NULL,
  provider      VARCHAR(64)  NOT NULL,
  subject       VARCHAR(255) NOT NULL,
  account       VARCHAR(64)  NOT NULL,
  epoch         BIGINT       NOT NULL,
  verifier      LONGBLOB,
  begun_at      BIGINT       NOT NULL,
  ends_at       BIGINT       NOT NULL,
  -- How many one authorization has, and its oldest: a few rows, sorted when they are read.
  INDEX tokenkeeper_journey_authorization (tenant, provider, subject, account),
  INDEX tokenkeeper_journey_browser (browser_hash),
  INDEX tokenkeeper_journey_end (ends_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Spares may be DISPLACED or DISPLACED_IN_DOUBT from now on: older code cannot read them.
UPDATE tokenkeeper_meta SET schema_level = 2, minimum_code_level = 2;

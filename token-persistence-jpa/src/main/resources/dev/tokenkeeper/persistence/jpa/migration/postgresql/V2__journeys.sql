-- Journeys wait here for their callback, minutes each. Arrival counts them up in the order in which
-- they were begun: clocks of two nodes differ, and a millisecond may hold several.
CREATE TABLE tokenkeeper_journey (
  state_hash    VARCHAR(64) COLLATE "C"  NOT NULL PRIMARY KEY,
  arrival       BIGINT       GENERATED ALWAYS AS IDENTITY,
  browser_hash  VARCHAR(64) COLLATE "C"  NOT NULL,
  tenant        VARCHAR(64) COLLATE "C"  NOT NULL,
  provider      VARCHAR(64) COLLATE "C"  NOT NULL,
  subject       VARCHAR(255) COLLATE "C" NOT NULL,
  account       VARCHAR(64) COLLATE "C"  NOT NULL,
  epoch         BIGINT       NOT NULL,
  verifier      BYTEA,
  begun_at      BIGINT       NOT NULL,
  ends_at       BIGINT       NOT NULL
);

-- How many one authorization has, and its oldest: a few rows, sorted when they are read.
CREATE INDEX tokenkeeper_journey_authorization
  ON tokenkeeper_journey (tenant, provider, subject, account);

CREATE INDEX tokenkeeper_journey_browser ON tokenkeeper_journey (browser_hash);

CREATE INDEX tokenkeeper_journey_end ON tokenkeeper_journey (ends_at);

-- Spares may be DISPLACED or DISPLACED_IN_DOUBT from now on: older code cannot read them.
UPDATE tokenkeeper_meta SET schema_level = 2, minimum_code_level = 2;

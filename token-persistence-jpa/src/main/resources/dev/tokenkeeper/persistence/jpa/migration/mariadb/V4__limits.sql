-- What is counted under the limits of providers. A counter's row is written by whoever gives places of
-- it; one that says nothing any more may be forgotten, and is made again when it is needed.
CREATE TABLE IF NOT EXISTS tokenkeeper_quota (
  counter_name  VARCHAR(400) NOT NULL,
  provider      VARCHAR(64)  NOT NULL,
  revision      BIGINT       NOT NULL,
  closed_until  BIGINT       NOT NULL,
  kept_until    BIGINT       NOT NULL,
  ends_at       BIGINT       NOT NULL,
  PRIMARY KEY (counter_name, provider),
  INDEX tokenkeeper_quota_end (ends_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- A request, or an access token, for as long as it counts.
CREATE TABLE IF NOT EXISTS tokenkeeper_quota_place (
  counter_name  VARCHAR(400) NOT NULL,
  provider      VARCHAR(64)  NOT NULL,
  place         VARCHAR(255) NOT NULL,
  ends_at       BIGINT       NOT NULL,
  PRIMARY KEY (counter_name, provider, place),
  INDEX tokenkeeper_quota_place_last (counter_name, provider, ends_at),
  INDEX tokenkeeper_quota_place_end (ends_at)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Older code neither reads nor writes these; until it is gone it goes beyond the limits.
UPDATE tokenkeeper_meta SET schema_level = 4;

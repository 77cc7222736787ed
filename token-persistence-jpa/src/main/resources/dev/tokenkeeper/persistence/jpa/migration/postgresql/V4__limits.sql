-- What is counted under the limits of providers. A counter's row is written by whoever gives places of
-- it; one that says nothing any more may be forgotten, and is made again when it is needed.
CREATE TABLE tokenkeeper_quota (
  counter_name  VARCHAR(400) COLLATE "C" NOT NULL,
  provider      VARCHAR(64) COLLATE "C"  NOT NULL,
  revision      BIGINT                   NOT NULL,
  closed_until  BIGINT                   NOT NULL,
  kept_until    BIGINT                   NOT NULL,
  ends_at       BIGINT                   NOT NULL,
  PRIMARY KEY (counter_name, provider)
);

CREATE INDEX tokenkeeper_quota_end ON tokenkeeper_quota (ends_at);

-- A request, or an access token, for as long as it counts.
CREATE TABLE tokenkeeper_quota_place (
  counter_name  VARCHAR(400) COLLATE "C" NOT NULL,
  provider      VARCHAR(64) COLLATE "C"  NOT NULL,
  place         VARCHAR(255) COLLATE "C" NOT NULL,
  ends_at       BIGINT                   NOT NULL,
  PRIMARY KEY (counter_name, provider, place)
);

CREATE INDEX tokenkeeper_quota_place_last
  ON tokenkeeper_quota_place (counter_name, provider, ends_at);

CREATE INDEX tokenkeeper_quota_place_end ON tokenkeeper_quota_place (ends_at);

-- Older code neither reads nor writes these; until it is gone it goes beyond the limits.
UPDATE tokenkeeper_meta SET schema_level = 4;

package dev.tokenkeeper.persistence.jpa;

import org.junit.jupiter.api.Tag;

@Tag("whole")
class MariaDbTest extends AnyDatabase {
  @Override
  JpaSettings settings() {
    return RealDatabase.mariadb().settings();
  }
}

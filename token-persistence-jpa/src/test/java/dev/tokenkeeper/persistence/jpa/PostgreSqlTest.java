package dev.tokenkeeper.persistence.jpa;

import org.junit.jupiter.api.Tag;

@Tag("whole")
class PostgreSqlTest extends AnyDatabase {
  @Override
  JpaSettings settings() {
    return RealDatabase.postgres().settings();
  }
}

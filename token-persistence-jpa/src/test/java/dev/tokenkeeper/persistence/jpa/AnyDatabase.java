package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.testkit.contract.AuthorizationDirectoryContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every port on one database. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Opened before the first test.
abstract class AnyDatabase {
  OpenDatabase database;

  abstract JpaSettings settings();

  @BeforeAll
  void open() {
    database = new OpenDatabase(settings());
  }

  @AfterAll
  void close() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.empty();
  }

  @Nested
  class Store extends StoreOnAnyDatabase {
    @Override
    OpenDatabase database() {
      return database;
    }
  }

  @Nested
  class Unreadable extends UnreadableOnAnyDatabase {
    @Override
    OpenDatabase database() {
      return database;
    }
  }

  @Nested
  class Directory extends AuthorizationDirectoryContract {
    @Override
    protected AuthorizationDirectory directory() {
      return database.ports().directory();
    }

    @Override
    protected AuthorizationStore store() {
      return database.ports().store();
    }
  }

  @Nested
  class Journeys extends JourneysOnAnyDatabase {
    @Override
    OpenDatabase database() {
      return database;
    }
  }

  @Nested
  class Audit extends AuditTrailOnAnyDatabase {
    @Override
    OpenDatabase database() {
      return database;
    }
  }

  @Nested
  class Quota extends QuotaOnAnyDatabase {
    @Override
    OpenDatabase database() {
      return database;
    }
  }

  @Nested
  class Keys extends KeyCheckOnAnyDatabase {
    @Override
    OpenDatabase database() {
      return database;
    }
  }
}

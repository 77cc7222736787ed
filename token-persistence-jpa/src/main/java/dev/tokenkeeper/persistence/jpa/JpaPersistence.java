package dev.tokenkeeper.persistence.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.ProviderQuota;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/**
 * An open database and the ports that it serves. Safe for use by many threads.
 *
 * <p>Opening refuses, with a {@link dev.tokenkeeper.domain.ConfigurationException}, a database that
 * would lose acknowledged commits, that belongs to another installation, or whose schema this code
 * must not touch.
 */
public final class JpaPersistence implements AutoCloseable {
  private final SessionFactory sessions;
  private final Runnable release;
  private final AuthorizationStore store;
  private final AuthorizationDirectory directory;
  private final JourneyStore journeys;
  private final AuditTrail auditTrail;
  private final KeyCheck keyCheck;
  private final ProviderQuota quota;

  private JpaPersistence(SessionFactory sessions, Database database, Runnable release) {
    this.sessions = sessions;
    this.release = release;
    var transactions = new Transactions(sessions);
    this.store = new JpaAuthorizationStore(transactions, database);
    this.directory = new JpaAuthorizationDirectory(transactions, database);
    this.journeys = new JpaJourneyStore(transactions);
    this.auditTrail = new JpaAuditTrail(transactions);
    this.keyCheck = new JpaKeyCheck(transactions);
    this.quota = new JpaProviderQuota(transactions, database);
  }

  /**
   * Opens a database, after the schema has been seen to as the settings say.
   *
   * @throws dev.tokenkeeper.domain.ConfigurationException if the database must not be worked with;
   *     nothing has been changed then
   * @throws dev.tokenkeeper.domain.StoreException if it cannot be reached or migrated
   */
  public static JpaPersistence open(JpaSettings settings) {
    DataSource hosts = settings.dataSource();
    if (hosts != null) {
      DatabaseCheck.require(hosts);
      return open(settings, hosts, () -> {});
    }
    HikariDataSource own = Pool.open(settings);
    try {
      DatabaseCheck.require(own);
      return open(settings, own, own::close);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  static JpaPersistence open(JpaSettings settings, DataSource source, Runnable release) {
    var database = Database.of(source);
    new Schema(settings, database, source).open();
    return new JpaPersistence(PersistenceUnit.open(source), database, release);
  }

  /** Returns the store. */
  public AuthorizationStore store() {
    return store;
  }

  /** Returns the lists and counts of what is stored. */
  public AuthorizationDirectory directory() {
    return directory;
  }

  /** Returns where journeys wait. */
  public JourneyStore journeys() {
    return journeys;
  }

  /** Returns the audit trail. */
  public AuditTrail auditTrail() {
    return auditTrail;
  }

  /** Returns the key check value of the database. */
  public KeyCheck keyCheck() {
    return keyCheck;
  }

  /** Returns what counts under the limits of providers, over all processes on the database. */
  public ProviderQuota quota() {
    return quota;
  }

  /**
   * Closes the database; the ports throw {@code StoreException} from then on. A DataSource of the
   * host's stays open. Closing twice does nothing.
   */
  @Override
  public void close() {
    try {
      sessions.close();
    } finally {
      release.run();
    }
  }
}

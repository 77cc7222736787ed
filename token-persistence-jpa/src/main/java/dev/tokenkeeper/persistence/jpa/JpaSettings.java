package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which database the store is on, and how it is opened. Immutable.
 *
 * <p>Either the host's own {@code DataSource}, whose connections must be READ COMMITTED, or a URL
 * with user and password, for which a pool is made that is. A database that would lose what it has
 * acknowledged, or that is too old, is refused when the store is opened:
 *
 * <ul>
 *   <li>H2 2.2 or newer, as a file of one process: must have {@code ;WRITE_DELAY=0}, and had better
 *       be {@code jdbc:h2:async:}: with its plain files the interrupt of one thread closes the
 *       database for all. {@link Builder#embedded} sees to both. Its driver comes with the store.
 *   <li>PostgreSQL 13 or newer, {@code jdbc:postgresql:}: {@code fsync} and {@code
 *       synchronous_commit} must not be off. The host adds {@code org.postgresql:postgresql}; a
 *       DataSource of its own had better have {@code logServerErrorDetail=false}, for the server's
 *       errors quote rows.
 *   <li>MariaDB 10.6 or newer, {@code jdbc:mariadb:}: {@code innodb_flush_log_at_trx_commit} must
 *       be 1, {@code sync_binlog} too where a binary log is written, and {@code sql_mode} strict.
 *       The host adds {@code org.mariadb.jdbc:mariadb-java-client}; a DataSource of its own had
 *       better have {@code useBulkStmts=false} and {@code useBulkStmtsForInserts=false}: in bulk
 *       nobody learns which row was written, and the store goes on row by row.
 * </ul>
 *
 * <p>A server that vanishes without a word is noticed by a time limit of the driver only: give the
 * URL a {@code socketTimeout}.
 *
 * @param installation the name of this installation, for example {@code production}; it is stored
 *     in the database, and a process that was given another name does not start on it
 * @param dataSource the host's; null if {@code url} is given
 * @param url JDBC URL without credentials; null if {@code dataSource} is given
 * @param user null if the database asks for none
 * @param password null if the database asks for none
 * @param poolSize how many connections our own pool holds at most; default 10, at least 2
 * @param connectionTimeout how long an operation waits for a connection of our own pool before it
 *     fails; default 5 s, at least 250 ms
 * @param migrate what happens to the schema at start; default {@code AUTO}
 */
public record JpaSettings(
    String installation,
    @Nullable DataSource dataSource,
    @Nullable String url,
    @Nullable String user,
    @Nullable Secret password,
    int poolSize,
    Duration connectionTimeout,
    Migrate migrate) {

  /** The default of {@code poolSize}: {@value}. */
  public static final int DEFAULT_POOL_SIZE = 10;

  /** The default of {@code connectionTimeout}: 5 s. */
  public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  private static final int SMALLEST_POOL = 2;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);
  private static final int LONGEST_INSTALLATION = 64;
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("(?i)[;?&]\\w*password=");

  /** What happens to the schema when the store is opened. */
  public enum Migrate {
    /** Missing migrations are applied. */
    AUTO,
    /** Missing or altered migrations are refused. */
    VALIDATE,
    /** The schema is somebody else's business; it is refused only if it is too old or too new. */
    OFF
  }

  /**
   * Refuses what cannot work, all problems at once.
   *
   * @throws ConfigurationException if anything is missing, out of range or contradictory
   */
  public JpaSettings {
    List<Problem> problems = new ArrayList<>();
    checkInstallation(installation, problems);
    checkSource(dataSource, url, problems);
    if (dataSource != null && (user != null || password != null)) {
      add(problems, "user", "is given beside a DataSource", "Leave the credentials to the latter.");
    }
    if (url != null) {
      checkUrl(url, problems);
    }
    if (poolSize < SMALLEST_POOL) {
      add(problems, "poolSize", "is " + poolSize, "Use 2 or more: migrating takes two.");
    }
    if (connectionTimeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      add(problems, "connectionTimeout", "is " + connectionTimeout, "Use 250 ms or more.");
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void checkInstallation(String installation, List<Problem> problems) {
    if (installation.isBlank() || installation.length() > LONGEST_INSTALLATION) {
      add(
          problems,
          "installation",
          "has " + installation.length() + " characters",
          "Name this installation in 1 to %d, for example 'production'."
              .formatted(LONGEST_INSTALLATION));
    }
  }

  private static void checkSource(
      @Nullable DataSource dataSource, @Nullable String url, List<Problem> problems) {
    if (dataSource != null && url != null) {
      add(problems, "url", "is given beside a DataSource", "Keep one of the two.");
    }
    if (dataSource == null && url == null) {
      add(
          problems,
          "url",
          "is missing",
          "Give a DataSource, the URL of a PostgreSQL or MariaDB, or a folder to embed H2 in.");
    }
  }

  private static void checkUrl(String url, List<Problem> problems) {
    if (!url.startsWith("jdbc:")) {
      add(problems, "url", "does not begin with 'jdbc:'", "Use a JDBC URL.");
    }
    if (PASSWORD_IN_URL.matcher(url).find()) {
      add(problems, "url", "holds a password", "Give it apart: a URL finds its way into logs.");
    }
  }

  private static void add(List<Problem> problems, String name, String message, String remedy) {
    problems.add(new Problem("store." + name, message, remedy));
  }

  /**
   * Returns a builder.
   *
   * @param installation the name of this installation, for example {@code production}
   */
  public static Builder builder(String installation) {
    return new Builder(installation);
  }

  /** Returns the installation and the database, without options and credentials. */
  @Override
  public String toString() {
    String where = url == null ? "the host's DataSource" : url.split("[;?]", 2)[0];
    return "JpaSettings[%s on %s]".formatted(installation, where);
  }

  /** Builds settings. Not safe for use by many threads. */
  public static final class Builder {
    private final String installation;
    private @Nullable DataSource dataSource;
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable Secret password;
    private int poolSize = DEFAULT_POOL_SIZE;
    private Duration connectionTimeout = DEFAULT_CONNECTION_TIMEOUT;
    private Migrate migrate = Migrate.AUTO;

    private Builder(String installation) {
      this.installation = installation;
    }

    /** Uses the host's own connections. Closing the store leaves them open. */
    public Builder dataSource(DataSource value) {
      this.dataSource = value;
      return this;
    }

    /** Connects to a database by its JDBC URL, which must not hold credentials. */
    public Builder url(String value) {
      this.url = value;
      return this;
    }

    /**
     * Keeps an H2 database in a folder of this machine, for one process at a time. What is
     * acknowledged survives the death of the process, but not necessarily a loss of power: for that
     * use a database server. Takes the place of a URL.
     */
    public Builder embedded(Path folder) {
      // async: a thread that is interrupted in the midst of a write would close a file: for all.
      // DB_CLOSE_ON_EXIT: what is in flight is stored until the last moment of the process.
      // TRACE_LEVEL_FILE: a trace beside the database would quote its rows.
      Path file = folder.toAbsolutePath().resolve("tokenkeeper");
      if (file.toString().contains(";")) {
        // H2 would take what follows for options.
        throw new ConfigurationException(
            "store.url", "the folder " + folder + " has a ';' in its path", "Choose another.");
      }
      return url(
          "jdbc:h2:async:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
              .formatted(file));
    }

    /** Names the database user. */
    public Builder user(String value) {
      this.user = value;
      return this;
    }

    /** Gives the database user's password. */
    public Builder password(Secret value) {
      this.password = value;
      return this;
    }

    /** Sets how many connections our own pool holds at most. */
    public Builder poolSize(int value) {
      this.poolSize = value;
      return this;
    }

    /** Sets how long an operation waits for a connection of our own pool. */
    public Builder connectionTimeout(Duration value) {
      this.connectionTimeout = value;
      return this;
    }

    /** Sets what happens to the schema at start. */
    public Builder migrate(Migrate value) {
      this.migrate = value;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws ConfigurationException if anything is missing, out of range or contradictory
     */
    public JpaSettings build() {
      return new JpaSettings(
          installation, dataSource, url, user, password, poolSize, connectionTimeout, migrate);
    }
  }
}

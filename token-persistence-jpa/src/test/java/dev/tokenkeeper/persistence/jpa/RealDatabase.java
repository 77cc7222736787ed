package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A new, empty database on a server that this JVM started, on loopback, and stops at its end. One
 * server of each kind serves all tests; each call gives another database.
 */
record RealDatabase(String name, String url, String user, @Nullable String password) {

  static RealDatabase postgres() {
    return PostgresServer.newDatabase();
  }

  static RealDatabase mariadb() {
    return MariaServer.newDatabase();
  }

  static RealDatabase h2() {
    return H2Server.newDatabase();
  }

  JpaSettings settings() {
    JpaSettings.Builder settings = JpaSettings.builder("test").url(url).user(user);
    return (password == null ? settings : settings.password(Secret.of(password))).build();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  @Override
  public String toString() {
    return name;
  }
}

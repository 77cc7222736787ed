package dev.tokenkeeper.architecture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.inject.Injector;
import com.nimbusds.jose.JWSSigner;
import com.zaxxer.hikari.HikariDataSource;
import feign.Feign;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What may be used in some places only. */
enum Library {
  ASSERTJ(Assertions.class, 2),
  CRYPTO(Cipher.class, 2),
  FEIGN(Feign.class, 1),
  FLYWAY(Flyway.class, 2),
  GUICE(Injector.class, 3),
  HIBERNATE(SessionFactory.class, 2),
  HIKARI(HikariDataSource.class, 3),
  HTTP(HttpClient.class, 3),
  INJECT(Inject.class, 2),
  JACKSON(ObjectMapper.class, 3),
  JDBC(Connection.class, 2),
  JDBC_POOL(DataSource.class, 2),
  JOSE(JWSSigner.class, 3),
  JUNIT(Test.class, 2),
  MICROMETER(MeterRegistry.class, 2),
  PERSISTENCE(Entity.class, 2),
  RESILIENCE4J(CircuitBreaker.class, 3),
  SLF4J(Logger.class, 2),
  TINK(Aead.class, 4);

  final Class<?> member;
  private final int depth;

  /**
   * Names a library.
   *
   * @param member any of its classes
   * @param depth how many segments of that class's package are the library's name
   */
  Library(Class<?> member, int depth) {
    this.member = member;
    this.depth = depth;
  }

  String pattern() {
    return Arrays.stream(member.getPackageName().split("\\."))
        .limit(depth)
        .collect(Collectors.joining(".", "", ".."));
  }
}

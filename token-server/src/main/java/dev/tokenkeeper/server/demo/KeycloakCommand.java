package dev.tokenkeeper.server.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line that runs Keycloak in one process: what its own start script would run.
 *
 * <p>The script is left out because it stays as a parent that a kill would separate from Keycloak.
 */
record KeycloakCommand(Path home, Path data, int port) {
  /** Access log: duration in milliseconds, status, method and path with query. */
  private static final String ACCESS = "%D %s %m %U";

  private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}|%t|%c|%s%e%n";

  List<String> arguments() {
    return Stream.of(List.of(java()), machine(), properties(), opened(), program(), options())
        .flatMap(List::stream)
        .toList();
  }

  Path log() {
    return data.resolve("keycloak.log");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> machine() {
    return List.of(
        "-Xms64m",
        "-Xmx640m",
        "-XX:MaxMetaspaceSize=256m",
        "-XX:+UseSerialGC",
        // Halves the start-up time; a demo never runs long enough for the better compiler to pay.
        "-XX:TieredStopAtLevel=1",
        "-Dfile.encoding=UTF-8",
        "-Duser.language=en",
        "-Duser.country=US");
  }

  private List<String> properties() {
    return List.of(
        "-Dkc.home.dir=" + home,
        "-Djboss.server.config.dir=" + home.resolve("conf"),
        // The distribution comes built for production with its file database: saves 20 seconds.
        "-Dkc.config.built=true",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
            + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
        "-Dpicocli.disable.closures=true",
        // Without it the access log knows no durations.
        "-Dquarkus.http.record-request-start-time=true",
        "-Dquarkus.transaction-manager.object-store.directory=" + data.resolve("transactions"));
  }

  private static List<String> opened() {
    return List.of(
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "--add-opens=java.base/java.security=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED");
  }

  private List<String> program() {
    return List.of(
        "-cp",
        home.resolve("lib").resolve("quarkus-run.jar").toString(),
        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
        "start");
  }

  private List<String> options() {
    return Stream.of(network(), storage(), logging()).flatMap(List::stream).toList();
  }

  private List<String> network() {
    return List.of(
        "--http-enabled=true",
        "--http-host=127.0.0.1",
        "--http-port=" + port,
        // Names the issuer: tokens outlive a change of the port.
        "--hostname=http://bsncloud.localhost",
        // Else it opens ports on every address to find a cluster.
        "--cache=local",
        "--shutdown-delay=0s");
  }

  private List<String> storage() {
    Path database = data.resolve("h2").resolve("keycloak");
    // No write delay: a kill must not lose a rotation that was already answered.
    String options = ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
    return List.of("--db-url=jdbc:h2:file:" + database + options);
  }

  private List<String> logging() {
    return List.of(
        "--log=file",
        "--log-file=" + log(),
        "--log-file-rotation-enabled=false",
        "--log-file-format=" + LINE,
        "--spi-events-listener--jboss-logging--success-level=info",
        "--http-access-log-enabled=true",
        "--http-access-log-pattern=" + ACCESS,
        "--http-access-log-exclude=/(admin|realms/master).*");
  }
}

package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the distribution in the local Maven repository, where it puts it first if need be. */
final class KeycloakDownload {
  static final String VERSION = "26.7.3";
  private static final String ARTIFACT = "keycloak-quarkus-dist";
  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";
  private static final Pattern REPOSITORY = Pattern.compile("-Dmaven\\.repo\\.local=(\\S+)");

  private KeycloakDownload() {}

  static Path zip() {
    Path repository = repository();
    Path zip = repository.resolve(path());
    if (!Files.isRegularFile(zip)) {
      download(repository);
    }
    if (!Files.isRegularFile(zip)) {
      throw new KeycloakException("Maven left no Keycloak distribution at " + zip);
    }
    return zip;
  }

  private static String path() {
    return "org/keycloak/%1$s/%2$s/%1$s-%2$s.zip".formatted(ARTIFACT, VERSION);
  }

  private static Path repository() {
    String stated = System.getProperty("maven.repo.local");
    return stated == null ? repositoryOfEnvironment() : Path.of(stated);
  }

  private static Path repositoryOfEnvironment() {
    return Stream.of("MAVEN_ARGS", "MAVEN_OPTS")
        .map(name -> Objects.requireNonNullElse(System.getenv(name), ""))
        .map(REPOSITORY::matcher)
        .filter(Matcher::find)
        .map(found -> Path.of(found.group(1)))
        .findFirst()
        .orElse(Path.of(System.getProperty("user.home"), ".m2", "repository"));
  }

  private static void download(Path repository) {
    System.err.println("Fetching Keycloak " + VERSION + " (177 MB, once) with Maven ...");
    try {
      Process maven = new ProcessBuilder(command(repository)).inheritIO().start();
      if (maven.waitFor() != 0) {
        throw new KeycloakException("Maven could not fetch Keycloak: see its message above");
      }
    } catch (IOException e) {
      throw new KeycloakException("Maven is needed to fetch Keycloak: put mvn on the PATH", e);
    } catch (InterruptedException e) {
      throw KeycloakException.interrupted(e);
    }
  }

  private static List<String> command(Path repository) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return List.of(
        system.startsWith("windows") ? "mvn.cmd" : "mvn",
        "-q",
        "-B",
        // Stated, so that the file arrives where this class looks for it.
        "-Dmaven.repo.local=" + repository,
        PLUGIN + ":get",
        "-Dartifact=org.keycloak:" + ARTIFACT + ":" + VERSION + ":zip",
        "-Dtransitive=false");
  }
}

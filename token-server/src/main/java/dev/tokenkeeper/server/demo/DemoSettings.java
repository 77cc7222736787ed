package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a demo was asked to be.
 *
 * @param data where everything is kept
 * @param keycloak a real Keycloak instead of the simulators
 * @param naive the loop without claim or lock instead of the keeper
 * @param seconds how long the callers call
 * @param users how many users there are, each with an authorization at every provider
 * @param json whether standard output ends with a JSON object
 * @param paces how long tokens live
 */
record DemoSettings(
    Path data, boolean keycloak, boolean naive, int seconds, int users, boolean json, Paces paces) {
  private static final int LONGEST = 86_400;
  static final int MOST_USERS = 5_000;

  /** Refuses what cannot work, all problems at once. */
  DemoSettings {
    data = data.toAbsolutePath().normalize();
    List<Problem> problems = new ArrayList<>();
    requireWithin(problems, "--seconds", seconds, LONGEST);
    requireWithin(problems, "--users", users, MOST_USERS);
    if (Files.exists(data) && !Files.isDirectory(data)) {
      problems.add(new Problem("--data", data + " is not a folder", "Name another one."));
    }
    if (data.toString().contains(";")) {
      problems.add(new Problem("--data", "has a ';', where H2 ends the path", "Rename it."));
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  /** Returns the name of the folder, below the data folder, that belongs to this kind of demo. */
  String folder() {
    String world = keycloak ? "keycloak" : "simulator";
    return naive ? (keycloak ? "naive-keycloak" : "naive") : world;
  }

  /** The naive loop keeps no logins, so its sessions last: what it loses, it loses to races. */
  Paces effectivePaces() {
    return naive ? paces.withoutSessionEnd() : paces;
  }

  private static void requireWithin(List<Problem> problems, String option, int value, int most) {
    if (value < 1 || value > most) {
      problems.add(new Problem(option, "is " + value, "Use 1 to " + most + "."));
    }
  }
}

package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Postgres;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.tink.TinkSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process under load is told at its start.
 *
 * @param node of this process
 * @param tokenUri of the provider, for this node
 * @param databaseUrl without credentials; the server trusts {@link Postgres#USER}
 * @param keyset shared by all nodes
 * @param callers how many threads want the same token
 */
record LoadPlan(String node, URI tokenUri, String databaseUrl, Path keyset, int callers) {
  /** How many exchanges a keeper runs at once. */
  static final int EXCHANGES = 16;

  /** Far fewer than exchanges: a connection held during one would be missed. */
  static final int CONNECTIONS = 4;

  /** How long access tokens live: none ends during a run. */
  static final Duration ACCESS_TOKEN = Duration.ofHours(1);

  static final String PROVIDER = "provider";
  private static final String INSTALLATION = "bench";

  static LoadPlan of(String... arguments) {
    return new LoadPlan(
        arguments[0],
        URI.create(arguments[1]),
        arguments[2],
        Path.of(arguments[3]),
        Integer.parseInt(arguments[4]));
  }

  /** Returns it for a command line. */
  List<String> arguments() {
    return List.of(
        node, tokenUri.toString(), databaseUrl, keyset.toString(), Integer.toString(callers));
  }

  static AuthorizationId id(String user) {
    return AuthorizationId.of(PROVIDER, user);
  }

  /** Returns the name of the user of this number. */
  static String user(int number) {
    return "user-" + number;
  }

  JpaSettings database(JpaSettings.Migrate migrate) {
    return JpaSettings.builder(INSTALLATION)
        .url(databaseUrl)
        .user(Postgres.USER)
        .poolSize(CONNECTIONS)
        .migrate(migrate)
        .build();
  }

  TinkSettings keys() {
    return new TinkSettings(keyset, INSTALLATION);
  }

  /** The strictest provider: a second use of a refresh token ends everything. */
  static ProviderProfile profile() {
    Timing usual = Timing.DEFAULT;
    return new ProviderProfile(
        Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID),
        new Renewal(Renewal.When.AHEAD, 0.5, Duration.ofDays(1), false, 0),
        new Lifetimes(ACCESS_TOKEN, null, null, Duration.ofMinutes(1)),
        new Timing(
            usual.attempt(),
            usual.sendBudget(),
            usual.settleAllowance(),
            // One round of a storm follows the other more closely than in life.
            Duration.ofMillis(10),
            usual.firstBackoff(),
            usual.longestBackoff(),
            usual.longestDoubt()),
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }
}

package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.tink.TinkSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a keeper's process is told at its start. The times are short, so that what a kill leaves is
 * taken over within seconds.
 *
 * @param node of this life of the process
 * @param rule of the provider
 * @param tokenUri of the provider, for this node
 * @param databaseUrl without credentials; the server trusts {@value #DATABASE_USER}
 * @param keyset shared by all nodes
 * @param users how many there are, named by {@link #id}
 */
public record KeeperPlan(
    String node, ProviderRule rule, URI tokenUri, String databaseUrl, Path keyset, int users) {
  /** From claim to deadline. */
  public static final Duration ATTEMPT = Duration.ofSeconds(2);

  /** From the deadline to the moment after which nothing of the request is left. */
  public static final Duration SETTLE = Duration.ofSeconds(2);

  /** How long the provider brings a lost answer again, where it does at all. */
  public static final Duration GRACE = Duration.ofSeconds(12);

  /** How long access tokens live. */
  public static final Duration ACCESS_TOKEN = Duration.ofSeconds(2);

  static final String DATABASE_USER = "postgres";
  private static final String INSTALLATION = "bench";
  private static final String PROVIDER = "provider";

  /** Reads what {@link #arguments} has written. */
  static KeeperPlan of(String... arguments) {
    return new KeeperPlan(
        arguments[0],
        ProviderRule.of(arguments[1]),
        URI.create(arguments[2]),
        arguments[3],
        Path.of(arguments[4]),
        Integer.parseInt(arguments[5]));
  }

  /** Returns it for a command line. */
  public List<String> arguments() {
    return List.of(
        node,
        rule.id(),
        tokenUri.toString(),
        databaseUrl,
        keyset.toString(),
        Integer.toString(users));
  }

  /** Returns the authorization of a user. */
  public static AuthorizationId id(String user) {
    return AuthorizationId.of(PROVIDER, user);
  }

  /** Returns the name of the user of this number. */
  public static String user(int number) {
    return "user-" + number;
  }

  /** Returns how the database is opened; whoever plans has migrated it. */
  public JpaSettings database(JpaSettings.Migrate migrate) {
    return JpaSettings.builder(INSTALLATION)
        .url(databaseUrl)
        .user(DATABASE_USER)
        .migrate(migrate)
        .build();
  }

  /** Returns where the keys are. */
  public TinkSettings keys() {
    return new TinkSettings(keyset, INSTALLATION);
  }

  String provider() {
    return PROVIDER;
  }

  ProviderProfile profile() {
    return new ProviderProfile(
        rotation(),
        new Renewal(Renewal.When.AHEAD, 0.3, Duration.ofHours(1), false, 0.5),
        new Lifetimes(ACCESS_TOKEN, null, null, Duration.ofMinutes(1)),
        new Timing(
            ATTEMPT,
            Duration.ofMillis(300),
            SETTLE,
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofHours(1)),
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }

  private Rotation rotation() {
    return switch (rule) {
      case REUSABLE -> Rotation.reusable(OldAccessToken.STAYS_VALID);
      case ONE_TIME, ONE_TIME_WITH_LOGIN ->
          Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID);
      case GRACE ->
          new Rotation(
              RotationRule.ONE_TIME_WITH_GRACE,
              GRACE.minusSeconds(2),
              ReusePenalty.FAMILY,
              OldAccessToken.STAYS_VALID);
    };
  }
}

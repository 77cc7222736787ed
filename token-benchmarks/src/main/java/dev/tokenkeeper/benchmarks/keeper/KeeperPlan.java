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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a process that renews tokens is told at its start. The times are short, so that what a kill
 * leaves is taken over within seconds.
 *
 * @param node of this life of the process
 * @param tokenUris of the providers, for this node; a provider's id is that of its rule
 * @param databaseUrl without credentials; the server trusts {@value #DATABASE_USER}
 * @param keyset shared by all nodes
 * @param users how many each provider has, named by {@link #user}
 */
public record KeeperPlan(
    String node, Map<ProviderRule, URI> tokenUris, String databaseUrl, Path keyset, int users) {
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

  /** Reads what {@link #arguments} has written. */
  public static KeeperPlan of(String... arguments) {
    Map<ProviderRule, URI> tokenUris = new EnumMap<>(ProviderRule.class);
    for (int i = 4; i < arguments.length; i += 2) {
      tokenUris.put(ProviderRule.of(arguments[i]), URI.create(arguments[i + 1]));
    }
    return new KeeperPlan(
        arguments[0],
        tokenUris,
        arguments[1],
        Path.of(arguments[2]),
        Integer.parseInt(arguments[3]));
  }

  /** Returns it for a command line. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(node, databaseUrl, keyset.toString(), Integer.toString(users)));
    tokenUris.forEach((rule, uri) -> arguments.addAll(List.of(rule.id(), uri.toString())));
    return arguments;
  }

  /** Returns the authorization of a user of the provider of this rule. */
  static AuthorizationId id(ProviderRule rule, String user) {
    return AuthorizationId.of(rule.id(), user);
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
        // Quick to open; most of these processes do not live for long.
        .poolSize(4)
        .migrate(migrate)
        .build();
  }

  /** Returns where the keys are. */
  public TinkSettings keys() {
    return new TinkSettings(keyset, INSTALLATION);
  }

  static ProviderProfile profile(ProviderRule rule) {
    return new ProviderProfile(
        rotation(rule),
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

  private static Rotation rotation(ProviderRule rule) {
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

package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.TestCipher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One of several processes that renew as often as they can. Its provider is at the other end of a
 * socket: a line for each request, a line for each answer; no answer ends the process.
 */
final class LimitedProcess implements TokenEndpoint {
  static final int REQUESTS = 5;
  static final Duration WINDOW = Duration.ofSeconds(2);

  private static final int USERS = 4;
  private static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(1),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofDays(1));
  private static final ProviderProfile PROFILE =
      new ProviderProfile(
          Rotation.reusable(OldAccessToken.STAYS_VALID),
          new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofMinutes(20), true, 0),
          new Lifetimes(Duration.ofMinutes(5), Duration.ofMinutes(30), null, Duration.ofMinutes(1)),
          TIMING,
          DeadToken.UNAUTHORIZED,
          RevocationReach.NONE);

  private final BufferedReader answers;
  private final PrintWriter requests;

  private LimitedProcess(Socket provider) throws IOException {
    this.answers = new BufferedReader(new InputStreamReader(provider.getInputStream(), UTF_8));
    this.requests = new PrintWriter(provider.getOutputStream(), true, UTF_8);
  }

  /** Takes a database's URL and user, and the port of the provider. */
  public static void main(String[] arguments) throws IOException {
    var settings = JpaSettings.builder("test").url(arguments[0]).user(arguments[1]).build();
    int port = Integer.parseInt(arguments[2]);
    try (var persistence = JpaPersistence.open(settings);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        TokenKeeper keeper = keeper(persistence, new LimitedProcess(socket))) {
      IntStream.range(0, USERS).parallel().forEach(i -> renewForEver(keeper, i));
    }
  }

  private static TokenKeeper keeper(JpaPersistence persistence, LimitedProcess endpoint) {
    var limits =
        ProviderLimits.NONE.withRequests(REQUESTS, WINDOW, ProviderLimits.Key.PER_APPLICATION);
    return TokenKeeper.builder()
        .provider(OAuthProvider.builder("bsn", PROFILE, endpoint).limits(limits).build())
        .store(persistence.store())
        .directory(persistence.directory())
        .quota(persistence.quota())
        .cipher(new TestCipher())
        .settings(KeeperSettings.DEFAULT)
        .build();
  }

  private static void renewForEver(TokenKeeper keeper, int user) {
    String subject = "user-%d-%d".formatted(ProcessHandle.current().pid(), user);
    AuthorizationId id = AuthorizationId.of("bsn", subject);
    keeper.journeys().adopt(id, grant(), Map.of());
    while (true) {
      try {
        keeper.authorizations().renew(id);
      } catch (TokenKeeperException e) {
        // Held back; it asks again.
      }
    }
  }

  private static TokenGrant grant() {
    return TokenGrant.of(Secret.of("access"), null, Secret.of("refresh"));
  }

  @Override
  public Admission admit(Attempt.Purpose purpose) {
    return new Ticket() {
      @Override
      public Outcome send(TokenRequest request) {
        return exchange();
      }

      @Override
      public void close() {}
    };
  }

  private synchronized Outcome exchange() {
    requests.println("request");
    try {
      if (answers.readLine() == null) {
        Runtime.getRuntime().halt(0);
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(0);
    }
    return new Outcome.Granted(grant());
  }

  @Override
  public Duration longestExchange() {
    return Duration.ofSeconds(5);
  }
}

package dev.tokenkeeper.server.servers;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.bsn.BsnModule;
import dev.tokenkeeper.bsn.BsnSettings;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.ProviderSuspended;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.oauth2.ClientSecrets;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.server.demo.KeycloakServer;
import dev.tokenkeeper.server.servers.Tap.Cut;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Keycloak with BSN.cloud's figures, behind the BSN adapter and the keeper on H2. */
@Tag("whole")
class KeycloakTest {
  private static final Duration SETTLED = Duration.ofSeconds(61);
  private static final Duration SUSPENDED = Duration.ofSeconds(31);
  private static final List<String> USERS =
      IntStream.range(0, 20).mapToObj("user-%02d"::formatted).toList();

  @TempDir static Path server;
  private static KeycloakServer keycloak;
  private static int used;

  @TempDir Path folder;
  private Tap tap;
  private Bench bench;

  @BeforeAll
  static void startKeycloak() throws IOException {
    long began = System.nanoTime();
    var passwords = USERS.stream().collect(toMap(user -> user, KeycloakTest::password));
    keycloak = KeycloakServer.start(Path.of("target", "keycloak"), server, passwords);
    System.out.printf("Keycloak is up after %d ms%n", (System.nanoTime() - began) / 1_000_000);
  }

  @AfterAll
  static void endKeycloak() {
    keycloak.close();
  }

  @BeforeEach
  void open() throws IOException {
    tap = Tap.on(keycloak.tokenUri().getPort());
    bench = new Bench(folder, tap, new BsnModule(settings()));
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  private BsnSettings settings() {
    return with(ClientSecrets.of(Secret.of(keycloak.clientSecret())));
  }

  private BsnSettings with(ClientSecrets secrets) {
    return BsnSettings.builder(ClientSettings.basic(keycloak.clientId(), secrets))
        .tokenUri(tap.at(keycloak.tokenUri()))
        .apiUri(URI.create(tap.base()))
        .build();
  }

  @Test
  void renew_goodToken_rotatesAndTheServersFiguresAreKept() throws Exception {
    AuthorizationId id = loggedIn(false);
    String first = tap.refreshToken();

    AuthorizationStatus after = bench.renew(id);

    bench.report("Keycloak", "a refresh rotates", id);
    assertThat(bench.asked()).containsExactly("refresh_token");
    assertThat(after.generation()).isEqualTo(1);
    assertThat(tap.refreshToken()).isNotEqualTo(first);
    assertThat(keycloak.refresh(first))
        .isEqualTo("invalid_grant: Maximum allowed refresh token reuse exceeded");
    var now = Instant.now();
    var close = within(10, ChronoUnit.SECONDS);
    assertThat(after.accessTokenEndsAt()).isCloseTo(now.plusSeconds(300), close);
    assertThat(after.refreshTokenEndsAt()).isCloseTo(now.plusSeconds(1800), close);
    assertThat(after.sessionEndsAt()).isCloseTo(now.plusSeconds(43_200), close);
  }

  @Test
  void renew_byEightAtOnce_sendsOnceAndTheSessionLives() {
    AuthorizationId id = loggedIn(false);

    Stream.generate(() -> CompletableFuture.runAsync(() -> bench.renew(id)))
        .limit(8)
        .toList()
        .forEach(CompletableFuture::join);

    bench.report("Keycloak", "eight callers renew at once", id);
    assertThat(bench.asked()).containsExactly("refresh_token");
    assertThat(bench.renew(id).status()).isEqualTo(Status.ACTIVE);
  }

  @ParameterizedTest
  @EnumSource
  void renew_sessionIsDeadAndTheLoginKept_logsInAgain(SessionDeath death) throws Exception {
    AuthorizationId id = loggedIn(true);
    die(death, id);

    AuthorizationStatus after = bench.renew(id);

    bench.report("Keycloak", death + ", login kept", id);
    assertThat(bench.asked()).containsExactly("refresh_token", "password");
    assertThat(after.status()).isEqualTo(Status.ACTIVE);
    assertThat(bench.events.events(ReauthorizationRequired.class)).isEmpty();
    assertThat(bench.renew(id).status()).isEqualTo(Status.ACTIVE);
  }

  /** A refusal that comes out of the blue is believed the second time. */
  @ParameterizedTest
  @EnumSource
  void renew_sessionIsDeadAndNoLoginKept_asksThePerson(SessionDeath death) throws Exception {
    AuthorizationId id = loggedIn(false);
    die(death, id);

    assertThatThrownBy(() -> bench.renew(id)).isInstanceOf(ReauthorizationRequiredException.class);

    bench.report("Keycloak", death + ", no login kept", id);
    assertThat(bench.asked()).containsExactly("refresh_token", "refresh_token");
    assertThat(bench.status(id).reason()).isEqualTo(FailureKind.GRANT_REFUSED);
    assertThat(bench.events.events(ReauthorizationRequired.class)).hasSize(1);
    logIn(id, false);
    assertThat(bench.renew(id).status()).isEqualTo(Status.ACTIVE);
  }

  private void die(SessionDeath death, AuthorizationId id) throws Exception {
    String spent = tap.refreshToken();
    bench.renew(id);
    String current = tap.refreshToken();
    tap.forget();
    death.happen(keycloak, id.subject(), spent, current);
    bench.pass(Duration.ofSeconds(2));
  }

  @Test
  void renew_clientSecretIsChangedAtTheServer_suspendsAndGoesOnWithTheNext() throws Exception {
    bench.close();
    Secret old = Secret.of(keycloak.clientSecret());
    tap = Tap.on(keycloak.tokenUri().getPort());
    bench = new Bench(folder, tap, new BsnModule(with(ClientSecrets.of(old, Secret.of("next-1")))));
    AuthorizationId one = loggedIn(false);
    AuthorizationId other = loggedIn(false);
    keycloak.changeClientSecret("next-1");

    assertThatThrownBy(() -> bench.renew(one)).isInstanceOf(TokenUnavailableException.class);
    assertThatThrownBy(() -> bench.renew(other)).isInstanceOf(TokenUnavailableException.class);

    bench.report("Keycloak", "client secret changed at the server", one);
    assertThat(bench.asked()).containsExactly("refresh_token");
    assertThat(bench.events.events(ProviderSuspended.class)).hasSize(1);
    assertThat(bench.events.events(RenewalFailed.class))
        .extracting(RenewalFailed::kind)
        .containsExactly(FailureKind.CLIENT_REFUSED);

    tap.forget();
    bench.pass(SUSPENDED);
    bench.renew(one);
    bench.renew(other);
    bench.report("Keycloak", "the next secret, after the suspension", one);
    assertThat(bench.asked()).containsExactly("refresh_token", "refresh_token");
    assertThat(List.of(bench.status(one), bench.status(other)))
        .allMatch(each -> each.status() == Status.ACTIVE && each.epoch() == 1);
  }

  @Test
  void renew_answerIsCutOffAndTheLoginKept_logsInWithoutSendingTheTokenAgain() {
    AuthorizationId id = loggedIn(true);
    tap.cutNext(Cut.ANSWER);

    AuthorizationStatus after = bench.renew(id);

    bench.report("Keycloak", "answer cut off, login kept", id);
    assertThat(bench.asked()).containsExactly("refresh_token", "password");
    assertThat(after.inDoubt()).isFalse();
    assertThat(bench.renew(id).status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void renew_answerIsCutOffAndNoLoginKept_isSettledByOneLastReplayAndAsksThePerson() {
    AuthorizationId id = loggedIn(false);
    tap.cutNext(Cut.ANSWER);

    assertThatThrownBy(() -> bench.renew(id)).isInstanceOf(TokenUnavailableException.class);
    assertThatThrownBy(() -> bench.renew(id)).isInstanceOf(TokenUnavailableException.class);
    assertThat(bench.asked()).as("until it has settled").containsExactly("refresh_token");
    assertThat(bench.status(id).inDoubt()).isTrue();

    bench.pass(SETTLED);
    assertThatThrownBy(() -> bench.renew(id)).isInstanceOf(ReauthorizationRequiredException.class);
    bench.report("Keycloak", "answer cut off, no login kept", id);
    assertThat(bench.asked()).containsExactly("refresh_token", "refresh_token");
    assertThat(bench.status(id).reason()).isEqualTo(FailureKind.LOST_ROTATION);
  }

  @Test
  void renew_requestIsCutOff_isBroughtBackByTheLastReplay() {
    AuthorizationId id = loggedIn(false);
    tap.cutNext(Cut.REQUEST);

    assertThatThrownBy(() -> bench.renew(id)).isInstanceOf(TokenUnavailableException.class);
    bench.pass(SETTLED);
    AuthorizationStatus after = bench.renew(id);

    bench.report("Keycloak", "request cut off, no login kept", id);
    assertThat(bench.asked()).containsExactly("refresh_token", "refresh_token");
    assertThat(after.status()).isEqualTo(Status.ACTIVE);
    assertThat(after.inDoubt()).isFalse();
    assertThat(after.generation()).isEqualTo(1);
  }

  /** A user of its own for each case: what one loses is no other's loss. */
  private AuthorizationId loggedIn(boolean kept) {
    AuthorizationId id = AuthorizationId.of("bsn", USERS.get(used++));
    logIn(id, kept);
    tap.forget();
    return id;
  }

  private void logIn(AuthorizationId id, boolean kept) {
    Secret password = Secret.of(password(id.subject()));
    UserLogin login =
        kept ? UserLogin.kept(id.subject(), password) : UserLogin.once(id.subject(), password);
    bench.keeper.journeys().login(id, login);
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.asked()).endsWith("password");
  }

  private static String password(String user) {
    return "password-of-" + user;
  }
}

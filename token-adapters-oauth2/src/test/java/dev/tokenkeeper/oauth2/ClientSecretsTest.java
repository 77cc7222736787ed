package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client secret is exchanged for the next one without a restart, and without a second send. */
class ClientSecretsTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final List<String> told = new ArrayList<>();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private RawServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        RawServer.start(
            request -> {
              if (accepted.contains(secretOf(request))) {
                request.answer(200, Endpoints.GRANT);
              } else {
                request.answer(401, "{\"error\":\"invalid_client\"}");
              }
            });
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(told.toString()).doesNotContain("old-s", "new-s", "newer-s");
  }

  @Test
  void send_currentRefused_nextExchangeUsesTheNextAndStays() {
    accepted.add("new-s");
    OAuth2Endpoint endpoint = endpoint(fixed("old-s", "new-s"));

    assertThat(send(endpoint)).isInstanceOf(Outcome.ClientRefused.class);
    assertThat(server.requests()).hasSize(1);
    assertThat(send(endpoint)).isInstanceOf(Outcome.Granted.class);
    assertThat(send(endpoint)).isInstanceOf(Outcome.Granted.class);
    assertThat(sent()).containsExactly("old-s", "new-s", "new-s");
    assertThat(told)
        .containsExactly(
            "The provider refuses the current secret of client 'app';"
                + " the next exchange uses the next one");
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void inUse_sourceIsSlow_othersGoOnWithWhatIsKnown() {
    Secret known = Secret.of("old-s");
    var asked = new CompletableFuture<Void>();
    var first = CompletableFuture.completedFuture(new ClientSecrets.Pair(known, null));
    var second = new CompletableFuture<ClientSecrets.Pair>();
    var answers = new ArrayDeque<>(List.of(first, second));
    ClientSecrets secrets =
        ClientSecrets.from(
                () -> {
                  CompletableFuture<ClientSecrets.Pair> answer = answers.remove();
                  if (answers.isEmpty()) {
                    asked.complete(null);
                  }
                  return answer.join();
                })
            .by(clock);
    secrets.inUse("app");
    clock.advance(MOMENT);
    CompletableFuture<Secret> looking =
        CompletableFuture.supplyAsync(() -> secrets.inUse("app"), task -> new Thread(task).start());
    asked.join();

    assertThat(secrets.inUse("app")).isEqualTo(known);
    second.complete(new ClientSecrets.Pair(Secret.of("new-s"), null));
    assertThat(looking.join()).isEqualTo(Secret.of("new-s"));
  }

  @Test
  void send_bothRefused_areTriedInTurn() {
    OAuth2Endpoint endpoint = endpoint(fixed("old-s", "new-s"));

    for (int i = 0; i < 4; i++) {
      assertThat(send(endpoint)).isInstanceOf(Outcome.ClientRefused.class);
    }
    assertThat(sent()).containsExactly("old-s", "new-s", "old-s", "new-s");
  }

  @Test
  void send_onlyOneAndRefused_isTriedAgain() {
    OAuth2Endpoint endpoint = endpoint(fixed("old-s", null));

    send(endpoint);
    send(endpoint);
    assertThat(sent()).containsExactly("old-s", "old-s");
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"invalid_grant", "unauthorized_client", "invalid_scope", "invalid_request"})
  void send_refusedForAnotherReason_keepsTheSecret(String error) throws Exception {
    try (var refusing = RawServer.answering(400, "{\"error\":\"" + error + "\"}")) {
      var endpoint = endpoint(fixed("old-s", "new-s"), refusing);
      send(endpoint);
      send(endpoint);

      assertThat(refusing.requests())
          .extracting(ClientSecretsTest::secretOf)
          .containsExactly("old-s", "old-s");
    }
  }

  @Test
  void refused_byAnExchangeThatBeganEarlier_changesNothing() {
    ClientSecrets secrets = fixed("old-s", "new-s");
    Secret used = secrets.inUse("app");
    secrets.refused("app", used);
    secrets.refused("app", used);

    assertThat(secrets.inUse("app")).isEqualTo(Secret.of("new-s"));
  }

  @Test
  void send_fileChanges_isReadAgainWithinASecond(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("secret");
    Files.writeString(file, "old-s\n");
    OAuth2Endpoint endpoint = endpoint(named("file:" + file, null));
    send(endpoint);
    Files.writeString(file, "new-s\n");
    clock.advance(MOMENT.minusMillis(1));
    send(endpoint);
    clock.advance(Duration.ofMillis(1));
    send(endpoint);

    assertThat(sent()).containsExactly("old-s", "old-s", "new-s");
  }

  @Test
  void send_nextBecomesCurrent_isUsedOn(@TempDir Path directory) throws Exception {
    Path current = Files.writeString(directory.resolve("current"), "old-s");
    Path next = Files.writeString(directory.resolve("next"), "new-s");
    OAuth2Endpoint endpoint = endpoint(named("file:" + current, "file:" + next));
    accepted.add("new-s");
    send(endpoint);
    Files.writeString(current, "new-s");
    Files.writeString(next, "newer-s");
    clock.advance(MOMENT);
    send(endpoint);
    accepted.clear();
    accepted.add("newer-s");
    send(endpoint);
    send(endpoint);

    assertThat(sent()).containsExactly("old-s", "new-s", "new-s", "newer-s");
  }

  @Test
  void send_nextAppearsLater_isTriedWhenItIsThere(@TempDir Path directory) throws Exception {
    Path current = Files.writeString(directory.resolve("current"), "old-s");
    Path next = directory.resolve("next");
    OAuth2Endpoint endpoint = endpoint(named("file:" + current, "file:" + next));
    send(endpoint);
    Files.writeString(next, "new-s");
    clock.advance(MOMENT);
    send(endpoint);
    send(endpoint);

    assertThat(sent()).containsExactly("old-s", "old-s", "new-s");
  }

  @Test
  void send_fileIsGoneOrEmpty_keepsWhatWeHaveAndSaysSoOnce(@TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "old-s");
    OAuth2Endpoint endpoint = endpoint(named("file:" + file, null));
    for (int i = 0; i < 3; i++) {
      Files.writeString(file, i == 1 ? "  \n" : "");
      clock.advance(MOMENT);
      send(endpoint);
    }
    Files.delete(file);
    clock.advance(MOMENT);
    send(endpoint);

    assertThat(sent()).containsOnly("old-s").hasSize(4);
    assertThat(told)
        .containsExactly(
            "The secret of client 'app' file:"
                + file
                + " holds nothing; the one that is known stays in use");
    Files.writeString(file, "new-s");
    clock.advance(MOMENT);
    send(endpoint);
    assertThat(sent()).endsWith("new-s");
  }

  @Test
  void endpoint_fileIsNotThere_isRefused(@TempDir Path directory) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> endpoint(named("file:" + directory.resolve("none"), null)))
        .withMessageMatching("clientSecret: file:.*none holds nothing\\. Put the secret there.*");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> endpoint(named("env:TOKEN_KEEPER_NOT_SET", null)))
        .withMessageContaining("env:TOKEN_KEEPER_NOT_SET holds nothing");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ClientSecrets.named("old-s", null))
        .withMessage(
            "clientSecret: names no place. Use env:NAME or file:path, never the secret itself.");
  }

  @Test
  void send_supplierFails_keepsWhatWeHaveWithoutQuotingIt() {
    var supplied = new ArrayList<>(List.of("old-s"));
    OAuth2Endpoint endpoint =
        endpoint(
            ClientSecrets.from(
                    () -> {
                      if (supplied.isEmpty()) {
                        throw new IllegalStateException("old-s");
                      }
                      return new ClientSecrets.Pair(Secret.of(supplied.get(0)), null);
                    })
                .by(clock)
                .telling(told::add));
    supplied.clear();
    clock.advance(MOMENT);
    send(endpoint);

    assertThat(sent()).containsExactly("old-s");
    assertThat(told)
        .containsExactly(
            "The secret of client 'app' cannot be read (IllegalStateException);"
                + " the one that is known stays in use");
  }

  @Test
  void send_secretEndsSoon_isWarnedOfOnceADay() {
    Instant end = Instant.parse("2026-12-10T00:00:00Z");
    ClientSecrets secrets = fixed("old-s", null).endingAt(end);
    OAuth2Endpoint endpoint = endpoint(secrets);
    clock.set(Instant.parse("2026-11-25T23:59:59Z"));
    send(endpoint);
    assertThat(told).isEmpty();
    assertThat(secrets.daysLeft()).hasValue(14);

    clock.set(Instant.parse("2026-11-26T00:00:00Z"));
    send(endpoint);
    send(endpoint);
    clock.set(Instant.parse("2026-11-27T05:00:00Z"));
    send(endpoint);
    clock.set(Instant.parse("2026-12-11T00:00:00Z"));
    send(endpoint);

    assertThat(told)
        .containsExactly(
            "The secret of client 'app' ends on 2026-12-10; have the provider make another",
            "The secret of client 'app' ends on 2026-12-10; have the provider make another",
            "The secret of client 'app' ended on 2026-12-10; have the provider make another");
    assertThat(secrets.daysLeft()).hasValue(-1);
    assertThat(fixed("old-s", null).daysLeft()).isEmpty();
  }

  @Test
  void apiResource_currentChanges_asksWithTheNewOne() throws Exception {
    try (var api = RawServer.answering(200, "{}")) {
      var supplied = new ArrayList<>(List.of("old-s"));
      var secrets =
          ClientSecrets.from(() -> new ClientSecrets.Pair(Secret.of(supplied.get(0)), null))
              .by(clock);
      var resource =
          new ApiResource(api.uri("/"), ClientSettings.basic("app", secrets), HttpSettings.DEFAULT);
      resource.get();
      supplied.set(0, "new-s");
      clock.advance(MOMENT);
      resource.get();

      assertThat(api.requests())
          .extracting(ClientSecretsTest::secretOf)
          .containsExactly("old-s", "new-s");
    }
  }

  @Test
  void equals_bySourceAndEnd() {
    assertThat(ClientSecrets.named("env:A", "env:B"))
        .isEqualTo(ClientSecrets.named("env:A", "env:B"))
        .hasSameHashCodeAs(ClientSecrets.named("env:A", "env:B"))
        .isNotEqualTo(ClientSecrets.named("env:A", null))
        .isNotEqualTo(ClientSecrets.named("env:A", "env:B").endingAt(Instant.EPOCH));
    assertThat(fixed("old-s", "new-s"))
        .isEqualTo(fixed("old-s", "new-s"))
        .isNotEqualTo(fixed("a", "new-s"));
    assertThat(fixed("old-s", "new-s").toString()).contains("***").doesNotContain("old-s");
  }

  private ClientSecrets fixed(String current, @Nullable String next) {
    return ClientSecrets.of(Secret.of(current), next == null ? null : Secret.of(next))
        .by(clock)
        .telling(told::add);
  }

  private ClientSecrets named(String current, @Nullable String next) {
    return ClientSecrets.named(current, next).by(clock).telling(told::add);
  }

  private OAuth2Endpoint endpoint(ClientSecrets secrets) {
    return endpoint(secrets, server);
  }

  private static OAuth2Endpoint endpoint(ClientSecrets secrets, RawServer server) {
    return new OAuth2Endpoint(
        Endpoints.settings(server.uri("/token"))
            .withClient(ClientSettings.basic("app", secrets))
            .withHttp(Endpoints.PATIENT));
  }

  private static Outcome send(OAuth2Endpoint endpoint) {
    return Endpoints.send(endpoint, Endpoints.REFRESH);
  }

  private List<String> sent() {
    return server.requests().stream().map(ClientSecretsTest::secretOf).toList();
  }

  private static String secretOf(RawServer.Request request) {
    String basic = request.head().replaceAll("(?is).*authorization: basic (\\S+).*", "$1");
    return new String(Base64.getDecoder().decode(basic), UTF_8).split(":", 2)[1];
  }
}

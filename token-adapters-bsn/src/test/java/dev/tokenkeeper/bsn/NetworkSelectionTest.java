package dev.tokenkeeper.bsn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.Preparation;
import dev.tokenkeeper.testkit.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSelectionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
  private static final AccessToken TOKEN =
      new AccessToken(
          AuthorizationId.of("bsn", "ada"),
          1,
          1,
          Secret.of("at-1"),
          "Bearer",
          null,
          Lifetime.of(NOW, Duration.ofMinutes(5)),
          NOW.plusSeconds(200));

  private FakeBsn bsn;

  @BeforeEach
  void open() throws Exception {
    bsn = FakeBsn.start();
  }

  @AfterEach
  void close() {
    bsn.close();
  }

  @Test
  @Fact("5.3-choose")
  void prepare_defaultNetwork_isChosen() {
    bsn.answering(204, "");

    assertThat(prepare("acme-main", Map.of())).isEqualTo(Preparation.Result.READY);
    assertThat(bsn.requests())
        .containsExactly(
            new FakeBsn.Request(
                "PUT /2022/06/REST/Self/Session/Network",
                "Bearer at-1",
                "{\"name\":\"acme-main\"}"));
  }

  @Test
  void prepare_ownNetwork_winsOverTheDefault() {
    bsn.answering(204, "");

    assertThat(prepare("acme-main", Map.of("network", "acme \"east\"")))
        .isEqualTo(Preparation.Result.READY);
    assertThat(bsn.requests())
        .extracting(FakeBsn.Request::body)
        .containsExactly("{\"name\":\"acme \\\"east\\\"\"}");
  }

  @Test
  void prepare_noNetworkAtAll_asksNobody() {
    assertThat(prepare(null, Map.of("other", "x"))).isEqualTo(Preparation.Result.READY);
    assertThat(bsn.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200,READY",
    "204,READY",
    "302,TRY_AGAIN",
    "400,TRY_AGAIN",
    "401,SESSION_ENDED",
    "403,TRY_AGAIN",
    "404,TRY_AGAIN",
    "410,SESSION_ENDED",
    "429,TRY_AGAIN",
    "500,TRY_AGAIN",
    "503,TRY_AGAIN"
  })
  @Fact("5.3-gone")
  void prepare_anyStatus_isJudged(int status, Preparation.Result result) {
    bsn.answering(status, "");

    assertThat(prepare("acme-main", Map.of())).isEqualTo(result);
    assertThat(bsn.requests()).hasSize(1);
  }

  @Test
  void prepare_nobodyThere_isTriedAgain() {
    var preparation = preparation("acme-main");
    bsn.close();

    assertThat(preparation.prepare(TOKEN, Map.of())).isEqualTo(Preparation.Result.TRY_AGAIN);
  }

  @Test
  void prepare_baseWithASlash_hasOneSlash() {
    bsn.answering(204, "");
    var provider = bsn.settings().apiUri(bsn.uri("/rest/")).network("n").build().provider();
    Objects.requireNonNull(provider.preparation()).prepare(TOKEN, Map.of());

    assertThat(bsn.requests())
        .extracting(FakeBsn.Request::line)
        .containsExactly("PUT /rest/Self/Session/Network");
  }

  private Preparation.Result prepare(@Nullable String network, Map<String, String> attributes) {
    return preparation(network).prepare(TOKEN, attributes);
  }

  private Preparation preparation(@Nullable String network) {
    return Objects.requireNonNull(bsn.settings().network(network).build().provider().preparation());
  }
}

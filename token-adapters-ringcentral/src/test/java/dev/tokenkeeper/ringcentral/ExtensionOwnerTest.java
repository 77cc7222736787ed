package dev.tokenkeeper.ringcentral;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.ResourceOwner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionOwnerTest {
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final AccessToken TOKEN =
      new AccessToken(
          AuthorizationId.of("ringcentral", "ada"),
          1,
          1,
          Secret.of("at-1"),
          "bearer",
          null,
          Lifetime.of(NOW, Duration.ofHours(24)),
          NOW.plusSeconds(200));

  private FakeRingCentral ringCentral;
  private ResourceOwner owner;

  @BeforeEach
  void open() throws Exception {
    ringCentral = FakeRingCentral.start();
    owner = Objects.requireNonNull(ringCentral.settings().build().provider().owner());
  }

  @AfterEach
  void close() {
    ringCentral.close();
  }

  @Test
  void of_answerThatNamesIt_asksNobody() {
    assertThat(owner.of(TOKEN, Map.of("owner_id", "256440016"))).isEqualTo("256440016");
    assertThat(ringCentral.requests()).isEmpty();
  }

  @Test
  void of_factsLost_asksTheApi() {
    ringCentral.answering(200, "{\"id\":256440016,\"name\":\"Ada\"}");

    assertThat(owner.of(TOKEN, Map.of("endpoint_id", "x"))).isEqualTo("256440016");
    assertThat(ringCentral.requests())
        .containsExactly(
            new FakeRingCentral.Request(
                "GET /restapi/v1.0/account/~/extension/~", "Bearer at-1", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"401|{\"id\":1}", "429|", "500|{\"id\":1}", "200|{\"name\":\"Ada\"}", "200|<html>"})
  void of_noUsableAnswer_isNotKnownYet(int status, String body) {
    ringCentral.answering(status, body == null ? "" : body);

    assertThat(owner.of(TOKEN, Map.of())).isNull();
    assertThat(ringCentral.requests()).hasSize(1);
  }

  @Test
  void of_nobodyThere_isNotKnownYet() {
    ringCentral.close();

    assertThat(owner.of(TOKEN, Map.of())).isNull();
  }
}

package dev.tokenkeeper.astra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tokenkeeper.domain.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerIdentityTest {
  private FakeAstra astra;
  private PartnerIdentity identity;

  @BeforeEach
  void open() throws Exception {
    astra = FakeAstra.start();
    identity = astra.settings().build().partnerIdentity();
  }

  @AfterEach
  void close() {
    astra.close();
  }

  @Test
  void verifyUser_accepted_returnsTheToken() {
    astra.answering(200, "{\"token\":\"one-time\"}");

    assertThat(identity.verifyUser("usr_7")).isEqualTo(Secret.of("one-time"));
    assertThat(astra.requests()).containsExactly(verification("{\"user_id\":\"usr_7\"}"));
  }

  @Test
  void verifyUserIntent_accepted_returnsTheToken() {
    astra.answering(201, "{\"token\":\"one-time\"}");

    assertThat(identity.verifyUserIntent("uin_1")).isEqualTo(Secret.of("one-time"));
    assertThat(astra.requests()).containsExactly(verification("{\"user_intent_id\":\"uin_1\"}"));
  }

  @Test
  void verifyUser_refused_saysWhyAfterOneRequest() {
    astra.answering(
        403, "{\"code\":403,\"name\":\"Forbidden\",\"description\":\"Not your program\"}");

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> identity.verifyUser("usr_7"))
        .withMessage(
            "Astra refused our request to verify an identity"
                + " (HTTP 403: Forbidden: Not your program).")
        .satisfies(e -> assertThat(e.status()).hasValue(403));
    assertThat(astra.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"token\":\"\"}", "{\"token\":null}", "{\"token\":[\"x\"]}"})
  void verifyUser_noToken_isSaid(String body) {
    astra.answering(200, body);

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> identity.verifyUser("usr_7"))
        .withMessage(
            "Astra's answer to our request to verify an identity has no token (HTTP 200).");
  }

  @Test
  void verifyUser_nobodyThere_isSaid() {
    astra.close();

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> identity.verifyUser("usr_7"))
        .satisfies(e -> assertThat(e.status()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void verify_noId_asksNobody(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> identity.verifyUser(id));
    assertThatIllegalArgumentException().isThrownBy(() -> identity.verifyUserIntent(id));
    assertThat(astra.requests()).isEmpty();
  }

  private static FakeAstra.Request verification(String body) {
    return new FakeAstra.Request(
        "POST /v1/partner/identity/verification", FakeAstra.BASIC, FakeAstra.JSON, body);
  }
}

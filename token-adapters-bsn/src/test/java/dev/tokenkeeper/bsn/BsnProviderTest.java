package dev.tokenkeeper.bsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.Fact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conversation with BSN.cloud's Keycloak, as its documents and Keycloak's have it. */
class BsnProviderTest {
  private static final String TOKEN = "POST /realms/bsncloud/protocol/openid-connect/token";
  private static final String REVOKE = "POST /realms/bsncloud/protocol/openid-connect/revoke";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("app:app-secret".getBytes(StandardCharsets.UTF_8));
  private static final TokenRequest REFRESH = new TokenRequest.Refresh(Secret.of("eyJ.fake.rt"));
  private static final TokenRequest LOGIN =
      new TokenRequest.Login("acme/ada@example.com", Secret.of("pass word"));

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
  @Fact({
    "1.grants.bsn",
    "1.client-auth.bsn",
    "1.introspect.bsn",
    "5.1-token",
    "5.2-refresh",
    "5.2-answer"
  })
  void send_refresh_getsThePair() {
    bsn.answering(
        200,
        """
        {"access_token":"eyJ.fake.at2","expires_in":300,"refresh_expires_in":1800,
         "refresh_token":"eyJ.fake.rt2","token_type":"Bearer","not-before-policy":0,
         "session_state":"1b7e6c0e-0000-4000-8000-000000000001","scope":"bsn.api.main bsn.api.self"}
        """);

    assertThat(send(REFRESH))
        .isEqualTo(
            new Outcome.Granted(
                new TokenGrant(
                    Secret.of("eyJ.fake.at2"),
                    "Bearer",
                    Duration.ofMinutes(5),
                    Secret.of("eyJ.fake.rt2"),
                    Duration.ofMinutes(30),
                    "bsn.api.main bsn.api.self",
                    "1b7e6c0e-0000-4000-8000-000000000001",
                    null,
                    Map.of())));
    assertThat(bsn.requests())
        .containsExactly(
            new FakeBsn.Request(
                TOKEN, BASIC, "grant_type=refresh_token&refresh_token=eyJ.fake.rt"));
  }

  @Test
  @Fact({"1.grants.bsn", "5.2-password", "5.2-scope"})
  void send_login_sendsThePasswordGrant() {
    bsn.answering(200, "{\"access_token\":\"a\"}");

    assertThat(send(LOGIN)).isInstanceOf(Outcome.Granted.class);
    assertThat(bsn.requests())
        .containsExactly(
            new FakeBsn.Request(
                TOKEN,
                BASIC,
                "grant_type=password&username=acme%2Fada%40example.com&password=pass+word"));
  }

  @Test
  @Fact({"1.grants.bsn", "5.2-mint"})
  void send_mint_needsNoRefreshTokenBack() {
    bsn.answering(200, "{\"access_token\":\"a\",\"expires_in\":330,\"refresh_expires_in\":0}");

    assertThat(send(new TokenRequest.Mint()))
        .asInstanceOf(type(Outcome.Granted.class))
        .satisfies(granted -> assertThat(granted.grant().refreshToken()).isNull());
    assertThat(bsn.requests())
        .containsExactly(new FakeBsn.Request(TOKEN, BASIC, "grant_type=client_credentials"));
  }

  @Test
  @Fact("1.revoke.bsn")
  void send_revoke_goesToItsOwnEndpoint() {
    bsn.answering(200, "");
    var revoke = new TokenRequest.Revoke(Secret.of("rt"), TokenKind.REFRESH_TOKEN);

    assertThat(send(revoke)).isEqualTo(new Outcome.Revoked());
    assertThat(bsn.requests())
        .containsExactly(
            new FakeBsn.Request(REVOKE, BASIC, "token=rt&token_type_hint=refresh_token"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_grant,Token is not active,GrantRefused",
    "400,invalid_grant,Session not active,GrantRefused",
    "400,invalid_grant,Maximum allowed refresh token reuse exceeded,GrantRefused",
    "400,invalid_grant,Stale token,GrantRefused",
    "400,invalid_grant,Invalid refresh token,GrantRefused",
    "400,invalid_grant,Session doesn't have required client,GrantRefused",
    "401,invalid_grant,Invalid user credentials,GrantRefused",
    "401,unauthorized_client,Invalid client or Invalid client credentials,ClientRefused",
    "401,invalid_client,Invalid client or Invalid client credentials,ClientRefused",
    "400,unauthorized_client,Client not allowed for direct access grants,ClientRefused",
    "401,unauthorized_client,Client not enabled to retrieve service account,ClientRefused",
    "429,too_many_tokens,,Throttled"
  })
  @Fact({
    "1.live-cap.bsn",
    "1.dead-refresh.bsn",
    "1.rate-limit.bsn",
    "5.5-idle",
    "5.5-ended",
    "5.5-reused",
    "5.5-stale",
    "5.5-garbage",
    "5.5-login",
    "5.5-client",
    "5.5-grant"
  })
  void send_keycloakRefuses_isJudgedByTheError(
      int status, String error, String description, String outcome) {
    bsn.answering(
        status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));

    assertThat(send(REFRESH).getClass().getSimpleName()).isEqualTo(outcome);
  }

  private Outcome send(TokenRequest request) {
    var endpoint = bsn.settings().build().provider().endpoint();
    try (Ticket ticket = (Ticket) endpoint.admit(Attempt.Purpose.REFRESH)) {
      return ticket.send(request);
    }
  }
}

package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.KeptApi.ADA;
import static dev.tokenkeeper.oauth2.KeptApi.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ForeignHostException;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.oauth2.ApiServer.Seen;
import dev.tokenkeeper.port.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client promises that gives requests their users' tokens. */
abstract class AuthorizedClientContract {

  /** A status and the body, read. */
  record Answer(int status, String body) {}

  /** Sends a POST with a body for a user, with or without a header besides. */
  abstract Answer send(KeptApi api, AuthorizationId id, String uri, String... header)
      throws Exception;

  @Test
  void send_eachRequest_carriesItsOwnUsersToken() throws Exception {
    try (var api = new KeptApi()) {
      assertThat(send(api, ADA, "/a")).isEqualTo(new Answer(200, "answer 1"));
      send(api, BOB, "/b");
      send(api, ADA, "/c");
      assertThat(api.server.seen())
          .containsExactly(
              new Seen("POST /a", List.of("Bearer at-ada"), "said"),
              new Seen("POST /b", List.of("Bearer at-bob"), "said"),
              new Seen("POST /c", List.of("Bearer at-ada"), "said"));
      assertThat(api.renewals()).isZero();
    }
  }

  @Test
  void send_tokenIsDead_isRenewedAndSentOnceMore() throws Exception {
    try (var api = new KeptApi(401)) {
      assertThat(send(api, ADA, "/a")).isEqualTo(new Answer(200, "answer 2"));
      send(api, ADA, "/b");
      assertThat(api.server.seen())
          .containsExactly(
              new Seen("POST /a", List.of("Bearer at-ada"), "said"),
              new Seen("POST /a", List.of("Bearer at-1"), "said"),
              new Seen("POST /b", List.of("Bearer at-1"), "said"));
      assertThat(api.renewals()).isEqualTo(1);
    }
  }

  /** A renewal would kill the token on its way: one that is merely due waits for the answer. */
  @Test
  void send_renewalFallsDueMeanwhile_waitsForTheAnswer() throws Exception {
    try (var api = new KeptApi()) {
      api.server.meanwhile =
          () -> {
            api.clock.advance(Duration.ofMinutes(4));
            api.keeper.accessToken(ADA);
          };
      send(api, ADA, "/a");
      assertThat(api.renewals()).isZero();

      api.keeper.accessToken(ADA);
      assertThat(api.renewals()).isEqualTo(1);
    }
  }

  @Test
  void send_secondTokenIsRefusedToo_returnsThatAnswer() throws Exception {
    try (var api = new KeptApi(401, 401)) {
      assertThat(send(api, ADA, "/a").status()).isEqualTo(401);
      assertThat(api.server.tokens()).containsExactly("at-ada", "at-1");
      assertThat(api.renewals()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 302, 307, 400, 403, 404, 410, 429, 500, 503})
  void send_otherStatus_isReturnedAndNothingIsSentAgain(int status) throws Exception {
    try (var api = new KeptApi(status)) {
      assertThat(send(api, ADA, "/a")).isEqualTo(new Answer(status, "answer 1"));
      assertThat(api.server.seen()).hasSize(1);
      assertThat(api.renewals()).isZero();
    }
  }

  @Test
  void send_statusThatTheProfileCallsDead_isSentOnceMore() throws Exception {
    try (var api = new KeptApi(Set.of(401, 403), 403)) {
      assertThat(send(api, ADA, "/a")).isEqualTo(new Answer(200, "answer 2"));
      assertThat(api.server.tokens()).containsExactly("at-ada", "at-1");
    }
  }

  @Test
  void send_noOtherTokenToBeHad_saysSo() throws Exception {
    try (var api = new KeptApi(401)) {
      api.tokens.answer(new Outcome.GrantRefused("invalid_grant"));
      assertThatThrownBy(() -> send(api, ADA, "/a"))
          .isInstanceOf(ReauthorizationRequiredException.class);
      assertThat(api.server.seen()).hasSize(1);
    }
  }

  @Test
  void send_unknownUser_sendsNothing() throws Exception {
    try (var api = new KeptApi()) {
      var nobody = AuthorizationId.of("api", "nobody");
      assertThatThrownBy(() -> send(api, nobody, "/a"))
          .isInstanceOf(UnknownAuthorizationException.class);
      assertThat(api.server.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION"})
  void send_requestWithAuthorization_isRefusedAndNotSent(String name) throws Exception {
    try (var api = new KeptApi()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> send(api, ADA, "/a", name, "Bearer canary"))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
      assertThat(api.server.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/a",
        "http://localhost.:PORT/a",
        "http://localhost:OTHER/a",
        "http://localhost/a",
        "https://localhost:PORT/a",
        "http://localhost@127.0.0.1:PORT/a",
        "http://localhost:PORT@127.0.0.1:PORT/a",
        "http://localhost%3APORT@127.0.0.1:PORT/a",
        "http://[::1]:PORT/a",
        "http://[::ffff:127.0.0.1]:PORT/a",
        "http://localhost.localdomain:PORT/a",
        "http://127.0.0.1:PORT/http://localhost:PORT/",
        "http://127.0.0.1:PORT?http://localhost:PORT/",
        "http://127.0.0.1:PORT#@localhost:PORT/"
      })
  void send_foreignHost_isRefusedAndNotSent(String uri) throws Exception {
    try (var api = new KeptApi();
        var other = new ApiServer()) {
      String foreign =
          uri.replace("PORT", "" + api.server.port()).replace("OTHER", "" + other.port());
      assertThatThrownBy(() -> send(api, ADA, foreign)).isInstanceOf(ForeignHostException.class);
      assertThat(api.server.seen()).isEmpty();
      assertThat(other.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP://LOCALHOST:PORT/a", "http://127.0.0.1@localhost:PORT/a"})
  void send_ownHostWrittenOtherwise_isSent(String uri) throws Exception {
    try (var api = new KeptApi()) {
      String own = uri.replace("PORT", "" + api.server.port());
      assertThat(send(api, ADA, own).status()).isEqualTo(200);
      assertThat(api.server.tokens()).containsExactly("at-ada");
    }
  }
}

package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertInvalidGrant;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertRefused;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Provider notes, 6.2; RFC 7636. */
class RingCentralAuthorizationTest {

  /** RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String REDIRECT_URI = RingCentralSimulator.DEFAULT_REDIRECT_URI.toString();

  @Test
  void page_goodRequest_asksForNameAndPassword() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> page = world.get(world.authorization());

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(page.body()).contains("name=\"username\"", "name=\"password\"");
      assertThat(world.simulator.truth().count(TruthKind.CODE_ISSUED)).isZero();
    }
  }

  @Test
  @Fact("6.2-wrong-uri")
  void page_wrongClientOrRedirectUri_is400AndNeverRedirects() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String id = RingCentralSimulator.DEFAULT_CLIENT_ID;
      HttpResponse<String> client = world.get(world.authorizationOf("nobody"));
      HttpResponse<String> redirect =
          world.get(
              world.page(
                  "response_type", "code", "client_id", id, "redirect_uri", REDIRECT_URI + "/"));
      HttpResponse<String> missing = world.get(world.page("response_type", "code"));

      assertRefused(client, 400, "invalid_client", "OAU-153");
      assertRefused(redirect, 400, "invalid_request", "OAU-109");
      assertRefused(missing, 400, "invalid_request", "CMN-101");
      assertThat(redirect.headers().firstValue("Location")).isEmpty();
    }
  }

  @Test
  @Fact("6.2-back")
  void page_rightPassword_redirectsWithCodeStateAndSixtySeconds() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> agreed =
          world.post(world.authorization(), "", "username", "ada", "password", "secret");

      assertThat(agreed.statusCode()).isEqualTo(302);
      URI callback = URI.create(agreed.headers().firstValue("Location").orElseThrow());
      assertThat(callback).asString().startsWith(REDIRECT_URI + "?");
      assertThat(query(callback)).containsEntry("state", "s&1").containsEntry("expires_in", "60");
      assertThat(world.exchange(RingCentralWorld.codeOf(callback)).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().count(TruthKind.CODE_ISSUED, "ada")).isEqualTo(1);
    }
  }

  @Test
  void page_wrongPassword_asksAgainAndIsLogged() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      URI uri = world.authorization();
      HttpResponse<String> refused = world.post(uri, "", "username", "ada", "password", "guess");

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("<form");
      assertThat(world.simulator.truth().refusedLogins("ada")).isEqualTo(1);
      assertThat(world.post(uri, "", "username", "bob", "password", "secret").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  @Fact("6.2-denied")
  void page_userDenies_redirectsWithAccessDenied() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> denied = world.post(world.authorization(), "", "decision", "deny");

      assertThat(denied.statusCode()).isEqualTo(302);
      assertThat(denied.headers().firstValue("Location").orElseThrow())
          .isEqualTo(world.simulator.deny(world.authorization()).toString());
      assertThat(query(world.simulator.deny(world.authorization())))
          .containsEntry("error", "access_denied")
          .containsEntry("state", "s&1")
          .containsKey("error_description")
          .doesNotContainKey("code");
    }
  }

  @Test
  void authorize_byTheUsersBrowser_isWhatThePageDoes() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      URI callback = world.simulator.authorize(world.authorization(), "ada");

      assertThat(query(callback)).containsOnlyKeys("code", "state", "expires_in");
      assertThatThrownBy(() -> world.simulator.authorize(world.authorization(), "nobody"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> world.simulator.authorize(world.authorizationOf("nobody"), "ada"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("400");
    }
  }

  @Test
  void page_otherResponseTypeOrChallengeMethod_redirectsWithTheError() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String id = RingCentralSimulator.DEFAULT_CLIENT_ID;
      URI implicit =
          world.page("response_type", "token", "client_id", id, "redirect_uri", REDIRECT_URI);
      URI method = world.authorization("code_challenge", CHALLENGE, "code_challenge_method", "S1");
      URI tooShort = world.authorization("code_challenge", "short");

      assertThat(query(world.simulator.deny(implicit)))
          .containsEntry("error", "unsupported_response_type");
      assertThat(query(world.simulator.deny(method))).containsEntry("error", "invalid_request");
      assertThat(query(world.simulator.deny(tooShort))).containsEntry("error", "invalid_request");
    }
  }

  @Test
  void redirectUri_registeredWithQuery_keepsIt() {
    URI own = URI.create("http://127.0.0.1/back?tenant=7");
    try (RingCentralWorld world = RingCentralWorld.with(builder -> builder.redirectUri(own))) {
      String id = RingCentralSimulator.DEFAULT_CLIENT_ID;
      URI page =
          world.page("response_type", "code", "client_id", id, "redirect_uri", own.toString());

      assertThat(world.simulator.authorize(page, "ada")).asString().startsWith(own + "&code=");
      assertThatThrownBy(() -> world.simulator.authorize(world.authorization(), "ada"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @Fact("1.pkce.ringcentral")
  void pkce_s256_provesWhoBegan() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String code = world.code("code_challenge", CHALLENGE, "code_challenge_method", "S256");

      assertInvalidGrant(world.exchange(code), "OAU-106");
      assertInvalidGrant(world.exchange(code, "code_verifier", CHALLENGE), "OAU-106");
      assertThat(world.exchange(code, "code_verifier", VERIFIER).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().entries(TruthKind.CODE_REFUSED))
          .extracting(TruthEntry::detail)
          .containsExactly("PKCE", "PKCE");
    }
  }

  @Test
  @Fact("1.pkce.ringcentral")
  void pkce_plainIsTheDefault_comparesAsItIs() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      assertInvalidGrant(
          world.exchange(world.code("code_challenge", CHALLENGE), "code_verifier", VERIFIER),
          "OAU-106");
      assertThat(
              world
                  .exchange(world.code("code_challenge", VERIFIER), "code_verifier", VERIFIER)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void pkce_verifierWithoutChallenge_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      assertInvalidGrant(world.login("code_verifier", VERIFIER), "OAU-106");
    }
  }

  @Test
  void pkce_enforced_refusesRequestsWithoutChallenge() {
    try (RingCentralWorld world = RingCentralWorld.with(builder -> builder.enforcePkce(true))) {
      assertThat(query(world.simulator.authorize(world.authorization(), "ada")))
          .containsEntry("error", "invalid_request");
      assertThat(world.code("code_challenge", CHALLENGE)).hasSizeGreaterThan(20);
    }
  }
}

package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.contract.Behaviour.answer;
import static dev.tokenkeeper.testkit.contract.Behaviour.close;
import static dev.tokenkeeper.testkit.contract.Behaviour.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome.ClientRefused;
import dev.tokenkeeper.port.Outcome.NotSent;
import dev.tokenkeeper.port.Outcome.Revoked;
import dev.tokenkeeper.port.Outcome.Throttled;
import dev.tokenkeeper.port.Outcome.Unknown;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the adapter of a provider must do so that the keeper may rely on it: send each request once,
 * over HTTP, call what came of it by its right name, and give no secret away. The provider is
 * played by a server that misbehaves.
 *
 * <pre>{@code
 * class AcmeProviderContractTest extends ProviderContract {
 *   protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
 *     return new AcmeProvider("app", clientSecret, server.resolve("/token"), exchangeTimeout);
 *   }
 *
 *   protected Set<Class<? extends TokenRequest>> grants() {
 *     return Set.of(TokenRequest.Refresh.class, TokenRequest.Code.class);
 *   }
 * }
 * }</pre>
 *
 * <p>Takes some seconds: some answers never come.
 */
public abstract class ProviderContract extends ProviderContractFaults {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /** For extension. */
  protected ProviderContract() {}

  @Test
  void request_ofEveryKind_isAFormThatIsPosted() {
    for (TokenRequest each : requests()) {
      assertIsPostedForm(each, received(each, answer(200, tokens())));
    }
  }

  @Test
  void request_ofEveryKind_saysWhatItsStandardAsksFor() {
    for (TokenRequest each : requests()) {
      assertSays(each, received(each, answer(200, tokens())));
    }
  }

  @Test
  void request_ofEveryKind_keepsSecretsOutOfTheAddress() {
    Stream<TokenRequest> revocations = ProviderContractRequests.revocations().stream();
    boolean revocable = profile().revocable();
    Stream.concat(requests().stream(), revocations.filter(each -> revocable))
        .forEach(
            each ->
                assertThat(received(each, answer(200, tokens())).line())
                    .as(told(each, "whose address ends up in logs"))
                    .doesNotContain(ProviderContractRequests.MARK));
  }

  @Test
  void request_ofEveryKind_asksForNoCompression() {
    for (TokenRequest each : requests()) {
      assertThat(received(each, answer(200, tokens())).header("Accept-Encoding"))
          .as(told(each, "whose answer must not swell while it is unpacked"))
          .isIn("", "identity");
    }
  }

  @Test
  void provider_grants_areThoseItIsMadeFor() {
    assertThat(requests()).as("the requests that this provider gets tokens with").isNotEmpty();
    assertThat(grants().contains(TokenRequest.Refresh.class))
        .as("Whether there are refreshes, as the rotation rule says")
        .isEqualTo(profile().rotation().rule() != RotationRule.NONE);
    assertThat(grants().contains(TokenRequest.Code.class))
        .as("Whether there are codes, as the page for consent says")
        .isEqualTo(made.authorization() != null);
    assertThat(grants().contains(TokenRequest.Login.class) || !made.storedLogins())
        .as("Whether the logins that are stored can be sent")
        .isTrue();
    assertThat(made.assertions().isEmpty() || grants().contains(TokenRequest.Assertion.class))
        .as("Whether the assertions that there are can be sent")
        .isTrue();
  }

  @Test
  void provider_madeTwice_hasOneIdAndOneProfile() {
    OAuthProvider other = provider(PATIENT);
    assertThat(other.id()).as("the id of a second one with the same settings").isEqualTo(made.id());
    assertThat(other.profile()).as("the second one's profile").isEqualTo(made.profile());
    assertThat(other.endpoint())
        .as("the second one's endpoint, which counts what is under way for itself")
        .isNotSameAs(made.endpoint());
  }

  @Test
  void profile_rotationAndLifetimes_agree() {
    var rotation = profile().rotation();
    boolean spends =
        rotation.rule() == RotationRule.ONE_TIME
            || rotation.rule() == RotationRule.ONE_TIME_WITH_GRACE;
    assertThat(spends || rotation.penalty() == ReusePenalty.NONE)
        .as("Whether there is a penalty only where a refresh token is spent: %s", rotation)
        .isTrue();
    Duration life = profile().lifetimes().refreshToken();
    assertThat(life == null || profile().renewal().keepAlive().compareTo(life) < 0)
        .as("Whether an idle user's refresh token of %s is renewed before its end", life)
        .isTrue();
    assertThat(profile().lifetimes().accessToken())
        .as("an access token's life where the answer does not say")
        .isPositive();
  }

  @Test
  void profile_attempt_hasTimeForAnExchange() {
    Timing timing = profile().timing();
    assertThat(timing.attempt())
        .as("an attempt, in which a send that is late and an exchange of %s must fit", PATIENT)
        .isGreaterThanOrEqualTo(timing.sendBudget().plus(PATIENT));
  }

  @Test
  void provider_origins_areSafeForAccessTokens() {
    for (URI each : made.origins()) {
      assertSafe(each, "an origin that access tokens go to");
      assertThat(List.of("", "/"))
          .as("the path of the origin %s", each)
          .contains(each.getRawPath());
      assertThat(each.getRawQuery()).as("the query of the origin %s", each).isNull();
    }
  }

  @Test
  void provider_printed_showsNoSecret() {
    try (Ticket ticket = ticket(made, requests().get(0), "asked for a ticket")) {
      assertThat(String.join(" ", made.toString(), "" + made.endpoint(), "" + ticket))
          .as("What the provider, its endpoint and a ticket print as")
          .doesNotContain(ProviderContractRequests.MARK);
    }
  }

  @Test
  void authorization_request_hasEachParameterOnceAndNoSecretOfOurs() {
    AuthorizationEndpoint page = made.authorization();
    assumeTrue(page != null, "this provider has no page for consent");
    assertSafe(page.uri(), "the page for consent");
    assertSafe(page.redirectUri(), "the redirect URI");
    String challenge = page.pkce() ? "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" : null;
    URI asked = page.request(Secret.of("state+/="), challenge, Map.of());

    Map<String, List<String>> query = fields(asked.getRawQuery());
    assertThat(query).as("the parameters of %s", asked).allSatisfy(ProviderContract::assertOnce);
    assertThat(query).containsEntry("response_type", List.of("code"));
    assertThat(query).containsEntry("client_id", List.of(page.clientId()));
    assertThat(query).containsEntry("redirect_uri", List.of(page.redirectUri().toString()));
    assertThat(query).containsEntry("state", List.of("state+/="));
    if (challenge != null) {
      assertThat(query).containsEntry("code_challenge", List.of(challenge));
      assertThat(query).containsEntry("code_challenge_method", List.of("S256"));
    }
    assertThat(asked.toString())
        .as("the address that browsers keep, which must hold no secret of ours")
        .doesNotContain(ProviderContractRequests.MARK);
  }

  @Test
  void revoke_revocableProvider_postsTheTokenInABody() {
    for (TokenRequest each : revocations()) {
      HostileConnection.Request request = received(each, answer(200, ""));
      assertIsPostedForm(each, request);
      assertSays(each, request);
    }
  }

  @Test
  void revoke_accepted_isRevoked() {
    for (TokenRequest each : revocations()) {
      expect(each, "answered with 200", PATIENT, answer(200, ""), Revoked.class);
    }
  }

  @Test
  void revoke_tokenNotKnownAnyMore_isRevoked() {
    for (TokenRequest each : revocations()) {
      for (String error : List.of("invalid_token", "invalid_grant")) {
        expect(
            each,
            "answered with %s: there is nothing left to revoke".formatted(error),
            PATIENT,
            answer(400, refused(error, "Token not found")),
            Revoked.class);
      }
    }
  }

  @Test
  void revoke_notAccepted_isNotRevoked() {
    for (TokenRequest each : revocations()) {
      expect(each, "answered with 503", PATIENT, page(503), Unknown.class, Throttled.class);
      expect(each, "answered with 500", PATIENT, page(500), Unknown.class);
      expect(each, "asked to wait", PATIENT, answer(429, throttled()), Throttled.class);
      expect(each, "hung up on", PATIENT, close(), Unknown.class);
      expect(each, "redirected", PATIENT, page(302, "Location: /elsewhere"), Unknown.class);
      expect(
          each,
          "answered with invalid_client",
          PATIENT,
          answer(401, refused("invalid_client", "Invalid client")),
          ClientRefused.class);
    }
  }

  @Test
  void revoke_nobodyListens_isNotSent() {
    List<TokenRequest> revocations = revocations();
    OAuthProvider provider = provider(PATIENT);
    server.close();
    for (TokenRequest each : revocations) {
      String what = "with nobody at the port";
      assertThat(sent(provider, each, what)).as(told(each, what)).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void revoke_providerWithoutRevocation_sendsNothing() {
    assumeTrue(!profile().revocable(), "this provider can be told to revoke a token");
    server.plays(answer(200, ""));
    for (TokenRequest each : ProviderContractRequests.revocations()) {
      String told = told(each, "though the profile says that there is no way to revoke");
      try (Ticket ticket = ticket(provider(PATIENT), each, told)) {
        assertThat(catchThrowable(() -> ticket.send(each)))
            .as(told)
            .isInstanceOfAny(IllegalArgumentException.class, UnsupportedOperationException.class);
      }
    }
    assertThat(server.connections()).as("How many connections were made for that").isZero();
  }

  private List<TokenRequest> revocations() {
    assumeTrue(profile().revocable(), "this provider has no way to revoke");
    return ProviderContractRequests.revocations();
  }

  private ProviderProfile profile() {
    return made.profile();
  }

  private HostileConnection.Request received(TokenRequest request, Behaviour behaviour) {
    server.plays(behaviour);
    sent(provider(PATIENT), request, "answered with 200");
    List<HostileConnection.Request> all = server.requests();
    assertThat(all).as(told(request, "whose arrival is awaited")).isNotEmpty();
    return all.get(all.size() - 1);
  }

  private static void assertIsPostedForm(TokenRequest sent, HostileConnection.Request request) {
    assertThat(request.line())
        .as(told(sent, "which RFC 6749 section 3.2 wants posted"))
        .matches("POST /\\S* HTTP/1\\.1");
    assertThat(request.header("Content-Type").split(";")[0].strip())
        .as(told(sent, "which RFC 6749 appendix B wants to be a form"))
        .isEqualToIgnoringCase("application/x-www-form-urlencoded");
    assertThat(request.header("Accept"))
        .as(told(sent, "whose answer must be JSON"))
        .contains("application/json");
  }

  private static void assertSays(TokenRequest sent, HostileConnection.Request request) {
    Map<String, List<String>> form = fields(request.body());
    assertThat(form)
        .as(told(sent, "whose fields must not come twice"))
        .allSatisfy(ProviderContract::assertOnce);
    ProviderContractRequests.fields(sent)
        .forEach(
            (name, value) ->
                assertThat(form.get(name))
                    .as(told(sent, "and its field " + name))
                    .isEqualTo(List.of(value)));
  }

  private static void assertOnce(String name, List<String> values) {
    assertThat(values).as("the parameter %s", name).hasSize(1);
  }

  private static void assertSafe(URI uri, String what) {
    boolean safe =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme()) && LOOPBACK.contains(String.valueOf(uri.getHost())));
    assertThat(safe).as("Whether %s, %s, is https or on loopback", what, uri).isTrue();
    assertThat(uri.getRawUserInfo()).as("the login in %s, %s", what, uri).isNull();
    assertThat(uri.getRawFragment()).as("the fragment of %s, %s", what, uri).isNull();
  }

  private static Map<String, List<String>> fields(String form) {
    return Stream.of(form.split("&"))
        .map(each -> (each + '=').split("=", -1))
        .collect(
            groupingBy(
                each -> URLDecoder.decode(each[0], UTF_8),
                mapping(each -> URLDecoder.decode(each[1], UTF_8), toList())));
  }
}

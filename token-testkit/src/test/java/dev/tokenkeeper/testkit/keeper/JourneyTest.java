package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.CodeExchangeException;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.JourneyException;
import dev.tokenkeeper.domain.JourneyException.Reason;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.VirtualTime;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's browser goes to the provider's page and comes back, or somebody else's does. */
class JourneyTest {
  private static final URI CALLBACK = URI.create("https://app.example/callback/bsn");
  private static final Rotation REUSABLE = Rotation.reusable(OldAccessToken.STAYS_VALID);

  private final World world = world(page(true, null, false));

  @Test
  void begin_sendsTheBrowserToTheProvidersPage() throws Exception {
    AuthorizationRequest request =
        world.keeper.journeys().begin(ADA, Map.of("login_hint", "ada @example"));
    Map<String, String> query = query(request.uri());

    assertThat(request.uri().toString()).startsWith("https://auth.example/authorize?realm=a&");
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "client")
        .containsEntry("redirect_uri", CALLBACK.toString())
        .containsEntry("login_hint", "ada @example")
        .containsEntry("code_challenge_method", "S256");
    assertThat(Base64.getUrlDecoder().decode(query.get("state"))).hasSize(32);
    assertThat(request.expiresAt()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(10)));
    assertThat(request.toString()).doesNotContain(query.get("state"));
  }

  @Test
  void begin_manyTimes_neverGivesTheSameStateOrBinding() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      AuthorizationRequest request = world.keeper.journeys().begin(ADA);
      assertThat(seen.add(query(request.uri()).get("state"))).isTrue();
      assertThat(seen.add(binding(request))).isTrue();
    }
  }

  @Test
  void complete_rightBrowser_exchangesTheCodeOnceWithItsVerifier() throws Exception {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    AuthorizationStatus status = complete(request, "code-1");

    assertThat(status.id()).isEqualTo(ADA);
    assertThat(status.status()).isEqualTo(Status.ACTIVE);
    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
    var code = (TokenRequest.Code) world.endpoint.requests().get(0);
    assertThat(code.code().value().reveal(SecretAccess.granted())).isEqualTo("code-1");
    assertThat(code.redirectUri()).isEqualTo(CALLBACK);
    assertThat(code.verifier()).isNotNull();
    String verifier = code.verifier().reveal(SecretAccess.granted());
    assertThat(challenge(verifier)).isEqualTo(query(request.uri()).get("code_challenge"));
    assertThat(world.endpoint.requests()).hasSize(1);
  }

  @Test
  void complete_stateUsedBefore_isRefusedAndSendsNothing() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    complete(request, "code-1");

    assertThat(refusal(request, "code-1")).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(world.endpoint.requests()).hasSize(1);
  }

  @Test
  void complete_fromAnotherBrowser_isRefusedAndTheRightOneMayStillCome() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    AuthorizationRequest other = world.keeper.journeys().begin(BOB);
    String query = "code=c&state=" + query(request.uri()).get("state");

    assertThat(refusal(query, binding(other))).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(refusal(query, null)).isEqualTo(Reason.OTHER_BROWSER);
    assertThat(world.endpoint.requests()).isEmpty();
    assertThat(complete(request, "c").id()).isEqualTo(ADA);
  }

  @Test
  void complete_madeUpMissingOrRepeatedState_isRefused() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    String state = query(request.uri()).get("state");
    String binding = binding(request);

    assertThat(refusal("code=c&state=made-up", binding)).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(refusal("code=c", binding)).isEqualTo(Reason.STATE_MISSING);
    assertThat(refusal("", binding)).isEqualTo(Reason.STATE_MISSING);
    assertThat(refusal("code=c&state=x&state=" + state, binding))
        .isEqualTo(Reason.REPEATED_PARAMETER);
    assertThat(refusal("state=" + state, binding)).isEqualTo(Reason.CODE_MISSING);
    assertThat(world.endpoint.requests()).isEmpty();
  }

  @Test
  void complete_afterTenMinutes_isRefused() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.after(Duration.ofMinutes(10));

    assertThat(refusal(request, "c")).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void complete_userDeclines_endsTheJourneyAndChangesNothing() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    String query = "error=access_denied&state=" + query(request.uri()).get("state");

    assertThatThrownBy(
            () ->
                world
                    .keeper
                    .journeys()
                    .complete("bsn", AuthorizationResponse.of(query, binding(request))))
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining("access_denied");
    assertThat(refusal(request, "c")).isEqualTo(Reason.STATE_UNKNOWN);
    assertThat(world.store.find(ADA)).isEmpty();
  }

  @Test
  void complete_codeIsRefused_carriesANewJourneyForTheSameUser() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.endpoint.answer(new Outcome.GrantRefused("invalid_grant: code expired"));

    var failure = catchThrowableOfType(CodeExchangeException.class, () -> complete(request, "old"));

    assertThat(failure).hasMessageContaining("code expired").hasMessageNotContaining("old)");
    assertThat(failure.again()).isNotNull();
    assertThat(complete(failure.again(), "new").status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void complete_noUsableAnswer_sendsTheCodeOnceAndCarriesANewJourney() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.endpoint.answer(new Outcome.Unknown("timeout"));

    assertThatThrownBy(() -> complete(request, "c")).isInstanceOf(CodeExchangeException.class);
    assertThat(world.sent(TokenRequest.Code.class)).isEqualTo(1);
    assertThat(world.store.find(ADA)).isEmpty();
  }

  @Test
  void complete_codeIsRefusedAndNoJourneyCanBegin_stillSaysWhy() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.endpoint.otherwise(
        sent -> {
          world.journeys.reachable(false);
          return new Outcome.GrantRefused("invalid_grant: code expired");
        });

    assertThatThrownBy(() -> complete(request, "c"))
        .isInstanceOf(CodeExchangeException.class)
        .hasMessageContaining("code expired");
  }

  @Test
  void complete_noPermit_leavesTheJourneyToAReload() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.endpoint.hold(Duration.ofSeconds(3), "too many are sending");
    assertThatThrownBy(() -> complete(request, "c")).isInstanceOf(TokenUnavailableException.class);

    world.endpoint.admitAgain();
    assertThat(complete(request, "c").status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void complete_revokedWhileTheUserWasAway_isRefusedAndSendsNothing() {
    world.adopted(ADA);
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.keeper.authorizations().revoke(ADA);
    int sent = world.endpoint.requests().size();

    assertThat(refusal(request, "c")).isEqualTo(Reason.REVOKED_MEANWHILE);
    assertThat(world.endpoint.requests()).hasSize(sent);
    assertThat(world.row(ADA).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void complete_twoJourneysOfOneUser_bothEndAndTheNewerGrantIsCurrent() {
    AuthorizationRequest first = world.keeper.journeys().begin(ADA);
    AuthorizationRequest second = world.keeper.journeys().begin(ADA);
    complete(second, "c2");
    complete(first, "c1");

    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    assertThat(world.row(ADA).epoch()).isEqualTo(2);
  }

  @Test
  void begin_sixthJourneyOfOneUser_forgetsTheFirst() {
    AuthorizationRequest first = world.keeper.journeys().begin(ADA);
    for (int i = 0; i < 5; i++) {
      world.keeper.journeys().begin(ADA);
    }
    assertThat(refusal(first, "c")).isEqualTo(Reason.STATE_UNKNOWN);
  }

  @Test
  void start_journeyFromWhichNobodyComesBack_isForgotten() throws Exception {
    var time = new VirtualTime(world.clock);
    try (TokenKeeper keeper = world.builder().threads(time, time).build().start()) {
      String state = String.valueOf(query(keeper.journeys().begin(ADA).uri()).get("state"));
      String hash = HexFormat.of().formatHex(sha256(state));
      time.advance(Duration.ofMinutes(9));
      assertThat(world.journeys.find(hash)).isPresent();

      time.advance(Duration.ofMinutes(2));
      assertThat(world.journeys.find(hash)).isEmpty();
    }
  }

  @Test
  void begin_providerWithoutAPage_saysSo() {
    try (World plain = new World()) {
      assertThatThrownBy(() -> plain.keeper.journeys().begin(ADA))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("bsn.authorization");
    }
  }

  @Test
  void begin_hintThatIsNoneOfTheProviders_isRefusedAndNamed() {
    assertThatThrownBy(() -> world.keeper.journeys().begin(ADA, Map.of("redirect_uri", "evil")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redirect_uri");
  }

  @Test
  void complete_providerDoesNotEchoTheState_goesByTheBrowserAlone() {
    try (World silent = world(page(false, null, false))) {
      AuthorizationRequest ada = silent.keeper.journeys().begin(ADA);
      AuthorizationRequest bob = silent.keeper.journeys().begin(BOB);

      assertThat(complete(silent, "code=c", binding(bob)).id()).isEqualTo(BOB);
      assertThat(complete(silent, "code=c", binding(ada)).id()).isEqualTo(ADA);
      assertThatThrownBy(() -> complete(silent, "code=c", binding(ada)))
          .isInstanceOf(JourneyException.class);
    }
  }

  @Test
  void complete_otherIssuer_isRefused() {
    String issuer = "https://auth.example";
    try (World strict = world(page(true, issuer, true))) {
      AuthorizationRequest request = strict.keeper.journeys().begin(ADA);
      String query = "code=c&state=" + query(request.uri()).get("state");
      String binding = binding(request);

      assertThatThrownBy(() -> complete(strict, query + "&iss=https://evil.example", binding))
          .isInstanceOf(JourneyException.class)
          .hasMessageContaining("issuer");
      assertThatThrownBy(() -> complete(strict, query, binding))
          .isInstanceOf(JourneyException.class);
      assertThat(strict.endpoint.requests()).isEmpty();
      assertThat(complete(strict, query + "&iss=" + issuer, binding).id()).isEqualTo(ADA);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "50%", "with space", "🔑", "../..", "a&b=c", "ünïcode"})
  void complete_subjectWithOddCharacters_isThatSubject(String subject) {
    AuthorizationId id = AuthorizationId.of("bsn", subject);
    complete(world.keeper.journeys().begin(id), "c");
    assertThat(world.keeper.accessToken(id).authorization().subject()).isEqualTo(subject);
  }

  @Test
  void journeys_whatIsStored_holdsNeitherStateNorBindingNorVerifier() throws Exception {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    String state = String.valueOf(query(request.uri()).get("state"));

    Journey stored = world.journeys.find(HexFormat.of().formatHex(sha256(state))).orElseThrow();
    assertThat(stored.toString()).doesNotContain(state, binding(request));
    assertThat(stored.browserHash()).isEqualTo(HexFormat.of().formatHex(sha256(binding(request))));
    complete(request, "c");
    var code = (TokenRequest.Code) world.endpoint.requests().get(0);
    assertThat(code.verifier()).isNotNull();
    String verifier = code.verifier().reveal(SecretAccess.granted());
    assertThat(stored.verifier()).isNotNull();
    assertThat(new String(stored.verifier().bytes(), StandardCharsets.ISO_8859_1))
        .doesNotContain(verifier);
  }

  static AuthorizationEndpoint page(boolean echoesState, @Nullable String issuer, boolean always) {
    return new AuthorizationEndpoint(
        URI.create("https://auth.example/authorize?realm=a"),
        "client",
        CALLBACK,
        null,
        true,
        echoesState,
        issuer,
        always,
        Map.of(),
        Set.of("login_hint"));
  }

  static World world(AuthorizationEndpoint page) {
    return new World(REUSABLE, new TestCipher(), bsn -> bsn.authorization(page));
  }

  private AuthorizationStatus complete(AuthorizationRequest request, String code) {
    return complete(
        world, "code=" + code + "&state=" + query(request.uri()).get("state"), binding(request));
  }

  static AuthorizationStatus complete(World world, String query, String binding) {
    return world.keeper.journeys().complete("bsn", AuthorizationResponse.of(query, binding));
  }

  private Reason refusal(AuthorizationRequest request, String code) {
    String query = "code=" + code + "&state=" + query(request.uri()).get("state");
    return refusal(query, binding(request));
  }

  private Reason refusal(String query, @Nullable String binding) {
    return catchThrowableOfType(
            JourneyException.class,
            () -> world.keeper.journeys().complete("bsn", AuthorizationResponse.of(query, binding)))
        .reason();
  }

  static String callback(AuthorizationRequest request) {
    return "code=c&state=" + query(request.uri()).get("state");
  }

  static String binding(AuthorizationRequest request) {
    return request.browserBinding().reveal(SecretAccess.granted());
  }

  static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String challenge(String verifier) throws Exception {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
  }
}

package dev.tokenkeeper.server.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.oauth2.ClientSecrets;
import dev.tokenkeeper.oauth2.ConfiguredProvider;
import dev.tokenkeeper.oauth2.ConfiguredProviderModule;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.server.servers.Tap.Cut;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spring Authorization Server as a provider that is configuration alone, with nothing coded. */
@Tag("whole")
class SpringServerTest {
  private static final AuthorizationId ADA = AuthorizationId.of("spring", SpringServer.USER);
  private static final String YAML =
      """
      id: spring
      issuer: %1$s
      allowPrivateAddresses: true
      client:
        id: token-keeper
      redirectUri: https://app.example.com/callback/spring
      scopes: [openid, messages.read]
      rotation:
        rule: one_time
        penalty: reject
      origins: ["%1$s"]
      """;

  private static SpringServer spring;

  @TempDir Path folder;
  private Tap tap;
  private Bench bench;
  private ConfiguredProvider read;

  @BeforeAll
  static void startSpring() {
    long began = System.nanoTime();
    spring = SpringServer.start();
    System.out.printf("Spring is up after %d ms%n", (System.nanoTime() - began) / 1_000_000);
  }

  @AfterAll
  static void endSpring() {
    spring.close();
  }

  @BeforeEach
  void open() throws IOException {
    tap = Tap.on(spring.port());
    var secrets = ClientSecrets.of(Secret.of(SpringServer.CLIENT_SECRET));
    read = ConfiguredProvider.of("spring.yaml", YAML.formatted(tap.base()), secrets);
    bench = new Bench(folder, tap, new ConfiguredProviderModule(read));
    spring.forgetConsent();
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void of_issuerOfARealServer_findsItsEndpoints() {
    System.out.println("Spring | discovery | 1 request: " + tap.seen() + " | endpoints found");
    assertThat(YAML.lines().count()).isLessThanOrEqualTo(15);
    assertThat(tap.seen())
        .extracting(Seen::path)
        .containsExactly("/.well-known/oauth-authorization-server");
    assertThat(read.endpoint().tokenUri()).hasToString(tap.base() + "/oauth2/token");
    assertThat(read.endpoint().revocationUri()).hasToString(tap.base() + "/oauth2/revoke");
    AuthorizationEndpoint page = read.authorization();
    assertThat(page).isNotNull();
    assertThat(page.uri()).hasToString(tap.base() + "/oauth2/authorize");
  }

  @Test
  void complete_afterLoginAndConsentOnItsPages_storesATokenThatItsApiTakes() throws Exception {
    AuthorizationStatus stored = authorized();

    bench.report("Spring", "login, consent, code with PKCE", ADA);
    assertThat(bench.asked()).containsExactly("authorization_code");
    assertThat(tap.seen()).anyMatch(each -> each.form().contains("code_verifier="));
    assertThat(stored.status()).isEqualTo(Status.ACTIVE);
    HttpResponse<String> answer =
        bench.keeper.call(ADA, token -> userInfo(token.bearer()), HttpResponse::statusCode);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"sub\":\"ada\"");
  }

  @Test
  void complete_userConsentsToNothing_saysSo() throws Exception {
    AuthorizationRequest request = bench.keeper.journeys().begin(ADA);
    String callback =
        consentPage(request).submit(Map.of(), (n, v) -> !n.equals("scope")).callback();

    assertThatThrownBy(() -> complete(request, callback))
        .isInstanceOf(LoginRefusedException.class)
        .hasMessageContaining("access_denied");
    assertThat(bench.asked()).isEmpty();
    System.out.println("Spring | consent declined | 0 requests for tokens | LoginRefused");
  }

  @Test
  void renew_tokenRotates_andTheSpentOneIsRefusedButCostsNothing() throws Exception {
    authorized();
    String first = tap.refreshToken();
    tap.forget();
    bench.renew(ADA);
    String second = tap.refreshToken();

    bench.report("Spring", "a refresh rotates", ADA);
    assertThat(second).isNotEqualTo(first);
    assertThat(spring.isLive(first)).isFalse();
    assertThat(spring.refresh(first)).contains("invalid_grant");
    tap.forget();
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.renew(ADA).generation()).isEqualTo(2);
    bench.report("Spring", "a refresh after the spent token was replayed", ADA);
    assertThat(bench.asked()).containsExactly("refresh_token");
  }

  @Test
  void renew_tokenWasUsedBySomebodyElse_asksThePersonWhoComesBack() throws Exception {
    authorized();
    spring.refresh(tap.refreshToken());
    tap.forget();

    assertThatThrownBy(() -> bench.renew(ADA)).isInstanceOf(ReauthorizationRequiredException.class);

    bench.report("Spring", "the current token was used by somebody else", ADA);
    assertThat(bench.asked()).containsExactly("refresh_token", "refresh_token");
    assertThat(bench.status(ADA).reason()).isEqualTo(FailureKind.GRANT_REFUSED);
    spring.forgetConsent();
    assertThat(authorized().status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void renew_answerIsCutOff_isSettledByOneLastReplay() throws Exception {
    authorized();
    tap.forget();
    tap.cutNext(Cut.ANSWER);

    assertThatThrownBy(() -> bench.renew(ADA)).isInstanceOf(TokenUnavailableException.class);
    assertThat(bench.asked()).containsExactly("refresh_token");
    bench.pass(Duration.ofSeconds(61));
    assertThatThrownBy(() -> bench.renew(ADA)).isInstanceOf(ReauthorizationRequiredException.class);

    bench.report("Spring", "answer cut off", ADA);
    assertThat(bench.asked()).containsExactly("refresh_token", "refresh_token");
    assertThat(bench.status(ADA).reason()).isEqualTo(FailureKind.LOST_ROTATION);
  }

  @Test
  void revoke_endsTheTokenAtTheServer() throws Exception {
    authorized();
    String token = tap.refreshToken();
    assertThat(spring.isLive(token)).isTrue();
    tap.forget();

    bench.keeper.authorizations().revoke(ADA);

    bench.report("Spring", "revoked by us", ADA);
    assertThat(spring.isLive(token)).isFalse();
    assertThat(bench.status(ADA).status()).isEqualTo(Status.REVOKED);
  }

  private AuthorizationStatus authorized() throws Exception {
    AuthorizationRequest request = bench.keeper.journeys().begin(ADA);
    String callback = consentPage(request).submit(Map.of(), (name, value) -> true).callback();
    tap.forget();
    AuthorizationStatus stored = complete(request, callback);
    bench.pass(Duration.ofSeconds(2));
    return stored;
  }

  private static Browser consentPage(AuthorizationRequest request) throws Exception {
    return new Browser(request.uri(), URI.create(SpringServer.REDIRECT_URI))
        .submit(
            Map.of("username", SpringServer.USER, "password", SpringServer.PASSWORD),
            (name, value) -> true);
  }

  private AuthorizationStatus complete(AuthorizationRequest request, String callback) {
    String binding = request.browserBinding().reveal(SecretAccess.granted());
    return bench.keeper.journeys().complete("spring", AuthorizationResponse.of(callback, binding));
  }

  private HttpResponse<String> userInfo(String bearer) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(tap.base() + "/userinfo"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", bearer)
                .build(),
            BodyHandlers.ofString());
  }
}

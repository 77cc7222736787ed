package dev.tokenkeeper.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tokenkeeper.astra.AstraModule;
import dev.tokenkeeper.astra.AstraSettings;
import dev.tokenkeeper.bsn.BsnModule;
import dev.tokenkeeper.bsn.BsnSettings;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.ForeignHostException;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.ringcentral.RingCentralJwtModule;
import dev.tokenkeeper.ringcentral.RingCentralJwtSettings;
import dev.tokenkeeper.ringcentral.RingCentralModule;
import dev.tokenkeeper.ringcentral.RingCentralSettings;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host application of the README, run against simulators of its providers. */
class HostApplicationTest {
  private static final String JWT = "a-jwt-that-was-issued-before";

  private final AstraSimulator astra =
      AstraSimulator.builder().account("ada", "password").start();
  private final BsnSimulator bsn = BsnSimulator.builder().account("ada", "password").start();
  private final RingCentralSimulator ringCentral =
      RingCentralSimulator.builder().account("ada", "password").jwt("ada", JWT).start();

  @TempDir private Path folder;
  private HostApplication application;

  @BeforeEach
  void start() {
    application = open();
  }

  @AfterEach
  void stop() {
    application.close();
    ringCentral.close();
    bsn.close();
    astra.close();
  }

  @Test
  void everyProvider_connectedOnce_servesAgainAfterARestart() throws Exception {
    AuthorizationId atAstra = AuthorizationId.of("astra", "ada");
    AuthorizationId atBsn = AuthorizationId.of("bsn", "ada");
    AuthorizationId atRingCentral = AuthorizationId.of("ringcentral", "ada");
    AuthorizationId account = AuthorizationId.of("ringcentral-jwt", "call-log-export");
    travel(atAstra, astra::authorize);
    travel(atRingCentral, ringCentral::authorize);
    application.logIn(atBsn, Secret.of("password"));
    application.mint(account);

    application.close();
    application = open();

    URI callLog = URI.create(ringCentral.api() + "/account/~/call-log");
    assertEquals(200, status(atAstra, URI.create(astra.api() + "/accounts")));
    assertEquals(200, status(atBsn, URI.create(bsn.restApi() + "/Devices/")));
    assertEquals(200, status(atRingCentral, callLog));
    assertEquals(200, status(account, callLog));
    assertThrows(ForeignHostException.class, () -> status(atBsn, callLog));
    assertTrue(application.disconnect(atRingCentral));
    assertThrows(
        ReauthorizationRequiredException.class, () -> status(atRingCentral, callLog));
  }

  private void travel(AuthorizationId user, BiFunction<URI, String, URI> browser) {
    AuthorizationRequest request = application.connect(user);
    URI callback = browser.apply(request.uri(), user.subject());
    String cookie = request.browserBinding().reveal(SecretAccess.granted());
    application.callback(user.provider(), callback.getRawQuery(), cookie);
  }

  private int status(AuthorizationId user, URI resource) throws Exception {
    return application.get(user, resource).statusCode();
  }

  private HostApplication open() {
    return new HostApplication(
        folder,
        new AstraModule(
            AstraSettings.builder(
                    AstraSimulator.DEFAULT_CLIENT_ID,
                    Secret.of(AstraSimulator.DEFAULT_CLIENT_SECRET),
                    AstraSimulator.DEFAULT_REDIRECT_URI)
                .apiUri(astra.api())
                .authorizationUri(astra.authorizationPage())
                .build()),
        new BsnModule(
            BsnSettings.builder(
                    BsnSimulator.DEFAULT_CLIENT_ID, Secret.of(BsnSimulator.DEFAULT_CLIENT_SECRET))
                .tokenUri(bsn.tokenEndpoint())
                .apiUri(bsn.restApi())
                .network(BsnSimulator.DEFAULT_NETWORK)
                .build()),
        new RingCentralModule(
            RingCentralSettings.builder(
                    RingCentralSimulator.DEFAULT_CLIENT_ID,
                    Secret.of(RingCentralSimulator.DEFAULT_CLIENT_SECRET))
                .redirectUri(RingCentralSimulator.DEFAULT_REDIRECT_URI)
                .server(ringCentral.baseUri())
                .build()),
        new RingCentralJwtModule(
            RingCentralJwtSettings.builder(
                    RingCentralSimulator.DEFAULT_CLIENT_ID,
                    Secret.of(RingCentralSimulator.DEFAULT_CLIENT_SECRET))
                .serviceAccount("call-log-export", Secret.of(JWT))
                .server(ringCentral.baseUri())
                .build()));
  }
}

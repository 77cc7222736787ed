package dev.tokenkeeper.server.longrun;

import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.testkit.simulator.Faults;
import dev.tokenkeeper.testkit.simulator.TruthLog;
import java.net.URI;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One provider's adapter, and the simulator that it is pointed at.
 *
 * @param adapter as a host installs it
 * @param truth what the simulator knows
 * @param faults what goes wrong on its wire
 * @param requests how many requests its token endpoint has had
 * @param api what is called for a user
 * @param browser plays a user's browser at the page for consent; null if users log in by password
 * @param simulator to be closed
 */
record Provider(
    OAuthProvider adapter,
    TruthLog truth,
    Faults faults,
    LongSupplier requests,
    URI api,
    @Nullable BiFunction<URI, String, URI> browser,
    AutoCloseable simulator) {

  String id() {
    return adapter.id();
  }

  AuthorizationId of(String user) {
    return AuthorizationId.of(id(), user);
  }

  /** What a user does once, on the first day. */
  void signIn(TokenKeeper keeper, String user) {
    if (browser == null) {
      keeper.journeys().login(of(user), UserLogin.kept(user, Secret.of("password-of-" + user)));
      return;
    }
    AuthorizationRequest request = keeper.journeys().begin(of(user));
    URI callback = browser.apply(request.uri(), user);
    String binding = request.browserBinding().reveal(SecretAccess.granted());
    keeper.journeys().complete(id(), AuthorizationResponse.of(callback.getRawQuery(), binding));
  }

  /** Whether its own log agrees that each user has given consent once. */
  boolean sawOneConsent(String user) {
    return browser == null || truth.logins(user) == 1;
  }
}

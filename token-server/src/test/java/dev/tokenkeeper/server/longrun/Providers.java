package dev.tokenkeeper.server.longrun;

import dev.tokenkeeper.astra.AstraSettings;
import dev.tokenkeeper.bsn.BsnSettings;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.ringcentral.RingCentralSettings;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import java.net.URI;
import java.util.List;

/** The three providers with the figures of their documents, in the time of one clock. */
final class Providers {
  private Providers() {}

  static Provider astra(MovableClock clock, List<String> users) {
    var builder = AstraSimulator.builder().clock(clock);
    users.forEach(user -> builder.account(user, "password-of-" + user));
    AstraSimulator astra = builder.start();
    AstraSettings settings =
        AstraSettings.builder(
                AstraSimulator.DEFAULT_CLIENT_ID,
                Secret.of(AstraSimulator.DEFAULT_CLIENT_SECRET),
                AstraSimulator.DEFAULT_REDIRECT_URI)
            .apiUri(astra.api())
            .cardUri(astra.baseUri())
            .authorizationUri(astra.authorizationPage())
            .build();
    return new Provider(
        in(clock, settings.provider(), settings.endpoint()),
        astra.truth(),
        astra.faults(),
        astra::tokenRequests,
        URI.create(astra.api() + "/accounts"),
        astra::authorize,
        astra);
  }

  static Provider bsn(MovableClock clock, List<String> users) {
    var builder = BsnSimulator.builder().clock(clock);
    users.forEach(user -> builder.account(user, "password-of-" + user));
    BsnSimulator bsn = builder.start();
    BsnSettings settings =
        BsnSettings.builder(
                BsnSimulator.DEFAULT_CLIENT_ID, Secret.of(BsnSimulator.DEFAULT_CLIENT_SECRET))
            .tokenUri(bsn.tokenEndpoint())
            .apiUri(bsn.restApi())
            .network(BsnSimulator.DEFAULT_NETWORK)
            .build();
    return new Provider(
        in(clock, settings.provider(), settings.endpoint()),
        bsn.truth(),
        bsn.faults(),
        bsn::tokenRequests,
        URI.create(bsn.restApi() + "/Devices/"),
        null,
        bsn);
  }

  static Provider ringCentral(MovableClock clock, List<String> users) {
    var builder = RingCentralSimulator.builder().clock(clock);
    users.forEach(user -> builder.account(user, "password-of-" + user));
    RingCentralSimulator ringCentral = builder.start();
    RingCentralSettings settings =
        RingCentralSettings.builder(
                RingCentralSimulator.DEFAULT_CLIENT_ID,
                Secret.of(RingCentralSimulator.DEFAULT_CLIENT_SECRET))
            .redirectUri(RingCentralSimulator.DEFAULT_REDIRECT_URI)
            .server(ringCentral.baseUri())
            .build();
    return new Provider(
        in(clock, settings.provider(), settings.endpoint()),
        ringCentral.truth(),
        ringCentral.faults(),
        ringCentral::tokenRequests,
        URI.create(ringCentral.api() + "/account/~/call-log"),
        ringCentral::authorize,
        ringCentral);
  }

  /** The same provider, at whose door the clock's time counts. */
  private static OAuthProvider in(
      MovableClock clock, OAuthProvider provider, EndpointSettings endpoint) {
    var door = new OAuth2Endpoint(endpoint, clock.asClock());
    return OAuthProvider.builder(provider.id(), provider.profile(), door)
        .authorization(provider.authorization())
        .preparation(provider.preparation())
        .owner(provider.owner())
        .storedLogins(provider.storedLogins())
        .origins(provider.origins())
        .build();
  }
}

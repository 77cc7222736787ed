package dev.tokenkeeper;

import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.JourneyException;
import dev.tokenkeeper.domain.JourneyException.Reason;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.OAuthProvider;
import java.time.Instant;
import java.util.Optional;

/** Tells whose journey a callback ends, if it is to be believed at all. Takes nothing away. */
final class Callback {
  private final OAuthProvider provider;
  private final AuthorizationResponse response;

  Callback(OAuthProvider provider, AuthorizationResponse response) {
    this.provider = provider;
    this.response = response;
  }

  /**
   * Finds the journey.
   *
   * @throws JourneyException if the callback must not end it
   */
  Journey journey(JourneyStore journeys, Instant now) {
    refuseIf(response.repeated(), Reason.REPEATED_PARAMETER);
    String browser = browserHash();
    Journey journey = find(journeys, browser).orElseThrow(() -> refused(Reason.STATE_UNKNOWN));
    refuseIf(!journey.browserHash().equals(browser), Reason.OTHER_BROWSER);
    refuseIf(!journey.authorization().provider().equals(provider.id()), Reason.OTHER_PROVIDER);
    refuseIf(journey.lifetime().isOver(now), Reason.EXPIRED);
    refuseIf(isOfOtherIssuer(), Reason.OTHER_ISSUER);
    refuseIf(response.code() == null && response.error() == null, Reason.CODE_MISSING);
    return journey;
  }

  /** Where the provider does not echo the state, the browser's binding names the journey. */
  private Optional<Journey> find(JourneyStore journeys, String browser) {
    if (response.state() != null) {
      return journeys.find(JourneyPass.hash(response.state()));
    }
    AuthorizationEndpoint page = provider.authorization();
    refuseIf(page == null || page.echoesState(), Reason.STATE_MISSING);
    return journeys.findByBrowser(browser);
  }

  private String browserHash() {
    if (response.browserBinding() == null) {
      throw refused(Reason.OTHER_BROWSER);
    }
    return JourneyPass.hash(response.browserBinding());
  }

  private boolean isOfOtherIssuer() {
    AuthorizationEndpoint page = provider.authorization();
    if (page == null || page.issuer() == null) {
      return false;
    }
    return response.issuer() == null
        ? page.alwaysSendsIssuer()
        : !page.issuer().equals(response.issuer());
  }

  private void refuseIf(boolean wrong, Reason reason) {
    if (wrong) {
      throw refused(reason);
    }
  }

  private JourneyException refused(Reason reason) {
    return new JourneyException(provider.id(), reason);
  }
}

package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.port.AuthorizationEndpoint;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How browsers are sent to a provider's page for consent; where it is may have to be asked for. */
record Consent(
    URI redirectUri,
    boolean pkce,
    boolean echoesState,
    @Nullable Boolean alwaysSendsIssuer,
    Map<String, String> parameters,
    Set<String> hints) {

  /** Reads it whole; returns null if no browser is sent anywhere. */
  static @Nullable Consent read(Section section, @Nullable URI redirectUri) {
    boolean pkce = section.flag("pkce", true);
    boolean echoes = section.flag("echoesState", true);
    boolean sends = section.flag("alwaysSendsIssuer", false);
    Map<String, String> parameters = section.map("parameters");
    Set<String> hints = new HashSet<>(section.list("hints"));
    section.end();
    Boolean said = section.has("alwaysSendsIssuer") ? sends : null;
    return redirectUri == null
        ? null
        : new Consent(redirectUri, pkce, echoes, said, parameters, hints);
  }

  /**
   * Returns the page.
   *
   * @param sendsIssuer what the issuer says about that, if the file says nothing
   */
  AuthorizationEndpoint at(
      URI page, EndpointSettings endpoint, @Nullable String issuer, boolean sendsIssuer) {
    return new AuthorizationEndpoint(
        page,
        endpoint.client().id(),
        redirectUri,
        endpoint.dialect().scopeOnTheWire(),
        pkce,
        echoesState,
        issuer,
        alwaysSendsIssuer == null ? sendsIssuer : alwaysSendsIssuer,
        parameters,
        hints);
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A user's browser at the authorization page, without the wire. */
final class RingCentralBrowser {

  private final RingCentralPlatform platform;

  RingCentralBrowser(RingCentralPlatform platform) {
    this.platform = platform;
  }

  URI agree(URI authorizationUri, String username, String password) {
    return submit(
        authorizationUri, "username=" + encoded(username) + "&password=" + encoded(password));
  }

  URI deny(URI authorizationUri) {
    return submit(authorizationUri, "decision=deny");
  }

  private URI submit(URI uri, String body) {
    String query = orEmpty(uri.getRawQuery());
    Request request =
        new Request("POST", orEmpty(uri.getRawPath()), query, "", Form.CONTENT_TYPE, body, true);
    Answer answer = answer(request);
    String location = answer.headers().get("Location");
    if (location == null) {
      throw new IllegalStateException(
          "the page answers " + answer.status() + " " + answer.content());
    }
    return URI.create(location);
  }

  private Answer answer(Request request) {
    try {
      return platform.process(RingCentralPaths.endpoint(request.path()), request);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String orEmpty(@Nullable String part) {
    return part == null ? "" : part;
  }
}

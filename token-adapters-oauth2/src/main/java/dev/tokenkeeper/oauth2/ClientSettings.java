package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Our application at a provider. Immutable; prints no secret.
 *
 * @param id the client id
 * @param secret null for a public client
 * @param authentication how it proves who it is
 */
public record ClientSettings(
    String id, @Nullable Secret secret, ClientAuthentication authentication) {

  /** Refuses null; whether the parts fit together is judged with all other settings. */
  public ClientSettings {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(authentication, "authentication");
  }

  /** Returns a client that sends id and secret by HTTP Basic, as they are. */
  public static ClientSettings basic(String id, Secret secret) {
    return new ClientSettings(id, secret, ClientAuthentication.BASIC);
  }

  /** Returns a client without a secret. */
  public static ClientSettings publicClient(String id) {
    return new ClientSettings(id, null, ClientAuthentication.NONE);
  }

  void check(Problems problems) {
    boolean publicClient = authentication == ClientAuthentication.NONE;
    if (id.isBlank()) {
      problems.add("clientId", "is blank", "Set the id that the provider gave our application.");
    }
    if (authentication == ClientAuthentication.BASIC && id.indexOf(':') >= 0) {
      problems.add("clientId", "has a ':', where HTTP Basic ends it", "Use BASIC_RFC6749.");
    }
    if (publicClient && secret != null) {
      problems.add("clientSecret", "is set but would not be sent", "Remove it, or send it.");
    }
    if (!publicClient && secret == null) {
      problems.add("clientSecret", "is missing", "Set it, or use NONE if this is a public client.");
    }
  }

  /** What speaks against authenticating to an API, which reads HTTP Basic and no token form. */
  Problems checkedForApi() {
    var problems = new Problems("");
    check(problems);
    if (authentication == ClientAuthentication.BODY
        || authentication == ClientAuthentication.NONE) {
      problems.add("clientAuthentication", "is " + authentication, "Use BASIC for an API.");
    }
    return problems;
  }

  /** The value of the {@code Authorization} header, or null if there is none. */
  @Nullable Secret authorization() {
    return switch (authentication) {
      case BASIC -> basic(id + ':' + revealed());
      case BASIC_RFC6749 -> basic(encoded(id) + ':' + encoded(revealed()));
      case BODY, NONE -> null;
    };
  }

  /** Adds what the body has to say about us. */
  void identify(Map<String, String> form) {
    if (authentication == ClientAuthentication.BODY) {
      form.put("client_id", id);
      form.put("client_secret", revealed());
    } else if (authentication == ClientAuthentication.NONE) {
      form.put("client_id", id);
    }
  }

  private String revealed() {
    return Objects.requireNonNull(secret, "secret").reveal(SecretAccess.granted());
  }

  private static Secret basic(String pair) {
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8);
  }
}

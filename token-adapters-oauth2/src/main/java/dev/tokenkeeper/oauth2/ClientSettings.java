package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Our application at a provider. Prints no secret; immutable but for what {@link ClientSecrets}
 * says of itself.
 *
 * @param id the client id
 * @param secrets null for a public client; private keys for {@code PRIVATE_KEY_JWT}
 * @param authentication how it proves who it is
 * @param assertion what it says of itself in {@code PRIVATE_KEY_JWT}; null otherwise
 */
public record ClientSettings(
    String id,
    @Nullable ClientSecrets secrets,
    ClientAuthentication authentication,
    @Nullable ClientAssertion assertion) {

  /** Refuses null; whether the parts fit together is judged with all other settings. */
  public ClientSettings {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(authentication, "authentication");
  }

  /** Makes a client with one secret that never changes; null for a public client. */
  public ClientSettings(String id, @Nullable Secret secret, ClientAuthentication authentication) {
    this(id, secret == null ? null : ClientSecrets.of(secret), authentication, null);
  }

  /** Returns a client that sends id and secret by HTTP Basic, as they are. */
  public static ClientSettings basic(String id, Secret secret) {
    return basic(id, ClientSecrets.of(secret));
  }

  /** Returns a client that sends id and secret by HTTP Basic, as they are. */
  public static ClientSettings basic(String id, ClientSecrets secrets) {
    return new ClientSettings(id, secrets, ClientAuthentication.BASIC, null);
  }

  /** Returns a client that signs with a private key: PEM (PKCS #8) or a JWK. */
  public static ClientSettings privateKeyJwt(
      String id, ClientSecrets keys, ClientAssertion assertion) {
    return new ClientSettings(id, keys, ClientAuthentication.PRIVATE_KEY_JWT, assertion);
  }

  /** Returns a client without a secret. */
  public static ClientSettings publicClient(String id) {
    return new ClientSettings(id, null, ClientAuthentication.NONE, null);
  }

  /** Returns the secret that is in use now; null for a public client. May look into a file. */
  public @Nullable Secret secret() {
    return secrets == null ? null : secrets.inUse(id);
  }

  void check(Problems problems) {
    if (id.isBlank()) {
      problems.add("clientId", "is blank", "Set the id that the provider gave our application.");
    }
    if (authentication == ClientAuthentication.BASIC && id.indexOf(':') >= 0) {
      problems.add("clientId", "has a ':', where HTTP Basic ends it", "Use BASIC_RFC6749.");
    }
    checkSecrets(problems);
    checkAssertion(problems);
  }

  private void checkSecrets(Problems problems) {
    boolean publicClient = authentication == ClientAuthentication.NONE;
    if (publicClient && secrets != null) {
      problems.add("clientSecret", "is set but would not be sent", "Remove it, or send it.");
    }
    if (!publicClient && secrets == null) {
      problems.add("clientSecret", "is missing", "Set it, or use NONE if this is a public client.");
    }
    String unreadable = secrets == null ? null : secrets.problem();
    if (unreadable != null) {
      problems.add("clientSecret", unreadable, "Put the secret there, readable for this process.");
    }
  }

  private void checkAssertion(Problems problems) {
    if ((authentication == ClientAuthentication.PRIVATE_KEY_JWT) != (assertion != null)) {
      problems.add(
          "clientAssertion",
          assertion == null ? "is missing" : "is set but would not be sent",
          "An assertion belongs to PRIVATE_KEY_JWT, and to nothing else.");
    } else if (assertion != null) {
      int before = problems.found().size();
      assertion.check(problems);
      if (problems.found().size() == before && secrets != null && secrets.problem() == null) {
        checkKey(assertion, problems);
      }
    }
  }

  private void checkKey(ClientAssertion signed, Problems problems) {
    try {
      assertion(signed);
    } catch (ConfigurationException e) {
      e.problems().forEach(each -> problems.add(each.property(), each.message(), each.remedy()));
    }
  }

  /** What speaks against authenticating to an API, which reads HTTP Basic and no token form. */
  Problems checkedForApi() {
    var problems = new Problems("");
    check(problems);
    if (authentication != ClientAuthentication.BASIC
        && authentication != ClientAuthentication.BASIC_RFC6749) {
      problems.add("clientAuthentication", "is " + authentication, "Use BASIC for an API.");
    }
    return problems;
  }

  /** The same with the one secret that is in use now, for all that one exchange says. */
  ClientSettings atThisMoment() {
    Secret now = secret();
    ClientSecrets one =
        now == null || secrets == null ? null : ClientSecrets.of(now).by(secrets.clock());
    return new ClientSettings(id, one, authentication, assertion);
  }

  /** The provider does not know us by this secret. */
  void refused(@Nullable Secret used) {
    if (secrets != null && used != null) {
      secrets.refused(id, used);
    }
  }

  /** The value of the {@code Authorization} header, or null if there is none. */
  @Nullable Secret authorization() {
    return switch (authentication) {
      case BASIC -> basic(id + ':' + revealed());
      case BASIC_RFC6749 -> basic(encoded(id) + ':' + encoded(revealed()));
      case BODY, PRIVATE_KEY_JWT, NONE -> null;
    };
  }

  /**
   * Adds what the body has to say about us.
   *
   * @throws ConfigurationException if the key has become one that cannot sign
   */
  void identify(Map<String, String> form) {
    if (authentication != ClientAuthentication.BASIC
        && authentication != ClientAuthentication.BASIC_RFC6749) {
      form.put("client_id", id);
    }
    if (authentication == ClientAuthentication.BODY) {
      form.put("client_secret", revealed());
    } else if (assertion != null) {
      form.put("client_assertion_type", ClientAssertion.TYPE);
      form.put("client_assertion", assertion(assertion));
    }
  }

  private String assertion(ClientAssertion signed) {
    var clock = Objects.requireNonNull(secrets, "secrets").clock();
    return signed.sign(id, revealed(), clock.instant());
  }

  private String revealed() {
    return Objects.requireNonNull(secret(), "secret").reveal(SecretAccess.granted());
  }

  private static Secret basic(String pair) {
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8);
  }
}

package dev.tokenkeeper.oauth2;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who our application is, and where its secrets are kept. */
final class ClientReader {
  private final Section all;
  private final @Nullable Path directory;
  private final @Nullable ClientSecrets given;

  ClientReader(Section all, @Nullable Path directory, @Nullable ClientSecrets given) {
    this.all = all;
    this.directory = directory;
    this.given = given;
  }

  /**
   * Returns our application.
   *
   * @param token the token endpoint; null if it is not known yet
   */
  ClientSettings read(@Nullable URI token) {
    Section section = all.section("client");
    String id = section.required("id", "Set the id that the provider gave our application.");
    ClientAuthentication authentication =
        section.choice("authentication", ClientAuthentication.class, ClientAuthentication.BASIC);
    ClientSecrets secrets = secrets(section);
    ClientAssertion assertion = assertion(section, authentication, token);
    section.end();
    return new ClientSettings(id, secrets, authentication, assertion);
  }

  private @Nullable ClientSecrets secrets(Section section) {
    String current = reference(section, "secret");
    String next = reference(section, "nextSecret");
    if (current != null && given != null) {
      section.add("secret", "is named here and given apart", "Keep one of them.");
    }
    if (current == null && next != null) {
      section.add("nextSecret", "is named without a current one", "Name 'secret' too.");
    }
    ClientSecrets secrets = current == null ? given : ClientSecrets.named(current, next);
    String ends = section.text("secretEnds");
    return secrets == null || ends == null ? secrets : ending(section, secrets, ends);
  }

  private static ClientSecrets ending(Section section, ClientSecrets secrets, String ends) {
    try {
      return secrets.endingAt(LocalDate.parse(ends).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      section.add("secretEnds", "is no date", "Write it as 2027-05-31.");
      return secrets;
    }
  }

  /** What is no reference may be a secret: it is not repeated. */
  private @Nullable String reference(Section section, String name) {
    String text = section.text(name);
    if (text != null && !SecretReferences.isReference(text)) {
      section.add(
          name,
          "is not the name of a place",
          "Use env:NAME or file:path, never the secret itself.");
      return null;
    }
    return text == null ? null : SecretReferences.below(directory, text);
  }

  private @Nullable ClientAssertion assertion(
      Section section, ClientAuthentication authentication, @Nullable URI token) {
    String audience = section.text("audience", "token_endpoint");
    String algorithm = section.text("algorithm");
    String keyId = section.text("keyId");
    Duration lifetime = section.duration("assertionLifetime", Duration.ofMinutes(1));
    if (authentication == ClientAuthentication.PRIVATE_KEY_JWT) {
      return new ClientAssertion(audience(section, audience, token), algorithm, keyId, lifetime);
    }
    for (String each : List.of("audience", "algorithm", "keyId", "assertionLifetime")) {
      if (section.has(each)) {
        section.add(each, "belongs to private_key_jwt", "Remove it, or sign.");
      }
    }
    return null;
  }

  private String audience(Section section, String audience, @Nullable URI token) {
    String issuer = all.text("issuer");
    if (audience.equals("issuer")) {
      if (issuer == null) {
        section.add("audience", "is the issuer, which is not set", "Set 'issuer'.");
      }
      return issuer == null ? "missing" : issuer;
    }
    boolean endpoint = audience.equals("token_endpoint");
    return endpoint ? (token == null ? EndpointReader.NOT_YET_KNOWN : token).toString() : audience;
  }

  /** Returns the same client, whose assertions are for the endpoint that was found. */
  static ClientSettings at(ClientSettings client, URI token) {
    ClientAssertion said = client.assertion();
    if (said == null || !said.audience().equals(EndpointReader.NOT_YET_KNOWN.toString())) {
      return client;
    }
    var assertion =
        new ClientAssertion(token.toString(), said.algorithm(), said.keyId(), said.lifetime());
    return new ClientSettings(client.id(), client.secrets(), client.authentication(), assertion);
  }
}

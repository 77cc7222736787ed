package dev.tokenkeeper.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenkeeper.domain.ConfigurationException;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What our application says of itself, signed, in place of a secret (RFC 7523 sections 2.2 and 3).
 * Immutable; nothing in it is secret. Each exchange has one of its own, with an id of its own.
 *
 * @param audience whom it is for: the token endpoint's address or the issuer, as the provider says
 * @param algorithm one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512; null for
 *     what suits the key: RS256, or ES256 to ES512 by its curve
 * @param keyId by which the provider finds the public key ({@code kid}); null for the one that the
 *     key itself names, or none
 * @param lifetime from signing to its end; 10 s to 5 min
 */
public record ClientAssertion(
    String audience, @Nullable String algorithm, @Nullable String keyId, Duration lifetime) {
  /** The value of {@code client_assertion_type}. */
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /** Refuses null; whether the parts fit together is judged with all other settings. */
  public ClientAssertion {
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(lifetime, "lifetime");
  }

  /** Returns one for this audience that lives a minute and is signed as suits the key. */
  public static ClientAssertion to(String audience) {
    return new ClientAssertion(audience, null, null, Duration.ofMinutes(1));
  }

  void check(Problems problems) {
    if (audience.isBlank()) {
      problems.add("assertionAudience", "is blank", "Use the token endpoint or the issuer.");
    }
    if (algorithm != null && !ALGORITHMS.contains(algorithm)) {
      problems.add(
          "assertionAlgorithm",
          "is '" + algorithm + "'",
          "Use RS256, PS256 or ES256, or their kin with 384 or 512.");
    }
    problems.unlessWithin(
        "assertionLifetime", lifetime, Duration.ofSeconds(10), Duration.ofMinutes(5));
  }

  /**
   * Signs one.
   *
   * @param key PEM (PKCS #8) or a JWK
   * @throws ConfigurationException if it is no such key, or not one for the algorithm; does not
   *     repeat it
   */
  String sign(String client, String key, Instant now) {
    SigningKey signing = SigningKey.of(key);
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(client)
            .subject(client)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .build();
    try {
      var jwt = new SignedJWT(header(signing), claims);
      jwt.sign(signer(signing.key()));
      return jwt.serialize();
    } catch (JOSEException | IllegalArgumentException e) {
      // Its message may say more about the key than anybody should read.
      throw new ConfigurationException(
          "clientSecret", "is no key for " + algorithm(signing), "Use RSA of 2048 bits, or EC.");
    }
  }

  private JWSHeader header(SigningKey signing) {
    return new JWSHeader.Builder(algorithm(signing))
        .type(JOSEObjectType.JWT)
        .keyID(keyId == null ? signing.id() : keyId)
        .build();
  }

  private JWSAlgorithm algorithm(SigningKey signing) {
    return algorithm == null ? signing.usualAlgorithm() : JWSAlgorithm.parse(algorithm);
  }

  private static JWSSigner signer(PrivateKey key) throws JOSEException {
    return key instanceof ECPrivateKey elliptic ? new ECDSASigner(elliptic) : new RSASSASigner(key);
  }
}

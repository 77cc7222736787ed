package dev.tokenkeeper.oauth2;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import dev.tokenkeeper.domain.ConfigurationException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A private key as it was read. It has no text form on purpose. */
final class SigningKey {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final @Nullable String id;

  private SigningKey(PrivateKey key, @Nullable String id) {
    this.key = key;
    this.id = id;
  }

  /**
   * Reads PEM (PKCS #8) or a JWK.
   *
   * @throws ConfigurationException if it is neither; does not repeat it
   */
  static SigningKey of(String text) {
    String stripped = text.strip();
    try {
      return stripped.startsWith("{") ? ofJwk(stripped) : new SigningKey(ofPem(stripped), null);
    } catch (GeneralSecurityException
        | JOSEException
        | ParseException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw unreadable();
    }
  }

  PrivateKey key() {
    return key;
  }

  @Nullable String id() {
    return id;
  }

  JWSAlgorithm usualAlgorithm() {
    try {
      return key instanceof ECPrivateKey elliptic
          ? new ECDSASigner(elliptic).supportedECDSAAlgorithm()
          : JWSAlgorithm.RS256;
    } catch (JOSEException e) {
      throw unreadable();
    }
  }

  private static SigningKey ofJwk(String text) throws ParseException, JOSEException {
    JWK jwk = JWK.parse(text);
    PrivateKey found = jwk instanceof AsymmetricJWK pair ? pair.toPrivateKey() : null;
    if (found == null) {
      throw unreadable();
    }
    return new SigningKey(found, jwk.getKeyID());
  }

  private static PrivateKey ofPem(String text) throws GeneralSecurityException {
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw unreadable();
    }
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(encoded);
    } catch (GeneralSecurityException notRsa) {
      return KeyFactory.getInstance("EC").generatePrivate(encoded);
    }
  }

  private static ConfigurationException unreadable() {
    return new ConfigurationException(
        "clientSecret",
        "is no private key of RSA or EC",
        "Use a JWK, or PEM that begins with BEGIN PRIVATE KEY (openssl pkcs8 -topk8 -nocrypt).");
  }
}

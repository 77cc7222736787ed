package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.testkit.MovableClock;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Assertions as a server reads them, with the JDK's own means. */
class ClientAssertionTest {
  private static final KeyPair RSA = pair("RSA", 2048, "");
  private static final KeyPair EC = pair("EC", 0, "secp256r1");
  private static final KeyPair EC_384 = pair("EC", 0, "secp384r1");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  /** A key that signs, as PEM. */
  static Secret elliptic() {
    return Secret.of(pem(EC));
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of(pem(RSA), null, "RS256", RSA),
        Arguments.of(pem(RSA).replace("\n", "\r\n"), "PS256", "PS256", RSA),
        Arguments.of(pem(EC), null, "ES256", EC),
        Arguments.of(pem(EC_384), null, "ES384", EC_384),
        Arguments.of(jwk(EC), "ES256", "ES256", EC));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void send_privateKeyJwt_isVerifiedByTheServer(
      String key, String asked, String algorithm, KeyPair pair) throws Exception {
    try (var server = RawServer.answering(200, Endpoints.GRANT)) {
      var assertion = new ClientAssertion("https://issuer", asked, "key-1", Duration.ofSeconds(30));
      var settings = settings(server.uri("/token"), Secret.of(key), assertion);

      Endpoints.send(settings, Endpoints.REFRESH);
      Endpoints.send(settings, Endpoints.REFRESH);

      Map<String, String> form = form(server.requests().get(0));
      assertThat(form)
          .containsEntry("grant_type", "refresh_token")
          .containsEntry("refresh_token", "rt-0")
          .containsEntry("client_id", "app")
          .containsEntry(
              "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
          .doesNotContainKey("client_secret");
      assertThat(server.requests().get(0).head()).doesNotContainIgnoringCase("authorization:");
      String[] parts = form.getOrDefault("client_assertion", "").split("\\.");
      assertThat(parts).hasSize(3);
      assertThat(json(parts[0]).toString())
          .isEqualTo(
              Json.object(
                      bytes("{\"kid\":\"key-1\",\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\"}"))
                  .toString());
      assertThat(verifies(algorithm, pair, parts)).isTrue();
      JsonNode claims = json(parts[1]);
      assertThat(claims.path("iss").asText()).isEqualTo("app");
      assertThat(claims.path("sub").asText()).isEqualTo("app");
      assertThat(claims.path("aud").asText()).isEqualTo("https://issuer");
      assertThat(claims.path("iat").asLong()).isEqualTo(NOW.getEpochSecond());
      assertThat(claims.path("exp").asLong()).isEqualTo(NOW.getEpochSecond() + 30);
      String second = form(server.requests().get(1)).getOrDefault("client_assertion", "");
      assertThat(claims.path("jti").asText())
          .hasSizeGreaterThan(20)
          .isNotEqualTo(json(second.split("\\.")[1]).path("jti").asText());
    }
  }

  @Test
  void send_jwkWithAnId_namesItself() throws Exception {
    try (var server = RawServer.answering(200, Endpoints.GRANT)) {
      Endpoints.send(
          settings(server.uri("/token"), Secret.of(jwk(EC)), ClientAssertion.to("a")),
          Endpoints.REFRESH);

      String header = form(server.requests().get(0)).getOrDefault("client_assertion", ".");
      assertThat(json(header.split("\\.")[0]).path("kid").asText()).isEqualTo("jwk-1");
    }
  }

  @Test
  void send_assertionComesBack_isNotRepeated() throws Exception {
    try (var server =
        RawServer.start(
            request -> {
              String said = form(request).getOrDefault("client_assertion", "");
              request.answer(
                  401, "{\"error\":\"invalid_client\",\"error_description\":\"" + said + "\"}");
            })) {
      assertThat(
              Endpoints.send(
                  settings(server.uri("/token"), elliptic(), ClientAssertion.to("a")),
                  Endpoints.REFRESH))
          .isEqualTo(new Outcome.ClientRefused("invalid_client"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "{\"kty\":\"canary\"}",
        "{\"kty\":\"oct\",\"k\":\"canary\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"canary\",\"d\":\"canary\"}",
        "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\ncanary\n-----END RSA PRIVATE KEY-----"
      })
  void endpoint_keyThatCannotSign_isRefusedWithoutRepeatingIt(String key) {
    var settings =
        settings(URI.create("https://a.example"), Secret.of(key), ClientAssertion.to("a"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new OAuth2Endpoint(settings))
        .withMessageStartingWith("clientSecret: is no private key of RSA or EC. Use a JWK")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
  }

  @Test
  void endpoint_keyOfAnotherKindOrTooShort_isRefused() {
    for (var wrong :
        List.of(
            List.of(pem(RSA), "ES256"),
            List.of(pem(EC), "RS256"),
            List.of(pem(EC), "ES384"),
            List.of(pem(pair("RSA", 1024, "")), "RS256"))) {
      var assertion = new ClientAssertion("a", wrong.get(1), null, Duration.ofMinutes(1));
      var settings = settings(URI.create("https://a.example"), Secret.of(wrong.get(0)), assertion);

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new OAuth2Endpoint(settings))
          .withMessageStartingWith("clientSecret: is no key for " + wrong.get(1));
    }
  }

  @Test
  void send_keyHasBecomeOneThatCannotSign_sendsNothing() throws Exception {
    try (var server = RawServer.answering(200, Endpoints.GRANT)) {
      var clock = new MovableClock(NOW);
      var kept = new Secret[] {elliptic()};
      var keys = ClientSecrets.from(() -> new ClientSecrets.Pair(kept[0], null)).by(clock);
      var endpoint =
          new OAuth2Endpoint(
              EndpointSettings.of(
                  server.uri("/token"),
                  null,
                  ClientSettings.privateKeyJwt("app", keys, ClientAssertion.to("a"))));
      kept[0] = Secret.of("canary");
      clock.advance(Duration.ofSeconds(2));

      Outcome outcome = Endpoints.send(endpoint, Endpoints.REFRESH);

      assertThat(outcome).isInstanceOf(Outcome.NotSent.class);
      assertThat(outcome.toString()).contains("no private key").doesNotContain("canary");
      assertThat(server.heads()).isZero();
    }
  }

  private static EndpointSettings settings(URI uri, Secret key, ClientAssertion assertion) {
    var keys = ClientSecrets.of(key).by(new MovableClock(NOW));
    return EndpointSettings.of(uri, null, ClientSettings.privateKeyJwt("app", keys, assertion));
  }

  private static boolean verifies(String algorithm, KeyPair pair, String[] parts)
      throws GeneralSecurityException {
    Signature signature =
        switch (algorithm) {
          case "RS256" -> Signature.getInstance("SHA256withRSA");
          case "PS256" -> Signature.getInstance("RSASSA-PSS");
          case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
          default -> Signature.getInstance("SHA384withECDSAinP1363Format");
        };
    if (algorithm.equals("PS256")) {
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    signature.initVerify(pair.getPublic());
    signature.update((parts[0] + '.' + parts[1]).getBytes(US_ASCII));
    return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
  }

  private static Map<String, String> form(RawServer.Request request) {
    return Stream.of(request.body().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static JsonNode json(String part) {
    return Json.object(Base64.getUrlDecoder().decode(part));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static String jwk(KeyPair pair) {
    var open = (ECPublicKey) pair.getPublic();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"jwk-1\",\"x\":\"%s\",\"y\":\"%s\",\"d\":\"%s\"}"
        .formatted(
            coordinate(open.getW().getAffineX()),
            coordinate(open.getW().getAffineY()),
            coordinate(((ECPrivateKey) pair.getPrivate()).getS()));
  }

  private static String coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] padded = new byte[32];
    byte[] last = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 32), bytes.length);
    System.arraycopy(last, 0, padded, 32 - last.length, last.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
  }

  private static KeyPair pair(String kind, int bits, String curve) {
    try {
      var generator = KeyPairGenerator.getInstance(kind);
      if (curve.isEmpty()) {
        generator.initialize(bits);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

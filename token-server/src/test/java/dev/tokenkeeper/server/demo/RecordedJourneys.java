package dev.tokenkeeper.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.TokenCipher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real journeys, of which every secret is known afterwards. Safe for use by many threads. */
final class RecordedJourneys implements AuthorizationJourneys {
  private final AuthorizationJourneys journeys;
  private final JourneyStore store;
  private final TokenCipher cipher;
  private final List<String> states = new CopyOnWriteArrayList<>();
  private final List<String> bindings = new CopyOnWriteArrayList<>();
  private final List<String> verifiers = new CopyOnWriteArrayList<>();
  private final List<String> codes = new CopyOnWriteArrayList<>();

  RecordedJourneys(AuthorizationJourneys journeys, JourneyStore store, TokenCipher cipher) {
    this.journeys = journeys;
    this.store = store;
    this.cipher = cipher;
  }

  List<String> states() {
    return states;
  }

  List<String> verifiers() {
    return verifiers;
  }

  List<String> codes() {
    return codes;
  }

  /** Returns everything that a journey keeps to itself. */
  List<String> secrets() {
    return Stream.of(states, bindings, verifiers, codes).flatMap(List::stream).toList();
  }

  @Override
  public AuthorizationRequest begin(AuthorizationId id) {
    return begin(id, Map.of());
  }

  @Override
  public AuthorizationRequest begin(AuthorizationId id, Map<String, String> hints) {
    AuthorizationRequest request = journeys.begin(id, hints);
    AuthorizationResponse echo = AuthorizationResponse.of(request.uri().getRawQuery(), null);
    note(states, echo.state());
    note(bindings, request.browserBinding());
    return request;
  }

  /** The verifier is known to nobody but the keeper, which has sealed it in the store. */
  @Override
  public AuthorizationStatus complete(String provider, AuthorizationResponse response) {
    note(codes, response.code());
    Journey journey = journey(response);
    Ciphertext verifier = journey.verifier();
    if (verifier != null) {
      var place =
          new SealedFor(journey.authorization(), journey.epoch(), 0, SealedFor.Field.VERIFIER);
      note(verifiers, cipher.open(verifier, place));
    }
    return journeys.complete(provider, response);
  }

  private Journey journey(AuthorizationResponse response) {
    Secret state = response.state();
    if (state == null) {
      throw new IllegalStateException("The simulators hand the state back");
    }
    return store.find(sha256(reveal(state))).orElseThrow();
  }

  @Override
  public AuthorizationStatus exchange(AuthorizationId id, Secret identityToken) {
    return journeys.exchange(id, identityToken);
  }

  @Override
  public AuthorizationStatus login(AuthorizationId id, UserLogin login) {
    return journeys.login(id, login);
  }

  @Override
  public AuthorizationStatus mint(AuthorizationId id) {
    return journeys.mint(id);
  }

  @Override
  public AuthorizationStatus adopt(
      AuthorizationId id, TokenGrant grant, Map<String, String> attributes) {
    return journeys.adopt(id, grant, attributes);
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void note(List<String> all, @Nullable Secret secret) {
    if (secret != null) {
      all.add(reveal(secret));
    }
  }

  private static String reveal(Secret secret) {
    return secret.reveal(SecretAccess.granted());
  }
}

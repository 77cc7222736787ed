package dev.tokenkeeper.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The JWT credentials of users, by the hash of their value (provider notes, 6.9). */
final class RingCentralJwts {

  /** Later than any test: these credentials "may never expire". */
  private static final long NEVER = 3_900_000_000L;

  private final Map<String, Jwt> byHash = new HashMap<>();
  private final RingCentralSettings settings;
  private final StateFile state;

  RingCentralJwts(RingCentralSettings settings, StateFile state) {
    this.settings = settings;
    this.state = state;
  }

  /**
   * A credential as the provider knows it.
   *
   * @param clientIds who may use it; anybody if empty
   */
  record Jwt(String username, Set<String> clientIds, boolean revoked) {
    Jwt {
      clientIds = Set.copyOf(clientIds);
    }

    boolean isFor(ClientApplication client) {
      return clientIds.isEmpty() || clientIds.contains(client.id());
    }
  }

  String issue(String username, Set<String> clientIds) {
    String value = String.join(".", encoded(header()), encoded(claims(username)), signature());
    put(Tokens.hash(value), new Jwt(username, clientIds, false));
    return value;
  }

  /** Takes one that the builder names, unless the state file knows more of it. */
  void register(String value, String username) {
    byHash.putIfAbsent(Tokens.hash(value), new Jwt(username, Set.of(), false));
  }

  void change(String value, UnaryOperator<Jwt> change) {
    Jwt known =
        find(value).orElseThrow(() -> new IllegalArgumentException("no such JWT credential"));
    put(Tokens.hash(value), change.apply(known));
  }

  Optional<Jwt> find(String value) {
    return Optional.ofNullable(byHash.get(Tokens.hash(value)));
  }

  /** Puts back a credential from the state file. */
  void restore(String hash, Jwt jwt) {
    byHash.put(hash, jwt);
  }

  private void put(String hash, Jwt jwt) {
    restore(hash, jwt);
    state.note("jwt", hash, jwt.username(), String.join(" ", jwt.clientIds()), jwt.revoked());
  }

  private static Map<String, Object> header() {
    return Answer.fields("kid", UUID.randomUUID().toString(), "typ", "JWT", "alg", "ES256");
  }

  private Map<String, Object> claims(String username) {
    Instant now = settings.clock.instant();
    return Answer.fields(
        "sub", RingCentralIssuer.ownerId(username), "exp", NEVER, "iat", now.getEpochSecond());
  }

  /** Of the right length and nothing more: only the provider itself could check one. */
  private static String signature() {
    byte[] half = HexFormat.of().parseHex(Tokens.hash(UUID.randomUUID().toString()));
    byte[] whole = new byte[2 * half.length];
    System.arraycopy(half, 0, whole, half.length, half.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  private static String encoded(Map<String, Object> fields) {
    byte[] json = Json.write(fields).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
  }
}

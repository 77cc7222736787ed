package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The authorization codes, by the hash of their value; a restart forgets them. Guarded by the
 * platform. Source: provider notes, 6.2 and 6.6; RFC 7636.
 */
final class RingCentralCodes {

  private static final int MANY = 10_000;

  private final Map<String, Code> byHash = new HashMap<>();
  private final RingCentralSettings settings;
  private final Journal journal;

  RingCentralCodes(RingCentralSettings settings, Journal journal) {
    this.settings = settings;
    this.journal = journal;
  }

  /**
   * What a user agreed to.
   *
   * @param challenge of PKCE, or empty
   */
  record Agreement(
      String username, String clientId, String redirectUri, String challenge, boolean s256) {}

  record Code(String hash, Agreement agreement, Instant expiresAt, boolean spent) {
    String username() {
      return agreement.username();
    }
  }

  String issue(Agreement agreement) {
    Instant now = settings.clock.instant();
    if (byHash.size() >= MANY) {
      byHash.values().removeIf(code -> code.expiresAt().isBefore(now));
    }
    String value = Tokens.hash(UUID.randomUUID().toString());
    String hash = Tokens.hash(value);
    byHash.put(hash, new Code(hash, agreement, now.plus(settings.lifetimes.code()), false));
    record(TruthKind.CODE_ISSUED, agreement.username(), hash, "");
    return value;
  }

  /** The code, good for this request, or a refusal; not yet spent. */
  Code check(ClientApplication client, Form form) {
    String value = form.require("code");
    String redirectUri = form.require("redirect_uri");
    Code code = byHash.get(Tokens.hash(value));
    if (code == null) {
      throw refused("", Tokens.hash(value), "UNKNOWN", "OAU-106", "Invalid authorization code");
    }
    Agreement agreement = code.agreement();
    if (!agreement.clientId().equals(client.id())) {
      throw refused(code, "CLIENT", "OAU-110", "Code was issued to another application");
    }
    if (code.spent()) {
      throw refused(code, "SPENT", "OAU-106", "Invalid authorization code");
    }
    if (!settings.clock.instant().isBefore(code.expiresAt())) {
      throw refused(code, "EXPIRED", "OAU-108", "Authorization code expired");
    }
    if (!agreement.redirectUri().equals(redirectUri)) {
      throw refused(code, "REDIRECT_URI", "OAU-109", "Redirect URI does not match");
    }
    if (!challenge(agreement, form).equals(agreement.challenge())) {
      throw refused(code, "PKCE", "OAU-106", "Code verifier does not match");
    }
    return code;
  }

  void spend(Code code) {
    byHash.put(code.hash(), new Code(code.hash(), code.agreement(), code.expiresAt(), true));
    record(TruthKind.CODE_REDEEMED, code.username(), code.hash(), "");
  }

  Optional<String> owner(String value) {
    return Optional.ofNullable(byHash.get(Tokens.hash(value))).map(Code::username);
  }

  /** What the verifier makes; a verifier where there was no challenge makes a mismatch. */
  private static String challenge(Agreement agreement, Form form) {
    String verifier = form.find("code_verifier").orElse("");
    if (verifier.isEmpty() || !agreement.s256()) {
      return verifier;
    }
    byte[] sha256 = HexFormat.of().parseHex(Tokens.hash(verifier));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256);
  }

  private Refusal refused(Code code, String why, String errorCode, String message) {
    return refused(code.username(), code.hash(), why, errorCode, message);
  }

  private Refusal refused(
      String username, String hash, String why, String errorCode, String message) {
    record(TruthKind.CODE_REFUSED, username, hash, why);
    return RingCentralErrors.invalidGrant(errorCode, message);
  }

  private void record(TruthKind kind, String username, String hash, String detail) {
    String fingerprint = TruthLog.fingerprintOfHash(hash);
    Instant now = settings.clock.instant();
    journal.add(new TruthEntry(now, kind, username, "", fingerprint, detail));
  }
}

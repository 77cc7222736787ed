package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedFor.Field;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.protocol.Reauthorized;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keepers' store, opened with their keys from outside: filled before a run and judged after it.
 * Safe for use by many threads.
 */
final class Vault implements AutoCloseable {
  private static final int PAGE = 1000;

  private final JpaPersistence persistence;
  private final TokenCipher cipher;

  /** Migrates the database. */
  Vault(LoadPlan plan) {
    this.persistence = JpaPersistence.open(plan.database(Migrate.AUTO));
    this.cipher = plan.keys().cipher(persistence.keyCheck());
  }

  static String fingerprint(Secret secret) {
    return Fingerprint.of(secret.reveal(SecretAccess.granted()));
  }

  Instant now() {
    return persistence.store().now();
  }

  /**
   * Stores what logins have brought, in one transaction; false if something of one of the users was
   * stored before.
   *
   * @param issuedAt when the access tokens are said to have been issued
   */
  boolean add(Map<String, Grant> grants, Instant issuedAt) {
    Instant now = now();
    List<Transition> logins =
        grants.entrySet().stream()
            .map(each -> login(LoadPlan.id(each.getKey()), each.getValue(), issuedAt, now))
            .toList();
    return !persistence.store().apply(logins).contains(false);
  }

  private Transition login(AuthorizationId id, Grant grant, Instant issuedAt, Instant now) {
    var sealed =
        new SealedGrant(
            1,
            0,
            seal(id, Field.ACCESS_TOKEN, grant.accessToken()),
            seal(id, Field.REFRESH_TOKEN, grant.refreshToken()),
            "Bearer",
            null,
            Lifetime.of(issuedAt, LoadPlan.ACCESS_TOKEN),
            new Lifetime(issuedAt, null),
            null);
    return new Reauthorized("login of " + id.subject(), 0, sealed, null, Map.of(), false, true)
        .on(Authorization.absent(id), LoadPlan.profile(), now);
  }

  private Ciphertext seal(AuthorizationId id, Field field, String token) {
    return cipher.seal(Secret.of(token), new SealedFor(id, 1, 0, field));
  }

  /** Returns what is held for every user, in no order that matters. */
  List<Holding> holdings() {
    List<Holding> all = new ArrayList<>();
    @Nullable AuthorizationId last = null;
    List<Authorization> page;
    do {
      page = persistence.directory().list(last, PAGE);
      page.forEach(row -> all.add(holding(row)));
      last = page.isEmpty() ? null : page.get(page.size() - 1).id();
    } while (page.size() == PAGE);
    return all;
  }

  private Holding holding(Authorization row) {
    SealedGrant grant = row.grant();
    Instant success = row.failure().lastSuccess();
    return new Holding(
        row.generation(),
        row.status() == Status.ACTIVE && row.attempt() == null && row.doubt() == null,
        grant == null ? "none" : open(row, grant, Field.ACCESS_TOKEN, grant.accessToken()),
        grant == null ? "none" : open(row, grant, Field.REFRESH_TOKEN, grant.refreshToken()),
        success == null ? 0 : success.toEpochMilli());
  }

  private String open(
      Authorization row, SealedGrant grant, Field field, @Nullable Ciphertext sealed) {
    var place = new SealedFor(row.id(), grant.epoch(), grant.generation(), field);
    return sealed == null ? "none" : fingerprint(cipher.open(sealed, place));
  }

  @Override
  public void close() {
    persistence.close();
  }
}

package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedFor.Field;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.TokenCipher;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with what the providers would honour: no application needs this. */
final class StoredTokens {
  private final AuthorizationStore store;
  private final TokenCipher cipher;
  private final Worlds worlds;

  StoredTokens(AuthorizationStore store, TokenCipher cipher, Worlds worlds) {
    this.store = store;
    this.cipher = cipher;
    this.worlds = worlds;
  }

  boolean has(AuthorizationId id) {
    return store.find(id).isPresent();
  }

  Fate fate(AuthorizationId id) {
    Authorization row = store.find(id).orElseThrow();
    SealedGrant grant = row.grant();
    boolean live =
        grant != null
            && (isLive(row, grant, grant.refreshToken(), Field.REFRESH_TOKEN)
                || isLive(row, grant, grant.accessToken(), Field.ACCESS_TOKEN));
    return new Fate(live, row.status() == Status.REAUTHORIZATION_REQUIRED);
  }

  private boolean isLive(
      Authorization row, SealedGrant grant, @Nullable Ciphertext token, Field field) {
    var place = new SealedFor(row.id(), grant.epoch(), grant.generation(), field);
    try {
      return token != null && worlds.of(row.id()).isLive(cipher.open(token, place));
    } catch (TokenKeeperException e) {
      // What does not open is of no use to anybody.
      return false;
    }
  }
}

package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Which tokens this process has lent. */
final class Leases {
  private final ConcurrentMap<AuthorizationId, Integer> held = new ConcurrentHashMap<>();

  /**
   * Lends a token. The use is counted before the token is read: a renewal either sees the use, or
   * is under way and gives the reader its own token.
   */
  TokenLease lend(AuthorizationId id, Function<AuthorizationId, AccessToken> read) {
    held.merge(id, 1, Integer::sum);
    try {
      return new Lent(id, read.apply(id));
    } catch (RuntimeException | Error e) {
      giveBack(id);
      throw e;
    }
  }

  boolean holdOff(AuthorizationId id) {
    return held.containsKey(id);
  }

  private void giveBack(AuthorizationId id) {
    held.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
  }

  private final class Lent implements TokenLease {
    private final AuthorizationId id;
    private final AccessToken token;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Lent(AuthorizationId id, AccessToken token) {
      this.id = id;
      this.token = token;
    }

    @Override
    public AccessToken token() {
      return token;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        giveBack(id);
      }
    }
  }
}

package dev.tokenkeeper;

import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.domain.TokenRevocation.Result;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a revocation has come to by now.
 *
 * @param unservedFrom the instant, in store time, from which no process serves the access token
 * @param tokens what has become of each token that was stored; a pending one is told of later, by a
 *     {@link dev.tokenkeeper.domain.LifecycleEvent.TokenRevoked}
 */
public record Revocation(Instant unservedFrom, List<TokenRevocation> tokens) {

  /** Copies the list. */
  public Revocation {
    Objects.requireNonNull(unservedFrom, "unservedFrom");
    tokens = List.copyOf(tokens);
  }

  /** Tells whether the provider is yet to be told of some token. */
  public boolean isPending() {
    return tokens.stream().anyMatch(each -> each.result() == Result.PENDING);
  }
}

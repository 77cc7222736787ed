package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.OtherAccountException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Preparation;
import dev.tokenkeeper.port.ResourceOwner;
import dev.tokenkeeper.protocol.Confirmed;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Prepared;
import dev.tokenkeeper.protocol.SessionLost;
import dev.tokenkeeper.protocol.Unprepared;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done between the storing of a new session and its first use. */
final class Preparations {
  private final Node node;

  Preparations(Node node) {
    this.node = node;
  }

  /**
   * Finds out whose session it is, then does what the provider wants done; returns what the row
   * became.
   *
   * @param token of the session
   * @param facts what the answer with the grant said besides, if it is still known
   * @throws OtherAccountException if it is another account's; the row is as it was before
   */
  Authorization work(Authorization row, AccessToken token, Map<String, String> facts) {
    OAuthProvider provider = node.providers().of(row.id());
    if (provider.owner() != null) {
      String owner = ask(provider.owner(), token, facts);
      if (owner == null) {
        return happen(row, new Unprepared(row.epoch(), row.generation()));
      }
      Authorization confirmed = confirm(row, owner, facts);
      if (confirmed.epoch() != row.epoch() || confirmed.generation() != row.generation()) {
        return confirmed;
      }
    }
    return happen(row, attempt(row, provider.preparation(), token));
  }

  private Authorization confirm(Authorization row, String owner, Map<String, String> facts) {
    Authorization after =
        happen(row, new Confirmed(row.epoch(), row.generation(), owner, facts, RandomId.next()));
    if (after.resourceOwner() != null && !owner.equals(after.resourceOwner())) {
      throw new OtherAccountException(row.id());
    }
    return after;
  }

  private static Happening attempt(
      Authorization row, @Nullable Preparation preparation, AccessToken token) {
    return switch (result(row, preparation, token)) {
      case READY -> new Prepared(row.epoch(), row.generation());
      case TRY_AGAIN -> new Unprepared(row.epoch(), row.generation());
      case SESSION_ENDED -> new SessionLost(row.epoch(), row.generation());
    };
  }

  private static Preparation.Result result(
      Authorization row, @Nullable Preparation preparation, AccessToken token) {
    try {
      return preparation == null
          ? Preparation.Result.READY
          : preparation.prepare(token, row.facts());
    } catch (RuntimeException e) {
      return Preparation.Result.TRY_AGAIN;
    }
  }

  private static @Nullable String ask(
      ResourceOwner owner, AccessToken token, Map<String, String> facts) {
    try {
      return owner.of(token, facts);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private Authorization happen(Authorization row, Happening happening) {
    return node.ledger().happen(row.id(), happening);
  }
}

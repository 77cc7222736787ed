package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.Map;

/** What a store's word is worth, judged by the provider's truth. */
enum Verdict {
  /** It says that it can be used, and the refresh token is good. */
  ALIVE,
  /** It says so, the refresh token is dead, and a spare or a kept login will do instead. */
  RECOVERS,
  /** It says so, and it cannot, and nobody knows. */
  LOST,
  /** It says that the user must help, which is true. */
  SURFACED,
  /** It says that the user must help, and holds a refresh token that is good. */
  NEEDLESSLY_SURFACED;

  static Verdict of(Holding row, Map<String, TokenFacts> truth) {
    boolean anyAlive = row.tokens().anyMatch(token -> isAlive(token, truth));
    if (row.ended()) {
      return anyAlive ? NEEDLESSLY_SURFACED : SURFACED;
    }
    if (row.token() != null && isAlive(row.token(), truth)) {
      return ALIVE;
    }
    return anyAlive || row.canLogIn() ? RECOVERS : LOST;
  }

  private static boolean isAlive(String token, Map<String, TokenFacts> truth) {
    TokenFacts facts = truth.get(token);
    return facts != null && facts.alive();
  }
}

package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.TokenKeeperException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A thread that wants a random user's token, again and again. */
final class Caller extends Thread {
  private static final long PAUSE_NANOS = Duration.ofMillis(40).toNanos();

  private final TokenKeeper keeper;
  private final Watch watch;
  private final List<ProviderRule> rules;
  private final int users;
  private final Map<AuthorizationId, AccessToken> last = new HashMap<>();

  Caller(TokenKeeper keeper, Watch watch, KeeperPlan plan) {
    super("caller");
    setDaemon(true);
    this.keeper = keeper;
    this.watch = watch;
    this.rules = List.copyOf(plan.tokenUris().keySet());
    this.users = plan.users();
  }

  @Override
  public void run() {
    var random = new Random();
    while (!isInterrupted()) {
      ProviderRule rule = rules.get(random.nextInt(rules.size()));
      call(KeeperPlan.id(rule, KeeperPlan.user(random.nextInt(users))));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void call(AuthorizationId id) {
    try {
      AccessToken token = keeper.accessToken(id);
      AccessToken before = last.put(id, token);
      if (before != null && !before.value().equals(token.value())) {
        watch.reach(Point.CALLER_ANSWERED, id.provider());
      }
    } catch (TokenKeeperException e) {
      // Users of killed keepers have to wait, or to log in again.
    }
  }
}

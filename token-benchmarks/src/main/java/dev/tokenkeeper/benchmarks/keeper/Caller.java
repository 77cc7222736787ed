package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.TokenKeeperException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A thread that wants a random user's token, again and again. */
final class Caller extends Thread {
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final TokenKeeper keeper;
  private final Watch watch;
  private final int users;
  private final Map<String, AccessToken> last = new HashMap<>();

  Caller(TokenKeeper keeper, Watch watch, int users) {
    super("caller");
    setDaemon(true);
    this.keeper = keeper;
    this.watch = watch;
    this.users = users;
  }

  @Override
  public void run() {
    var random = new Random();
    while (!isInterrupted()) {
      call(KeeperPlan.user(random.nextInt(users)));
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void call(String user) {
    try {
      AccessToken token = keeper.accessToken(KeeperPlan.id(user));
      AccessToken before = last.put(user, token);
      if (before != null && !before.value().equals(token.value())) {
        watch.reach(Point.CALLER_ANSWERED);
      }
    } catch (TokenKeeperException e) {
      // Users of killed keepers have to wait, or to log in again.
    }
  }
}

package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CallersTest {

  @Test
  void close_afterCallsThatFailed_hasCountedThemAndGoneOn() throws Exception {
    var application = new Flaky();
    Callers callers = Callers.start(application, ids("rejected", "served", "lost", "broken"));

    Awaitility.await().until(() -> callers.failed() >= 3 && application.called.size() == 4);
    callers.close();

    long failed = callers.failed();
    assertThat(application.called).contains("served");
    assertThat(failed).isEqualTo(callers.failed());
  }

  private static List<AuthorizationId> ids(String... users) {
    return Stream.of(users).map(user -> AuthorizationId.of("bsn", user)).toList();
  }

  /** Serves one user and fails the others, each in another way. */
  private static final class Flaky implements Application {
    private final Set<String> called = ConcurrentHashMap.newKeySet();

    @Override
    public int call(AuthorizationId id) throws IOException {
      String user = id.subject();
      called.add(user);
      return switch (user) {
        case "lost" -> throw new IOException("no connection");
        case "broken" -> throw new IllegalStateException("no token");
        case "rejected" -> 401;
        default -> 200;
      };
    }

    @Override
    public int begin() {
      return 0;
    }

    @Override
    public void settle(AuthorizationId id) {}

    @Override
    public Fate fate(AuthorizationId id) {
      return new Fate(true, false);
    }

    @Override
    public Standing standing(AuthorizationId id) {
      return new Standing(id, null, 0, null, Duration.ZERO);
    }

    @Override
    public void close() {}
  }
}

package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CallersTest {

  @Test
  void close_afterCallsThatFailed_hasCountedThemAndGoneOn() throws Exception {
    var application = new Flaky();
    Callers callers = Callers.start(application, List.of("rejected", "served", "lost", "broken"));

    Awaitility.await().until(() -> callers.failed() >= 3 && application.called.size() == 4);
    callers.close();

    long failed = callers.failed();
    assertThat(application.called).contains("served");
    assertThat(failed).isEqualTo(callers.failed());
  }

  /** Serves one user and fails the others, each in another way. */
  private static final class Flaky implements Application {
    private final Set<String> called = ConcurrentHashMap.newKeySet();

    @Override
    public int call(String user) throws IOException {
      called.add(user);
      return switch (user) {
        case "lost" -> throw new IOException("no connection");
        case "broken" -> throw new IllegalStateException("no token");
        case "rejected" -> 401;
        default -> 200;
      };
    }

    @Override
    public int logIn(List<String> users) {
      return 0;
    }

    @Override
    public void settle(String user) {}

    @Override
    public Fate fate(String user) {
      return new Fate(true, false);
    }

    @Override
    public List<Standing> standings(int max) {
      return List.of();
    }

    @Override
    public void close() {}
  }
}

package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.crash.NaiveTable.Tokens;
import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Gate;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The loop that most write: SELECT the tokens, POST, UPDATE. 16 threads, each with users of its
 * own, so that nothing is lost but by kills. Arguments: name, token endpoint, database, and whether
 * logins are kept; obeys and tells what a keeper's process does, without points of a claim.
 */
final class NaiveProcess {
  private static final int THREADS = 16;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final PlainClient endpoint;
  private final String databaseUrl;
  private final boolean loginsKept;
  private final Gate gate = new Gate(point -> Parent.tell("reached", point));
  private final ExecutorService loops = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService orders = Executors.newFixedThreadPool(8);
  private volatile boolean closing;

  private NaiveProcess(String... args) {
    this.name = args[0];
    this.endpoint = new PlainClient(URI.create(args[1]));
    this.databaseUrl = args[2];
    this.loginsKept = Boolean.parseBoolean(args[3]);
  }

  public static void main(String... args) {
    var process = new NaiveProcess(args);
    Parent.tell("ready");
    Parent.obey(process::obey);
  }

  private void obey(List<String> order) {
    switch (order.get(0)) {
      case "sweep" -> sweep();
      case "arm" -> gate.arm(Point.valueOf(order.get(1)), name);
      case "disarm" -> gate.disarm();
      case "go" -> gate.open();
      case "login", "renew" -> orders.execute(() -> work(order.get(0), order.get(1)));
      case "close" -> close();
      default -> throw new IllegalArgumentException("No such order: " + order.get(0));
    }
  }

  private void sweep() {
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      loops.execute(() -> loop(number));
    }
  }

  private void loop(int number) {
    try (var table = new NaiveTable(databaseUrl)) {
      while (!closing) {
        for (Tokens each : table.select(number, THREADS)) {
          if (System.currentTimeMillis() >= each.dueAtMillis()) {
            renewOrGoOn(table, each);
          }
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The loop has ended", e);
    }
  }

  private void renewOrGoOn(NaiveTable table, Tokens tokens) throws SQLException {
    try {
      if (!closing && !renew(table, tokens)) {
        // What most write here is a line in a log.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      LockSupport.parkNanos(PAUSE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renew(NaiveTable table, Tokens tokens)
      throws SQLException, IOException, InterruptedException {
    gate.reach(Point.BEFORE_SEND, name);
    Optional<Grant> answer = endpoint.refresh(tokens.refreshToken());
    if (answer.isEmpty() && loginsKept) {
      answer = endpoint.login(tokens.user());
    }
    if (answer.isEmpty()) {
      return false;
    }
    gate.reach(Point.ANSWER_IN_HAND, name);
    gate.reach(Point.BEFORE_STORE, name);
    gate.reach(Point.COMMITTING, name);
    table.update(tokens.user(), answer.get().accessToken(), answer.get().refreshToken(), dueAt());
    gate.reach(Point.COMMITTED, name);
    return true;
  }

  /** As early as the keepers of the same run renew, on average. */
  private static long dueAt() {
    return System.currentTimeMillis() + KeeperPlan.ACCESS_TOKEN.toMillis() * 4 / 10;
  }

  private void work(String word, String user) {
    String result = "later";
    try (var table = new NaiveTable(databaseUrl)) {
      result =
          (word.equals("login") ? login(table, user) : renew(table, user)) ? "ok" : "reauthorize";
    } catch (SQLException | IOException e) {
      // Told as "later".
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Parent.tell("done", word, user, result);
  }

  private boolean login(NaiveTable table, String user)
      throws SQLException, IOException, InterruptedException {
    Optional<Grant> answer = endpoint.login(user);
    if (answer.isPresent()) {
      table.login(user, answer.get().accessToken(), answer.get().refreshToken(), dueAt());
    }
    return answer.isPresent();
  }

  private boolean renew(NaiveTable table, String user)
      throws SQLException, IOException, InterruptedException {
    for (Tokens each : table.select(0, 1)) {
      if (each.user().equals(user)) {
        return renew(table, each);
      }
    }
    return false;
  }

  private void close() {
    closing = true;
    loops.shutdown();
    try {
      boolean unused = loops.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(0);
  }
}

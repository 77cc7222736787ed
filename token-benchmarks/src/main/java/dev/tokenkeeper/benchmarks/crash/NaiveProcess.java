package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.crash.NaiveTable.Tokens;
import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Gate;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The loop that most write: SELECT the tokens, POST, UPDATE. 16 threads, each with users of its
 * own, so that nothing is lost but by kills. Is told and obeys what a keeper's process does; there
 * are no keys, and no points of a claim.
 */
final class NaiveProcess {
  private static final int THREADS = 16;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Map<ProviderRule, PlainClient> endpoints = new EnumMap<>(ProviderRule.class);
  private final String databaseUrl;
  private final Gate gate = new Gate(point -> Parent.tell("reached", point));
  private final ExecutorService loops = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService orders = Executors.newFixedThreadPool(8);
  private volatile boolean closing;

  private NaiveProcess(KeeperPlan plan) {
    this.databaseUrl = plan.databaseUrl();
    plan.tokenUris().forEach((rule, uri) -> endpoints.put(rule, new PlainClient(uri)));
  }

  public static void main(String... args) {
    var process = new NaiveProcess(KeeperPlan.of(args));
    Parent.tell("ready");
    Parent.obey(process::obey);
  }

  private void obey(List<String> order) {
    switch (order.get(0)) {
      case "sweep" -> sweep();
      case "arm" -> gate.arm(Point.valueOf(order.get(1)), order.get(2));
      case "disarm" -> gate.disarm();
      case "go" -> gate.open();
      case "login", "renew" -> orders.execute(() -> work(order));
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
    ProviderRule rule = tokens.rule();
    gate.reach(Point.BEFORE_SEND, rule.id());
    Optional<Grant> answer = endpoint(rule).refresh(tokens.refreshToken());
    if (answer.isEmpty() && rule.keepsLogins()) {
      answer = endpoint(rule).login(tokens.user());
    }
    if (answer.isEmpty()) {
      return false;
    }
    gate.reach(Point.ANSWER_IN_HAND, rule.id());
    gate.reach(Point.BEFORE_STORE, rule.id());
    gate.reach(Point.COMMITTING, rule.id());
    table.update(rule, tokens.user(), answer.get(), dueAt());
    gate.reach(Point.COMMITTED, rule.id());
    return true;
  }

  private PlainClient endpoint(ProviderRule rule) {
    return Objects.requireNonNull(endpoints.get(rule), "endpoint");
  }

  /** As early as the keepers of the same run renew, on average. */
  private static long dueAt() {
    return System.currentTimeMillis() + KeeperPlan.ACCESS_TOKEN.toMillis() * 4 / 10;
  }

  private void work(List<String> order) {
    ProviderRule rule = ProviderRule.of(order.get(1));
    String user = order.get(2);
    boolean login = order.get(0).equals("login");
    String result = "later";
    try (var table = new NaiveTable(databaseUrl)) {
      boolean done = login ? login(table, rule, user) : renew(table, rule, user);
      result = done ? "ok" : "reauthorize";
    } catch (SQLException | IOException e) {
      // Told as "later".
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Parent.tell("done", order.get(0), order.get(1), user, result);
  }

  private boolean login(NaiveTable table, ProviderRule rule, String user)
      throws SQLException, IOException, InterruptedException {
    Optional<Grant> answer = endpoint(rule).login(user);
    if (answer.isPresent()) {
      table.login(rule, user, answer.get(), dueAt());
    }
    return answer.isPresent();
  }

  private boolean renew(NaiveTable table, ProviderRule rule, String user)
      throws SQLException, IOException, InterruptedException {
    for (Tokens each : table.select(0, 1)) {
      if (each.rule() == rule && each.user().equals(user)) {
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

package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.process.Child;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One life of one process: from its start to its kill. Safe for use by many threads. */
final class Life implements AutoCloseable {
  private final BlockingQueue<String> reached = new LinkedBlockingQueue<>();
  private final Map<String, String> renewed = new ConcurrentHashMap<>();
  private final Consumer<List<String>> others;
  private final Consumer<Life> onReady;
  private final Duration warmUp;
  private final Child child;
  private volatile long restedAtMillis = Long.MAX_VALUE;

  /**
   * Starts it.
   *
   * @param onReady called once it can be given orders
   * @param others gets the lines that are not about its life
   */
  Life(Contender contender, String name, Consumer<Life> onReady, Consumer<List<String>> others) {
    this.others = others;
    this.onReady = onReady;
    this.warmUp = contender.warmUp();
    this.child = contender.start(name, this::heard);
  }

  private void heard(List<String> words) {
    switch (words.get(0)) {
      case "ready" -> ready();
      case "reached" -> reached.add(words.get(1));
      case "done" -> done(words);
      default -> others.accept(words);
    }
  }

  private void ready() {
    // Its constructor may not have returned yet.
    new Thread(() -> onReady.accept(this), "ready").start();
    restAt(System.currentTimeMillis() + warmUp.toMillis());
  }

  private void done(List<String> words) {
    if (words.get(1).equals("renew")) {
      renewed.put(words.get(2) + ' ' + words.get(3), words.get(4));
    }
  }

  String name() {
    return child.name();
  }

  /** It must be left alone until then. */
  void restAt(long millis) {
    restedAtMillis = millis;
  }

  boolean isReady() {
    return child.isAlive() && System.currentTimeMillis() >= restedAtMillis;
  }

  /** Since when it could have been killed. */
  long restedAtMillis() {
    return restedAtMillis;
  }

  boolean isAlive() {
    return child.isAlive();
  }

  void order(String... words) {
    child.order(words);
  }

  /** Waits until it is held at this point for a user of this rule; false if it never is. */
  boolean hold(Point point, ProviderRule rule, Duration longest) throws InterruptedException {
    reached.clear();
    order("arm", point.name(), rule.id());
    if (reached.poll(longest.toMillis(), TimeUnit.MILLISECONDS) == null) {
      order("disarm");
      return false;
    }
    return true;
  }

  void kill() {
    child.kill();
  }

  void stop() {
    child.stop();
  }

  void resume() {
    child.resume();
  }

  boolean awaitEnd(Duration longest) {
    return child.awaitEnd(longest);
  }

  void logIn(ProviderRule rule, String user) {
    order("login", rule.id(), user);
  }

  void renew(ProviderRule rule, String user) {
    order("renew", rule.id(), user);
  }

  /** What became of the order to renew a user's tokens; empty if nothing yet. */
  String renewed(ProviderRule rule, String user) {
    return renewed.getOrDefault(rule.id() + ' ' + user, "");
  }

  @Override
  public void close() {
    child.close();
  }
}

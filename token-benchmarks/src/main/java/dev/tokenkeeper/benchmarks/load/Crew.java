package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Equal processes that get the same orders. Belongs to one thread. */
final class Crew implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(100);
  private static final Duration END = Duration.ofSeconds(20);
  private static final int LOOK_MILLIS = 100;
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx256m",
          "-Dorg.jboss.logging.provider=slf4j",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private final List<Child> processes = new ArrayList<>();
  private final BlockingQueue<List<String>> told = new LinkedBlockingQueue<>();

  /** Starts so many processes of this program, and returns when all are ready. */
  Crew(Site site, Class<?> program, int count, int callers) throws InterruptedException {
    IntStream.range(0, count)
        .mapToObj(number -> site.plan("node-" + number, callers))
        .forEach(
            plan ->
                processes.add(
                    Child.start(
                        plan.node(), program, OPTIONS, plan.arguments(), site.log(), told::add)));
    if (hear(count, START).size() < count) {
      processes.forEach(Child::close);
      throw new IllegalStateException("A process does not start");
    }
  }

  void order(String... words) {
    processes.forEach(each -> each.order(words));
  }

  /** Returns the next so many lines that they tell; fewer if it takes too long or one has ended. */
  List<List<String>> hear(int count, Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    List<List<String>> lines = new ArrayList<>();
    while (lines.size() < count && System.nanoTime() < deadline) {
      List<String> line = told.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (line != null) {
        lines.add(line);
      } else if (!isAlive()) {
        break;
      }
    }
    return lines;
  }

  /** Tells whether all of them run. */
  boolean isAlive() {
    return processes.stream().allMatch(Child::isAlive);
  }

  /** Lets them end in order, within a bound. */
  @Override
  public void close() {
    order("close");
    processes.forEach(each -> each.awaitEnd(END));
    processes.forEach(Child::close);
  }
}

package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.process.Child;
import dev.tokenkeeper.benchmarks.process.Point;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Who renews tokens, is killed, and is judged by what its store holds then. */
interface Contender extends AutoCloseable {
  /** Returns what its store holds now. */
  List<Holding> holdings();

  /** Starts a process of it, which tells {@code ready}. */
  Child start(String name, Consumer<List<String>> heard);

  /** Returns how many of its processes run at once. */
  int processes();

  /**
   * Returns how long a process that has started is left alone: all that is overdue is sent at once.
   */
  Duration warmUp();

  /** Returns where it can be killed; some more often than others. */
  List<Point> points();

  /** Tells whether its store says when only the user can help. */
  boolean surfaces();

  @Override
  void close();
}

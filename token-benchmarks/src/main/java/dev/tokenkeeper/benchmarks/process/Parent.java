package dev.tokenkeeper.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a child process hears from its parent and tells it: lines of words on standard input and
 * output. Safe for use by many threads.
 */
public final class Parent {
  private static final Object LINE = new Object();

  private Parent() {}

  /**
   * Tells the parent a line. What was told before a kill is still heard after it.
   *
   * @param words without spaces
   */
  public static void tell(String... words) {
    byte[] line = (String.join(" ", words) + '\n').getBytes(UTF_8);
    synchronized (LINE) {
      System.out.write(line, 0, line.length);
      System.out.flush();
    }
  }

  /** Obeys orders until the parent is gone, and then ends this process at once. */
  public static void obey(Consumer<List<String>> orders) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        orders.accept(List.of(line.split(" ", -1)));
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(0);
  }
}

package dev.tokenkeeper.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Java process of our own that is given orders, heard, and signalled. It ends with this process
 * at the latest. Safe for use by many threads.
 */
public final class Child implements AutoCloseable {
  private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();

  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Child::endAll, "children-end"));
  }

  private final String name;
  private final Process process;
  private final OutputStream orders;
  private final Thread hearing;

  private Child(String name, Process process, Consumer<List<String>> heard) {
    this.name = name;
    this.process = process;
    this.orders = process.getOutputStream();
    this.hearing = new Thread(() -> hear(heard), name + "-hearing");
    hearing.setDaemon(true);
    hearing.start();
  }

  /**
   * Starts a process.
   *
   * @param name of one life of one process, for people and for its exchanges
   * @param main runs it, on our own class path
   * @param options for the virtual machine
   * @param arguments for {@code main}
   * @param errors where its standard error goes
   * @param heard gets the words of each line that it tells, on one thread
   */
  public static Child start(
      String name,
      Class<?> main,
      List<String> options,
      List<String> arguments,
      Path errors,
      Consumer<List<String>> heard) {
    if (ending) {
      throw new IllegalStateException(name + " would outlive this process");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      ALL.add(process);
      return new Child(name, process, heard);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  /** Ends all, waits for them, and starts no other. */
  static void endAll() {
    ending = true;
    ALL.forEach(Process::destroyForcibly);
    ALL.forEach(each -> each.onExit().join());
  }

  private void hear(Consumer<List<String>> heard) {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.accept(List.of(line.split(" ", -1)));
      }
    } catch (IOException e) {
      // It has been killed.
    }
  }

  /** Returns the name of this life. */
  public String name() {
    return name;
  }

  /** Tells whether it runs, or is stopped. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Gives it an order; one that is dead does not hear it. */
  public void order(String... words) {
    try {
      synchronized (orders) {
        orders.write((String.join(" ", words) + '\n').getBytes(UTF_8));
        orders.flush();
      }
    } catch (IOException e) {
      // It has been killed.
    }
  }

  /** Sends SIGKILL and returns at once. */
  public void kill() {
    // By its handle: Process would close its output too, and what it told last would not be heard.
    boolean unused = process.toHandle().destroyForcibly();
  }

  /** Sends SIGSTOP. */
  public void stop() {
    signal("-STOP");
  }

  /** Sends SIGCONT. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot signal " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its end, and until everything that it told is heard; false if that takes longer. */
  public boolean awaitEnd(Duration longest) {
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      ALL.remove(process);
      hearing.join(longest.toMillis());
      return !hearing.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it in any case. */
  @Override
  public void close() {
    kill();
    boolean unused = awaitEnd(Duration.ofSeconds(5));
  }
}

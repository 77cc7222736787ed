package dev.tokenkeeper.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process, told from a later one with the same number by when it started. */
record KeycloakPid(long pid, Instant started) {
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);
  private static final long PATIENCE_SECONDS = 15;

  static KeycloakPid of(ProcessHandle process) {
    return new KeycloakPid(process.pid(), startOf(process).orElse(Instant.EPOCH));
  }

  static KeycloakPid parse(String text) {
    String[] parts = text.strip().split(" ");
    return new KeycloakPid(Long.parseLong(parts[0]), Instant.parse(parts[1]));
  }

  /** Returns the process while it runs; never another one that got its number. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
  }

  /** Ends the process, gently at first, and returns when it is gone. */
  void end() {
    process().ifPresent(KeycloakPid::end);
  }

  private boolean isSame(ProcessHandle process) {
    // The system derives it from the boot time, which moves when the clock is set.
    return startOf(process)
        .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_STEP) <= 0)
        .orElse(false);
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.info().startInstant();
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    if (!exits(process)) {
      process.destroyForcibly();
      exits(process);
    }
  }

  private static boolean exits(ProcessHandle process) {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      throw KeycloakException.interrupted(e);
    }
  }

  @Override
  public String toString() {
    return pid + " " + started;
  }
}

package dev.tokenkeeper.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The temporary folder of one run, which goes with it, also when the run is interrupted. */
public final class Workspace implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Path folder;

  private Workspace(Path folder) {
    this.folder = folder;
  }

  /** Makes an empty folder whose name begins with this. */
  public static Workspace create(String prefix) throws IOException {
    var workspace = new Workspace(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(new Thread(workspace::leave, "workspace-end"));
    return workspace;
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /** Returns where the database server's files belong. */
  public Path database() {
    return folder.resolve("postgres");
  }

  /** Everybody else is ended at the same time; until then they write here. */
  private void leave() {
    Child.endAll();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && (Postgres.isRunning(database()) || !isDeleted())) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private boolean isDeleted() {
    try {
      delete();
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private void delete() throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Deletes it with all that is in it. */
  @Override
  public void close() throws IOException {
    delete();
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What must survive a restart, as lines that are only ever appended; silent until it is opened.
 *
 * <p>One request is one line, its events separated by {@code |}: a process that dies while it
 * writes leaves a line without an end, and with it no event of that request. Guarded by the realm.
 */
final class StateFile implements AutoCloseable {

  private StringJoiner pending = line();
  // Not a channel: an interrupt while it writes would close that for good.
  private @Nullable OutputStream out;

  /**
   * The complete lines of a file; it is created if absent, and a line without an end is cut off.
   */
  static Optional<String> complete(Path path) {
    try {
      if (Files.notExists(path)) {
        return Optional.empty();
      }
      String content = Files.readString(path);
      String complete = content.substring(0, content.lastIndexOf('\n') + 1);
      if (complete.length() < content.length()) {
        Files.writeString(path, complete);
      }
      return Optional.of(complete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open(Path path) {
    try {
      out = new FileOutputStream(path.toFile(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void note(String event, Object... fields) {
    if (out != null) {
      StringJoiner words = new StringJoiner(" ").add(event);
      for (Object field : fields) {
        words.add(URLEncoder.encode(field.toString(), StandardCharsets.UTF_8));
      }
      pending.add(words.toString());
    }
  }

  /** Writes what was noted, before anybody is told of it. */
  void commit() {
    if (out != null && pending.length() > 1) {
      try {
        out.write(pending.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      pending = line();
    }
  }

  /** From now on it is silent again: questions asked after the end write nothing. */
  @Override
  public void close() {
    try (OutputStream closing = out) {
      out = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StringJoiner line() {
    return new StringJoiner("|", "", "\n");
  }
}

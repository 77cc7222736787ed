package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Searches files for secrets, in every spelling, at every byte. */
final class LeakScan {
  /** Spellings are found by their last bytes; tokens of one kind begin alike. */
  private static final int TAIL = Long.BYTES;

  private final Map<Long, List<Spelling>> byTail = new HashMap<>();
  private final int secrets;
  private long scanned;

  LeakScan(Collection<String> secrets) {
    this.secrets = secrets.size();
    secrets.stream().flatMap(Spelling::of).forEach(this::add);
  }

  private void add(Spelling spelling) {
    long tail = ByteBuffer.wrap(spelling.bytes()).getLong(spelling.bytes().length - TAIL);
    byTail.computeIfAbsent(tail, key -> new ArrayList<>()).add(spelling);
  }

  /** Returns in which spellings secrets are in the file; never the secrets. */
  List<String> hits(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    List<String> hits = new ArrayList<>();
    long tail = 0;
    for (int end = 1; end <= content.length; end++) {
      tail = (tail << Byte.SIZE) | (content[end - 1] & 0xff);
      for (Spelling spelling : byTail.getOrDefault(tail, List.of())) {
        if (endsWith(content, end, spelling.bytes())) {
          hits.add("%s at %d of %s".formatted(spelling.name(), end, file.getFileName()));
        }
      }
    }
    scanned += content.length;
    return hits;
  }

  private static boolean endsWith(byte[] content, int end, byte[] spelling) {
    int begin = end - spelling.length;
    return begin >= 0 && Arrays.equals(content, begin, end, spelling, 0, spelling.length);
  }

  @Override
  public String toString() {
    return "%d secrets x %,d bytes scanned".formatted(secrets, scanned);
  }
}

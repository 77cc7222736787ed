package dev.tokenkeeper.explorer;

/** The names of all states that were met. Grows; never forgets. */
final class Seen {
  private long[] names = new long[1 << 13];
  private int size;

  /** Returns whether the name is new. */
  boolean add(long high, long low) {
    if (size * 3L > names.length) {
      grow();
    }
    if (!insert(names, high, low)) {
      return false;
    }
    size++;
    return true;
  }

  int size() {
    return size;
  }

  private static boolean insert(long[] into, long high, long low) {
    int mask = into.length / 2 - 1;
    int slot = (int) high & mask;
    while (into[2 * slot] != 0 || into[2 * slot + 1] != 0) {
      if (into[2 * slot] == high && into[2 * slot + 1] == low) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    into[2 * slot] = high;
    into[2 * slot + 1] = low;
    return true;
  }

  private void grow() {
    long[] more = new long[names.length * 2];
    for (int i = 0; i < names.length; i += 2) {
      if (names[i] != 0 || names[i + 1] != 0) {
        insert(more, names[i], names[i + 1]);
      }
    }
    names = more;
  }
}

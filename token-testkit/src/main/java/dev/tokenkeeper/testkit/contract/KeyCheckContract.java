package dev.tokenkeeper.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.port.KeyCheck;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link KeyCheck} must do: keep the first value, and know whether anything is sealed.
 */
public abstract class KeyCheckContract {
  private static final byte[] VALUE = {0, 1, -1, 127, -128, 13, 10};

  /** Returns the key check of a database that is empty at the start of each test. */
  protected abstract KeyCheck keyCheck();

  /** Stores something sealed, for example a row with a grant. */
  protected abstract void sealSomething();

  /** Returns the key check as a new process would have it; the same one where nothing survives. */
  protected KeyCheck reopened() {
    return keyCheck();
  }

  @Test
  void stored_emptyDatabase_isEmpty() {
    assertThat(keyCheck().stored()).isEmpty();
  }

  @Test
  void storeIfAbsent_first_isStored() {
    assertThat(keyCheck().storeIfAbsent(VALUE)).isTrue();
    assertThat(keyCheck().stored()).contains(VALUE);
    assertThat(reopened().stored()).contains(VALUE);
  }

  @Test
  void storeIfAbsent_second_losesAndChangesNothing() {
    keyCheck().storeIfAbsent(VALUE);

    assertThat(keyCheck().storeIfAbsent(VALUE)).isFalse();
    assertThat(keyCheck().storeIfAbsent(new byte[] {9})).isFalse();
    assertThat(reopened().stored()).contains(VALUE);
  }

  @Test
  void storeIfAbsent_arrayChangedAfterwards_keepsWhatWasGiven() {
    byte[] given = VALUE.clone();
    keyCheck().storeIfAbsent(given);
    given[0] = 99;
    keyCheck().stored().orElseThrow()[1] = 99;

    assertThat(keyCheck().stored()).contains(VALUE);
  }

  @Test
  void storeIfAbsent_fourThreads_exactlyOneWinsAndItsValueStays() throws Exception {
    List<Callable<Boolean>> tasks =
        IntStream.range(0, 4)
            .<Callable<Boolean>>mapToObj(i -> () -> keyCheck().storeIfAbsent(value(i)))
            .toList();
    try (var threads = new Threads()) {
      List<Boolean> won = threads.together(tasks);
      assertThat(won).containsOnlyOnce(true);
      assertThat(keyCheck().stored()).contains(value(won.indexOf(true)));
    }
  }

  @Test
  void nothingSealed_emptyDatabaseWithAndWithoutValue_isTrue() {
    assertThat(keyCheck().nothingSealed()).isTrue();
    keyCheck().storeIfAbsent(VALUE);
    assertThat(keyCheck().nothingSealed()).isTrue();
  }

  @Test
  void nothingSealed_somethingSealed_isFalse() {
    sealSomething();

    assertThat(keyCheck().nothingSealed()).isFalse();
    assertThat(reopened().nothingSealed()).isFalse();
  }

  private static byte[] value(int i) {
    return ("value " + i).getBytes(UTF_8);
  }
}

package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final MovableClock clock = new MovableClock();
  private final VirtualTime time = new VirtualTime(clock);
  private final List<String> done = new ArrayList<>();

  @Test
  void execute_now_isDoneBeforeItReturns() {
    time.execute(() -> done.add("now"));
    assertThat(done).containsExactly("now");
  }

  @Test
  void advance_severalTasks_areDoneInTheirOrderEachAtItsTime() {
    schedule(20, "late");
    schedule(10, "early");
    schedule(10, "early too");
    time.advance(Duration.ofSeconds(15));
    assertThat(done).containsExactly("early 10", "early too 10");
    assertThat(seconds()).isEqualTo(15);

    time.advance(Duration.ofSeconds(5));
    assertThat(done).containsExactly("early 10", "early too 10", "late 20");
  }

  @Test
  void advance_taskThatSchedulesAnother_doesThatOneTooIfItIsDue() {
    var unused = time.schedule(() -> schedule(5, "second"), 5, TimeUnit.SECONDS);
    time.advance(Duration.ofSeconds(10));
    assertThat(done).containsExactly("second 10");
  }

  @Test
  void scheduleWithFixedDelay_advancedFar_isDoneEachTimeUntilItIsCancelled() {
    var task = time.scheduleWithFixedDelay(() -> done.add("x"), 0, 10, TimeUnit.SECONDS);
    time.advance(Duration.ofSeconds(95));
    assertThat(done).hasSize(10);
    task.cancel(false);
    time.advance(Duration.ofSeconds(95));
    assertThat(done).hasSize(10);
    assertThat(time.untilNext()).isGreaterThan(Duration.ofDays(1_000));
  }

  @Test
  void shutdown_whatWasToBeDoneLater_isNotDone() {
    schedule(10, "late");
    time.shutdown();
    time.advance(Duration.ofSeconds(20));
    assertThat(done).isEmpty();
    assertThatThrownBy(() -> time.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }

  private void schedule(int seconds, String name) {
    var unused = time.schedule(() -> done.add(name + " " + seconds()), seconds, TimeUnit.SECONDS);
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(clock.nanos());
  }
}

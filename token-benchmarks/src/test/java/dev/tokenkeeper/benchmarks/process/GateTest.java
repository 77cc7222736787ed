package dev.tokenkeeper.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GateTest {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final Gate gate = new Gate(told::add);

  @Test
  void reach_armedForAnother_passes() {
    gate.arm(Point.BEFORE_SEND, "k");

    gate.reach(Point.BEFORE_SEND, "j");
    gate.reach(Point.AFTER_CLAIM, "k");

    assertThat(told).isEmpty();
  }

  @Test
  void reach_armed_tellsAndHoldsUntilOpened() throws InterruptedException {
    gate.arm(Point.BEFORE_SEND, "k");
    var held = new Thread(() -> gate.reach(Point.BEFORE_SEND, "k"));
    held.setDaemon(true);
    held.start();
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("BEFORE_SEND");
    held.join(50);
    assertThat(held.isAlive()).isTrue();

    gate.open();

    held.join(10_000);
    assertThat(held.isAlive()).isFalse();
  }

  @Test
  void reach_secondTime_passes() {
    gate.arm(Point.COMMITTING, "k");

    gate.reach(Point.COMMITTING, "k");
    gate.reach(Point.COMMITTING, "k");

    assertThat(told).containsExactly("COMMITTING");
  }

  @Test
  void reach_disarmed_passes() {
    gate.arm(Point.BEFORE_SEND, "k");
    gate.disarm();

    gate.reach(Point.BEFORE_SEND, "k");

    assertThat(told).isEmpty();
  }

  /** Who was held at the last moment would else stay until nobody expects it. */
  @Test
  void disarm_somebodyIsHeldAlready_letsItGo() throws Exception {
    gate.arm(Point.BEFORE_SEND, "k");
    var held = new Thread(() -> gate.reach(Point.BEFORE_SEND, "k"));
    held.start();
    while (told.isEmpty()) {
      Thread.onSpinWait();
    }

    gate.disarm();
    held.join(10_000);

    assertThat(held.isAlive()).isFalse();
  }
}

package dev.tokenkeeper.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BsnSimulatorTest {

  @Test
  void start_anyPort_listensOnLoopbackOnly() throws Exception {
    try (BsnSimulator simulator = BsnSimulator.builder().start()) {
      assertThat(InetAddress.getByName(simulator.baseUri().getHost()).isLoopbackAddress()).isTrue();
      assertThat(simulator.baseUri().getPort()).isPositive();
      assertThat(simulator.restApi()).asString().endsWith("/2022/06/REST");
    }
  }

  @Test
  void start_portTaken_isRefused() {
    try (BsnSimulator simulator = BsnSimulator.builder().start()) {
      int taken = simulator.baseUri().getPort();

      assertThatThrownBy(() -> BsnSimulator.builder().port(taken).start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(Integer.toString(taken));
    }
  }

  @Test
  void close_requestInProcess_doesNotWaitForIt() throws Exception {
    BsnWorld world = BsnWorld.usual();
    String refreshToken = BsnWorld.field(world.login(), "refresh_token");
    CountDownLatch inProcess = new CountDownLatch(1);
    Fault slow = Fault.before(inProcess::countDown).and(Fault.latencyBefore(Duration.ofMinutes(1)));
    world.simulator.faults().next(1, slow);
    CompletableFuture<HttpResponse<String>> call = world.refreshAsync(refreshToken);
    assertThat(inProcess.await(30, TimeUnit.SECONDS)).isTrue();
    long start = System.nanoTime();

    world.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(call).failsWithin(Duration.ofSeconds(20));
    assertThat(world.simulator.truth().refreshesGranted("ada")).isZero();
  }

  @Test
  void threads_ofASimulator_areDaemons() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.threads(1))) {
      AtomicBoolean daemon = new AtomicBoolean();
      Fault look = Fault.before(() -> daemon.set(Thread.currentThread().isDaemon()));
      world.simulator.faults().next(1, look);

      assertThat(world.login().statusCode()).isEqualTo(200);
      assertThat(daemon).isTrue();
    }
  }

  @Test
  void close_thenStartOnTheSamePort_listensAgain() {
    int port;
    try (BsnWorld world = BsnWorld.usual()) {
      world.login();
      port = world.simulator.baseUri().getPort();
    }
    try (BsnWorld world = BsnWorld.with(builder -> builder.port(port))) {
      assertThat(world.login().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requests_inARow_areNotStalledByTheSocket() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      long[] took = new long[60];
      for (int i = 0; i < took.length; i++) {
        long start = System.nanoTime();
        world.get("Self/Session/", login);
        took[i] = System.nanoTime() - start;
      }

      // With Nagle's algorithm on, all but the first few take 40 ms. On a busy machine many do
      // anyway, but not the fastest half.
      Arrays.sort(took);
      assertThat(Duration.ofNanos(took[took.length / 2])).isLessThan(Duration.ofMillis(39));
    }
  }
}

package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several processes under one limit, as the provider sees them. */
@Tag("whole")
class LimitedProcessesTest {
  private static final int PROCESSES = 4;
  private static final int SENT = 40;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  static Stream<RealDatabase> databases() {
    return Stream.<Supplier<RealDatabase>>of(
            RealDatabase::h2, RealDatabase::postgres, RealDatabase::mariadb)
        .map(Supplier::get);
  }

  private record Arrival(int process, long nanos) {}

  @ParameterizedTest
  @MethodSource("databases")
  void renew_fourProcesses_neverMoreInAnyWindowThanTheLimit(RealDatabase database)
      throws Exception {
    JpaPersistence.open(database.settings()).close();
    List<Arrival> arrivals = arrivals(database);
    int most = mostInAnyWindow(arrivals);
    Set<Integer> processes = new HashSet<>(arrivals.stream().map(Arrival::process).toList());
    System.out.printf(
        "%s: %d requests of %d processes in %d ms, at most %d within %s%n",
        database,
        arrivals.size(),
        processes.size(),
        (arrivals.get(arrivals.size() - 1).nanos() - arrivals.get(0).nanos()) / 1_000_000,
        most,
        LimitedProcess.WINDOW);
    assertThat(most).isEqualTo(LimitedProcess.REQUESTS);
    assertThat(processes).as("they met").hasSizeGreaterThan(1);
  }

  /** All processes are started, and then answered until there were enough requests. */
  private static List<Arrival> arrivals(RealDatabase database) throws Exception {
    List<Arrival> arrivals = new ArrayList<>();
    List<ChildProcess> processes = new ArrayList<>();
    List<Future<?>> answering = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    try (var door = new ServerSocket(0, PROCESSES, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout((int) LONGEST.toMillis());
      String port = String.valueOf(door.getLocalPort());
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(
            ChildProcess.start(
                LimitedProcess.class, List.of(), database.url(), database.user(), port));
      }
      for (int i = 0; i < PROCESSES; i++) {
        Socket socket = door.accept();
        int process = i;
        answering.add(threads.submit(() -> answer(process, socket, arrivals)));
      }
      for (Future<?> each : answering) {
        each.get();
      }
    } finally {
      processes.forEach(ChildProcess::close);
      threads.shutdownNow();
    }
    return arrivals;
  }

  private static Object answer(int process, Socket socket, List<Arrival> arrivals)
      throws IOException {
    socket.setSoTimeout((int) LONGEST.toMillis());
    try (socket;
        var requests = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        var answers = new PrintWriter(socket.getOutputStream(), true, UTF_8)) {
      while (requests.readLine() != null && isOneMore(process, arrivals)) {
        answers.println("granted");
      }
    }
    return process;
  }

  private static boolean isOneMore(int process, List<Arrival> arrivals) {
    synchronized (arrivals) {
      if (arrivals.size() == SENT) {
        return false;
      }
      arrivals.add(new Arrival(process, System.nanoTime()));
      return true;
    }
  }

  private static int mostInAnyWindow(List<Arrival> arrivals) {
    long window = LimitedProcess.WINDOW.toNanos();
    int most = 0;
    for (Arrival last : arrivals) {
      long within =
          arrivals.stream()
              .filter(each -> each.nanos() <= last.nanos() && last.nanos() - each.nanos() < window)
              .count();
      most = Math.max(most, (int) within);
    }
    return most;
  }
}

package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several processes on one store: who won what, and what becomes of the work of one that dies. */
@Tag("whole")
class ManyProcessesTest {
  private static final int PROCESSES = 4;
  private static final int DUE = 2_000;
  private static final int LEFT = 500;
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
  private static final Duration LONGEST_INHERITANCE = Duration.ofSeconds(20);

  static Stream<RealDatabase> databases() {
    return Stream.<Supplier<RealDatabase>>of(
            RealDatabase::h2, RealDatabase::postgres, RealDatabase::mariadb)
        .map(Supplier::get);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void claimAndSweep_fourProcessesOneDies_everyRowIsWonOnce(RealDatabase database)
      throws Exception {
    try (var persistence = JpaPersistence.open(database.settings());
        var workers = new Workers(database)) {
      assertClaimsAreWonOnce(database, persistence.store(), workers.all);
      assertDueRowsAreTakenOnce(database, persistence.store(), workers.all);
      assertDeathPassesItsRowsOn(database, persistence.store(), workers.all);
    }
  }

  private static void assertClaimsAreWonOnce(
      RealDatabase database, AuthorizationStore store, List<Worker> workers) throws IOException {
    Instant now = store.now();
    store.apply(
        IntStream.range(0, ManyProcessesWriter.CONTENDED)
            .mapToObj(i -> insert(ManyProcessesWriter.contended(i), now, now.plusSeconds(3_600)))
            .toList());
    List<List<String>> answers = together(workers, ManyProcessesWriter.CLAIM);
    List<String> won = all(answers);
    long lost = won.stream().filter(ManyProcessesWriter.LOST::equals).count();
    won.removeIf(ManyProcessesWriter.LOST::equals);
    System.out.printf("%s: %d claims won, %d lost at the guard%n", database, won.size(), lost);
    assertThat(won).containsExactlyInAnyOrderElementsOf(everyClaim());
    assertThat(lost).as("they met").isPositive();
  }

  /** Each claim and each release is one revision. */
  private static List<String> everyClaim() {
    return IntStream.range(0, ManyProcessesWriter.CONTENDED)
        .mapToObj(ManyProcessesWriter::contended)
        .flatMap(
            id ->
                IntStream.iterate(1, i -> i < ManyProcessesWriter.LAST_REVISION, i -> i + 2)
                    .mapToObj(revision -> id.subject() + " " + revision))
        .toList();
  }

  private static void assertDueRowsAreTakenOnce(
      RealDatabase database, AuthorizationStore store, List<Worker> workers) throws IOException {
    insertDue(store, "due-", DUE);
    long began = System.nanoTime();
    List<List<String>> answers = together(workers, ManyProcessesWriter.SWEEP);
    System.out.printf(
        "%s: due rows taken %s in %d ms%n",
        database, answers.stream().map(List::size).toList(), millisSince(began));
    assertThat(all(answers)).hasSize(DUE);
    for (String taken : all(answers)) {
      String[] subjectAndAttempt = taken.split(" ", 2);
      Authorization row = store.find(id(subjectAndAttempt[0])).orElseThrow();
      assertThat(Objects.requireNonNull(row.attempt()).id()).isEqualTo(subjectAndAttempt[1]);
      assertThat(row.revision()).isEqualTo(2);
    }
  }

  private static void assertDeathPassesItsRowsOn(
      RealDatabase database, AuthorizationStore store, List<Worker> workers) throws IOException {
    insertDue(store, "left-", LEFT);
    Worker dying = workers.get(0);
    List<Worker> others = workers.subList(1, workers.size());
    dying.commands().println(ManyProcessesWriter.HOLD);
    assertThat(dying.answers().readLine()).isEqualTo(ManyProcessesWriter.HOLDING);
    List<String> taken = all(together(others, ManyProcessesWriter.SWEEP));
    assertThat(taken).hasSize(LEFT - ManyProcessesWriter.BATCH);
    dying.process().kill();
    long killed = System.nanoTime();
    while (taken.size() < LEFT && millisSince(killed) < LONGEST_INHERITANCE.toMillis()) {
      taken.addAll(all(together(others, ManyProcessesWriter.SWEEP)));
    }
    System.out.printf(
        "%s: the rows of the dead are taken in %d ms%n", database, millisSince(killed));
    assertThat(taken).hasSize(LEFT).doesNotHaveDuplicates();
  }

  private static void insertDue(AuthorizationStore store, String prefix, int count) {
    Instant now = store.now();
    store.apply(
        IntStream.range(0, count)
            .mapToObj(i -> insert(id(prefix + i), now, now.minusSeconds(i)))
            .toList());
  }

  private static Transition insert(AuthorizationId id, Instant now, Instant dueAt) {
    Authorization row =
        Authorization.builder(id)
            .revision(1)
            .status(Status.ACTIVE)
            .grant(SampleAuthorizations.grant(0, 0, now))
            .notBefore(now)
            .dueAt(dueAt)
            .build();
    return Transition.to(Authorization.absent(id), row);
  }

  private static AuthorizationId id(String subject) {
    return AuthorizationId.of("bsn", subject);
  }

  private static List<String> all(List<List<String>> answers) {
    return new ArrayList<>(answers.stream().flatMap(List::stream).toList());
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  private static List<List<String>> together(List<Worker> workers, String command)
      throws IOException {
    workers.forEach(each -> each.commands().println(command));
    List<List<String>> answers = new ArrayList<>();
    for (Worker each : workers) {
      answers.add(each.allAnswers());
    }
    return answers;
  }

  private record Worker(ChildProcess process, BufferedReader answers, PrintWriter commands) {
    static Worker of(ChildProcess process, ServerSocket door) throws IOException {
      door.setSoTimeout((int) LONGEST_START.toMillis());
      Socket socket = door.accept();
      socket.setSoTimeout((int) LONGEST_ANSWER.toMillis());
      return new Worker(
          process,
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)),
          new PrintWriter(socket.getOutputStream(), true, UTF_8));
    }

    /** A process that fails says why on its own output. */
    List<String> allAnswers() throws IOException {
      List<String> all = new ArrayList<>();
      for (String line = answers.readLine();
          !ManyProcessesWriter.DONE.equals(line);
          line = answers.readLine()) {
        if (line == null) {
          throw new AssertionError(process.output().lines().collect(joining("\n")));
        }
        all.add(line);
      }
      return all;
    }
  }

  /** All start at once; each has a door of its own, so that it is known which of them dies. */
  private static final class Workers implements AutoCloseable {
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<ServerSocket> doors = new ArrayList<>();
    private final List<Worker> all = new ArrayList<>();

    Workers(RealDatabase database) throws IOException {
      for (int i = 0; i < PROCESSES; i++) {
        var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        doors.add(door);
        String port = String.valueOf(door.getLocalPort());
        processes.add(
            ChildProcess.start(
                ManyProcessesWriter.class, List.of(), database.url(), database.user(), port));
      }
      for (int i = 0; i < PROCESSES; i++) {
        all.add(Worker.of(processes.get(i), doors.get(i)));
      }
    }

    @Override
    public void close() throws IOException {
      processes.forEach(ChildProcess::close);
      for (ServerSocket door : doors) {
        door.close();
      }
    }
  }
}

package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Due;
import dev.tokenkeeper.protocol.Transition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of several processes on one store. It does what it is told over a socket, tells there what it
 * won, a line each, and ends with the socket.
 */
final class ManyProcessesWriter {
  static final String CLAIM = "claim";
  static final String SWEEP = "sweep";
  static final String HOLD = "hold";
  static final String HOLDING = "holding";
  static final String LOST = "lost";
  static final String DONE = "done";

  static final int CONTENDED = 5;
  static final int LAST_REVISION = 41;
  static final int BATCH = 50;

  private static final ProviderProfile PROFILE =
      new ProviderProfile(
          Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.DIES_AT_REFRESH),
          new Renewal(Renewal.When.AHEAD, 0.7, Duration.ofMinutes(20), true, 0),
          new Lifetimes(Duration.ofMinutes(5), Duration.ofMinutes(30), null, Duration.ofMinutes(1)),
          Timing.DEFAULT,
          DeadToken.UNAUTHORIZED,
          RevocationReach.NONE);

  private final AuthorizationStore store;
  private final BufferedReader commands;
  private final PrintWriter answers;
  private final String owner = "process-" + ProcessHandle.current().pid();

  private ManyProcessesWriter(AuthorizationStore store, Socket socket) throws IOException {
    this.store = store;
    this.commands = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    this.answers = new PrintWriter(socket.getOutputStream(), true, UTF_8);
  }

  /** Takes a database's URL and user, and the port to listen to. */
  public static void main(String[] arguments) throws IOException {
    var settings = JpaSettings.builder("test").url(arguments[0]).user(arguments[1]).build();
    int port = Integer.parseInt(arguments[2]);
    try (var persistence = JpaPersistence.open(settings);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      new ManyProcessesWriter(persistence.store(), socket).obey();
    }
  }

  static AuthorizationId contended(int number) {
    return AuthorizationId.of("bsn", "contended-" + number);
  }

  private void obey() throws IOException {
    for (String command = next(); command != null; command = next()) {
      switch (command) {
        case CLAIM -> claim();
        case SWEEP -> sweep();
        case HOLD -> hold();
        default -> throw new IllegalArgumentException(command);
      }
      answers.println(DONE);
    }
  }

  private @Nullable String next() {
    try {
      return commands.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void claim() {
    for (int i = 0; i < CONTENDED; i++) {
      Authorization row = store.find(contended(i)).orElseThrow();
      while (row.revision() < LAST_REVISION) {
        claim(row);
        row = store.find(contended(i)).orElseThrow();
      }
    }
  }

  private void claim(Authorization row) {
    var claim = new Claim(UUID.randomUUID().toString(), owner);
    Transition claimed = claim.on(row, PROFILE, store.now());
    if (!claimed.changes()) {
      requireClaimed(row);
    } else if (store.apply(List.of(claimed)).get(0)) {
      answers.println(row.id().subject() + " " + row.revision());
      release(claimed.after());
    } else {
      answers.println(LOST);
    }
  }

  /** Nothing but another's claim stands in the way of one's own, or all would wait for ever. */
  private static void requireClaimed(Authorization row) {
    if (row.attempt() == null) {
      throw new IllegalStateException("Nobody has claimed it, and yet nobody may");
    }
  }

  /** Between a claim and its end the row is the claimer's alone. */
  private void release(Authorization row) {
    Instant now = store.now();
    Authorization released = row.released(row.failure(), now, now.plusSeconds(3_600));
    if (!store.apply(List.of(Transition.to(row, released))).get(0)) {
      throw new IllegalStateException("Somebody wrote a row that another had claimed");
    }
  }

  /** Until nothing is due that nobody else holds. */
  private void sweep() {
    List<Transition> taken = new ArrayList<>();
    for (List<Transition> batch = take(); !batch.isEmpty(); batch = take()) {
      taken.addAll(batch);
    }
    taken.forEach(each -> answers.println(each.after().id().subject() + " " + attempt(each)));
  }

  private List<Transition> take() {
    return store.applyDue(
        BATCH,
        (row, now) -> new Due(UUID.randomUUID().toString(), owner, null).on(row, PROFILE, now));
  }

  private static String attempt(Transition taken) {
    var attempt = taken.after().attempt();
    return attempt == null ? "none" : attempt.id();
  }

  /** Takes due rows, and has not decided about the first of them when it dies. */
  private void hold() {
    store.applyDue(
        BATCH,
        (row, now) -> {
          answers.println(HOLDING);
          next();
          return Transition.none(row);
        });
  }
}

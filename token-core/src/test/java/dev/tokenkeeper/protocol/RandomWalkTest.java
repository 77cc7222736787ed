package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.LOGIN;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoredLogin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, some things hold after every step. */
class RandomWalkTest {
  private static final List<ProviderProfile> PROFILES =
      List.of(Rows.STRICT, Rows.REJECT, Rows.WIDER, Rows.REUSABLE, Rows.ASTRA, Rows.GRACE);
  private static final int STEPS = 20_000;

  /** Requests that have left and may still be answered, however late. */
  private final List<Authorization> sent = new ArrayList<>();

  private final Set<String> firstSends = new HashSet<>();
  private int number;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void step_anyHappeningAtAnyTime_keepsWhatMustHold(long seed) {
    Random random = new Random(seed);
    for (ProviderProfile profile : PROFILES) {
      StoredLogin login = random.nextBoolean() ? LOGIN : null;
      Authorization row = Rows.active(profile, login);
      Instant now = T0;
      for (int i = 0; i < STEPS / PROFILES.size(); i++) {
        now = now.plusMillis((long) Math.pow(10, random.nextDouble() * 6));
        Happening happening = happening(random, row, login);
        Authorization next = happening.on(row, profile, now).after();
        check(row, next, happening, now);
        row = next;
      }
      sent.clear();
      firstSends.clear();
    }
  }

  private Happening happening(Random random, Authorization row, @Nullable StoredLogin login) {
    String id = "a" + number++;
    Authorization request = sent.isEmpty() ? null : sent.get(random.nextInt(sent.size()));
    if (request != null && request.attempt() != null && random.nextInt(3) > 0) {
      return answer(random, request, request.attempt());
    }
    return switch (random.nextInt(12)) {
      case 0 ->
          random.nextBoolean()
              ? new SessionLost(row.epoch(), row.generation())
              : confirmed(id, row, random.nextInt(3) > 0 ? "ada" : "eve");
      case 1 -> random.nextInt(20) == 0 ? new RevocationRequested() : new Used(T0);
      case 2 -> new Revoked(row.epoch(), List.of());
      case 3 ->
          random.nextInt(10) > 0
              ? new Prepared(row.epoch(), row.generation())
              : reauthorized(id, row.epoch() - random.nextInt(2), login, random.nextBoolean());
      case 4 -> row.spares().isEmpty() ? new Claim(id, "n") : spareRevoked(row);
      case 5, 6, 7 -> new Due(id, "n", random.nextBoolean() ? Instant.MAX : null);
      default -> new Claim(id, "n");
    };
  }

  private static Happening answer(Random random, Authorization request, Attempt attempt) {
    long generation = request.generation();
    return switch (random.nextInt(6)) {
      case 0 -> new Refused(attempt.id(), request.epoch(), generation);
      case 1 -> new Unanswered(attempt.id(), request.epoch(), generation);
      case 2 -> new Released(attempt.id(), FailureKind.THROTTLED, null);
      default ->
          new Granted(
              attempt.id(),
              attempt.purpose(),
              grant(request.epoch(), generation + 1, attempt.startedAt()),
              random.nextInt(4) > 0);
    };
  }

  private static Happening reauthorized(
      String id, long began, @Nullable StoredLogin login, boolean toConfirm) {
    return new Reauthorized(
        id, began, grant(began + 1, 0, T0), login, Map.of(), toConfirm, !toConfirm);
  }

  private static Happening confirmed(String id, Authorization row, String owner) {
    return new Confirmed(row.epoch(), row.generation(), owner, Map.of(), id);
  }

  /** The worker looks after those only that are to be revoked. */
  private static Happening spareRevoked(Authorization row) {
    return row.spares().stream()
        .filter(spare -> spare.purpose() == Spare.Purpose.REVOKE)
        .findFirst()
        .<Happening>map(spare -> new SpareRevoked(spare, List.of()))
        .orElse(new Used(T0));
  }

  private void check(Authorization before, Authorization after, Happening by, Instant now) {
    String what = before + " by " + by;
    Attempt open = after.attempt();
    if (before.equals(after)) {
      return;
    }
    boolean waitsForPerson =
        after.status() == Status.REAUTHORIZATION_REQUIRED || after.status() == Status.REVOKED;
    assertThat(after.dueAt() != null || waitsForPerson).as("due: " + what).isTrue();
    assertThat(after.revision()).as(what).isGreaterThan(before.revision());
    assertThat(after.epoch()).as(what).isGreaterThanOrEqualTo(before.epoch());
    if (after.epoch() == before.epoch()) {
      assertThat(after.generation()).as(what).isGreaterThanOrEqualTo(before.generation());
    }
    SealedGrant current = after.grant();
    if (after.status() == Status.ACTIVE && current != null) {
      assertThat(current.epoch()).as("RevokeWins: " + what).isGreaterThan(after.lastRevokedEpoch());
      assertThat(current.epoch()).as(what).isLessThanOrEqualTo(after.epoch());
    }
    displaced(before, after, by, what);
    if (by instanceof Due && after.dueAt() != null) {
      assertThat(after.dueAt()).as("spins: " + what).isAfterOrEqualTo(now);
    }
    if (open != null && !open.equals(before.attempt())) {
      claimed(after, open, what);
    }
    if (by instanceof Released released && before.attempt() != null && after.attempt() == null) {
      firstSends.remove(key(before, before.attempt()));
      sent.removeIf(
          each -> each.attempt() != null && each.attempt().id().equals(released.attemptId()));
    }
  }

  /** What may come back is given up by a confirmation or by the user, and by nothing else. */
  private static void displaced(
      Authorization before, Authorization after, Happening by, String what) {
    if (before.spares().stream().noneMatch(Spare::isDisplaced)
        || after.spares().stream().anyMatch(Spare::isDisplaced)) {
      return;
    }
    boolean settled = by instanceof Confirmed || by instanceof RevocationRequested;
    boolean forgotten = by instanceof Reauthorized again && !again.toConfirm();
    assertThat(settled || forgotten).as("given up: " + what).isTrue();
  }

  /** SingleSend: one first send per epoch and generation, unless it provably did not leave. */
  private void claimed(Authorization row, Attempt attempt, String what) {
    if (attempt.kind() == Attempt.Kind.FIRST && attempt.purpose() == Attempt.Purpose.REFRESH) {
      assertThat(firstSends.add(key(row, attempt))).as("SingleSend: " + what).isTrue();
    }
    sent.add(row);
  }

  private static String key(Authorization row, Attempt attempt) {
    return attempt.purpose() + " " + row.epoch() + " " + row.generation();
  }
}

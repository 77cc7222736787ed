package dev.tokenkeeper.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.Failure;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Session;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoredLogin;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Made-up authorizations, and journeys to them, for tests of stores and of what reads them. Their
 * ciphertexts are not sealed with anything and open nowhere.
 */
public final class SampleAuthorizations {

  private SampleAuthorizations() {}

  /** Returns a row of revision 1 in which every field is set, each to another value. */
  public static Authorization complete(AuthorizationId id, Instant now) {
    return Authorization.builder(id)
        .epoch(3)
        .generation(5_000_000_000L)
        .revision(1)
        .status(Status.QUARANTINED)
        .grant(grant(3, 4, now))
        .login(new StoredLogin(ciphertext("login"), true))
        .attributes(Map.of("owner", "Zoë \uD83D\uDD11 'quoted' \\ \"x\"", "größe", "", "a/b%", "1"))
        .prepared(false)
        .attempt(attempt(id, now))
        .doubt(new Doubt(now.minusMillis(9_001), now.plusMillis(9_002), true))
        .notBefore(now.plusMillis(1_003))
        .lastCommittedAttempt(attemptId("committed", id))
        .failure(
            new Failure(FailureKind.THROTTLED, 7, now.minusMillis(704), now.minusMillis(7_005)))
        .reason(FailureKind.UNREADABLE, now.minusMillis(8_006))
        .lastUsedAt(now.minusMillis(60_007))
        .lastRevokedEpoch(2)
        .drainAt(now.plusMillis(600_008))
        .dueAt(now.plusMillis(700_009))
        .spares(
            List.of(
                spare(attemptId("late", id), 4, now),
                spare(attemptId("old", id), 2, now).toRevoke()))
        .build();
  }

  /** Returns a row of revision 1 in which nothing is set that can be left out. */
  public static Authorization bare(AuthorizationId id) {
    return Authorization.builder(id).revision(1).build();
  }

  /** Returns an active row of revision 1 with the smallest grant there is. */
  public static Authorization active(AuthorizationId id, Instant now, Instant dueAt) {
    return Authorization.builder(id)
        .revision(1)
        .status(Status.ACTIVE)
        .grant(smallestGrant(now))
        .notBefore(now)
        .dueAt(dueAt)
        .build();
  }

  /** Returns a grant in which every field is set. */
  public static SealedGrant grant(long epoch, long generation, Instant now) {
    return new SealedGrant(
        epoch,
        generation,
        ciphertext("access " + generation),
        ciphertext("refresh " + generation),
        "bearer",
        "read write größe",
        Lifetime.of(now.minusMillis(11), Duration.ofMillis(300_012)),
        Lifetime.of(now.minusMillis(13), Duration.ofMillis(1_800_014)),
        new Session(
            "session/" + generation,
            Lifetime.of(now.minusMillis(15), Duration.ofMillis(43_200_016))));
  }

  /** Returns a grant of epoch 0, generation 0, in which nothing is set that can be left out. */
  public static SealedGrant smallestGrant(Instant now) {
    return new SealedGrant(
        0, 0, ciphertext("a"), null, "Bearer", null, new Lifetime(now, null), null, null);
  }

  /**
   * Returns an alternate of epoch 3 in which every field is set.
   *
   * @param attemptId must differ from those of all other spares of a store
   */
  public static Spare spare(String attemptId, long parentGeneration, Instant now) {
    return new Spare(
        attemptId,
        parentGeneration,
        Spare.Purpose.ALTERNATE,
        grant(3, parentGeneration + 1, now),
        now.minusMillis(17));
  }

  /**
   * Returns a journey of ten minutes in which every field is set.
   *
   * @param label 1 to 32 ASCII characters; must differ from those of all other journeys of a store
   */
  public static Journey journey(String label, String browser, AuthorizationId id, Instant begunAt) {
    return new Journey(
        hash(label),
        hash(browser),
        id,
        5_000_000_001L,
        ciphertext("verifier " + label),
        Lifetime.of(begunAt, Duration.ofMinutes(10)));
  }

  /** Returns what has the shape of a hash, the same for the same label of 1 to 32 characters. */
  public static String hash(String label) {
    return "%064x".formatted(new BigInteger(1, label.getBytes(UTF_8)));
  }

  private static Attempt attempt(AuthorizationId id, Instant now) {
    return new Attempt(
        attemptId("open", id),
        "node-1 größe",
        Attempt.Kind.REPLAY,
        Attempt.Purpose.LOGIN,
        now.minusMillis(1_018),
        now.plusMillis(29_019),
        now.plusMillis(59_020));
  }

  /**
   * Returns an id of the shape that real attempts have, the same for the same arguments.
   *
   * @param label tells the attempts of one authorization apart
   */
  public static String attemptId(String label, AuthorizationId id) {
    return UUID.nameUUIDFromBytes((label + "/" + id).getBytes(UTF_8)).toString();
  }

  /** Every byte value occurs, so that a store that takes bytes for text is found out. */
  private static Ciphertext ciphertext(String label) {
    byte[] name = label.getBytes(UTF_8);
    byte[] bytes = new byte[256 + name.length];
    for (int i = 0; i < 256; i++) {
      bytes[i] = (byte) i;
    }
    System.arraycopy(name, 0, bytes, 256, name.length);
    return new Ciphertext(bytes);
  }
}

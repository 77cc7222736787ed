package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedFor.Field;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.TestCipher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Does all that a store does, with secrets, in a process whose every logger talks. */
final class TalkativeStore {
  static final String CANARY = "canary-in-the-clear";

  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");

  private TalkativeStore() {}

  /** Takes the folder of the database. */
  public static void main(String[] arguments) {
    var settings =
        JpaSettings.builder("test")
            .embedded(Path.of(arguments[0]))
            .user("sa")
            .password(Secret.of(CANARY))
            .build();
    try (var persistence = JpaPersistence.open(settings)) {
      AuthorizationStore store = persistence.store();
      Authorization row = row(store.now());
      store.apply(List.of(Transition.to(Authorization.absent(ID), row)));
      store.applyDue(1, (due, now) -> Transition.to(due, due.used(now)));
      System.out.println("found " + store.find(ID).orElseThrow());
      persistence.directory().list(null, 10);
      persistence.keyCheck().storeIfAbsent(sealed(Field.LOGIN).bytes());
      persistence.keyCheck().stored();
      failWith(store, row);
    }
  }

  private static void failWith(AuthorizationStore store, Authorization row) {
    AuthorizationId other = AuthorizationId.of("bsn", "other");
    Authorization tooLong =
        Authorization.builder(other)
            .revision(1)
            .grant(row.grant())
            .lastCommittedAttempt("x".repeat(300))
            .build();
    try {
      store.apply(List.of(Transition.to(Authorization.absent(other), tooLong)));
    } catch (StoreException e) {
      e.printStackTrace(System.out);
    }
  }

  private static Authorization row(Instant now) {
    return Authorization.builder(ID)
        .revision(1)
        .grant(grant(now))
        .login(new StoredLogin(sealed(Field.LOGIN), false))
        .dueAt(now)
        .spares(List.of(new Spare("attempt", 1, Spare.Purpose.ALTERNATE, grant(now), now)))
        .build();
  }

  private static SealedGrant grant(Instant now) {
    var life = new Lifetime(now, null);
    return new SealedGrant(
        1,
        1,
        sealed(Field.ACCESS_TOKEN),
        sealed(Field.REFRESH_TOKEN),
        "Bearer",
        null,
        life,
        life,
        null);
  }

  private static Ciphertext sealed(Field field) {
    return new TestCipher().seal(Secret.of(CANARY), new SealedFor(ID, 1, 1, field));
  }
}

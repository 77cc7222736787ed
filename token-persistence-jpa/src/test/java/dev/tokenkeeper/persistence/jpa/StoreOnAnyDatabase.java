package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Session;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import dev.tokenkeeper.testkit.contract.AuthorizationStoreContract;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The store's contract, and what a relational database can get wrong beside it. */
abstract class StoreOnAnyDatabase extends AuthorizationStoreContract {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");

  abstract OpenDatabase database();

  @Override
  protected AuthorizationStore store() {
    return database().ports().store();
  }

  @Override
  protected AuthorizationStore reopened() {
    return database().reopened().store();
  }

  @Override
  protected List<String> storedEvents(AuthorizationId id) {
    return database().eventsOf(id);
  }

  @Test
  void apply_whatAProviderGave_isKeptWhateverItsLength() {
    Instant now = store().now();
    var token = new Ciphertext(new byte[700_000]);
    var grant =
        new SealedGrant(
            1,
            1,
            token,
            token,
            "t".repeat(300),
            "s ".repeat(50_000),
            new Lifetime(now, null),
            new Lifetime(now, null),
            null);
    Authorization row = Authorization.builder(ID).revision(1).grant(grant).build();

    insert(row);
    assertThat(store().find(ID).orElseThrow().grant()).isEqualTo(grant);
  }

  /** No database but one takes U+0000, or half a character, as text. */
  @Test
  void apply_textThatIsNoText_doesNotCostTheAnswer() {
    Instant now = store().now();
    var life = new Lifetime(now, null);
    var session = new Session("s\0", life);
    var token = new Ciphertext(new byte[] {0, -1});
    var grant = new SealedGrant(1, 1, token, token, "Bea\0rer", "read \ud83d", life, life, session);
    insert(Authorization.builder(ID).revision(1).grant(grant).build());

    SealedGrant found = Objects.requireNonNull(store().find(ID).orElseThrow().grant());
    assertThat(found.refreshToken()).isEqualTo(token);
    assertThat(found.tokenType()).isEqualTo("Bea\ufffdrer");
    assertThat(found.scope()).isEqualTo("read ?");
  }

  @Test
  void apply_twoSparesOfOneAttempt_keepsTheFirst() {
    Instant now = store().now();
    Spare first = SampleAuthorizations.spare("one", 1, now);
    Spare second = SampleAuthorizations.spare("one", 2, now);
    insert(Authorization.builder(ID).revision(1).spares(List.of(first, second)).build());

    assertThat(store().find(ID).orElseThrow().spares()).containsExactly(first);
  }

  @Test
  void find_sparesChangeMeanwhile_rowAndSparesAreOfOneMoment() throws Exception {
    insert(SampleAuthorizations.bare(ID).keeping(spare(2), Instant.EPOCH));
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing = other.submit(this::replaceTheSpareAgainAndAgain);
      do {
        Authorization found = store().find(ID).orElseThrow();
        assertThat(found.spares()).containsExactly(spare(found.revision()));
      } while (!writing.isDone());
      writing.get();
    } finally {
      other.shutdownNow();
    }
  }

  private void replaceTheSpareAgainAndAgain() {
    Authorization row = store().find(ID).orElseThrow();
    for (int i = 0; i < 300; i++) {
      Spare old = row.spares().get(0);
      Authorization next = row.without(old).keeping(spare(row.revision() + 2), Instant.EPOCH);
      assertThat(store().apply(List.of(Transition.to(row, next)))).containsExactly(true);
      row = next;
    }
  }

  /** The spare that stands beside the given revision of the row. */
  private static Spare spare(long revision) {
    return SampleAuthorizations.spare("attempt-" + revision, revision, Instant.EPOCH);
  }

  @Test
  void apply_twoTransitionsOfOneRow_isRefused() {
    Transition change = Transition.none(Authorization.absent(ID));

    assertThatThrownBy(() -> store().apply(List.of(change, change)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void apply_timesFinerThanMillis_areCutNotRounded() {
    Instant fine = Instant.parse("2026-01-01T00:00:00.123999Z");
    insert(SampleAuthorizations.bare(ID).rearmed(fine));

    assertThat(store().find(ID).orElseThrow().dueAt())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
  }

  /**
   * A database that locks every due row before it takes the first leaves a second sweeper nothing.
   */
  @Test
  void applyDue_anotherSweeperHoldsARow_takesTheNext() throws Exception {
    Instant now = store().now();
    for (int i = 0; i < 3; i++) {
      insert(SampleAuthorizations.active(user(i), now, now.minusSeconds(100 - i)));
    }
    var deciding = new CountDownLatch(1);
    var mayGoOn = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<List<Transition>> held =
          other.submit(() -> store().applyDue(1, (row, at) -> held(row, deciding, mayGoOn)));
      assertThat(deciding.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(subjects(take(2))).containsExactly("user-1", "user-2");
      mayGoOn.countDown();
      assertThat(subjects(held.get(30, TimeUnit.SECONDS))).containsExactly("user-0");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void applyDue_noRowAskedFor_isRefused() {
    assertThatThrownBy(() -> store().applyDue(0, (row, now) -> Transition.none(row)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Transition held(
      Authorization row, CountDownLatch deciding, CountDownLatch mayGoOn) {
    deciding.countDown();
    try {
      assertThat(mayGoOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return Transition.to(row, row.rearmed(null));
  }

  private List<Transition> take(int max) {
    return store().applyDue(max, (row, now) -> Transition.to(row, row.rearmed(null)));
  }

  private static List<String> subjects(List<Transition> taken) {
    return taken.stream().map(each -> each.after().id().subject()).toList();
  }

  private static AuthorizationId user(int i) {
    return AuthorizationId.of("bsn", "user-" + i);
  }

  private void insert(Authorization row) {
    assertThat(store().apply(List.of(Transition.to(Authorization.absent(row.id()), row))))
        .containsExactly(true);
  }
}

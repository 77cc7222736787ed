package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AuthorizationDirectory} must do: list all that is stored, page by page, and
 * count it.
 */
public abstract class AuthorizationDirectoryContract {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Returns the directory of what {@link #store()} holds. */
  protected abstract AuthorizationDirectory directory();

  /** Returns the store: empty at the start of each test, and the same one throughout it. */
  protected abstract AuthorizationStore store();

  @Test
  void list_emptyStore_isEmpty() {
    assertThat(directory().list(null, 1_000)).isEmpty();
    assertThat(directory().counts()).isEmpty();
  }

  @Test
  void list_plainIds_comeByTenantProviderSubjectAccount() {
    List<AuthorizationId> ordered =
        List.of(
            AuthorizationId.of("a", "b", "b", "b"),
            AuthorizationId.of("b", "a", "b", "b"),
            AuthorizationId.of("b", "b", "a", "b"),
            AuthorizationId.of("b", "b", "b", "a"),
            AuthorizationId.of("b", "b", "b", "b"));
    List.of(3, 0, 4, 1, 2).forEach(i -> insert(SampleAuthorizations.bare(ordered.get(i))));

    assertThat(pages(2)).extracting(Authorization::id).isEqualTo(ordered);
  }

  @Test
  void list_anyPageSize_givesEachRowOnceInTheSameOrder() {
    LookAlikes.ids().forEach(id -> insert(SampleAuthorizations.bare(id)));
    List<AuthorizationId> all = pages(1_000).stream().map(Authorization::id).toList();

    assertThat(all).containsExactlyInAnyOrderElementsOf(LookAlikes.ids());
    for (int size : new int[] {1, 2, 7, 10}) {
      assertThat(pages(size)).extracting(Authorization::id).isEqualTo(all);
    }
  }

  @Test
  void list_afterAnIdThatIsNotStored_goesOnBehindIt() {
    for (String subject : new String[] {"a", "c", "e"}) {
      insert(SampleAuthorizations.bare(Rows.id(subject)));
    }

    assertThat(directory().list(Rows.id("b"), 1))
        .extracting(Authorization::id)
        .containsExactly(Rows.id("c"));
    assertThat(directory().list(Rows.id("e"), 1)).isEmpty();
  }

  @Test
  void list_rowWithEveryFieldSet_comesBackUnchanged() {
    Authorization row = SampleAuthorizations.complete(Rows.id("u"), NOW);
    insert(row);

    Rows.assertSame(directory().list(null, 1).get(0), row);
  }

  @Test
  void counts_severalProviders_areByProviderAndStatus() {
    for (String provider : new String[] {"astra", "bsn"}) {
      insert(SampleAuthorizations.bare(AuthorizationId.of(provider, "1")));
      insert(SampleAuthorizations.active(AuthorizationId.of(provider, "2"), NOW, NOW));
    }
    insert(SampleAuthorizations.active(AuthorizationId.of("bsn", "3"), NOW, NOW));
    insert(SampleAuthorizations.bare(AuthorizationId.of("t", "bsn", "3", "other")));

    assertThat(directory().counts())
        .isEqualTo(
            Map.of(
                "astra",
                Map.of(Status.ACTIVE, 1L, Status.REAUTHORIZATION_REQUIRED, 1L),
                "bsn",
                Map.of(Status.ACTIVE, 2L, Status.REAUTHORIZATION_REQUIRED, 2L)));
  }

  private void insert(Authorization row) {
    Rows.inserted(store(), row);
  }

  private List<Authorization> pages(int size) {
    List<Authorization> all = new ArrayList<>();
    @Nullable AuthorizationId after = null;
    List<Authorization> page;
    do {
      page = directory().list(after, size);
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      all.addAll(page);
      after = page.isEmpty() ? null : page.get(page.size() - 1).id();
    } while (!page.isEmpty());
    return all;
  }
}

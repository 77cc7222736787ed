package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.testkit.contract.JourneyStoreContract;
import org.junit.jupiter.api.Test;

class InMemoryJourneyStoreTest extends JourneyStoreContract {
  private final InMemoryJourneyStore store = new InMemoryJourneyStore();
  private final Journey journey =
      SampleAuthorizations.journey("s", "b", AuthorizationId.of("bsn", "user"), MovableClock.START);

  @Override
  protected JourneyStore store() {
    return store;
  }

  @Test
  void reachable_false_failsEveryCallUntilMended() {
    store.begin(journey, 1, 1);
    store.reachable(false);

    assertThatThrownBy(() -> store.begin(journey, 1, 1)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.find("s")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.findByBrowser("b")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.take(journey.stateHash())).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.forgetEndedBy(journey.lifetime().issuedAt()))
        .isInstanceOf(StoreException.class);
    store.reachable(true);
    assertThat(store.find(journey.stateHash())).contains(journey);
  }

  /** Clocks of tests stand still between two calls. */
  @Test
  void findByBrowser_twoOfTheSameInstant_givesTheLaterCalls() {
    Journey second =
        SampleAuthorizations.journey(
            "a", "b", journey.authorization(), journey.lifetime().issuedAt());
    store.begin(journey, 2, 2);
    store.begin(second, 2, 2);

    assertThat(store.findByBrowser(journey.browserHash())).contains(second);
  }

  @Test
  void begin_noneAllowed_isRefused() {
    assertThatThrownBy(() -> store.begin(journey, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.begin(journey, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

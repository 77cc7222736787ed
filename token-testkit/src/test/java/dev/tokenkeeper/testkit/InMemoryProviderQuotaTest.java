package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import dev.tokenkeeper.testkit.contract.ProviderQuotaContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryProviderQuotaTest extends ProviderQuotaContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Limit> ONE = List.of(new Limit("tokens", 1, HOUR, HOUR));

  private final MovableClock clock = new MovableClock();
  private final InMemoryProviderQuota quota = new InMemoryProviderQuota(clock);

  @Override
  protected ProviderQuota quota() {
    return quota;
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }

  @Test
  void reachable_false_failsEveryCallUntilMended() {
    quota.reachable(false);

    assertThatThrownBy(() -> quota.take("bsn", "one", ONE, true))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> quota.hold("bsn", "one", Map.of())).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> quota.close("bsn", "tokens", Duration.ZERO))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> quota.closed("tokens")).isInstanceOf(StoreException.class);
    assertThatThrownBy(quota::forgetEnded).isInstanceOf(StoreException.class);
    quota.reachable(true);
    assertThat(quota.take("bsn", "one", ONE, true)).isEmpty();
    assertThat(quota.asked()).isEqualTo(2);
  }

  @Test
  void limit_withoutAPlace_isRefused() {
    assertThatThrownBy(() -> new Limit("tokens", 0, HOUR, HOUR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokens");
  }
}

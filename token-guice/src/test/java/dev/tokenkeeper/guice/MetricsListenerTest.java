package dev.tokenkeeper.guice;

import static dev.tokenkeeper.guice.World.ZOE;
import static dev.tokenkeeper.guice.World.granted;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsListenerTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MetricsListener listener = new MetricsListener(registry);

  @Test
  void counters_areThereForEachKindOfEvent() {
    assertThat(listener.counters.kinds()).containsExactlyInAnyOrderElementsOf(Events.kinds());
    Events.ofEachKind(ZOE, "s-1").forEach(listener::on);
    assertThat(meters())
        .containsExactlyInAnyOrder(
            "tokenkeeper.authorizations{provider=bsn}",
            "tokenkeeper.renewals{by=refresh,provider=bsn}",
            "tokenkeeper.failures{kind=throttled,provider=bsn}",
            "tokenkeeper.doubts{provider=bsn}",
            "tokenkeeper.late.answers{kept.to=alternate,provider=bsn}",
            "tokenkeeper.sessions.lost{provider=bsn}",
            "tokenkeeper.reauthorizations{provider=bsn,reason=grant_refused}",
            "tokenkeeper.suspensions{provider=bsn}",
            "tokenkeeper.revocations.begun{provider=bsn}",
            "tokenkeeper.revocations.done{provider=bsn}",
            "tokenkeeper.tokens.revoked{provider=bsn,result=not_revocable,token=refresh_token}",
            "tokenkeeper.other.accounts{provider=bsn}",
            "tokenkeeper.quarantines{provider=bsn}",
            "tokenkeeper.quota.exhausted{limit=live_tokens,provider=bsn}");
  }

  @Test
  void counters_doNotGrowWithTheUsers_andNameNone() {
    IntStream.range(0, 100)
        .mapToObj(i -> AuthorizationId.of("tenant" + i, "bsn", "user" + i, "account" + i))
        .forEach(id -> Events.ofEachKind(id, "session" + id).forEach(listener::on));
    assertThat(registry.getMeters()).hasSameSizeAs(Events.kinds());
    assertThat(meters()).noneMatch(each -> each.matches(".*(user|tenant|account)\\d.*"));
    assertThat(registry.get("tokenkeeper.doubts").counter().count()).isEqualTo(100);
  }

  @Test
  void counters_areCounted_whereARegistryIsBound() {
    var world = new World();
    world.endpoint.answer(granted("second"));
    var injector =
        Guice.createInjector(
            new TokenKeeperModule(),
            world,
            binder -> binder.bind(MeterRegistry.class).toInstance(registry));
    try (TokenKeeper keeper = injector.getInstance(TokenKeeper.class)) {
      keeper.journeys().adopt(ZOE, World.grant("first"), Map.of());
      world.clock.advance(World.LIFE);
      keeper.accessToken(ZOE);
    }
    assertThat(registry.get("tokenkeeper.authorizations").counter().count()).isEqualTo(1);
    assertThat(registry.get("tokenkeeper.renewals").tag("by", "refresh").counter().count())
        .isEqualTo(1);
  }

  private List<String> meters() {
    return registry.getMeters().stream().map(Meter::getId).map(MetricsListenerTest::text).toList();
  }

  private static String text(Meter.Id id) {
    return id.getName()
        + id.getTags().stream().map(MetricsListenerTest::text).collect(joining(",", "{", "}"));
  }

  private static String text(Tag tag) {
    return tag.getKey() + "=" + tag.getValue();
  }
}

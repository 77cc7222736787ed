package dev.tokenkeeper.guice;

import static dev.tokenkeeper.guice.World.ZOE;
import static dev.tokenkeeper.guice.World.grant;
import static dev.tokenkeeper.guice.World.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.Authorized;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.LifecycleListener;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.testkit.InMemoryJourneyStore;
import dev.tokenkeeper.testkit.InMemoryProviderQuota;
import dev.tokenkeeper.testkit.RecordingListener;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TokenKeeperModuleTest {
  private final World world = new World();

  @Test
  void keeper_servesAndRenews_withTheBoundStoreCipherAndClock() {
    world.endpoint.answer(granted("second"));
    try (TokenKeeper keeper = keeper(world)) {
      keeper.journeys().adopt(ZOE, grant("first"), Map.of());
      assertThat(keeper.accessToken(ZOE).value()).isEqualTo(Secret.of("first"));
      world.clock.advance(World.LIFE);
      assertThat(keeper.accessToken(ZOE).value()).isEqualTo(Secret.of("second"));
    }
    assertThat(world.store.find(ZOE)).isPresent();
  }

  @Test
  void keeper_isOne_howeverOftenItIsAskedForAndInstalled() {
    Injector injector =
        Guice.createInjector(world, new TokenKeeperModule(), new TokenKeeperModule());
    try (TokenKeeper keeper = injector.getInstance(TokenKeeper.class)) {
      assertThat(injector.getInstance(TokenKeeper.class)).isSameAs(keeper);
    }
    assertThat(injector.getInstance(Key.get(new TypeLiteral<Set<LifecycleListener>>() {})))
        .as("logging and metrics")
        .hasSize(2);
  }

  @Test
  void keeper_hasTheBoundSettings() {
    var settings =
        new KeeperSettings(
            "n7", Duration.ZERO, Duration.ofMillis(50), Duration.ofDays(1), World.LIFE, 10, 1);
    world.endpoint.hold(Duration.ofMinutes(1), "it is full");
    try (TokenKeeper keeper =
        keeper(world, binder -> binder.bind(KeeperSettings.class).toInstance(settings))) {
      keeper.journeys().adopt(ZOE, grant("first"), Map.of());
      world.clock.advance(World.LIFE);
      assertThatThrownBy(() -> keeper.accessToken(ZOE))
          .as("no longer than the settings say")
          .isInstanceOf(TokenUnavailableException.class)
          .hasMessageContaining("it is full");
    }
  }

  @Test
  void quota_whereOneIsBound_countsUnderTheLimits() {
    var quota = new InMemoryProviderQuota(world.clock);
    world.endpoint.answer(granted("second"));
    try (TokenKeeper keeper =
        keeper(
            world,
            provider(World.limited("limited", world.endpoint)),
            binder -> binder.bind(ProviderQuota.class).toInstance(quota))) {
      var zoe = AuthorizationId.of("limited", "zoe");
      keeper.journeys().adopt(zoe, grant("first"), Map.of());
      world.clock.advance(World.LIFE);
      assertThat(keeper.accessToken(zoe).value()).isEqualTo(Secret.of("second"));
    }
    assertThat(quota.asked()).isEqualTo(1);
  }

  @Test
  void listeners_ofTheHost_areToldWithOurs() {
    var ours = new RecordingListener();
    try (TokenKeeper keeper = keeper(world, listener(ours))) {
      keeper.journeys().adopt(ZOE, grant("first"), Map.of());
    }
    assertThat(ours.events(Authorized.class)).hasSize(1);
  }

  @Test
  void listeners_areTold_onTheKeepersThreads() {
    List<String> threads = new CopyOnWriteArrayList<>();
    Consumer<LifecycleEvent> note = event -> threads.add(Thread.currentThread().getName());
    world.endpoint.answer(granted("second"));
    try (TokenKeeper keeper = keeper(world, listener(note::accept))) {
      keeper.journeys().adopt(ZOE, grant("first"), Map.of());
      world.clock.advance(World.LIFE);
      keeper.accessToken(ZOE);
    }
    assertThat(threads).last().asString().startsWith("keeper-exchange-");
  }

  @Test
  void nothingInstalled_isReportedAtOnce_withTheRemedies() {
    assertThatThrownBy(() -> keeper(binder -> {}))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining(
            "providers: none is installed. Install at least one provider's module.")
        .hasMessageContaining("keeper.store: is missing. Install a persistence module.")
        .hasMessageContaining("keeper.directory: is missing. Install a persistence module.")
        .hasMessageContaining("keeper.cipher: is missing. Install an encryption module.")
        .cause()
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.problems()).hasSize(4));
  }

  @Test
  void journeyStore_isRequiredOnlyByAPageForConsent_andTaken() {
    OAuthProvider consent = World.consent("consent");
    assertThatThrownBy(() -> keeper(world, provider(consent)))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining("keeper.journeys: is missing. Install a persistence module.");
    Module journeys =
        binder -> binder.bind(JourneyStore.class).toInstance(new InMemoryJourneyStore());
    try (TokenKeeper keeper = keeper(world, provider(consent), journeys)) {
      assertThat(keeper.authorizations().list(null, 10)).isEmpty();
    }
  }

  @Test
  void equalProviderIds_areRefused_namingBoth() {
    var sandbox = World.provider("same", new Named("https://sandbox.example"));
    var production = World.provider("same", new Named("https://production.example"));
    assertThatThrownBy(() -> keeper(world, provider(sandbox), provider(production)))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining("two have the id 'same'")
        .hasMessageContaining("https://sandbox.example")
        .hasMessageContaining("https://production.example")
        .hasCauseInstanceOf(ConfigurationException.class);
  }

  @Test
  void differentProviderIds_areServedSideBySide() {
    try (TokenKeeper keeper =
        keeper(world, provider(World.provider("bsn-eu", new ScriptedTokenEndpoint())))) {
      assertThat(keeper.authorizations().list(null, 10)).isEmpty();
    }
  }

  @Test
  void modules_areEqual() {
    assertThat(new TokenKeeperModule()).isEqualTo(new TokenKeeperModule());
    assertThat(new TokenKeeperModule()).hasSameHashCodeAs(new TokenKeeperModule());
    assertThat(new TokenKeeperModule()).isNotEqualTo(world);
  }

  private static TokenKeeper keeper(Module... installed) {
    return Guice.createInjector(new TokenKeeperModule(), allOf(installed))
        .getInstance(TokenKeeper.class);
  }

  private static Module allOf(Module... modules) {
    return binder -> List.of(modules).forEach(binder::install);
  }

  private static Module listener(LifecycleListener listener) {
    return binder -> listeners(binder).addBinding().toInstance(listener);
  }

  private static Multibinder<LifecycleListener> listeners(Binder binder) {
    return Multibinder.newSetBinder(binder, LifecycleListener.class);
  }

  private static Module provider(OAuthProvider provider) {
    return binder ->
        Multibinder.newSetBinder(binder, OAuthProvider.class).addBinding().toInstance(provider);
  }

  private record Named(String name) implements TokenEndpoint {
    @Override
    public Admission admit(Attempt.Purpose purpose) {
      return new Held(Duration.ofSeconds(1), name);
    }

    @Override
    public Duration longestExchange() {
      return Duration.ofSeconds(1);
    }
  }
}

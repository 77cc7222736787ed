package dev.tokenkeeper.server.servers;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import com.google.inject.util.Modules;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.guice.TokenKeeperModule;
import dev.tokenkeeper.persistence.jpa.JpaModule;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.LifecycleListener;
import dev.tokenkeeper.testkit.RecordingListener;
import dev.tokenkeeper.tink.TinkModule;
import dev.tokenkeeper.tink.TinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * A keeper as a host puts it together, on H2 in a file, with one provider at the end of a line that
 * is watched. It renews when it is told to and not before; the time of its store can be moved.
 */
final class Bench implements AutoCloseable {
  /** Nobody waits out a suspension. */
  private static final KeeperSettings SETTINGS =
      new KeeperSettings(
          "bench",
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          1_000,
          8);

  final Tap tap;
  final TokenKeeper keeper;
  final RecordingListener events = new RecordingListener();
  private final MovedTime time = new MovedTime();
  private final JpaPersistence database;

  Bench(Path folder, Tap tap, Module provider) {
    this.tap = tap;
    var store = new JpaModule(JpaSettings.builder("bench").embedded(folder).build());
    Injector parts =
        Guice.createInjector(
            new TokenKeeperModule(),
            Modules.override(store).with(new Moving()),
            new TinkModule(new TinkSettings(folder.resolve("keyset.json"), "bench")),
            provider,
            new Watching());
    database = parts.getInstance(JpaPersistence.class);
    keeper = parts.getInstance(TokenKeeper.class);
  }

  private final class Moving extends AbstractModule {
    @Provides
    @Singleton
    AuthorizationStore store(JpaPersistence persistence) {
      return time.in(persistence.store());
    }
  }

  private final class Watching extends AbstractModule {
    @Override
    protected void configure() {
      OptionalBinder.newOptionalBinder(binder(), KeeperSettings.class)
          .setBinding()
          .toInstance(SETTINGS);
      OptionalBinder.newOptionalBinder(binder(), InstantSource.class).setBinding().toInstance(time);
    }

    @ProvidesIntoSet
    LifecycleListener listener() {
      return events;
    }
  }

  AuthorizationStatus status(AuthorizationId id) {
    return keeper.authorizations().status(id);
  }

  AuthorizationStatus renew(AuthorizationId id) {
    return keeper.authorizations().renew(id);
  }

  /** Lets time pass in the keeper and its store, and nowhere else. */
  void pass(Duration more) {
    time.pass(more);
  }

  /** Returns the grant types asked for since the line was forgotten. */
  List<String> asked() {
    return tap.seen().stream().filter(Seen::isForTokens).map(Seen::grantType).toList();
  }

  /** Prints a line of the table of what has happened since the line was forgotten. */
  void report(String server, String what, AuthorizationId id) {
    List<Seen> seen = tap.seen();
    AuthorizationStatus now = status(id);
    System.out.printf(
        "%s | %s | %d requests: %s | %s%s, epoch %d, generation %d%n",
        server,
        what,
        seen.size(),
        seen,
        now.status(),
        now.reason() == null ? "" : " (" + now.reason() + ")",
        now.epoch(),
        now.generation());
  }

  @Override
  public void close() throws IOException {
    try (tap;
        JpaPersistence closedLast = database) {
      keeper.close();
    }
  }
}

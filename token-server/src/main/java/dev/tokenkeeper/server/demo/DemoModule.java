package dev.tokenkeeper.server.demo;

import com.google.inject.AbstractModule;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.guice.LoggingSettings;
import dev.tokenkeeper.guice.TokenKeeperModule;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.persistence.jpa.JpaModule;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.tink.TinkModule;
import dev.tokenkeeper.tink.TinkSettings;
import java.time.Duration;

/** What an application with the keeper installs: here providers, a store and a keyset. */
final class DemoModule extends AbstractModule {
  /** As short as the tokens' lives, so that what a killed run has left is taken over in time. */
  static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(6),
          Duration.ofSeconds(1),
          Duration.ofSeconds(6),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofDays(1));

  static final HttpSettings HTTP =
      new HttpSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024);

  private final DemoFolder folder;
  private final Worlds worlds;

  DemoModule(DemoFolder folder, Worlds worlds) {
    this.folder = folder;
    this.worlds = worlds;
  }

  @Override
  protected void configure() {
    String installation = "demo-" + folder.name();
    install(new TokenKeeperModule());
    install(
        new JpaModule(JpaSettings.builder(installation).embedded(folder.file("store")).build()));
    install(new TinkModule(new TinkSettings(folder.file("keyset.json"), installation)));
    worlds.all().forEach(world -> install(world.module()));
    // The demo has made its users up.
    bind(LoggingSettings.class).toInstance(LoggingSettings.clear());
  }
}

package dev.tokenkeeper.guice;

import static com.google.inject.multibindings.OptionalBinder.newOptionalBinder;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.tokenkeeper.port.LifecycleListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * Requires nothing; uses, if bound, {@link LoggingSettings} and a {@link MeterRegistry}. Provides
 * {@link LifecycleListener}s into the set of them: one that writes lines, and one that counts where
 * there is a registry to count in.
 */
final class ListenersModule extends AbstractModule {

  @Override
  protected void configure() {
    newOptionalBinder(binder(), LoggingSettings.class);
    newOptionalBinder(binder(), MeterRegistry.class);
  }

  @ProvidesIntoSet
  static LifecycleListener logging(Optional<LoggingSettings> settings) {
    return LoggingListener.of(settings.orElse(LoggingSettings.DEFAULT));
  }

  @ProvidesIntoSet
  static LifecycleListener metrics(Optional<MeterRegistry> registry) {
    return registry.<LifecycleListener>map(MetricsListener::new).orElse(event -> {});
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ListenersModule;
  }

  @Override
  public int hashCode() {
    return ListenersModule.class.hashCode();
  }
}

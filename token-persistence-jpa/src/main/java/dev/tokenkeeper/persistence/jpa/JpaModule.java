package dev.tokenkeeper.persistence.jpa;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.ProviderQuota;

/**
 * Binds the store to a relational database.
 *
 * <p>Requires nothing. Provides {@link AuthorizationStore}, {@link AuthorizationDirectory}, {@link
 * JourneyStore}, {@link AuditTrail}, {@link KeyCheck}, {@link ProviderQuota} and the {@link
 * JpaPersistence} behind them, which is opened when the first of them is asked for and is the
 * host's to close. Two modules with equal settings are one.
 */
public final class JpaModule extends AbstractModule {
  private final JpaSettings settings;

  /** Takes the settings; nothing is opened yet. */
  public JpaModule(JpaSettings settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  JpaPersistence persistence() {
    return JpaPersistence.open(settings);
  }

  @Provides
  AuthorizationStore store(JpaPersistence persistence) {
    return persistence.store();
  }

  @Provides
  AuthorizationDirectory directory(JpaPersistence persistence) {
    return persistence.directory();
  }

  @Provides
  JourneyStore journeys(JpaPersistence persistence) {
    return persistence.journeys();
  }

  @Provides
  AuditTrail auditTrail(JpaPersistence persistence) {
    return persistence.auditTrail();
  }

  @Provides
  KeyCheck keyCheck(JpaPersistence persistence) {
    return persistence.keyCheck();
  }

  @Provides
  ProviderQuota quota(JpaPersistence persistence) {
    return persistence.quota();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JpaModule that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }
}

package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.StoreException;
import javax.sql.DataSource;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.CacheSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.cfg.ValidationSettings;

/** Hibernate over our row classes. */
final class PersistenceUnit {
  private PersistenceUnit() {}

  static SessionFactory open(DataSource source) {
    StandardServiceRegistry registry = registry(source);
    try {
      return new MetadataSources(registry)
          .addAnnotatedClasses(
              AuthorizationRow.class,
              SpareRow.class,
              JourneyRow.class,
              JournalRow.class,
              AuditRow.class)
          .buildMetadata()
          .buildSessionFactory();
    } catch (HibernateException e) {
      StandardServiceRegistryBuilder.destroy(registry);
      throw new StoreException("Hibernate does not start on the database", e);
    }
  }

  private static StandardServiceRegistry registry(DataSource source) {
    var settings = new StandardServiceRegistryBuilder();
    // The host's hibernate.properties are for the host's tables; one line there could drop ours.
    settings.clearSettings();
    return settings
        .applySetting(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, source)
        .applySetting(CacheSettings.USE_SECOND_LEVEL_CACHE, false)
        .applySetting(CacheSettings.USE_QUERY_CACHE, false)
        .applySetting(ValidationSettings.JAKARTA_VALIDATION_MODE, "none")
        .applySetting(MappingSettings.XML_MAPPING_ENABLED, false)
        // Errors quote rows; ours reach the caller without.
        .applySetting(JdbcSettings.LOG_JDBC_ERRORS, false)
        .applySetting(JdbcSettings.LOG_JDBC_WARNINGS, false)
        .enableAutoClose()
        .build();
  }
}

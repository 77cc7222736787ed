package dev.tokenkeeper.persistence.jpa;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.api.output.ValidateResult;
import org.jspecify.annotations.Nullable;

/** Brings the schema up to date, or refuses it, and makes the database this installation's. */
final class Schema {
  /** Rises with each migration that this code ships. */
  static final int CODE_LEVEL = 4;

  private static final String HISTORY = "tokenkeeper_schema_history";

  private final JpaSettings settings;
  private final String scripts;
  private final Meta meta;
  private final FluentConfiguration flyway;

  Schema(JpaSettings settings, Database database, DataSource source) {
    this.settings = settings;
    this.scripts = database.scripts();
    this.meta = new Meta(source);
    this.flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations(scripts)
            .failOnMissingLocations(true)
            .placeholderReplacement(false)
            .table(HISTORY)
            // The host may keep tables of its own in the same schema.
            .baselineOnMigrate(true)
            .baselineVersion("0");
    database.configure(flyway);
  }

  /** Another's database, or one from the future, is refused before anything is changed in it. */
  void open() {
    Meta.@Nullable Content before = meta.read();
    if (before != null) {
      requireOurs(before);
    }
    bringUpToDate();
    requireCurrent(meta.read());
    requireOurs(meta.claimedBy(settings.installation()));
  }

  private void bringUpToDate() {
    try {
      if (settings.migrate() == Migrate.AUTO) {
        flyway.load().migrate();
      } else if (settings.migrate() == Migrate.VALIDATE) {
        requireValid(flyway.load().validateWithResult());
      }
    } catch (FlywayException e) {
      throw new StoreException("The database's schema cannot be brought up to date", e);
    }
  }

  private void requireValid(ValidateResult result) {
    if (!result.validationSuccessful) {
      throw refusal(
          "migrate",
          result.invalidMigrations.stream()
              .map(Schema::describe)
              .collect(joining("; ", "is VALIDATE, but the schema is not as it should be: ", "")),
          "Start once with AUTO, or let Flyway apply %s with the history table %s."
              .formatted(scripts, HISTORY));
    }
  }

  private static String describe(ValidateOutput invalid) {
    return "%s (%s): %s"
        .formatted(invalid.version, invalid.description, invalid.errorDetails.errorCode);
  }

  private void requireCurrent(Meta.@Nullable Content found) {
    int level = found == null ? 0 : found.level();
    if (level < CODE_LEVEL) {
      throw refusal(
          "migrate",
          "is %s, but the schema is of level %d and this code needs %d"
              .formatted(settings.migrate(), level, CODE_LEVEL),
          "Start once with AUTO, or apply the scripts under %s.".formatted(scripts));
    }
  }

  private void requireOurs(Meta.Content found) {
    if (found.minimumCodeLevel() > CODE_LEVEL) {
      throw refusal(
          "url",
          "leads to a schema of level %d, which code below level %d must not touch; this code is of level %d"
              .formatted(found.level(), found.minimumCodeLevel(), CODE_LEVEL),
          "Update Token Keeper in this process, or use another database.");
    }
    String name = found.installation();
    if (name != null && !name.equals(settings.installation())) {
      throw refusal(
          "installation",
          "is '%s', but the database belongs to '%s'".formatted(settings.installation(), name),
          "Correct the name or the database. If this is a copy, start from an empty one instead: "
              + "refreshing the copied tokens would burn the original's.");
    }
  }

  private static ConfigurationException refusal(String setting, String problem, String remedy) {
    return new ConfigurationException("store." + setting, problem, remedy);
  }
}

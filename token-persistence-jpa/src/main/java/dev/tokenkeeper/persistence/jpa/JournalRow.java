package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.LifecycleEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One event, stored with the row change that it belongs to. */
@Entity
@Table(name = "tokenkeeper_journal")
class JournalRow {
  private static final Set<String> OWN_COLUMNS = Set.of("authorization", "at");

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private @Nullable Long id;

  @Embedded
  @SuppressWarnings("UnusedVariable") // Read by name.
  private RowKey authorization;

  @Column(name = "happened_at")
  private long happenedAt;

  @Column(name = "kind")
  private String kind;

  @Column(name = "details")
  private String details;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  JournalRow() {}

  static JournalRow from(LifecycleEvent event) {
    return from(RowKey.from(event.authorization()), event.at(), event.getClass(), details(event));
  }

  static JournalRow from(
      RowKey authorization,
      Instant at,
      Class<? extends LifecycleEvent> kind,
      Map<String, String> details) {
    var row = new JournalRow();
    row.authorization = authorization;
    row.happenedAt = at.toEpochMilli();
    row.kind = kind.getSimpleName();
    row.details = FormText.from(details);
    return row;
  }

  private static Map<String, String> details(LifecycleEvent event) {
    Map<String, String> details = new TreeMap<>();
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      Object value = OWN_COLUMNS.contains(component.getName()) ? null : read(component, event);
      if (value != null) {
        details.put(component.getName(), value.toString());
      }
    }
    return details;
  }

  private static @Nullable Object read(RecordComponent component, LifecycleEvent event) {
    try {
      return component.getAccessor().invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("An event cannot be read: " + component, e);
    }
  }
}

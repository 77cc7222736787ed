package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import java.util.List;
import java.util.Objects;

/**
 * What a row becomes, and the events that must be stored with it.
 *
 * @param before the row as read; the write is guarded by its revision
 * @param after the row to be written; the same object if nothing changes
 * @param events stored in the same transaction
 */
public record Transition(Authorization before, Authorization after, List<LifecycleEvent> events) {

  /** Refuses to turn one authorization into another. */
  public Transition {
    if (!before.id().equals(after.id())) {
      throw new IllegalArgumentException("%s cannot become %s".formatted(before, after));
    }
    events = List.copyOf(Objects.requireNonNull(events, "events"));
  }

  /** The row stays as it is. */
  public static Transition none(Authorization row) {
    return new Transition(row, row, List.of());
  }

  /** The row changes. */
  public static Transition to(Authorization before, Authorization after, LifecycleEvent... events) {
    return new Transition(before, after, List.of(events));
  }

  /** Tells whether there is anything to write. */
  public boolean changes() {
    return before != after;
  }
}

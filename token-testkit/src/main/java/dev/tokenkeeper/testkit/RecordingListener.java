package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.port.LifecycleListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers what it was told. Safe for use by many threads. */
public final class RecordingListener implements LifecycleListener {
  private final List<LifecycleEvent> events = new CopyOnWriteArrayList<>();
  private final List<Duration> differences = new CopyOnWriteArrayList<>();

  /** Creates a listener that was told nothing yet. */
  public RecordingListener() {}

  @Override
  public void on(LifecycleEvent event) {
    events.add(event);
  }

  @Override
  public void clockDiffers(Duration ahead) {
    differences.add(ahead);
  }

  /** Returns how far the clock was ahead each time that was told, oldest first. */
  public List<Duration> clockDifferences() {
    return List.copyOf(differences);
  }

  /** Returns what it was told, oldest first. */
  public List<LifecycleEvent> events() {
    return List.copyOf(events);
  }

  /** Returns the events of one kind, oldest first. */
  public <E extends LifecycleEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}

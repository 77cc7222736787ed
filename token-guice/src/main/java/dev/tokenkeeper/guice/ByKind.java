package dev.tokenkeeper.guice;

import dev.tokenkeeper.domain.LifecycleEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One answer for each kind of event: Java 17 has no switch over types. */
final class ByKind<R> {
  private final Map<Class<?>, Function<LifecycleEvent, R>> answers = new HashMap<>();

  <E extends LifecycleEvent> ByKind<R> when(Class<E> kind, Function<E, R> answer) {
    answers.put(kind, event -> answer.apply(kind.cast(event)));
    return this;
  }

  R answer(LifecycleEvent event) {
    Function<LifecycleEvent, R> answer = answers.get(event.getClass());
    if (answer == null) {
      throw new IllegalArgumentException("Unknown kind of event: " + event.getClass());
    }
    return answer.apply(event);
  }

  Set<Class<?>> kinds() {
    return Set.copyOf(answers.keySet());
  }
}

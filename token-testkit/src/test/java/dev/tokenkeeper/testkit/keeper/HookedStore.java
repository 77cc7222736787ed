package dev.tokenkeeper.testkit.keeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A store that lets something happen just before it reads and just after it has written.
 *
 * @param rows the real one
 * @param asked is told which row is about to be read
 * @param written is told what was written together
 */
record HookedStore(
    AuthorizationStore rows, Consumer<AuthorizationId> asked, Consumer<List<Transition>> written)
    implements AuthorizationStore {

  @Override
  public Optional<Authorization> find(AuthorizationId id) {
    asked.accept(id);
    return rows.find(id);
  }

  @Override
  public List<Boolean> apply(List<Transition> transitions) {
    List<Boolean> held = rows.apply(transitions);
    written.accept(transitions);
    return held;
  }

  @Override
  public List<Transition> applyDue(int max, BiFunction<Authorization, Instant, Transition> decide) {
    List<Transition> taken = rows.applyDue(max, decide);
    written.accept(taken);
    return taken;
  }

  @Override
  public Instant now() {
    return rows.now();
  }
}

package dev.tokenkeeper.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rules of a provider's that its simulator can break, one at a time, each with the test that has to
 * notice; a {@link FlipContract} proves that it does.
 *
 * <pre>{@code
 * static final Flips<AcmeBuilder> FLIPS =
 *     new Flips<>(AcmeSimulator::builder)
 *         .flip("REUSE_COSTS_NOTHING", "AcmeTest#send_twice_isRefused", acme -> acme.lenient(true));
 * }</pre>
 *
 * <p>While a rule is broken it is so for all who ask, so these tests must not run at once.
 *
 * @param <B> what a simulator is described by before it starts
 */
public final class Flips<B> {
  private final List<Flip> all = new ArrayList<>();
  private final Supplier<B> simulators;
  private volatile @Nullable Consumer<B> broken;

  /** One of them; breaking it mends the one before. */
  record Flip(String name, String test, Runnable breaking) {}

  /** Returns none yet, of simulators that keep to all rules as they come from here. */
  public Flips(Supplier<B> simulators) {
    this.simulators = simulators;
  }

  /**
   * Adds one, and returns this.
   *
   * @param name what is so while the rule is broken
   * @param test what must fail then: a class without its package, {@code #}, and a method
   * @param breaking what breaks the rule in a simulator that is to start
   */
  public Flips<B> flip(String name, String test, Consumer<B> breaking) {
    all.add(new Flip(name, test, () -> broken = breaking));
    return this;
  }

  /** Returns a new simulator to be: it keeps to the rules, but for the one that is broken now. */
  public B simulator() {
    B simulator = simulators.get();
    Consumer<B> breaking = broken;
    if (breaking != null) {
      breaking.accept(simulator);
    }
    return simulator;
  }

  List<Flip> all() {
    return List.copyOf(all);
  }

  void mend() {
    broken = null;
  }
}

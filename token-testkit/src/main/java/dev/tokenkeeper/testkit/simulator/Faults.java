package dev.tokenkeeper.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which requests to a simulator go wrong, and how.
 *
 * <p>The first rule that fits a request applies to it, alone; what was said first is asked first.
 * May be changed at any time, also while requests are in process. Safe for use by many threads.
 *
 * @see Fault
 */
public final class Faults {

  private static final int ENDLESS = Integer.MAX_VALUE;

  private final List<Rule> rules = new ArrayList<>();

  Faults() {}

  private static final class Rule {
    private final Predicate<RequestFacts> which;
    private final Fault fault;
    private int left;

    Rule(int left, Predicate<RequestFacts> which, Fault fault) {
      this.left = left;
      this.which = which;
      this.fault = fault;
    }
  }

  /** Spoils the next {@code count} requests to the token endpoint. */
  public Faults next(int count, Fault fault) {
    return next(count, facts -> facts.endpoint() == Endpoint.TOKEN, fault);
  }

  /** Spoils the next {@code count} requests of which this is true. */
  public Faults next(int count, Predicate<RequestFacts> which, Fault fault) {
    if (count < 1 || count == ENDLESS) {
      throw new IllegalArgumentException("count must be between 1 and 2147483646, not " + count);
    }
    return add(new Rule(count, which, fault));
  }

  /** Spoils all requests of which this is true, until {@link #clear}. */
  public Faults always(Predicate<RequestFacts> which, Fault fault) {
    return add(new Rule(ENDLESS, which, fault));
  }

  /** Takes back everything: from now on nothing goes wrong. */
  public synchronized Faults clear() {
    rules.clear();
    return this;
  }

  /** Returns how many of the faults asked for by {@link #next} have not yet met their request. */
  public synchronized long pending() {
    return rules.stream().filter(rule -> rule.left != ENDLESS).mapToLong(rule -> rule.left).sum();
  }

  synchronized Optional<Fault> take(RequestFacts facts) {
    Optional<Rule> first = rules.stream().filter(rule -> rule.which.test(facts)).findFirst();
    first.ifPresent(this::use);
    return first.map(rule -> rule.fault);
  }

  private synchronized Faults add(Rule rule) {
    rules.add(rule);
    return this;
  }

  private void use(Rule rule) {
    if (rule.left != ENDLESS && --rule.left == 0) {
      rules.remove(rule);
    }
  }
}

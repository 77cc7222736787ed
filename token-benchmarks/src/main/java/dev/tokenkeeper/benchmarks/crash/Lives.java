package dev.tokenkeeper.benchmarks.crash;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes of one contender: as many as it has, however often they are killed. */
final class Lives implements AutoCloseable {
  private final String name;
  private final Contender contender;
  private final Journal journal;
  private final List<Life> alive = new CopyOnWriteArrayList<>();
  private volatile boolean sweeping;
  private int born;

  /**
   * Begins with none.
   *
   * @param name of the contender; a life's name is this with a number
   * @param journal notes what they tell
   */
  Lives(String name, Contender contender, Journal journal) {
    this.name = name;
    this.contender = contender;
    this.journal = journal;
  }

  /** Starts all and waits for them. */
  void begin() throws InterruptedException {
    for (int i = 0; i < contender.processes(); i++) {
      bear();
    }
    awaitAll();
  }

  void awaitAll() throws InterruptedException {
    Patience.await("all of " + name + " are ready", () -> ready().size() == contender.processes());
  }

  /** Returns one to be killed, the longest at work, once others will be left if there are any. */
  Life awaitVictim() throws InterruptedException {
    int enough = Math.min(2, contender.processes());
    Patience.await("enough of " + name + " are ready", () -> ready().size() >= enough);
    return ready().get(0);
  }

  /** Returns the one that is least likely to be killed next. */
  Optional<Life> youngest() {
    return ready().stream().reduce((older, younger) -> younger);
  }

  private List<Life> ready() {
    return alive.stream()
        .filter(Life::isReady)
        .sorted(Comparator.comparingLong(Life::restedAtMillis))
        .toList();
  }

  Life bear() {
    String node = name + '-' + born++;
    var life =
        new Life(
            contender,
            node,
            this::begun,
            words -> journal.note(node, System.currentTimeMillis(), words));
    alive.add(life);
    return life;
  }

  private void begun(Life life) {
    if (sweeping) {
      life.order("sweep");
    }
  }

  /** From now on they renew tokens by themselves, also those who are yet to be born. */
  void sweep() {
    sweeping = true;
    alive.forEach(this::begun);
  }

  /** It has been killed, and another takes its place. */
  void replace(Life dead) {
    boolean unused = dead.awaitEnd(Patience.LONGEST);
    alive.remove(dead);
    bear();
  }

  /** Returns one that renews nothing by itself, after all others have finished their work. */
  Life last() throws InterruptedException {
    sweeping = false;
    Life last = bear();
    Patience.await("the last of " + name + " is ready", last::isReady);
    List<Life> others = alive.stream().filter(life -> life != last).toList();
    others.forEach(life -> life.order("close"));
    for (Life life : others) {
      boolean unused = life.awaitEnd(Patience.LONGEST);
    }
    return last;
  }

  @Override
  public void close() {
    alive.forEach(Life::close);
  }
}

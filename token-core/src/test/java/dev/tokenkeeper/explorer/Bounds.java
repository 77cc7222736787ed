package dev.tokenkeeper.explorer;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run may contain.
 *
 * @param faults how often each; absent means never
 * @param generations the highest generation that is stored before the epoch changes; one after
 * @param caches whether readers and their caches take part
 * @param split whether answers, too, are stepped and written at two moments
 * @param broken assumptions that do not hold in this run
 */
record Bounds(
    Map<Fault, Integer> faults,
    int generations,
    boolean caches,
    boolean split,
    Set<Assumption> broken) {

  static Bounds of(Object... faultsAndCounts) {
    Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    for (int i = 0; i < faultsAndCounts.length; i += 2) {
      faults.put((Fault) faultsAndCounts[i], (Integer) faultsAndCounts[i + 1]);
    }
    return new Bounds(faults, 2, false, false, EnumSet.noneOf(Assumption.class));
  }

  int most(Fault fault) {
    return faults.getOrDefault(fault, 0);
  }

  Bounds upTo(int generation) {
    return new Bounds(faults, generation, caches, split, broken);
  }

  Bounds withCaches() {
    return new Bounds(faults, generations, true, split, broken);
  }

  Bounds inTwoSteps() {
    return new Bounds(faults, generations, caches, true, broken);
  }

  Bounds without(Assumption assumption, Assumption... more) {
    return new Bounds(faults, generations, caches, split, EnumSet.of(assumption, more));
  }

  /** Whether nothing may go wrong. */
  boolean isCalm() {
    return faults.isEmpty();
  }

  /** The highest generation that is stored in an epoch. */
  int most(long epoch) {
    return epoch == 1 || isCalm() ? generations : 1;
  }

  boolean holds(Assumption assumption) {
    return !broken.contains(assumption);
  }

  @Override
  public String toString() {
    Set<String> parts = new TreeSet<>();
    faults.forEach((fault, count) -> parts.add(count + " " + fault));
    broken.forEach(each -> parts.add("without " + each));
    return parts + ", generations to " + generations + (caches ? ", caches" : "");
  }
}

package dev.tokenkeeper.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of a run: breadth first, so that the first trace to anything is a shortest; or
 * depth first, where there are more states than can be kept in mind at once.
 */
final class Explorer {
  private final Run run;
  private final Moves moves;
  private final Seen seen = new Seen();
  private final Deque<World> frontier = new ArrayDeque<>();
  private final Map<String, Integer> inherent = new TreeMap<>();
  private int[] parents = new int[1024];
  private byte[] choices = new byte[1024];
  private int fairRuns;
  private boolean stopsAtFirst;
  private int most = Integer.MAX_VALUE;
  private int fairEvery;
  private boolean deep;

  private Explorer(Run run) {
    this.run = run;
    this.moves = new Moves(run);
  }

  /** Visits everything, and lets every so many-th state run on without faults. */
  static Report all(Run run, int fairEvery) {
    return all(run, fairEvery, Integer.MAX_VALUE);
  }

  /** The same, but no more states than so many. */
  static Report all(Run run, int fairEvery, int most) {
    var explorer = new Explorer(run);
    explorer.most = most;
    explorer.fairEvery = fairEvery;
    return explorer.explore();
  }

  /** The same, depth first: what is kept is the names of the states and one path. */
  static Report deep(Run run, int fairEvery, int most) {
    var explorer = new Explorer(run);
    explorer.most = most;
    explorer.fairEvery = fairEvery;
    explorer.deep = true;
    return explorer.explore();
  }

  /** Visits states until one breaks an invariant, or there are too many. */
  static Report untilBroken(Run run, int most) {
    var explorer = new Explorer(run);
    explorer.stopsAtFirst = true;
    explorer.most = most;
    return explorer.explore();
  }

  private Report explore() {
    World first = new World(run);
    Canon canon = new Canon(first);
    Map<String, List<String>> broken = new TreeMap<>();
    canon.name(first);
    seen.add(canon.high, canon.low);
    frontier.add(first);
    long steps = 0;
    while (!frontier.isEmpty() && seen.size() < most) {
      World world = deep ? frontier.removeLast() : frontier.remove();
      int index = world.number;
      String unfair = fair(world, index);
      if (unfair != null) {
        broken.putIfAbsent(unfair, trace(index, -1));
      }
      List<World> next = moves.from(world);
      for (int choice = 0; choice < next.size(); choice++) {
        World each = next.get(choice);
        steps++;
        canon.name(each);
        if (each.broken != null) {
          broken.computeIfAbsent(each.broken, key -> new ArrayList<>());
          if (broken.get(each.broken).isEmpty()) {
            broken.put(each.broken, trace(index, choice));
          }
        } else if (seen.add(canon.high, canon.low)) {
          add(index, choice, each);
        }
      }
      if (stopsAtFirst && !broken.isEmpty()) {
        break;
      }
    }
    boolean complete = frontier.isEmpty();
    return new Report(
        run.toString(), run, seen.size(), steps, fairRuns, complete, broken, inherent);
  }

  private void add(int parent, int choice, World world) {
    int index = seen.size() - 1;
    if (index == parents.length) {
      parents = Arrays.copyOf(parents, index * 2);
      choices = Arrays.copyOf(choices, index * 2);
    }
    world.number = index;
    parents[index] = parent;
    choices[index] = (byte) choice;
    frontier.add(world);
    if (world.inherent != null) {
      inherent.merge(world.inherent, 1, Integer::sum);
    }
  }

  private @Nullable String fair(World world, int index) {
    boolean assumes = run.bounds().broken().isEmpty();
    if (fairEvery == 0 || !assumes || index % fairEvery != 0) {
      return null;
    }
    fairRuns++;
    return Fair.run(world);
  }

  /** Walks again from the beginning to a state, and one move further. */
  private List<String> trace(int state, int choice) {
    List<Integer> path = new ArrayList<>();
    for (int at = state; at != 0; at = parents[at]) {
      path.add((int) choices[at]);
    }
    Collections.reverse(path);
    if (choice >= 0) {
      path.add(choice);
    }
    World world = new World(run);
    List<String> lines = new ArrayList<>();
    for (int each : path) {
      world = moves.from(world).get(each);
      lines.add(Story.line(world));
    }
    return lines;
  }
}

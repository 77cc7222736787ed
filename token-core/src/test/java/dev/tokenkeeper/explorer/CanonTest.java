package dev.tokenkeeper.explorer;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** States that have one name are one state: whatever follows has the same names too. */
@Tag("whole")
class CanonTest {
  private static final int MOST = 15_000;

  private record Name(long high, long low) {}

  static Stream<Run> runs() {
    return Stream.of(Column.TOGETHER, Column.CACHES, Column.TWO_STEPS)
        .flatMap(
            column ->
                column.modes().stream().map(mode -> new Run(mode, column.bounds, Plant.NONE)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void name_twoStatesOfOneName_leadToTheSameNames(Run run) {
    Moves moves = new Moves(run);
    World first = new World(run);
    Canon canon = new Canon(first);
    Map<Name, World> met = new HashMap<>(Map.of(name(canon, first), first));
    Deque<World> frontier = new ArrayDeque<>(met.values());
    while (!frontier.isEmpty() && met.size() < MOST) {
      for (World next : moves.from(frontier.remove())) {
        World same = met.putIfAbsent(name(canon, next), next);
        if (same == null) {
          frontier.add(next);
        } else {
          assertThat(names(moves, canon, next)).isEqualTo(names(moves, canon, same));
        }
      }
    }
  }

  private static Set<Name> names(Moves moves, Canon canon, World world) {
    return moves.from(world).stream().map(next -> name(canon, next)).collect(toSet());
  }

  private static Name name(Canon canon, World world) {
    canon.name(world);
    return new Name(canon.high, canon.low);
  }
}

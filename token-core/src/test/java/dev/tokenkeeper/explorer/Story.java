package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;

/** A move and what it led to, for people. */
final class Story {
  private Story() {}

  static String line(World world) {
    String who = world.who < 0 ? "" : new String[] {"A ", "B ", "user: "}[world.who];
    return "t%-2d %s%s -> %s".formatted(world.tick, who, world.what, row(world));
  }

  private static String row(World world) {
    Authorization row = world.row;
    Attempt open = row.attempt();
    String token = row.grant() == null ? "" : " token " + Grants.refresh(row.grant());
    String attempt = open == null ? "" : " open " + open.kind() + "@" + Ticks.of(open.startedAt());
    String doubt = row.doubt() == null ? "" : " in doubt since " + Ticks.of(row.doubt().since());
    String due = row.dueAt() == null ? "" : " due " + Ticks.of(row.dueAt());
    String spares = row.spares().isEmpty() ? "" : " spares " + row.spares().size();
    return "e%d g%d %s%s%s%s%s%s"
        .formatted(row.epoch(), row.generation(), row.status(), token, attempt, doubt, due, spares);
  }
}

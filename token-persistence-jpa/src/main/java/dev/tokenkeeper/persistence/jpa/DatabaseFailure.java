package dev.tokenkeeper.persistence.jpa;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database or driver refused, without its words: they quote statements, keys and rows. It
 * keeps the codes, the kind and the place.
 */
final class DatabaseFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_TRIES = 10;
  private static final int MOST_WAITS = 2;

  /**
   * Deadlock or serialization failure (standard, PostgreSQL, H2, a cluster's commit included), and
   * a key that another transaction was inserting at the same moment: the second time it is seen.
   */
  private static final Set<String> RACES = Set.of("40001", "40P01", "90131", "23505");

  /** The same where MariaDB has no state of its own for it: a row read before, and a key. */
  private static final Set<Integer> RACES_BY_CODE = Set.of(1020, 1062);

  /** A lock or a statement took too long: PostgreSQL, H2. */
  private static final Set<String> WAITS = Set.of("55P03", "57014", "HYT00");

  /** The same of MariaDB. */
  private static final Set<Integer> WAITS_BY_CODE = Set.of(1205, 1969);

  private final int mostTries;

  private DatabaseFailure(String message, int mostTries) {
    super(message);
    this.mostTries = mostTries;
  }

  static DatabaseFailure of(Throwable failure) {
    if (failure instanceof DatabaseFailure known) {
      return known;
    }
    SQLException said = said(failure);
    var summary =
        said == null
            ? new DatabaseFailure(failure.getClass().getName(), 1)
            : new DatabaseFailure(
                "%s, SQL state %s, code %d"
                    .formatted(said.getClass().getName(), said.getSQLState(), said.getErrorCode()),
                mostTries(String.valueOf(said.getSQLState()), said.getErrorCode()));
    summary.setStackTrace((said == null ? failure : said).getStackTrace());
    return summary;
  }

  static DatabaseFailure thatPasses(String message) {
    return new DatabaseFailure(message, MOST_TRIES);
  }

  /** The column is named; its content is not. */
  static DatabaseFailure unreadable(String column, String why) {
    return new DatabaseFailure("the column %s %s".formatted(column, why), 1);
  }

  /**
   * How often the same step is worth doing in all; more than once only if nothing was applied. What
   * has waited long already is not given many more waits.
   */
  int mostTries() {
    return mostTries;
  }

  private static int mostTries(String state, int code) {
    if (RACES.contains(state) || RACES_BY_CODE.contains(code)) {
      return MOST_TRIES;
    }
    return WAITS.contains(state) || WAITS_BY_CODE.contains(code) ? MOST_WAITS : 1;
  }

  private static @Nullable SQLException said(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException said) {
        return said;
      }
    }
    return null;
  }
}

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

  /**
   * Deadlock or serialization failure (standard, PostgreSQL, H2), and a key that another
   * transaction was inserting at the same moment: the second time it is seen.
   */
  private static final Set<String> PASSES = Set.of("40001", "40P01", "90131", "23505");

  private final boolean passes;

  private DatabaseFailure(String message, boolean passes) {
    super(message);
    this.passes = passes;
  }

  static DatabaseFailure of(Throwable failure) {
    if (failure instanceof DatabaseFailure known) {
      return known;
    }
    SQLException said = said(failure);
    var summary =
        said == null
            ? new DatabaseFailure(failure.getClass().getName(), false)
            : new DatabaseFailure(
                "%s, SQL state %s, code %d"
                    .formatted(said.getClass().getName(), said.getSQLState(), said.getErrorCode()),
                PASSES.contains(String.valueOf(said.getSQLState())));
    summary.setStackTrace((said == null ? failure : said).getStackTrace());
    return summary;
  }

  static DatabaseFailure thatPasses(String message) {
    return new DatabaseFailure(message, true);
  }

  /** Whether nothing was applied and the same step is worth doing again. */
  boolean passes() {
    return passes;
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

package dev.tokenkeeper.persistence.jpa;

import org.jspecify.annotations.Nullable;

/** What a column holds, or the failure that names the column and not what is in it. */
final class Stored {
  private Stored() {}

  /** Returns what must be there as soon as one of the columns beside it is filled. */
  static <T> T required(String column, @Nullable T value) {
    if (value == null) {
      throw DatabaseFailure.unreadable(column, "is empty");
    }
    return value;
  }

  /** Returns a constant by its name; newer code may know names that this code does not. */
  static <E extends Enum<E>> E name(Class<E> type, String column, @Nullable String name) {
    try {
      return Enum.valueOf(type, required(column, name));
    } catch (IllegalArgumentException e) {
      throw DatabaseFailure.unreadable(column, "holds a name that this code does not know");
    }
  }

  static <E extends Enum<E>> @Nullable E nameOrNull(
      Class<E> type, String column, @Nullable String name) {
    return name == null ? null : name(type, column, name);
  }
}

package dev.tokenkeeper.persistence.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** Sends one statement for many rows at once and tells how many rows each of them changed. */
final class Batch {

  /** Sets the parameters of the statement for one row. */
  @FunctionalInterface
  interface Binding<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }

  /** MariaDB about an INSERT with a guard, if a host lets its driver send in bulk. */
  private static final int NOT_IN_BULK = 1295;

  /** Turns false for good once the driver has kept the counts of a batch to itself. */
  private volatile boolean tellsCounts = true;

  <T> int[] counts(Connection connection, String sql, List<T> rows, Binding<T> binding) {
    if (!tellsCounts || rows.size() == 1) {
      return rows.stream().mapToInt(row -> count(connection, sql, row, binding)).toArray();
    }
    int[] counts = send(connection, sql, rows, binding);
    if (Arrays.stream(counts).anyMatch(count -> count == Statement.SUCCESS_NO_INFO)) {
      // Reading back would not tell: another's write of the same revision looks like our own.
      tellsCounts = false;
      throw DatabaseFailure.thatPasses("The driver does not count the rows of a batch");
    }
    return counts;
  }

  <T> int[] send(Connection connection, String sql, List<T> rows, Binding<T> binding) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T row : rows) {
        binding.bind(statement, row);
        statement.addBatch();
      }
      return statement.executeBatch();
    } catch (SQLException e) {
      if (e.getErrorCode() == NOT_IN_BULK) {
        tellsCounts = false;
        throw DatabaseFailure.thatPasses("The driver cannot send the batch at once");
      }
      throw DatabaseFailure.of(e);
    }
  }

  private static <T> int count(Connection connection, String sql, T row, Binding<T> binding) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.bind(statement, row);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw DatabaseFailure.of(e);
    }
  }
}

package dev.tokenkeeper.persistence.jpa;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import java.lang.reflect.Field;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row class, as its annotations name them: for statements that JPA cannot batch
 * and count row by row. Ids are left out; a key class has columns of its own.
 */
final class Columns<R> {
  private static final Map<Class<?>, Integer> JDBC_TYPES =
      Map.of(
          long.class, Types.BIGINT,
          Long.class, Types.BIGINT,
          int.class, Types.INTEGER,
          boolean.class, Types.BOOLEAN,
          Boolean.class, Types.BOOLEAN,
          byte[].class, Types.VARBINARY);

  private record Place(String name, List<Field> path) {}

  private final List<Place> places = new ArrayList<>();

  private Columns() {}

  static <R> Columns<R> of(Class<R> type) {
    var columns = new Columns<R>();
    columns.collect(type, List.of());
    return columns;
  }

  private void collect(Class<?> type, List<Field> above) {
    for (Field field : type.getDeclaredFields()) {
      List<Field> path = new ArrayList<>(above);
      path.add(field);
      if (field.isAnnotationPresent(Embedded.class)) {
        collect(field.getType(), path);
      } else if (isWritten(field)) {
        path.forEach(each -> each.setAccessible(true));
        places.add(new Place(field.getAnnotation(Column.class).name(), path));
      }
    }
  }

  private static boolean isWritten(Field field) {
    return field.isAnnotationPresent(Column.class)
        && !field.isAnnotationPresent(jakarta.persistence.Id.class);
  }

  List<String> names() {
    return places.stream().map(Place::name).toList();
  }

  /** Each name in its pattern: {@code each("%s = ?", ", ")}. */
  String each(String pattern, String separator) {
    return names().stream().map(pattern::formatted).collect(joining(separator));
  }

  /** Sets the parameters from the given one on and returns the next free one. */
  int bind(PreparedStatement statement, int first, R row) throws SQLException {
    int next = first;
    for (Place place : places) {
      bind(statement, next++, place, row);
    }
    return next;
  }

  private static void bind(PreparedStatement statement, int at, Place place, Object row)
      throws SQLException {
    Object value = row;
    Class<?> type = Object.class;
    for (Field field : place.path()) {
      value = value == null ? null : read(field, value);
      type = field.getType();
    }
    statement.setObject(at, value, JDBC_TYPES.getOrDefault(type, Types.VARCHAR));
  }

  private static @Nullable Object read(Field field, Object from) {
    try {
      return field.get(from);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("A column cannot be read: " + field.getName(), e);
    }
  }
}

package dev.tokenkeeper.persistence.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connections of another DataSource, with a fault where a test wants one. */
final class FaultyDataSource {
  private static final List<Class<?>> WIRED =
      List.of(Connection.class, PreparedStatement.class, DatabaseMetaData.class);

  /** Stands around every call to a connection, its statements and its metadata. */
  @FunctionalInterface
  interface Fault {
    @Nullable Object around(String method, Callable<@Nullable Object> call) throws Exception;
  }

  private FaultyDataSource() {}

  static DataSource over(DataSource real, Fault fault) {
    return wired(DataSource.class, real, fault);
  }

  private static <T> T wired(Class<T> type, Object real, Fault fault) {
    Object wired =
        Proxy.newProxyInstance(
            FaultyDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> wiredResult(method, call(real, method, args, fault), fault));
    return type.cast(wired);
  }

  private static @Nullable Object wiredResult(Method method, @Nullable Object result, Fault fault) {
    Class<?> type = method.getReturnType();
    return result != null && WIRED.contains(type) ? wired(type, result, fault) : result;
  }

  private static @Nullable Object call(
      Object real, Method method, Object @Nullable [] args, Fault fault) throws Exception {
    return fault.around(
        method.getName(),
        () -> {
          try {
            return method.invoke(real, args);
          } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
          }
        });
  }
}

package dev.tokenkeeper.testkit.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** A run of the contract's cases that is not the test framework's: cases may fail. */
final class ContractRun {
  private static final int AT_ONCE = 8;

  /** Makes a contract anew for each case, as the test framework does. */
  interface Maker extends Supplier<ProviderContract> {}

  private ContractRun() {}

  /** Returns what failed, by the name of the case: what it said. */
  static Map<String, String> failures(Maker contract) throws Exception {
    Map<String, String> failures = new ConcurrentSkipListMap<>();
    ExecutorService runners = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Method each : cases()) {
        running.add(runners.submit(() -> run(each, contract.get(), failures)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      runners.shutdownNow();
    }
    return failures;
  }

  private static List<Method> cases() {
    List<Method> cases = new ArrayList<>();
    for (Class<?> each = ProviderContract.class;
        each != Object.class;
        each = each.getSuperclass()) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          cases.add(method);
        }
      }
    }
    return cases;
  }

  private static void run(Method test, ProviderContract contract, Map<String, String> failures) {
    contract.startServer();
    try {
      test.invoke(contract);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof TestAbortedException)) {
        failures.put(test.getName(), String.valueOf(e.getCause()));
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError("The cases of this package can be called", e);
    } finally {
      contract.stopServer();
    }
  }
}

package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;
import static org.junit.platform.commons.support.HierarchyTraversalMode.BOTTOM_UP;
import static org.junit.platform.commons.support.HierarchyTraversalMode.TOP_DOWN;

import dev.tokenkeeper.testkit.contract.Flips.Flip;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What the tests of an adapter must do: notice if its provider broke a rule. Each rule is broken
 * once, in the simulator that the tests run against, and the test that is named for it must fail.
 *
 * <pre>{@code
 * class AcmeFlipTest extends FlipContract {
 *   AcmeFlipTest() {
 *     super("Acme", AcmeTest.FLIPS, System.out::println);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests that are named are in the package of the class that extends this, have no
 * parameters, and need no extension of JUnit.
 */
public abstract class FlipContract {
  private final String provider;
  private final Flips<?> flips;
  private final Consumer<String> report;

  /**
   * For extension.
   *
   * @param provider its name for people
   * @param report told in a line what each test said when it failed
   */
  protected FlipContract(String provider, Flips<?> flips, Consumer<String> report) {
    this.provider = provider;
    this.flips = flips;
    this.report = report;
  }

  @TestFactory
  Stream<DynamicTest> test_ruleIsBroken_fails() {
    return flips.all().stream().map(each -> dynamicTest(each.name(), () -> assertNoticed(each)));
  }

  private void assertNoticed(Flip flip) throws ReflectiveOperationException {
    assertThat(failure(flip)).as("What %s says with all rules kept", flip.test()).isNull();
    Throwable failure = failureOnceBroken(flip);

    assertThat(failure)
        .as("What %s says when %s", flip.test(), flip.name())
        .isInstanceOf(AssertionError.class);
    report.accept(String.join(" | ", provider, flip.name(), flip.test(), told(failure)));
  }

  private @Nullable Throwable failureOnceBroken(Flip flip) throws ReflectiveOperationException {
    flip.breaking().run();
    try {
      return failure(flip);
    } finally {
      flips.mend();
    }
  }

  /** Runs the test by itself, with what its class does before and after each. */
  private @Nullable Throwable failure(Flip flip) throws ReflectiveOperationException {
    String[] name = flip.test().split("#", 2);
    Class<?> type = Class.forName(getClass().getPackageName() + '.' + name[0]);
    Method test = type.getDeclaredMethod(name[1]);
    assertThat(isAnnotated(test, Test.class)).as("Whether %s is a test", flip.test()).isTrue();
    Object instance = ReflectionSupport.newInstance(type);
    Throwable failure =
        catchThrowable(
            () -> {
              invokeAll(BeforeEach.class, TOP_DOWN, instance);
              ReflectionSupport.invokeMethod(test, instance);
            });
    Throwable after = catchThrowable(() -> invokeAll(AfterEach.class, BOTTOM_UP, instance));
    return failure == null ? after : failure;
  }

  private static void invokeAll(
      Class<? extends Annotation> kind, HierarchyTraversalMode order, Object instance) {
    findAnnotatedMethods(instance.getClass(), kind, order)
        .forEach(each -> ReflectionSupport.invokeMethod(each, instance));
  }

  private static String told(@Nullable Throwable failure) {
    String message = failure == null ? "" : String.valueOf(failure.getMessage());
    String line = message.replaceAll("\\s+", " ").strip();
    return line.length() <= 240 ? line : line.substring(0, 240) + "…";
  }
}

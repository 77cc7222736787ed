package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.tokenkeeper.port.AccessPolicy;
import dev.tokenkeeper.port.LifecycleListener;
import dev.tokenkeeper.port.Preparation;
import dev.tokenkeeper.port.ResourceOwner;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A port is a seam that is used on both sides, with a contract, or it is decoration. */
final class PortRules {
  static final Exempt WITHOUT_CONTRACT =
      Exempt.NONE
          .and(LifecycleListener.class, "promises nothing: what it throws is dropped")
          .and(Preparation.class, "what it must do differs from provider to provider")
          .and(ResourceOwner.class, "whom it asks differs from provider to provider");

  static final Exempt WITHOUT_TWO =
      Exempt.NONE
          .and(AccessPolicy.class, "the first one beside the testkit's is the host's own")
          .and(Preparation.class, "a strategy of one provider; tests pass lambdas");

  static final Exempt WITHOUT_FAKE =
      Exempt.NONE
          .and(Preparation.class, "a strategy of one provider; tests pass lambdas")
          .and(ResourceOwner.class, "a strategy of one provider; tests pass lambdas");

  private PortRules() {}

  static ArchRule contracts(Layout layout, Exempt exempt) {
    return ports(layout, exempt)
        .should(
            have(
                "a contract in the testkit",
                port ->
                    port.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> isContract(use.getOriginClass(), port, layout))));
  }

  static ArchRule implementations(Layout layout, Exempt exempt) {
    return ports(layout, exempt)
        .should(have("two implementations", port -> implementations(port).size() >= 2));
  }

  static ArchRule fakes(Layout layout, Exempt exempt) {
    return ports(layout, exempt)
        .should(
            have(
                "an implementation in the testkit",
                port ->
                    implementations(port).stream().anyMatch(each -> isIn(each, layout.testkit()))));
  }

  /** Sealed interfaces are vocabulary, nested ones are parts of a port. */
  private static GivenClassesConjunction ports(Layout layout, Exempt exempt) {
    return classes()
        .that()
        .resideInAPackage(layout.port())
        .and()
        .areInterfaces()
        .and()
        .areTopLevelClasses()
        .and(DescribedPredicate.<JavaClass>describe("open", p -> !p.isSealed()))
        .and()
        .doNotHaveSimpleName("package-info")
        .and(exempt.others());
  }

  private static Set<JavaClass> implementations(JavaClass port) {
    return port.getAllSubclasses().stream()
        .filter(each -> !each.isInterface() && !each.getModifiers().contains(ABSTRACT))
        .collect(Collectors.toSet());
  }

  private static boolean isContract(JavaClass user, JavaClass port, Layout layout) {
    return user.getSimpleName().equals(port.getSimpleName() + "Contract")
        && isIn(user, layout.contracts());
  }

  private static boolean isIn(JavaClass each, String pattern) {
    return PackageMatcher.of(pattern).matches(each.getPackageName());
  }

  private static ArchCondition<JavaClass> have(String what, Predicate<JavaClass> test) {
    return new ArchCondition<>("have " + what) {
      @Override
      public void check(JavaClass port, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(port, test.test(port), port.getName() + " lacks " + what));
      }
    };
  }
}

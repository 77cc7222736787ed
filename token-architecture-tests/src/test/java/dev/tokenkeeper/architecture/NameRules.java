package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** What things are called, and that null is said. */
final class NameRules {
  private static final ArchCondition<JavaClass> BE_NULL_MARKED =
      new ArchCondition<>("reside in a package that is @NullMarked") {
        @Override
        public void check(JavaClass each, ConditionEvents events) {
          boolean marked = each.getPackage().isAnnotatedWith(NullMarked.class);
          events.add(
              new SimpleConditionEvent(
                  each, marked, "The package of " + each.getName() + " is not @NullMarked"));
        }
      };

  private NameRules() {}

  static ArchRule classNames(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Dto|DTO|Manager)")
        .because("a name says what is particular about a thing");
  }

  static ArchRule packageNames(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..internal..")
        .because("a package that refuses nothing collects everything");
  }

  static ArchRule nullness(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.everything())
        .should(BE_NULL_MARKED)
        .because("only then does the compiler look");
  }
}

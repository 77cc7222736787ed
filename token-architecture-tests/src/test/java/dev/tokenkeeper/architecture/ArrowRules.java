package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Which package may know which. */
final class ArrowRules {
  private ArrowRules() {}

  static ArchRule core(Layout layout) {
    return classes()
        .that()
        .resideInAnyPackage(layout.core())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(and(layout.core(), "java..", NullMarked.class.getPackageName()))
        .because("whoever uses the core must not get anybody else's libraries");
  }

  static ArchRule domain(Layout layout) {
    return knowsOnly(layout, layout.domain());
  }

  static ArchRule protocol(Layout layout) {
    return knowsOnly(layout, layout.protocol(), layout.domain());
  }

  static ArchRule port(Layout layout) {
    return knowsOnly(layout, layout.port(), layout.protocol(), layout.domain());
  }

  static ArchRule oauth2(Layout layout) {
    return knowsOnly(layout, layout.oauth2(), layout.core());
  }

  static ArchRule store(Layout layout) {
    return knowsOnly(layout, layout.store(), layout.core());
  }

  static ArchRule encryption(Layout layout) {
    return knowsOnly(layout, layout.encryption(), layout.core());
  }

  static ArchRule guice(Layout layout) {
    return knowsOnly(layout, layout.guice(), layout.core());
  }

  static ArchRule testkit(Layout layout) {
    return knowsOnly(layout, layout.testkit(), layout.core())
        .because("a simulator that shares the client's encoder shares its mistakes");
  }

  static ArchRule providersOutward(Layout layout) {
    return noClasses()
        .that(layout.providers())
        .should()
        .dependOnClassesThat(
            ours(layout, and(layout.core(), layout.oauth2()))
                .and(DescribedPredicate.not(layout.providers())))
        .as("Providers know OAuth 2.0 and the core, and no other module");
  }

  static ArchRule providersSideways(Layout layout) {
    return slices()
        .assignedFrom(
            assignment(
                each ->
                    layout.providers().test(each)
                        ? SliceIdentifier.of(layout.module(each))
                        : SliceIdentifier.ignore()))
        .should()
        .notDependOnEachOther()
        .as("Providers do not know each other");
  }

  static ArchRule cycles(Layout anywhere) {
    return slices()
        .assignedFrom(assignment(each -> SliceIdentifier.of(each.getPackageName())))
        .should()
        .beFreeOfCycles()
        .as("Packages do not know each other both ways");
  }

  private static ArchRule knowsOnly(Layout layout, String module, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat(ours(layout, and(others, module)));
  }

  private static DescribedPredicate<JavaClass> ours(Layout layout, String... except) {
    return resideInAPackage(layout.everything()).and(resideOutsideOfPackages(except));
  }

  private static SliceAssignment assignment(Function<JavaClass, SliceIdentifier> identifier) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass each) {
        return identifier.apply(each);
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }

  private static String[] and(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }
}

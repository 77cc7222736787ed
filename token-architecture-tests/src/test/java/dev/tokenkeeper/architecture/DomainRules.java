package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;

/** What the types of the domain look like. */
final class DomainRules {
  private static final DescribedPredicate<JavaClass> CLOSED =
      DescribedPredicate.describe(
          "closed",
          each ->
              each.isRecord()
                  || each.isEnum()
                  || each.isSealed()
                  || each.getModifiers().contains(JavaModifier.FINAL)
                  || each.isAssignableTo(Throwable.class)
                  || each.getSimpleName().equals("package-info"));

  private DomainRules() {}

  static ArchRule closed(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.domain())
        .should(be(CLOSED))
        .because("a word of the domain means one thing");
  }

  static ArchRule fixed(Layout layout) {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(layout.domain())
        .and()
        .areDeclaredInClassesThat()
        .haveSimpleNameNotEndingWith("Builder")
        .should()
        .beFinal()
        .because("what has been read must not change under its reader");
  }

  static ArchRule setters(Layout layout) {
    return noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(layout.domain())
        .should()
        .haveNameMatching("set[A-Z].*")
        .because("an authorization changes by transitions");
  }
}

package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import dev.tokenkeeper.ApiCall;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.oauth2.AuthorizedFeign;
import dev.tokenkeeper.oauth2.AuthorizedHttp;
import java.util.Arrays;
import java.util.NoSuchElementException;

/** What is thrown. */
final class FailureRules {
  static final Exempt ROOTS =
      Exempt.NONE
          .and("dev.tokenkeeper.oauth2.ExchangeFailure", "all that Feign lets its clients throw")
          .and("dev.tokenkeeper.persistence.jpa.DatabaseFailure", "only ever another one's cause")
          .and("dev.tokenkeeper.testkit.simulator.Refusal", "becomes an answer over HTTP");

  static final Exempt THROWERS =
      Exempt.NONE
          .and("dev.tokenkeeper.oauth2.HttpAnswer", "reads memory, where no I/O fails")
          .and("dev.tokenkeeper.oauth2.Json", "writes memory, where no I/O fails")
          .and("dev.tokenkeeper.tink.Keyset", "caught by its callers with Tink's own");

  static final Exempt CHECKED =
      Exempt.NONE
          .and(ApiCall.class, "what the host's own call throws")
          .and(AuthorizedFeign.class, "what the host's own call throws")
          .and(AuthorizedHttp.class, "what the host's own call throws")
          .and(TokenKeeper.class, "what the host's own call throws");

  /** What the JDK has for arguments that are wrong and calls that come at the wrong time. */
  private static final Class<?>[] PLAIN = {
    IllegalArgumentException.class,
    IllegalStateException.class,
    NullPointerException.class,
    NoSuchElementException.class,
    UnsupportedOperationException.class
  };

  private static final DescribedPredicate<JavaClass> FOREIGN =
      DescribedPredicate.describe(
          "somebody else's exceptions",
          each ->
              each.isAssignableTo(Exception.class)
                  && !each.getPackageName().startsWith(Layout.PRODUCT.root())
                  && Arrays.stream(PLAIN).noneMatch(each::isEquivalentTo));

  private FailureRules() {}

  static ArchRule types(Layout layout, Exempt exempt) {
    return classes()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .areAssignableTo(Throwable.class)
        .and()
        .resideOutsideOfPackage(layout.server())
        .and(exempt.others())
        .should()
        .beAssignableTo(TokenKeeperException.class)
        .because("a host catches one root and is never forced to");
  }

  static ArchRule throwing(Layout layout, Exempt exempt) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .resideOutsideOfPackages(layout.testkit(), layout.server())
        .and()
        .areNotAssignableTo(Throwable.class)
        .and(exempt.others())
        .should()
        .callConstructorWhere(makes(FOREIGN))
        .because("what is thrown on purpose has a kind and a remedy");
  }

  static ArchRule checked(Layout layout, Exempt exempt) {
    return methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage(layout.everything())
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages(layout.testkit(), layout.server())
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(exempt.others())
        .should()
        .notDeclareThrowableOfType(
            assignableTo(Exception.class)
                .and(DescribedPredicate.not(assignableTo(RuntimeException.class))))
        .because("a host cannot do anything about what it is forced to catch");
  }

  private static DescribedPredicate<JavaConstructorCall> makes(DescribedPredicate<JavaClass> what) {
    return DescribedPredicate.describe(
        "make " + what.getDescription(), call -> what.test(call.getTargetOwner()));
  }
}

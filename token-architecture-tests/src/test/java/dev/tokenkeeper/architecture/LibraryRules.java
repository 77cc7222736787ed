package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;

/** Which libraries may be used where. */
final class LibraryRules {
  private static final String DEMO = "dev.tokenkeeper.server.demo..";

  static final Exempt CRYPTO =
      Exempt.NONE
          .and("dev.tokenkeeper.guice.Fingerprint", "names users in logs, and seals nothing")
          .and(DEMO, "makes up passwords");

  static final Exempt DATABASES =
      Exempt.NONE.and(DEMO, "plays what hosts write for themselves without us");

  private LibraryRules() {}

  static ArchRule http(Layout layout) {
    return not(outside(layout.oauth2()), Library.FEIGN, Library.RESILIENCE4J)
        .because("how often and how long something is sent is decided in one place");
  }

  static ArchRule signatures(Layout layout) {
    return not(outside(layout.oauth2()), Library.JOSE)
        .because("what proves who we are is written in one place");
  }

  static ArchRule sockets(Layout layout) {
    return not(outside(layout.oauth2(), layout.server()), Library.HTTP)
        .because("a second way out would one day follow a redirect");
  }

  static ArchRule json(Layout layout) {
    return not(outside(layout.oauth2(), layout.server()), Library.JACKSON);
  }

  static ArchRule database(Layout layout, Exempt exempt) {
    return not(
        outside(layout.store()).and(exempt.others()),
        Library.PERSISTENCE,
        Library.HIBERNATE,
        Library.FLYWAY,
        Library.HIKARI,
        Library.JDBC,
        Library.JDBC_POOL);
  }

  static ArchRule injection(Layout layout) {
    DescribedPredicate<JavaClass> modules = simpleNameEndingWith("Module");
    return not(
            outside(layout.guice(), layout.server()).and(DescribedPredicate.not(modules)),
            Library.GUICE,
            Library.INJECT)
        .because("everything can be constructed without a container");
  }

  static ArchRule sealing(Layout layout) {
    return not(outside(layout.encryption()), Library.TINK);
  }

  static ArchRule crypto(Layout layout, Exempt exempt) {
    return not(outside(layout.encryption(), layout.testkit()).and(exempt.others()), Library.CRYPTO)
        .because("ciphers are chosen by the one module that is about them");
  }

  static ArchRule observation(Layout layout) {
    return not(outside(layout.guice(), layout.server()), Library.MICROMETER, Library.SLF4J)
        .because("events are told to listeners, and what becomes of them is the host's choice");
  }

  static ArchRule tests(Layout layout) {
    return not(outside(layout.contracts()), Library.JUNIT, Library.ASSERTJ)
        .because("fakes and simulators serve any test framework, and the product none");
  }

  private static GivenClassesConjunction outside(String... packages) {
    return noClasses().that().resideOutsideOfPackages(packages);
  }

  private static ArchRule not(GivenClassesConjunction users, Library... libraries) {
    String[] patterns = Arrays.stream(libraries).map(Library::pattern).toArray(String[]::new);
    return users.should().dependOnClassesThat().resideInAnyPackage(patterns);
  }
}

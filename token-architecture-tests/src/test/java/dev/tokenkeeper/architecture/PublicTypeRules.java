package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.google.inject.Module;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.tokenkeeper.astra.AstraException;
import dev.tokenkeeper.astra.PartnerIdentity;
import dev.tokenkeeper.astra.UserIntent;
import dev.tokenkeeper.astra.UserIntents;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;

/** What of an adapter can be seen from outside. */
final class PublicTypeRules {
  static final Exempt CAPABILITIES =
      Exempt.NONE
          .and(JpaPersistence.class, "an open database, which is the host's to close")
          .and(UserIntents.class, "what a host does at Astra before a user agrees")
          .and(UserIntent.class, "what a host does at Astra before a user agrees")
          .and(PartnerIdentity.class, "what a host does at Astra in place of a browser")
          .and(AstraException.class, "what Astra says to that");

  private PublicTypeRules() {}

  static ArchRule names(Layout layout, Exempt exempt) {
    return classes()
        .that(
            layout
                .providers()
                .or(resideInAnyPackage(layout.store(), layout.encryption(), layout.guice())))
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and(exempt.others())
        .should()
        .haveSimpleNameEndingWith("Module")
        .orShould()
        .haveSimpleNameEndingWith("Settings")
        .because("what implements a port is nobody's business");
  }

  static ArchRule modules(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .resideOutsideOfPackage(layout.server())
        .and()
        .areAssignableTo(Module.class)
        .should(DECLARE_EQUALITY)
        .because("a module that is installed twice must not bind twice");
  }

  private static final ArchCondition<JavaClass> DECLARE_EQUALITY =
      new ArchCondition<>("declare equals and hashCode") {
        @Override
        public void check(JavaClass each, ConditionEvents events) {
          boolean both =
              each.tryGetMethod("equals", Object.class).isPresent()
                  && each.tryGetMethod("hashCode").isPresent();
          events.add(new SimpleConditionEvent(each, both, each.getName() + " has no equals"));
        }
      };
}

package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import feign.Feign;
import feign.Retryer;
import java.net.http.HttpClient.Redirect;
import java.util.TreeSet;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.TrustManager;

/** How requests leave. */
final class TransportRules {
  private TransportRules() {}

  static ArchRule oneBuilder(Layout layout) {
    return classes()
        .that()
        .resideInAPackage(layout.everything())
        .should(new BuildClientsInOnePlace())
        .because("a second place would one day forget that nothing may be sent twice");
  }

  static ArchRule once(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .resideOutsideOfPackages(layout.testkit(), layout.server())
        .should()
        .dependOnClassesThat(assignableTo(Retryer.class).and(not(equivalentTo(Retryer.class))))
        .orShould()
        .accessField(Redirect.class, "NORMAL")
        .orShould()
        .accessField(Redirect.class, "ALWAYS")
        .because("a refresh token that is sent twice may cost the user the login");
  }

  static ArchRule trust(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .should()
        .beAssignableTo(TrustManager.class)
        .orShould()
        .beAssignableTo(HostnameVerifier.class)
        .because("whom to trust is for the JDK and its administrator to say");
  }

  private static final class BuildClientsInOnePlace extends ArchCondition<JavaClass> {
    private final TreeSet<String> builders = new TreeSet<>();

    BuildClientsInOnePlace() {
      super("build Feign clients in one place");
    }

    @Override
    public void check(JavaClass each, ConditionEvents events) {
      boolean builds =
          each.getAccessesFromSelf().stream()
              .anyMatch(
                  access ->
                      access.getTargetOwner().isEquivalentTo(Feign.class)
                          && access.getName().equals("builder"));
      if (builds) {
        builders.add(each.getName());
      }
    }

    @Override
    public void finish(ConditionEvents events) {
      boolean one = builders.size() <= 1;
      events.add(new SimpleConditionEvent(builders, one, "Clients are built in " + builders));
    }
  }
}

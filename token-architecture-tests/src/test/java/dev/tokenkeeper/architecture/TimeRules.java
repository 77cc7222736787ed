package dev.tokenkeeper.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.tokenkeeper.Custodian;
import dev.tokenkeeper.TokenKeeperBuilder;
import dev.tokenkeeper.guice.TokenKeeperModule;
import dev.tokenkeeper.oauth2.ClientSecrets;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import dev.tokenkeeper.testkit.simulator.AstraSimulatorBuilder;
import dev.tokenkeeper.testkit.simulator.BsnSimulatorBuilder;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulatorBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Where time and chance come from: from outside, or no test could decide them. */
final class TimeRules {
  static final Exempt WALL_CLOCKS =
      Exempt.NONE
          .and(TokenKeeperBuilder.class, "the default, which a host or a test replaces")
          .and(Custodian.class, "the default, which a host or a test replaces")
          .and(ClientSecrets.class, "the default, which a test replaces")
          .and(AstraSimulatorBuilder.class, "the default, which a test replaces")
          .and(BsnSimulatorBuilder.class, "the default, which a test replaces")
          .and(RingCentralSimulatorBuilder.class, "the default, which a test replaces")
          .and(
              "dev.tokenkeeper.testkit.contract.DueRowsContract",
              "the default, which a store's test replaces");

  static final Exempt MONOTONIC_CLOCKS =
      Exempt.NONE
          .and(TokenKeeperBuilder.class, "the default, which a host or a test replaces")
          .and(TokenKeeperModule.class, "hands the process's own clock to the builder")
          .and("dev.tokenkeeper.oauth2.MonotonicClock", "the one clock of breakers")
          .and("dev.tokenkeeper.oauth2.OneTimeTicket", "measures real exchanges")
          .and("dev.tokenkeeper.oauth2.SingleSend", "the end of a real exchange's patience")
          .and(ScriptedTokenEndpoint.class, "the end of a test's patience");

  static final Exempt SLEEPERS =
      Exempt.NONE
          .and("dev.tokenkeeper.testkit.simulator.Fault", "plays a slow provider on a real socket")
          .and("dev.tokenkeeper.server.demo..", "waits for a process that tells nobody");

  private TimeRules() {}

  static ArchRule wallClocks(Layout layout, Exempt exempt) {
    return outsideOfServer(layout, exempt)
        .should()
        .accessTargetWhere(
            of(Instant.class, "now")
                .or(of(System.class, "currentTimeMillis"))
                .or(of(Clock.class, "(system|tick).*"))
                .or(of(InstantSource.class, "system"))
                .or(of(Date.class, "<init>")))
        .because("a test must be able to move the clock");
  }

  static ArchRule monotonicClocks(Layout layout, Exempt exempt) {
    return outsideOfServer(layout, exempt)
        .should()
        .accessTargetWhere(of(System.class, "nanoTime"))
        .because("a test must be able to let time pass");
  }

  static ArchRule sleep(Layout layout, Exempt exempt) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and(exempt.others())
        .should()
        .accessTargetWhere(of(Thread.class, "sleep"))
        .because("whoever sleeps cannot be woken when what it waits for has come");
  }

  static ArchRule chance(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)
        .orShould()
        .accessTargetWhere(of(Math.class, "random"))
        .because("an id that can be guessed or comes twice breaks Identity");
  }

  private static GivenClassesConjunction outsideOfServer(Layout layout, Exempt exempt) {
    return noClasses()
        .that()
        .resideInAPackage(layout.everything())
        .and()
        .resideOutsideOfPackage(layout.server())
        .and(exempt.others());
  }

  private static DescribedPredicate<JavaAccess<?>> of(Class<?> owner, String name) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + name,
        access -> access.getTargetOwner().isEquivalentTo(owner) && access.getName().matches(name));
  }
}

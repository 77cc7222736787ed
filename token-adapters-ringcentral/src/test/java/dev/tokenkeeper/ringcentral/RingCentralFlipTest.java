package dev.tokenkeeper.ringcentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.tokenkeeper.testkit.simulator.RingCentralFlip;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** If RingCentral broke one of its rules, a test would say so: each rule is broken once, here. */
class RingCentralFlipTest {
  @AfterEach
  void keepAllRules() {
    RingCentralFlip.breakOnly(null);
  }

  @ParameterizedTest
  @EnumSource
  void test_ruleIsBroken_fails(RingCentralFlip flip) {
    assertThat(failure(flip)).as("The test, with all rules kept").isNull();
    RingCentralFlip.breakOnly(flip);
    Throwable failure = failure(flip);

    assertThat(failure).as("What the test says").isInstanceOf(AssertionError.class);
    System.out.println("RingCentral | " + flip + " | " + flip.test() + " | " + told(failure));
  }

  /** Runs the test by itself. */
  private static @Nullable Throwable failure(RingCentralFlip flip) {
    var listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod("dev.tokenkeeper.ringcentral." + flip.test()))
                .build(),
            listener);
    var summary = listener.getSummary();
    assertThat(summary.getTestsFoundCount()).as("tests of the name %s", flip.test()).isEqualTo(1);
    return summary.getFailures().isEmpty() ? null : summary.getFailures().get(0).getException();
  }

  private static String told(@Nullable Throwable failure) {
    String all = failure == null ? "" : String.valueOf(failure.getMessage());
    String line = all.replaceAll("\\s+", " ").strip();
    return line.length() <= 240 ? line : line.substring(0, 240) + "…";
  }
}

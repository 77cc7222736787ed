package dev.tokenkeeper.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.benchmarks.load.MassFigures.Findings;
import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import dev.tokenkeeper.benchmarks.provider.TokenFacts.Use;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MassFiguresTest {
  private static final long BEGAN = 1_000_000;

  private final Map<String, TokenFacts> facts = new HashMap<>();

  private void token(String fingerprint, boolean alive, String... usedBy) {
    List<Use> uses = Arrays.stream(usedBy).map(process -> new Use(process, 0, true)).toList();
    facts.put(fingerprint, new TokenFacts(fingerprint, "ada", alive, !alive, uses));
  }

  private static Holding held(String refreshToken) {
    return new Holding(1, true, "access", refreshToken, BEGAN + 2000);
  }

  private MassFigures judge(Holding... held) {
    return MassFigures.of(
        held.length, new Findings(facts, Arrays.asList(held), BEGAN, held.length, 3));
  }

  @Test
  void of_twoRowsRenewedOnce_keepPromises() {
    token("old1", false, "a");
    token("new1", true);
    token("old2", false, "b");
    token("new2", true);

    MassFigures figures = judge(held("new1"), held("new2"));

    assertThat(figures.keptPromises()).isTrue();
    assertThat(figures.requestsByProcess()).isEqualTo(Map.of("a", 1, "b", 1));
    assertThat(figures.seconds()).isEqualTo(2.0);
    assertThat(figures.renewalsPerSecond()).isEqualTo(1.0);
    assertThat(figures.writesPerRenewal()).isEqualTo(1.0);
    assertThat(figures.commitsPerRenewal()).isEqualTo(1.5);
  }

  @Test
  void of_tokenPresentedTwice_breaksPromises() {
    token("old1", false, "a", "b");
    token("new1", true);

    MassFigures figures = judge(held("new1"));

    assertThat(figures.duplicates()).isOne();
    assertThat(figures.keptPromises()).isFalse();
  }

  @Test
  void of_rowNeverRenewed_hasFailed() {
    token("old1", true);

    MassFigures figures = judge(new Holding(0, true, "access", "old1", BEGAN));

    assertThat(figures.failed()).isOne();
    assertThat(figures.keptPromises()).isFalse();
  }

  @Test
  void of_storedTokenDeadAtTheProvider_hasFailed() {
    token("old1", false, "a");
    token("new1", false);

    assertThat(judge(held("new1")).failed()).isOne();
  }

  @Test
  void of_storedTokenUnknownToTheProvider_hasFailed() {
    token("old1", false, "a");

    assertThat(judge(held("made up")).failed()).isOne();
  }

  @Test
  void of_rowStillUnderWay_hasFailed() {
    token("old1", false, "a");
    token("new1", true);

    assertThat(judge(new Holding(1, false, "access", "new1", BEGAN)).failed()).isOne();
  }

  @Test
  void of_rowRenewedTwice_hasFailed() {
    token("old1", false, "a");
    token("old2", false, "b");
    token("new1", true);

    MassFigures figures = judge(new Holding(2, true, "access", "new1", BEGAN));

    assertThat(figures.failed()).isOne();
    assertThat(figures.keptPromises()).isFalse();
  }
}

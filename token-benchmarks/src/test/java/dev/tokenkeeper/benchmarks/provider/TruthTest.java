package dev.tokenkeeper.benchmarks.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.provider.Truth.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthTest {
  private static final long GRACE = 1_000_000;

  private long now = 1;

  private Truth truth(ProviderRule rule) {
    return new Truth(rule, GRACE, () -> now);
  }

  private static TokenFacts facts(Truth truth, Pair pair) {
    return truth.facts(List.of(Fingerprint.of(pair.refresh()))).get(0);
  }

  private static Pair renewed(Truth truth, Pair pair) {
    return truth.refresh(pair.refresh(), "node").orElseThrow();
  }

  @Test
  void refresh_unknownToken_isRefused() {
    Truth truth = truth(ProviderRule.REUSABLE);

    assertThat(truth.refresh("rt-made-up", "node")).isEmpty();
  }

  @Test
  void refresh_reusableTwice_bringsTwoPairsAndAllStayAlive() {
    Truth truth = truth(ProviderRule.REUSABLE);
    Pair first = truth.login("ada");

    Pair second = renewed(truth, first);
    Pair third = renewed(truth, first);

    assertThat(third).isNotEqualTo(second);
    assertThat(List.of(first, second, third)).allMatch(pair -> facts(truth, pair).alive());
  }

  @Test
  void refresh_oneTimeTwice_endsTheFamily() {
    Truth truth = truth(ProviderRule.ONE_TIME);
    Pair first = truth.login("ada");
    Pair second = renewed(truth, first);
    assertThat(facts(truth, first).alive()).isFalse();
    assertThat(facts(truth, second).alive()).isTrue();

    assertThat(truth.refresh(first.refresh(), "node")).isEmpty();

    assertThat(facts(truth, second).alive()).isFalse();
    assertThat(facts(truth, second).familyEnded()).isTrue();
    assertThat(truth.refresh(second.refresh(), "node")).isEmpty();
  }

  @Test
  void refresh_oneTimeTwice_leavesTheUsersOtherLogin() {
    Truth truth = truth(ProviderRule.ONE_TIME_WITH_LOGIN);
    Pair first = truth.login("ada");
    Pair other = truth.login("ada");
    renewed(truth, first);

    assertThat(truth.refresh(first.refresh(), "node")).isEmpty();

    assertThat(facts(truth, other).alive()).isTrue();
  }

  @Test
  void refresh_graceInsideTheWindow_bringsTheSamePair() {
    Truth truth = truth(ProviderRule.GRACE);
    Pair first = truth.login("ada");
    Pair second = renewed(truth, first);

    now += GRACE - 1;

    assertThat(facts(truth, first).alive()).isTrue();
    assertThat(renewed(truth, first)).isEqualTo(second);
  }

  @Test
  void refresh_graceAfterTheWindow_endsTheFamily() {
    Truth truth = truth(ProviderRule.GRACE);
    Pair first = truth.login("ada");
    Pair second = renewed(truth, first);

    now += GRACE;

    assertThat(truth.refresh(first.refresh(), "node")).isEmpty();
    assertThat(facts(truth, second).alive()).isFalse();
  }

  @Test
  void refresh_graceAfterTheSuccessorWasUsed_endsTheFamily() {
    Truth truth = truth(ProviderRule.GRACE);
    Pair first = truth.login("ada");
    Pair third = renewed(truth, renewed(truth, first));

    assertThat(truth.refresh(first.refresh(), "node")).isEmpty();

    assertThat(facts(truth, third).alive()).isFalse();
  }

  @Test
  void facts_usedTwice_tellWhoWhenAndWhetherGranted() {
    Truth truth = truth(ProviderRule.ONE_TIME);
    Pair first = truth.login("ada");
    now = 5;
    truth.refresh(first.refresh(), "one");
    now = 9;
    truth.refresh(first.refresh(), "two");

    TokenFacts facts = facts(truth, first);

    assertThat(facts.uses())
        .containsExactly(new TokenFacts.Use("one", 5, true), new TokenFacts.Use("two", 9, false));
    assertThat(facts.isSpentBy("one", 5)).isTrue();
    assertThat(facts.isSpentBy("one", 4)).isFalse();
    assertThat(facts.isSpentBy("two", 9)).isFalse();
    assertThat(facts.isUsedBy("two")).isTrue();
  }
}

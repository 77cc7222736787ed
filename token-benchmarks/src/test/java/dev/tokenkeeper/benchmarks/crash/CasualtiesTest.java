package dev.tokenkeeper.benchmarks.crash;

import static dev.tokenkeeper.benchmarks.provider.ProviderRule.ONE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CasualtiesTest {
  private static final long KILL_MICROS = 1_000_000;

  private final Casualties keeper = new Casualties(true);
  private final Casualties naive = new Casualties(false);

  @Test
  void strike_spentByTheDead_isBetweenConsumeAndCommit() {
    assertThat(keeper.strike("k", KILL_MICROS, List.of(sending("k")), spent("k", KILL_MICROS)))
        .isTrue();
  }

  @Test
  void strike_spentAfterTheSignal_isNotBetween() {
    assertThat(keeper.strike("k", KILL_MICROS, List.of(sending("k")), spent("k", KILL_MICROS + 1)))
        .isFalse();
    assertThat(keeper.pending()).isOne();
  }

  @Test
  void strike_anotherIsSending_isNoHit() {
    assertThat(keeper.strike("k", KILL_MICROS, List.of(sending("j")), spent("k", 1))).isFalse();
    assertThat(keeper.pending()).isZero();
  }

  @Test
  void strike_storeWithoutClaims_isJudgedByTheProvider() {
    assertThat(naive.strike("n", KILL_MICROS, List.of(sending(null)), spent("n", 1))).isTrue();
  }

  @Test
  void observe_newGenerationWithLiveToken_isRecovered() {
    keeper.strike("k", KILL_MICROS, List.of(sending("k")), spent("k", 1));

    keeper.observe(List.of(row(1, false, "next", 1500)), truth("next", true, false));

    assertThat(figures(keeper).recovered()).isOne();
    assertThat(figures(keeper).resolveP50Millis()).isEqualTo(500);
    assertThat(keeper.pending()).isZero();
  }

  @Test
  void observe_newGenerationWithDeadToken_isNotRecovered() {
    keeper.strike("k", KILL_MICROS, List.of(sending("k")), spent("k", 1));

    keeper.observe(List.of(row(1, false, "next", 1500)), truth("next", false, true));

    assertThat(figures(keeper).recovered()).isZero();
    assertThat(keeper.pending()).isOne();
  }

  @Test
  void observe_endedWithDeadToken_isSurfacedOnce() {
    keeper.strike("k", KILL_MICROS, List.of(sending("k")), spent("k", 1));

    keeper.observe(List.of(row(0, true, "token", 3000)), truth("token", false, true));
    keeper.observe(List.of(row(0, true, "token", 3000)), truth("token", false, true));

    assertThat(figures(keeper).surfaced()).isOne();
    assertThat(figures(keeper).needlesslySurfaced()).isZero();
    assertThat(figures(keeper).resolveP99Millis()).isEqualTo(2000);
    assertThat(keeper.toLogIn(List.of(row(0, true, "token", 3000)))).containsExactly("ada");
  }

  @Test
  void observe_endedWithLiveToken_isNeedlesslySurfaced() {
    keeper.observe(List.of(row(0, true, "token", 3000)), truth("token", true, false));

    assertThat(figures(keeper).needlesslySurfaced()).isOne();
    assertThat(keeper.unexplained()).isOne();
  }

  @Test
  void observe_endedWithLiveSpare_isNeedlesslySurfaced() {
    var row =
        new Holding(
            ONE_TIME, "ada", 1, 0, true, "token", List.of("spare"), false, true, null, 3000);

    keeper.observe(List.of(row), truth("spare", true, false));

    assertThat(figures(keeper).needlesslySurfaced()).isOne();
  }

  @Test
  void observe_familyEndedAndStoreDoesNotKnow_isLost() {
    naive.observe(List.of(row(0, false, "token", 0)), truth("token", false, true));

    assertThat(figures(naive).lost()).isOne();
  }

  @Test
  void observe_tokenSpentAndAnswerOnItsWay_isNotLostYet() {
    naive.observe(List.of(row(0, false, "token", 0)), truth("token", false, false));

    assertThat(figures(naive).lost()).isZero();
  }

  @Test
  void verdict_activeWithDeadToken_dependsOnWhatElseThereIs() {
    Map<String, TokenFacts> dead = truth("token", false, true);
    var login = new Holding(ONE_TIME, "ada", 1, 0, false, "token", List.of(), true, true, null, 0);

    assertThat(Verdict.of(row(0, false, "token", 0), dead)).isEqualTo(Verdict.LOST);
    assertThat(Verdict.of(login, dead)).isEqualTo(Verdict.RECOVERS);
    assertThat(Verdict.of(row(0, false, null, 0), dead)).isEqualTo(Verdict.LOST);
  }

  @Test
  void keptPromises_oneLost_areBroken() {
    assertThat(result("grace", new Figures(9, 9, 9, 0, 0, 1, 0, 0, 0), 0).keptPromises()).isFalse();
  }

  @Test
  void keptPromises_surfaced_areBrokenExceptWhereInherent() {
    var surfaced = new Figures(9, 9, 9, 1, 0, 0, 0, 0, 0);

    assertThat(result("grace", surfaced, 0).keptPromises()).isFalse();
    assertThat(result("oneTime", surfaced, 0).keptPromises()).isTrue();
    assertThat(result("oneTime", surfaced, 1).keptPromises()).isFalse();
  }

  private static CrashResult result(String rule, Figures figures, int duplicates) {
    return new CrashResult(Map.of(rule, figures), Map.of(), duplicates, 0);
  }

  private static Figures figures(Casualties casualties) {
    return casualties.figures(1, 1, 0);
  }

  private static Holding sending(@Nullable String process) {
    return new Holding(ONE_TIME, "ada", 1, 0, false, "token", List.of(), false, false, process, 0);
  }

  private static Holding row(
      long generation, boolean ended, @Nullable String token, long renewedAtMillis) {
    return new Holding(
        ONE_TIME,
        "ada",
        1,
        generation,
        ended,
        token,
        List.of(),
        false,
        true,
        null,
        renewedAtMillis);
  }

  private static Map<String, TokenFacts> spent(String process, long atMicros) {
    var use = new TokenFacts.Use(process, atMicros, true);
    return Map.of("token", new TokenFacts("token", "ada", false, false, List.of(use)));
  }

  private static Map<String, TokenFacts> truth(String token, boolean alive, boolean familyEnded) {
    return Map.of(token, new TokenFacts(token, "ada", alive, familyEnded, List.of()));
  }
}

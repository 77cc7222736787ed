package dev.tokenkeeper.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final Journal journal = new Journal();

  private void note(String process, String line) {
    journal.note(process, 0, List.of(line.split(" ", -1)));
  }

  private static Map<String, TokenFacts> usedBy(String... processes) {
    List<TokenFacts.Use> uses =
        Arrays.stream(processes).map(each -> new TokenFacts.Use(each, 0, true)).toList();
    return Map.of("token", new TokenFacts("token", "ada", true, false, uses));
  }

  @Test
  void duplicates_oneRequestOfOneAttempt_areNone() {
    note("k", "send a1 FIRST token one ada 1 0");

    assertThat(journal.duplicates(usedBy("k"))).isEmpty();
  }

  @Test
  void duplicates_twoRequestsOfOneAttempt_areOne() {
    note("k", "send a1 FIRST token one ada 1 0");

    assertThat(journal.duplicates(usedBy("k", "k"))).hasSize(1);
  }

  @Test
  void duplicates_requestOfSomebodyWhoSaidNothing_isOne() {
    note("k", "send a1 FIRST token one ada 1 0");

    assertThat(journal.duplicates(usedBy("k", "j"))).hasSize(1);
  }

  @Test
  void duplicates_replayOfAnotherAttempt_isNone() {
    note("k", "send a1 FIRST token one ada 1 0");
    note("j", "send a2 REPLAY token one ada 1 0");

    assertThat(journal.duplicates(usedBy("k", "j"))).isEmpty();
  }

  @Test
  void duplicates_twoFirstSendsOfOneGeneration_areOne() {
    note("k", "send a1 FIRST token one ada 1 0");
    note("j", "send a2 FIRST token one ada 1 0");

    assertThat(journal.duplicates(usedBy("k", "j"))).hasSize(1);
  }

  @Test
  void duplicates_sameGenerationAtAnotherProvider_isNone() {
    note("k", "send a1 FIRST token one ada 1 0");
    note("k", "send a2 FIRST another two ada 1 0");

    assertThat(journal.duplicates(usedBy("k"))).isEmpty();
  }

  @Test
  void duplicates_firstSendAfterOneThatNeverLeft_isNone() {
    note("k", "send a1 FIRST token one ada 1 0");
    note("k", "unsent a1");
    note("j", "send a2 FIRST token one ada 1 0");

    assertThat(journal.duplicates(usedBy("j"))).isEmpty();
  }

  @Test
  void duplicates_firstSendAfterARefusal_isASecondOpinion() {
    note("k", "send a1 FIRST token one ada 1 0");
    note("k", "refused a1");
    note("j", "send a2 FIRST token one ada 1 0");

    assertThat(journal.duplicates(usedBy("k", "j"))).isEmpty();
  }

  @Test
  void lostReplies_neverKept_areTold() {
    note("k", "got a1 next");

    assertThat(journal.lostReplies()).hasSize(1);
  }

  @Test
  void lostReplies_keptByWhoever_areNone() {
    note("k", "got a1 next");
    note("k", "kept a1");

    assertThat(journal.lostReplies()).isEmpty();
  }

  @Test
  void lostReplies_killedAtOnce_areNone() {
    note("k", "got a1 next");
    journal.killed("k", Journal.TIME_TO_STORE_MILLIS);

    assertThat(journal.lostReplies()).isEmpty();
  }

  @Test
  void lostReplies_killedLongAfterwards_areTold() {
    note("k", "got a1 next");
    journal.killed("k", Journal.TIME_TO_STORE_MILLIS + 1);

    assertThat(journal.lostReplies()).hasSize(1);
  }
}

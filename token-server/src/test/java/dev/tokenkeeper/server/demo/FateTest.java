package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FateTest {

  @ParameterizedTest
  @CsvSource({
    "true,  false, false",
    "false, true,  false",
    "false, false, true",
    "true,  true,  true",
  })
  void isLost_liveAndMarked_areHeldAgainstEachOther(boolean live, boolean needsUser, boolean lost) {
    assertThat(new Fate(live, needsUser).isLost()).isEqualTo(lost);
  }
}

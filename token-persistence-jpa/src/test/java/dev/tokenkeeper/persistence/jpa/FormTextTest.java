package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTextTest {

  @Test
  void from_anyCharacters_comeBack() {
    Map<String, String> odd =
        Map.of("", "", "a=b&c", "d=e&f", " +%", "\n\t\0", "größe", "\uD83D\uDD11", "empty", "");

    assertThat(FormText.toMap(FormText.from(odd))).isEqualTo(odd);
  }

  @Test
  void from_nothing_isEmpty() {
    assertThat(FormText.from(Map.of())).isEmpty();
    assertThat(FormText.toMap("")).isEmpty();
  }

  @Test
  void from_severalPairs_isReadableAndInOrder() {
    assertThat(FormText.from(Map.of("b", "2 3", "a", "1"))).isEqualTo("a=1&b=2+3");
  }
}

package dev.tokenkeeper.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {

  @Test
  void parse_allKindsOfValue_keepsThem() {
    assertThat(FlatJson.parse(" { \"a\" : \"x, }\" , \"b\":-1.5e3,\"c\":true,\"d\":null}\n"))
        .containsEntry("a", "x, }")
        .containsEntry("b", "-1.5e3")
        .containsEntry("c", "true")
        .containsEntry("d", "null")
        .hasSize(4);
  }

  @Test
  void parse_escapes_undoesThem() {
    assertThat(FlatJson.parse("{\"\\u0061\":\"\\b\\f\\n\\r\\t\\\"\\\\\\/\\u00e9\"}"))
        .containsEntry("a", "\b\f\n\r\t\"\\/\u00e9");
  }

  @Test
  void parse_noFields_isEmpty() {
    assertThat(FlatJson.parse("{}")).isEmpty();
    assertThat(FlatJson.parse("{ }")).isEmpty();
  }

  @Test
  void parse_veryLongString_isRead() {
    String text = "\\n".repeat(30_000);

    assertThat(FlatJson.parse("{\"a\":\"" + text + "\"}")).containsEntry("a", "\n".repeat(30_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "null",
        "[]",
        "{,}",
        "{\"a\":1,}",
        "{,\"a\":1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1;\"b\":2}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":{}}",
        "{\"a\":[1]}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"open}",
        "{\"a\":01x}"
      })
  void parse_anythingElse_isRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> FlatJson.parse(json));
  }
}

package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> PROVIDERS =
      List.of("astra", "bsn", "ringcentral", "ringcentral-jwt");
  private final StringWriter drawn = new StringWriter();
  private final LiveScreen screen = screen();

  @Test
  void show_aFullTable_fitsTheSmallestTerminal() {
    screen.show(moment(columns(LiveScreen.ROWS)));

    List<String> lines = plainLines();
    assertThat(lines)
        .hasSizeLessThan(24)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    assertThat(lines)
        .contains("astra               bsn                 ringcentral         ringcentral-jwt   ")
        .contains("user-01 ##### g999  user-01 ##### g999  user-01 ##### g999  user-01 ##### g999");
  }

  @Test
  void show_anyMoment_hasALineForEachProviderAndOneForAll() {
    screen.show(moment(columns(1)));

    assertThat(plainLines())
        .contains(
            "astra               1 14,090,000   90,000   900,000   90,000  9,000  9,999    -",
            "ringcentral-jwt     1 14,090,000   90,000   900,000   90,000  9,000  9,999    -")
        .anyMatch(line -> line.startsWith("all "))
        .anyMatch(line -> line.endsWith("lost is known at the end"));
  }

  @Test
  void show_again_drawsOverWhatWasThere() {
    screen.show(moment(columns(1)));
    String first = drawn.toString();
    int height = plainLines().size();
    screen.show(moment(columns(1)));

    assertThat(drawn.toString()).isEqualTo(first + "\u001b[" + height + "A" + first);
  }

  @Test
  void show_userInTrouble_saysItInPlaceOfTheBar() {
    var id = AuthorizationId.of("bsn", "user-01");
    screen.show(moment(List.of(List.of(new Standing(id, "needs user", 3, NOW, Duration.ZERO)))));

    assertThat(drawn.toString()).contains("user-01 needs user");
  }

  private List<String> plainLines() {
    return drawn.toString().replaceAll("\u001b\\[[0-9]*[A-Za-z]", "").lines().toList();
  }

  private LiveScreen screen() {
    var settings =
        new DemoSettings(Path.of("unused"), false, false, 86_400, 5_000, false, Paces.DEMO);
    var out = new PrintWriter(drawn, true);
    return new LiveScreen(new Terminal(out, out, true), settings);
  }

  private static List<List<Standing>> columns(int rows) {
    return PROVIDERS.stream().map(provider -> column(provider, rows).toList()).toList();
  }

  private static Stream<Standing> column(String provider, int rows) {
    return DemoSecrets.users(rows).stream()
        .map(user -> AuthorizationId.of(provider, user))
        .map(id -> new Standing(id, null, 999, NOW.plusSeconds(9), Duration.ofSeconds(10)));
  }

  private static Moment moment(List<List<Standing>> columns) {
    var busy = new Tally(9_000, 900_000, 14_000_000, 90_000, 90_000);
    Map<String, Truth> truths = new LinkedHashMap<>();
    for (String provider : PROVIDERS) {
      var one = Map.of(AuthorizationId.of(provider, "user-01"), busy);
      truths.put(provider, new Truth(one, 0, 9_999, 0, true, OptionalLong.empty()));
    }
    return new Moment(NOW, Duration.ofSeconds(86_399), truths, 999_999, new ArrayList<>(columns));
  }
}

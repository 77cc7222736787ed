package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final StringWriter drawn = new StringWriter();
  private final LiveScreen screen = screen();

  @Test
  void show_aFullTable_fitsTheSmallestTerminal() {
    screen.show(moment(LiveScreen.MOST_USERS));

    List<String> lines =
        drawn.toString().replaceAll("\u001b\\[[0-9]*[A-Za-z]", "").lines().toList();
    assertThat(lines)
        .hasSizeLessThan(24)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    assertThat(lines)
        .contains("bar: access token left, g: renewals, s: session left; 4964 more users");
  }

  @Test
  void show_again_drawsOverWhatWasThere() {
    screen.show(moment(1));
    String first = drawn.toString();
    screen.show(moment(1));

    assertThat(first).doesNotContain("\u001b[6A");
    assertThat(drawn.toString()).isEqualTo(first + "\u001b[6A" + first);
  }

  @Test
  void show_userInTrouble_saysItInPlaceOfTheBar() {
    screen.show(moment(0, new Standing("user-01", "needs the user", 3, NOW, NOW)));

    assertThat(drawn.toString()).contains("user-01 needs the user");
  }

  private LiveScreen screen() {
    var settings =
        new DemoSettings(Path.of("unused"), false, false, 86_400, 5_000, false, Pace.DEMO);
    var out = new PrintWriter(drawn, true);
    return new LiveScreen(new Terminal(out, out, true), settings, "simulated BSN.cloud");
  }

  private static Moment moment(int healthy, Standing... others) {
    Stream<Standing> many =
        DemoSecrets.users(healthy).stream()
            .map(user -> new Standing(user, null, 999, NOW.plusSeconds(4), NOW.plusSeconds(999)));
    var busy = new Tally(90_000, 900_000, 99_000_000, 900_000, 90_000);
    return new Moment(
        NOW,
        Duration.ofSeconds(86_399),
        new Truth(Map.of("user-01", busy), 0, 99_999, 0),
        999_999,
        Stream.concat(many, Stream.of(others)).toList());
  }
}

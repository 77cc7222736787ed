package dev.tokenkeeper.guice;

import static dev.tokenkeeper.guice.World.ZOE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.inject.Guice;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingListenerTest {
  /** RFC 2104's algorithm, worked out with OpenSSL. */
  private static final String FINGERPRINT_OF_ZOE = "204893bc1327";

  private static final Secret KEY = Secret.of("0123456789abcdef");

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.tokenkeeper.events");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
  }

  @Test
  void lines_areOneForEachKindOfEvent() {
    assertThat(LoggingListener.LINES.kinds()).containsExactlyInAnyOrderElementsOf(Events.kinds());
    assertThat(Events.ofEachKind(ZOE, "s-1")).hasSameSizeAs(Events.kinds());
    assertThat(log(LoggingSettings.DEFAULT, Events.ofEachKind(ZOE, "s-1")))
        .hasSameSizeAs(Events.kinds());
  }

  @Test
  void lines_sayWhatToWhomAndHow() {
    assertThat(log(LoggingSettings.fingerprints(KEY), Events.ofEachKind(ZOE, "s-1")))
        .containsExactly(
            "INFO authorized " + zoe() + " epoch=1",
            "DEBUG renewed " + zoe() + " epoch=1 generation=7 by=REFRESH",
            "INFO renewal-failed " + zoe() + " kind=THROTTLED inARow=3",
            "WARN in-doubt " + zoe() + " epoch=1 generation=7",
            "INFO late-answer " + zoe() + " keptTo=ALTERNATE",
            "INFO session-lost " + zoe() + " session=\"s-1\"",
            "WARN reauthorization-required " + zoe() + " reason=GRANT_REFUSED",
            "WARN provider-suspended " + zoe() + " until=2026-01-01T00:00:30Z",
            "INFO revoking " + zoe() + " epoch=2",
            "INFO revoked " + zoe(),
            "INFO token-revoked " + zoe() + " token=REFRESH_TOKEN result=NOT_REVOCABLE",
            "WARN other-account " + zoe() + " epoch=4",
            "WARN quarantined " + zoe(),
            "WARN quota-exhausted " + zoe() + " limit=LIVE_TOKENS until=2026-01-01T00:01:00Z");
  }

  @Test
  void subjects_areNotInTheClear_byDefault() {
    List<String> lines = log(LoggingSettings.DEFAULT, Events.ofEachKind(ZOE, "s-1"));
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line).doesNotContainIgnoringCase("zoe").doesNotContain("example.org"))
        .allMatch(line -> line.matches(".* subject=[0-9a-f]{12} .*"));
    assertThat(lines.stream().map(line -> line.replaceAll(".* subject=(\\S+).*", "$1")).distinct())
        .as("one user has one fingerprint")
        .hasSize(1);
  }

  @Test
  void fingerprints_agree_whereTheKeyDoes() {
    var one = Fingerprint.under(KEY);
    assertThat(one.apply("zoe")).isEqualTo(Fingerprint.under(KEY).apply("zoe"));
    assertThat(one.apply("zoe")).isNotEqualTo(one.apply("max"));
    assertThat(one.apply("zoe")).isNotEqualTo(Fingerprint.under(null).apply("zoe"));
    assertThat(Fingerprint.under(null).apply("zoe"))
        .as("each process has its own key unless told")
        .isNotEqualTo(Fingerprint.under(null).apply("zoe"));
  }

  @Test
  void guessableKeys_areRefused_withoutBeingShown() {
    assertThatThrownBy(() -> LoggingSettings.fingerprints(Secret.of("hunter2")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("logging.key: has 7 characters. Use 16 or more random ones.");
    assertThat(LoggingSettings.fingerprints(KEY).toString()).doesNotContain("0123");
  }

  @Test
  void lines_stayOneEventEach_whateverIsInThem() {
    String hostile =
        "a\u2028b\u2029c\u202Ed\u200Be\uFEFFf\u2066g\uE000h\" epoch=9 subject=\"x\\ {} %s ${x} \uD83D\uDD11";
    var id = AuthorizationId.of("bsn", hostile);
    assertThat(log(LoggingSettings.clear(), List.of(Events.ofEachKind(id, "s").get(9))))
        .containsExactly(
            "INFO revoked provider=bsn tenant=default subject=\"a?b?c?d?e?f?g?h\\\" epoch=9"
                + " subject=\\\"x\\\\ {} %s ${x} \uD83D\uDD11\" account=default");
  }

  @Test
  void providersTexts_areCleanedToo() {
    String hostile = "\r\n2026 INFO forged\u001B[2J\u0085\u0000\"" + "x".repeat(9_000);
    assertThat(log(LoggingSettings.DEFAULT, Events.ofEachKind(ZOE, hostile)))
        .allMatch(line -> line.length() < 500)
        .allMatch(line -> line.codePoints().noneMatch(Character::isISOControl))
        .anyMatch(line -> line.contains(" session=\"??2026 INFO forged?[2J??\\\"x"));
  }

  @Test
  void lines_areWritten_byAKeeperThatIsInstalled() {
    var injector = Guice.createInjector(new TokenKeeperModule(), new World());
    try (TokenKeeper keeper = injector.getInstance(TokenKeeper.class)) {
      keeper.journeys().adopt(ZOE, World.grant("canary"), Map.of());
    }
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("INFO authorized provider=bsn tenant=acme")
        .doesNotContain("zoe")
        .doesNotContain("canary");
  }

  private List<String> log(LoggingSettings settings, List<LifecycleEvent> events) {
    events.forEach(LoggingListener.of(settings)::on);
    return lines();
  }

  private List<String> lines() {
    return appender.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  private static String zoe() {
    return "provider=bsn tenant=acme subject=" + FINGERPRINT_OF_ZOE + " account=main";
  }
}

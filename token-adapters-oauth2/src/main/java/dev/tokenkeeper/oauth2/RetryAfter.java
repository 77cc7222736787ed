package dev.tokenkeeper.oauth2;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a provider asks us to wait (RFC 9110 section 10.2.3). */
final class RetryAfter {
  /** Longer than this nobody is waited for: the header is wrong, or the user's tokens are gone. */
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Returns the time, at most an hour; null if the answer says nothing that makes sense. */
  static @Nullable Duration of(HttpAnswer.Received answer) {
    return answer
        .header("Retry-After")
        .map(String::strip)
        .flatMap(said -> said.matches("\\d{1,18}") ? seconds(said) : until(said, answer))
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
        .orElse(null);
  }

  /** When an answer was written, by the provider's clock; null if it does not say. */
  static @Nullable Instant date(HttpAnswer.Received answer) {
    return answer.header("Date").flatMap(RetryAfter::date).orElse(null);
  }

  private static Optional<Duration> seconds(String said) {
    return Optional.of(Duration.ofSeconds(Long.parseLong(said)));
  }

  /** Counted by the provider's clock, which wrote both: ours may be wrong. */
  private static Optional<Duration> until(String said, HttpAnswer.Received answer) {
    return answer
        .header("Date")
        .flatMap(RetryAfter::date)
        .flatMap(now -> date(said).map(then -> Duration.between(now, then)));
  }

  private static Optional<Instant> date(String said) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What became of hostile answers, row by row, for people to read. */
final class HostileTable {
  private final Queue<String> rows = new ConcurrentLinkedQueue<>();

  void add(String rule, String reply, String outcome, int requests) {
    rows.add(String.format(Locale.ROOT, "%-4s %-46s %-58s %d", rule, reply, outcome, requests));
  }

  @SuppressWarnings("SystemOut") // This is what it is for.
  void print(String title) {
    System.out.printf(Locale.ROOT, "%n%s: %d rows%n", title, rows.size());
    System.out.printf(Locale.ROOT, "%-4s %-46s %-58s %s%n", "rule", "reply", "outcome", "requests");
    rows.stream().sorted().forEach(System.out::println);
  }

  /** Made-up tokens may be read by everybody, so that a row can say which of them came. */
  static String said(Outcome outcome) {
    if (outcome instanceof Outcome.Granted granted) {
      return "Granted " + said(granted.grant());
    }
    if (outcome instanceof Outcome.Throttled throttled) {
      return "Throttled " + throttled.retryAfter();
    }
    return outcome.getClass().getSimpleName();
  }

  private static String said(TokenGrant grant) {
    return "%s %s %s%s%s"
        .formatted(
            said(grant.accessToken()),
            said(grant.refreshToken()),
            grant.expiresIn(),
            grant.tokenType().equals("Bearer") ? "" : " type=" + grant.tokenType(),
            grant.scope() == null ? "" : " scope=[" + grant.scope() + "]");
  }

  private static String said(@Nullable Secret secret) {
    return secret == null ? "-" : secret.reveal(SecretAccess.granted());
  }
}

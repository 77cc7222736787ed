package dev.tokenkeeper.testkit.contract;

import dev.tokenkeeper.domain.AuthorizationId;
import java.util.List;
import java.util.stream.Stream;

/** Ids that a careless collation, a path or a pattern would take for one another. */
final class LookAlikes {
  private static final List<String> SUBJECTS =
      List.of(
          "user",
          "User",
          "USER",
          "user ",
          " user",
          "us er",
          "us  er",
          "us%",
          "us_r",
          "us/er",
          "us\\er",
          "us'er",
          "us\"er",
          "us:er|er",
          "%",
          "_",
          "null",
          "0",
          "00",
          "0.0",
          "caf\u00e9",
          "cafe\u0301",
          "cafe",
          "stra\u00dfe",
          "strasse",
          "\u0130stanbul",
          "istanbul",
          "\u0131stanbul",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "\u65e5\u672c\u8a9e",
          "x".repeat(AuthorizationId.LONGEST_SUBJECT),
          "x".repeat(AuthorizationId.LONGEST_SUBJECT - 1),
          "\ud83d\ude00".repeat(AuthorizationId.LONGEST_SUBJECT / 2));

  private LookAlikes() {}

  /** Returns them all, no two equal. */
  static List<AuthorizationId> ids() {
    Stream<AuthorizationId> subjects = SUBJECTS.stream().map(s -> of("t", "p", s, "a"));
    Stream<AuthorizationId> others =
        Stream.of(
            of("T", "p", "user", "a"),
            of("t", "P", "user", "a"),
            of("t", "p", "user", "A"),
            of("p", "t", "user", "a"),
            of("a", "p", "user", "t"),
            of("t-p", "p", "user", "a"),
            of("t", "p.user", "user", "a"),
            of("t", "p", "user/a", "a"),
            of("t", "p", "user", "a_a"),
            of("t", "p", "user", "a-a"),
            of("x".repeat(64), "x".repeat(64), "\u65e5".repeat(255), "x".repeat(64)));
    return Stream.concat(subjects, others).toList();
  }

  private static AuthorizationId of(
      String tenant, String provider, String subject, String account) {
    return AuthorizationId.of(tenant, provider, subject, account);
  }
}

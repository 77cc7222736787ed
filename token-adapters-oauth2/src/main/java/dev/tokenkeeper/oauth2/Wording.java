package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes what somebody else says fit to be shown and stored: one line, not long, and nothing of what
 * we sent in confidence.
 */
final class Wording {
  private static final int LONGEST = 200;
  // Line and paragraph separators and bidirectional overrides too: a log is read by people.
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

  private final List<String> confidential;

  /**
   * Knows what must not be repeated.
   *
   * @param confidential as it was sent, in the clear
   */
  Wording(Collection<String> confidential) {
    this.confidential =
        confidential.stream().flatMap(each -> Stream.of(each, encoded(each))).distinct().toList();
  }

  /** Returns it cleaned and cut, or an empty text if it repeats a secret. */
  String of(String said) {
    String clean = UNPRINTABLE.matcher(said).replaceAll(" ").strip();
    String joined = UNPRINTABLE.matcher(said).replaceAll("");
    if (confidential.stream().anyMatch(each -> said.contains(each) || joined.contains(each))) {
      return "";
    }
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
  }

  private static String encoded(String each) {
    return URLEncoder.encode(each, UTF_8);
  }
}

package dev.tokenkeeper.guice;

import java.util.Set;

/** Text of others, made fit for one line of a log. */
final class LogText {
  private static final int LONGEST = 255;

  /** What breaks a line, moves a cursor, turns the writing direction or shows as nothing. */
  private static final Set<Integer> UNFIT =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED);

  private LogText() {}

  /** Returns the text in quotes, so that it can play neither another line nor another field. */
  static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints().limit(LONGEST).forEach(each -> append(out, each));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int codePoint) {
    if (UNFIT.contains(Character.getType(codePoint))) {
      out.append('?');
    } else if (codePoint == '"' || codePoint == '\\') {
      out.append('\\').appendCodePoint(codePoint);
    } else {
      out.appendCodePoint(codePoint);
    }
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a JSON object that holds no other object or list: all that the API's bodies need. */
final class FlatJson {

  private static final String TEXT =
      "\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\/bfnrt]|\\\\u\\p{XDigit}{4})*+\"";
  private static final String SCALAR = "-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null";
  private static final Pattern FIELD =
      Pattern.compile("\\s*(" + TEXT + ")\\s*:\\s*(" + TEXT + "|" + SCALAR + ")\\s*");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|(.))");

  private FlatJson() {}

  /**
   * The fields by name; strings unescaped, everything else as it stands.
   *
   * @throws IllegalArgumentException if it is not such an object
   */
  static Map<String, String> parse(String json) {
    String text = json.strip();
    if (text.length() < 2 || text.charAt(0) != '{' || !text.endsWith("}")) {
      throw new IllegalArgumentException("not a JSON object");
    }
    return fields(text.substring(1, text.length() - 1));
  }

  private static Map<String, String> fields(String inner) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(inner);
    int end = 0;
    while (end < inner.length() && !inner.isBlank()) {
      if (!field.find(end) || field.start() != end) {
        throw new IllegalArgumentException("not a flat JSON object");
      }
      fields.put(value(field.group(1)), value(field.group(2)));
      end = next(inner, field.end());
    }
    return fields;
  }

  /** Where the next field begins: after a comma that something must follow. */
  private static int next(String inner, int end) {
    if (end == inner.length()) {
      return end;
    }
    if (inner.charAt(end) != ',' || end + 1 == inner.length()) {
      throw new IllegalArgumentException("fields must be separated by single commas");
    }
    return end + 1;
  }

  private static String value(String token) {
    if (token.charAt(0) != '"') {
      return token;
    }
    String inner = token.substring(1, token.length() - 1);
    return ESCAPE.matcher(inner).replaceAll(e -> Matcher.quoteReplacement(unescaped(e)));
  }

  private static String unescaped(MatchResult escape) {
    if (escape.group(1) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
    }
    return switch (escape.group(2)) {
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> escape.group(2);
    };
  }
}

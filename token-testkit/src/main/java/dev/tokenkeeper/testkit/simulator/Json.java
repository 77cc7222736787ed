package dev.tokenkeeper.testkit.simulator;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON. */
final class Json {

  /** The value of a field that is not there. */
  static final Object ABSENT = new Object();

  private Json() {}

  static String write(Object value) {
    StringBuilder out = new StringBuilder(256);
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value instanceof Map<?, ?> map) {
      appendAll(out, '{', map.entrySet(), '}');
    } else if (value instanceof List<?> list) {
      appendAll(out, '[', list, ']');
    } else if (value instanceof Map.Entry<?, ?> field) {
      append(out, field.getKey());
      append(out.append(':'), field.getValue());
    } else if (value instanceof String text) {
      appendText(out, text);
    } else {
      out.append(value);
    }
  }

  private static void appendAll(StringBuilder out, char open, Iterable<?> values, char close) {
    out.append(open);
    for (Iterator<?> rest = values.iterator(); rest.hasNext(); ) {
      append(out, rest.next());
      out.append(rest.hasNext() ? "," : "");
    }
    out.append(close);
  }

  private static void appendText(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

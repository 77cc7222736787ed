package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;

/** Makes answers up, and spoils them. The same numbers make the same answers. */
final class AnswerMutator {
  private static final List<String> NAMES =
      List.of(
          "access_token",
          "refresh_token",
          "expires_in",
          "expires_at",
          "refresh_expires_in",
          "scope",
          "token_type",
          "session_state",
          "sid",
          "error",
          "error_description",
          "errors",
          "errorCode",
          "message",
          "id_token",
          "data",
          "",
          "a.b",
          "\\u0061ccess_token",
          "x\\ud800");
  private static final List<String> SCALARS =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "300",
          "-1",
          "1e400",
          "-1E-400",
          "9223372036854775808",
          "0.1",
          "\"\"",
          "\" \"",
          "\"invalid_grant\"",
          "\"invalid_client\"",
          "\"slow_down\"",
          "\"2026-11-21T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59-18:00\"",
          "\"-999999999-01-01T00:00:00+18:00\"",
          "\"Infinity\"",
          "\"NaN\"",
          "\"\\u0000\"",
          "\"\\ud83d\"",
          "\"\\\"\\\\/\\b\\f\\n\\r\\t\"",
          "\"\u00e9\u20ac\ud83d\udd11\"",
          "1".repeat(99),
          "\"" + "t".repeat(300) + "\"");
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "&",
          "=",
          "%zz",
          "\u0000",
          "\ufeff",
          "//",
          "'",
          "NaN",
          ")]}',\n",
          "access_token=a&refresh_token=b&scope=c",
          "\"access_token\":\"b\",",
          "\"refresh_token\":\"b\",",
          "\"scope\":\"b\",\"scope\":\"c\",");
  private static final List<Charset> CHARSETS =
      List.of(
          ISO_8859_1,
          UTF_16BE,
          UTF_16LE,
          Charset.forName("UTF-16"),
          Charset.forName("UTF-32BE"),
          Charset.forName("UTF-32LE"),
          Charset.forName("windows-1252"));

  private final Random random;

  AnswerMutator(long seed) {
    this.random = new Random(seed);
  }

  /** True once in so many times. */
  boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** An answer: more often than not one that a strict reader can read. */
  byte[] next() {
    byte[] bytes = once(12) ? form().getBytes(UTF_8) : object(0, 1 + random.nextInt(7));
    for (int more = once(2) ? 0 : random.nextInt(4); more > 0; more--) {
      bytes = spoilt(bytes);
    }
    return once(8) ? new String(bytes, UTF_8).getBytes(oneOf(CHARSETS)) : bytes;
  }

  private byte[] object(int depth, int fields) {
    return json(depth, fields).getBytes(UTF_8);
  }

  private String json(int depth, int fields) {
    var json = new StringBuilder("{");
    int token = once(4) ? -1 : random.nextInt(fields + 1);
    for (int i = 0; i < fields; i++) {
      json.append(json.length() > 1 ? "," : "").append(space());
      json.append(i == token ? "\"access_token\":\"t-" + fields + '"' : field(depth));
    }
    return json.append(space()).append('}').toString();
  }

  private String field(int depth) {
    String name = once(8) ? "refresh_token" : oneOf(NAMES);
    boolean token = name.endsWith("s_token") || name.equals("refresh_token");
    String value = token && !once(6) ? "\"t-" + random.nextInt(1000) + '"' : value(depth);
    return '"' + name + '"' + space() + ':' + space() + value;
  }

  private String value(int depth) {
    if (once(200)) {
      int deep = 40 + random.nextInt(20);
      return "[".repeat(deep) + "]".repeat(deep);
    }
    if (depth > 3 || !once(5)) {
      return oneOf(SCALARS);
    }
    return once(2)
        ? json(depth + 1, random.nextInt(4))
        : '[' + value(depth + 1) + ',' + json(depth + 1, random.nextInt(3)) + ']';
  }

  private String space() {
    return once(6) ? oneOf(List.of(" ", "\n", "\r\n\t")) : "";
  }

  private String form() {
    var form = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      form.append(oneOf(NAMES)).append('=').append(oneOf(SCALARS)).append('&');
    }
    return form.toString();
  }

  private byte[] spoilt(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(9));
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes);
      case 1 -> joined(bytes, at, new byte[0], to);
      case 2 -> joined(bytes, at, new byte[0], bytes.length);
      case 3 -> joined(bytes, at, oneOf(PIECES).getBytes(UTF_8), at);
      case 4 -> joined(bytes, to, bytes, at);
      case 5 -> joined(bytes, at, object(1, random.nextInt(4)), to);
      default -> joined(bytes, 1, oneOf(PIECES).getBytes(UTF_8), 1);
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** The beginning, something in between, and the rest from there. */
  private static byte[] joined(byte[] bytes, int end, byte[] between, int from) {
    var joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, Math.min(end, bytes.length));
    joined.writeBytes(between);
    joined.write(bytes, Math.min(from, bytes.length), bytes.length - Math.min(from, bytes.length));
    return joined.toByteArray();
  }
}

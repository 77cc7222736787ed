package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Names and values as one text, the way forms are sent: readable, and any character is safe. */
final class FormText {
  private FormText() {}

  static String from(Map<String, String> pairs) {
    return new TreeMap<>(pairs)
        .entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .collect(joining("&"));
  }

  static Map<String, String> toMap(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      pairs.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return pairs;
  }

  private static String encode(String plain) {
    return URLEncoder.encode(plain, UTF_8);
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, UTF_8);
  }
}

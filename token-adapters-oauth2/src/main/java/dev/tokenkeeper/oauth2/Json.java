package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/** JSON from and to strangers. Jackson's exceptions end here: they quote what they read. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(50).build())
                  // A repeated key means that somebody reads another token than we do.
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Reads one JSON object; returns a missing node if it is anything else. */
  static JsonNode object(byte[] bytes) {
    try {
      JsonNode read = MAPPER.readTree(bytes);
      return read.isObject() ? read : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns a field's text, or an empty one if it has none: not there, null, an object. */
  static String text(JsonNode object, String field) {
    return text(object.path(field));
  }

  /** Returns a node's text, or an empty one if it has none. */
  static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  /** Reads a form as an object of texts; returns a missing node if it is none. */
  static JsonNode form(byte[] bytes) {
    var fields = MAPPER.createObjectNode();
    for (String pair : new String(bytes, UTF_8).strip().split("&")) {
      int end = pair.indexOf('=');
      if (end < 1 || fields.has(decoded(pair.substring(0, end)))) {
        return MissingNode.getInstance();
      }
      fields.put(decoded(pair.substring(0, end)), decoded(pair.substring(end + 1)));
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /**
   * Returns a node's fields as Java has them: texts, numbers, booleans, lists and maps. Those that
   * are null are left out; what is no object has none.
   */
  static Map<String, Object> map(JsonNode node) {
    Map<String, Object> fields = new HashMap<>();
    for (var field : node.properties()) {
      if (!field.getValue().isNull()) {
        fields.put(field.getKey(), MAPPER.convertValue(field.getValue(), Object.class));
      }
    }
    return Map.copyOf(fields);
  }

  static byte[] bytes(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (IOException e) {
      throw new UncheckedIOException("Not to be written as JSON", e);
    }
  }
}

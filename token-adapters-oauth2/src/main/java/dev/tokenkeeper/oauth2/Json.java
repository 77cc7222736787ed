package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** JSON from and to strangers. Jackson's exceptions end here: they quote what they read. */
final class Json {
  // A repeated key means that somebody else reads another value than we do.
  private static final JsonMapper MAPPER = mapper(true);
  private static final JsonMapper TOLERANT = mapper(false);

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

  /**
   * Reads one JSON object that nobody can be asked for again. Letters that are no UTF-8 cost
   * nothing but themselves, a repeated key nothing at all, nor what follows unless it may be
   * another object.
   *
   * @param unique keys that must not be repeated all the same, nor occur in what follows: then a
   *     missing node is returned, as for anything that is no object
   */
  static JsonNode tolerantly(byte[] bytes, Set<String> unique) {
    JsonNode read = unlessRepeated(bytes, unique);
    byte[] latin = new String(bytes, ISO_8859_1).getBytes(UTF_8);
    boolean asciiOnly = latin.length == bytes.length;
    return asciiOnly || !read.isMissingNode() ? read : unlessRepeated(latin, unique);
  }

  private static JsonNode unlessRepeated(byte[] bytes, Set<String> unique) {
    try (JsonParser parser = TOLERANT.createParser(bytes)) {
      JsonNode read = TOLERANT.readTree(bytes);
      return read.isObject() && !repeats(parser, unique) && !goesOn(parser, bytes, unique)
          ? read
          : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Reads up to the object's end. */
  private static boolean repeats(JsonParser parser, Set<String> unique) throws IOException {
    Deque<Set<String>> seen = new ArrayDeque<>();
    do {
      JsonToken next = parser.nextToken();
      if (next == JsonToken.START_OBJECT) {
        seen.push(new HashSet<>());
      } else if (next == JsonToken.END_OBJECT) {
        seen.pop();
      } else if (next == JsonToken.FIELD_NAME
          && unique.contains(parser.currentName())
          && !seen.element().add(parser.currentName())) {
        return true;
      }
    } while (!seen.isEmpty());
    return false;
  }

  /** Two answers in one may be two users' answers: then neither is taken. */
  private static boolean goesOn(JsonParser parser, byte[] bytes, Set<String> names)
      throws IOException {
    int end = (int) parser.currentLocation().getByteOffset();
    if (end < 0) {
      // In UTF-16 nobody says how many bytes were read.
      return parser.nextToken() != null;
    }
    String rest = new String(bytes, end, bytes.length - end, ISO_8859_1).strip();
    return rest.startsWith("{") || names.stream().anyMatch(rest::contains);
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

  /** Reads a form in the same way as {@link #tolerantly(byte[], Set)} reads an object. */
  static JsonNode formTolerantly(byte[] bytes, Set<String> unique) {
    var fields = MAPPER.createObjectNode();
    for (String pair : new String(bytes, UTF_8).strip().split("&")) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      if (unique.contains(name) && fields.has(name)) {
        return MissingNode.getInstance();
      }
      fields.put(name, parts.length == 1 ? "" : decoded(parts[1]));
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

  /** Makes a mapper that refuses whatever is odd, or as little as it can. */
  private static JsonMapper mapper(boolean strict) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build())
        .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, strict)
        .build();
  }

  static byte[] bytes(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (IOException e) {
      throw new UncheckedIOException("Not to be written as JSON", e);
    }
  }
}

package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tokens of an answer that no reader may lose, in another way than the real one: valid
 * JSON, an object, one access token that is a text, and at most one refresh token in any object.
 */
final class ReferenceReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
          .build();

  /**
   * What has to be found.
   *
   * @param refreshToken null if there is none
   * @param sure false if the refresh token is neither a text nor null
   */
  record Tokens(String accessToken, @Nullable String refreshToken, boolean sure) {}

  private final List<String> access = new ArrayList<>();
  private @Nullable String refresh;
  private boolean sure = true;
  private boolean repeated;
  private final Deque<List<String>> names = new ArrayDeque<>();

  private ReferenceReader() {}

  /** Returns null if the answer need not be understood. */
  static @Nullable Tokens read(byte[] bytes) {
    var reader = new ReferenceReader();
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      return reader.object(parser) && parser.nextToken() == null ? reader.tokens() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable Tokens tokens() {
    return access.size() == 1 && !access.get(0).isEmpty() && !repeated
        ? new Tokens(access.get(0), refresh, sure)
        : null;
  }

  private boolean object(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    names.push(new ArrayList<>());
    while (!names.isEmpty()) {
      JsonToken next = parser.nextToken();
      if (next == JsonToken.START_OBJECT) {
        names.push(new ArrayList<>());
      } else if (next == JsonToken.END_OBJECT) {
        names.pop();
      } else if (next == JsonToken.FIELD_NAME) {
        name(parser.currentName());
      }
      // In a list directly below, the current name is null.
      if (names.size() == 1 && isValue(next)) {
        value(parser, next);
      } else if (names.size() == 2 && next == JsonToken.START_OBJECT) {
        value(parser.getParsingContext().getParent().getCurrentName());
      }
    }
    return true;
  }

  private void name(String name) {
    if (name.equals("access_token") || name.equals("refresh_token")) {
      repeated |= names.element().contains(name);
      names.element().add(name);
    }
  }

  private static boolean isValue(JsonToken token) {
    return token.isScalarValue() || token == JsonToken.START_ARRAY;
  }

  private void value(JsonParser parser, JsonToken token) throws IOException {
    String name =
        token == JsonToken.START_ARRAY
            ? parser.getParsingContext().getParent().getCurrentName()
            : parser.currentName();
    if (token == JsonToken.VALUE_STRING && "access_token".equals(name)) {
      access.add(parser.getText());
    } else if (token == JsonToken.VALUE_STRING && "refresh_token".equals(name)) {
      refresh = parser.getText().isEmpty() ? null : parser.getText();
    } else if (token != JsonToken.VALUE_NULL) {
      value(name);
    }
  }

  private void value(@Nullable String name) {
    sure &= !"refresh_token".equals(name);
  }
}

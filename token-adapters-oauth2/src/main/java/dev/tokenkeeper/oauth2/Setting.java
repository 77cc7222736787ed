package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tokenkeeper.domain.ConfigurationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a file of YAML, and where: a text, a list of settings, or named settings. Scalars
 * are texts as they were written, whatever YAML would make of them.
 *
 * @param place file and line
 * @param text null unless it is one; an explicit null has none of the three
 * @param items null unless it is a list
 * @param fields null unless there are named ones
 */
record Setting(
    String place,
    @Nullable String text,
    @Nullable List<Setting> items,
    @Nullable Map<String, Setting> fields) {
  private static final int LONGEST = 64 * 1024;
  private static final Pattern LINE = Pattern.compile("line (\\d+), column");
  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(10).build())
          .build();

  /**
   * Reads a file's text.
   *
   * @param name of the file, for people
   * @throws ConfigurationException if it is no YAML of named settings; does not quote it
   */
  static Setting read(String name, String yaml) {
    if (yaml.length() > LONGEST) {
      throw problem(name, "is longer than " + LONGEST + " characters", "Remove what is not ours.");
    }
    try (YAMLParser parser = YAML.createParser(yaml)) {
      parser.nextToken();
      Setting all = new Reader(name, parser).setting();
      if (all.fields == null || parser.nextToken() != null) {
        throw problem(name + ":1", "is not one map of settings", "Begin with 'id: name'.");
      }
      return all;
    } catch (JsonProcessingException e) {
      // Its message quotes what it read; where it went wrong is said nowhere else.
      String place = name + lines(e).reduce("", (before, last) -> ':' + last);
      throw problem(place, "is not YAML", "Look for a missing colon or quote, or a tab.");
    } catch (IOException e) {
      throw new IllegalStateException("The text is in memory", e);
    }
  }

  /** Returns the same over another one: of the same name, ours wins, and an empty one removes. */
  Setting over(Setting other) {
    if (fields == null || other.fields == null) {
      return this;
    }
    Map<String, Setting> both = new LinkedHashMap<>(other.fields);
    fields.forEach((name, ours) -> both.merge(name, ours, (theirs, again) -> again.over(theirs)));
    both.values().removeIf(Setting::isEmpty);
    return new Setting(place, null, null, both);
  }

  boolean isEmpty() {
    return text == null && items == null && fields == null;
  }

  /** Returns where a setting stands or, if it is not there, what it would stand in. */
  String placeOf(String path) {
    Setting here = this;
    for (String name : path.split("\\.")) {
      Setting below = here.fields == null ? null : here.fields.get(name);
      if (below == null) {
        return here.place;
      }
      here = below;
    }
    return here.place;
  }

  private static Stream<String> lines(JsonProcessingException e) {
    return LINE.matcher(String.valueOf(e.getOriginalMessage()))
        .results()
        .map(found -> found.group(1));
  }

  private static ConfigurationException problem(String place, String what, String remedy) {
    return new ConfigurationException(place, what, remedy);
  }

  private record Reader(String name, YAMLParser parser) {

    Setting setting() throws IOException {
      if (parser.isCurrentAlias()) {
        throw problem(place(), "uses an alias", "Write it out.");
      }
      JsonToken token = parser.currentToken();
      String place = place();
      if (token == JsonToken.START_OBJECT) {
        return new Setting(place, null, null, fields());
      }
      if (token == JsonToken.START_ARRAY) {
        List<Setting> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(setting());
        }
        return new Setting(place, null, items, null);
      }
      boolean nothing = token == null || token == JsonToken.VALUE_NULL;
      return new Setting(place, nothing ? null : parser.getText(), null, null);
    }

    private Map<String, Setting> fields() throws IOException {
      Map<String, Setting> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        String place = place();
        parser.nextToken();
        Setting value = setting();
        var here = new Setting(place, value.text, value.items, value.fields);
        Setting before = fields.put(key, here);
        if (before != null) {
          throw problem(
              place + ' ' + key, "is there twice, first at " + before.place, "Keep one of them.");
        }
      }
      return fields;
    }

    private String place() {
      return name + ':' + parser.currentTokenLocation().getLineNr();
    }
  }
}

package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.oauth2.Notation.Field;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what requests and answers have beside the standard. */
final class DialectReader {
  private final Section all;

  DialectReader(Section all) {
    this.all = all;
  }

  Dialect read() {
    Section section = all.section("token");
    List<String> scopes = all.list("scopes");
    if (scopes.stream().anyMatch(each -> each.matches(".*\\s.*"))) {
      all.add("scopes", "has a space within a scope", "Make each scope an item of its own.");
    }
    var dialect =
        new Dialect(
            scopes.isEmpty() ? null : String.join(" ", scopes),
            all.separator("scopeSeparator", " "),
            section.map("parameters"),
            section.map("refreshParameters"),
            new HashSet<>(all.section("answer").list("keep")),
            all.map("errors"),
            all.section("resilience").duration("retryAfter"),
            notation(section));
    section.end();
    return dialect;
  }

  private Notation notation(Section token) {
    Section answer = all.section("answer");
    Map<Field, String> fields = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      String place = answer.text(camel(field));
      if (place != null) {
        fields.put(field, place);
      }
    }
    answer.list("keep");
    answer.text("owner");
    Units unit = answer.choice("unit", Units.class, Units.SECONDS);
    answer.end();
    return new Notation(
        token.choice("format", Notation.Requests.class, Notation.Requests.FORM),
        fields,
        unit == Units.SECONDS ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
  }

  /** As files say it. */
  private enum Units {
    SECONDS,
    MILLISECONDS
  }

  /** {@code EXPIRES_IN} as files write it. */
  private static String camel(Field field) {
    return Pattern.compile("_(.)")
        .matcher(field.name().toLowerCase(Locale.ROOT))
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }
}

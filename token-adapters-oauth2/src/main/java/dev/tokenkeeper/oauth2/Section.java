package dev.tokenkeeper.oauth2;

import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Named settings of a file as Java wants them. What cannot be had is added to the problems, and the
 * default returned in its place, so that reading goes on. Belongs to one thread.
 */
final class Section {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private final String path;
  private final String place;
  private final Map<String, Setting> fields;
  private final Problems problems;
  private final Set<String> known = new HashSet<>();

  private Section(String path, String place, Map<String, Setting> fields, Problems problems) {
    this.path = path;
    this.place = place;
    this.fields = fields;
    this.problems = problems;
  }

  static Section all(Setting root, Problems problems) {
    Map<String, Setting> fields = root.fields();
    return new Section("", root.place(), fields == null ? Map.of() : fields, problems);
  }

  /** Returns the settings below a name; none if there are none. */
  Section section(String name) {
    Setting setting = find(name);
    Map<String, Setting> below = setting == null ? null : setting.fields();
    if (setting != null && below == null) {
      add(name, "is not a group of settings", "Indent them below '" + name + ":'.");
    }
    return new Section(
        path + name + '.',
        setting == null ? place : setting.place(),
        below == null ? Map.of() : below,
        problems);
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  void add(String name, String message, String remedy) {
    Setting setting = fields.get(name);
    problems.add((setting == null ? place : setting.place()) + ' ' + path + name, message, remedy);
  }

  /** Returns the text; null if there is none. */
  @Nullable String text(String name) {
    Setting setting = find(name);
    if (setting == null) {
      return null;
    }
    String text = setting.text();
    if (text == null) {
      add(name, "is not one value", "Write it behind the colon.");
    } else if (text.isBlank()) {
      add(name, "is blank", "Set it, or leave it out.");
      return null;
    }
    return text;
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** Returns the text as it is, which may be nothing but spaces. */
  String separator(String name, String otherwise) {
    Setting setting = find(name);
    String text = setting == null ? otherwise : setting.text();
    return text == null ? otherwise : text;
  }

  /** Returns the text of what has to be there. */
  String required(String name, String remedy) {
    String text = text(name);
    if (text == null && !has(name)) {
      add(name, "is missing", remedy);
    }
    return text == null ? "missing" : text;
  }

  boolean flag(String name, boolean otherwise) {
    return parsed(
        name,
        otherwise,
        "Use true or false.",
        text -> text.matches("true|false") ? Boolean.valueOf(text) : null);
  }

  int number(String name, int otherwise) {
    return parsed(
        name,
        otherwise,
        "Use a whole number.",
        text -> text.matches("\\d{1,9}") ? Integer.valueOf(text) : null);
  }

  double fraction(String name, double otherwise, double least, double most) {
    double read =
        parsed(
            name,
            otherwise,
            "Use a number.",
            text -> text.matches("\\d{1,3}(\\.\\d{1,9})?") ? Double.valueOf(text) : null);
    if (read < least || read > most) {
      add(name, "is " + read, "Use " + least + " to " + most + '.');
      return otherwise;
    }
    return read;
  }

  /** Returns a duration, which is positive; null if none is set and none is the default. */
  Duration duration(String name, Duration otherwise) {
    Duration read =
        parsed(name, otherwise, "Use for example 30s, 15m, 8h or 90d.", Section::durationOf);
    if (read.isZero() && !otherwise.isZero()) {
      add(name, "is zero", "Use a positive duration.");
      return otherwise;
    }
    return read;
  }

  @Nullable Duration duration(String name) {
    return has(name) ? duration(name, Duration.ofDays(1)) : null;
  }

  <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    List<String> words =
        Arrays.stream(type.getEnumConstants()).map(each -> lower(each.name())).toList();
    return parsed(
        name,
        otherwise,
        "Use one of " + String.join(", ", words) + '.',
        text -> words.contains(text) ? Enum.valueOf(type, text.toUpperCase(Locale.ROOT)) : null);
  }

  /** Returns the address; null if there is none. */
  @Nullable URI uri(String name) {
    String text = text(name);
    return text == null ? null : uri(name, text);
  }

  private @Nullable URI uri(String name, String text) {
    try {
      URI uri = URI.create(text);
      int before = problems.found().size();
      problems.unlessFitForSecrets(placeOf(name) + ' ' + path + name, uri);
      return problems.found().size() == before ? uri : null;
    } catch (IllegalArgumentException e) {
      // Its message quotes the address, which may hold a password.
      add(name, "is no address", "Use https://host/path.");
      return null;
    }
  }

  private String placeOf(String name) {
    Setting setting = fields.get(name);
    return setting == null ? place : setting.place();
  }

  Set<URI> uris(String name) {
    Set<URI> uris = new HashSet<>();
    for (String each : list(name)) {
      URI uri = uri(name, each);
      if (uri != null) {
        uris.add(uri);
      }
    }
    return uris;
  }

  /** Returns the texts of a list; one text is a list of one. */
  List<String> list(String name) {
    Setting setting = find(name);
    if (setting == null) {
      return List.of();
    }
    List<Setting> items = setting.items() == null ? List.of(setting) : setting.items();
    if (items.stream().anyMatch(each -> each.text() == null || each.text().isBlank())) {
      add(name, "has a blank item, or one that is no text", "Remove it; for none, leave it out.");
    }
    return items.stream()
        .map(each -> each.text() == null ? "" : each.text())
        .filter(each -> !each.isBlank())
        .toList();
  }

  Set<Integer> statuses(String name, Set<Integer> otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    List<String> texts = list(name);
    if (!texts.stream().allMatch(each -> each.matches("[45]\\d\\d"))) {
      add(name, "has what is no status of an error", "Use numbers from 400 to 599.");
      return otherwise;
    }
    return new TreeSet<>(texts.stream().map(Integer::valueOf).toList());
  }

  /** Returns names, which are the provider's, with their texts. */
  Map<String, String> map(String name) {
    Section below = section(name);
    return below.fields.keySet().stream()
        .collect(
            toMap(
                Function.identity(),
                each -> below.text(each, ""),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  /** Ends the reading: whatever was not asked for is not known. */
  void end() {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        String nearest = nearest(name);
        add(
            name,
            "is not known",
            nearest == null
                ? "Known are " + new TreeSet<>(known) + '.'
                : "Did you mean '" + nearest + "'?");
      }
    }
  }

  private @Nullable String nearest(String name) {
    String best = null;
    int least = Math.max(2, name.length() / 3) + 1;
    for (String each : new TreeSet<>(known)) {
      int distance = distance(lower(name).replaceAll("[_-]", ""), lower(each));
      if (distance < least) {
        least = distance;
        best = each;
      }
    }
    return best;
  }

  /** Levenshtein's. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }

  private <T> T parsed(
      String name, T otherwise, String remedy, Function<String, @Nullable T> parser) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    T read = parser.apply(text);
    if (read == null) {
      add(name, "is '" + text + "'", remedy);
      return otherwise;
    }
    return read;
  }

  private static @Nullable Duration durationOf(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  private @Nullable Setting find(String name) {
    known.add(name);
    return fields.get(name);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

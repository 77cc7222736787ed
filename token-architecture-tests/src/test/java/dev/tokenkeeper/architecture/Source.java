package dev.tokenkeeper.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of Java, of the tests or not.
 *
 * @param module the folder of the module that it is in
 */
record Source(String module, String text) {
  private static final Pattern HEIR =
      Pattern.compile("(?sm)^package ([\\w.]+);.*?^[\\w ]*class (\\w+) extends (\\w+)");

  /** Returns all of the modules in a folder. */
  static List<Source> below(Path root) throws IOException {
    List<Source> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        if (Files.isDirectory(module.resolve("src"))) {
          found.addAll(of(module));
        }
      }
    }
    return found;
  }

  /** Returns its class, with its package, if that extends another and can be made. */
  Optional<String> heirOf(String parent) {
    return HEIR.matcher(text)
        .results()
        .filter(each -> each.group(3).equals(parent) && !each.group().contains("abstract class"))
        .map(each -> each.group(1) + '.' + each.group(2))
        .findFirst();
  }

  private static List<Source> of(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> new Source(String.valueOf(module.getFileName()), text(file)))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names of places where secrets are kept, which are looked into each time. */
record SecretReferences(String current, @Nullable String next)
    implements Supplier<ClientSecrets.Pair> {
  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";
  private static final long LONGEST = 64 * 1024;

  SecretReferences {
    requireReference(current);
    if (next != null) {
      requireReference(next);
    }
  }

  /** Tells whether this names a place, and so can be shown. */
  static boolean isReference(String text) {
    return text.matches("(env|file):\\S.*");
  }

  /** Returns the reference as seen from a directory; null for the one we are in. */
  static String below(@Nullable Path directory, String reference) {
    return directory != null && reference.startsWith(FILE)
        ? FILE + directory.resolve(reference.substring(FILE.length()))
        : reference;
  }

  @Override
  public ClientSecrets.Pair get() {
    Secret first = read(current);
    if (first == null) {
      throw problem(current, "holds nothing");
    }
    return new ClientSecrets.Pair(first, next == null ? null : read(next));
  }

  private static @Nullable Secret read(String reference) {
    String text =
        reference.startsWith(ENVIRONMENT)
            ? System.getenv(reference.substring(ENVIRONMENT.length()))
            : file(reference);
    return text == null || text.isBlank() ? null : Secret.of(text.strip());
  }

  private static @Nullable String file(String reference) {
    try {
      Path path = Path.of(reference.substring(FILE.length()));
      if (!Files.exists(path)) {
        return null;
      }
      if (Files.size(path) > LONGEST) {
        throw problem(reference, "is longer than " + LONGEST + " bytes");
      }
      return Files.readString(path);
    } catch (IOException | InvalidPathException e) {
      throw problem(reference, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static void requireReference(String text) {
    if (!isReference(text)) {
      throw new ConfigurationException(
          "clientSecret", "names no place", "Use env:NAME or file:path, never the secret itself.");
    }
  }

  private static ConfigurationException problem(String reference, String what) {
    return new ConfigurationException("clientSecret", reference + " " + what, "Put it there.");
  }
}

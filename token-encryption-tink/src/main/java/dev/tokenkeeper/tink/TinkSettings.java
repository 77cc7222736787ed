package dev.tokenkeeper.tink;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.TokenCipher;
import java.nio.file.Path;

/**
 * Where the keys are, and which installation they belong to.
 *
 * @param keyset the keyset file: readable by this process's user alone, the same on every node, and
 *     in a backup that is kept apart from the database's
 * @param installation the name of this installation, for example {@code production}, the same on
 *     every node and never changed; a copy of the database under another name refuses to start
 */
public record TinkSettings(Path keyset, String installation) {
  private static final int LONGEST_NAME = 255;

  /** Refuses a name that is blank or longer than 255 characters, and makes the path absolute. */
  public TinkSettings {
    keyset = keyset.toAbsolutePath().normalize();
    if (installation.isBlank() || installation.length() > LONGEST_NAME) {
      throw new ConfigurationException(
          "tink.installation",
          "has %d characters, or blank ones alone".formatted(installation.length()),
          "Use 1 to " + LONGEST_NAME + ".");
    }
  }

  /**
   * Opens the keyset, or creates it where nothing was sealed yet, and proves that it belongs to the
   * database. Reads a file and the database; call it once per process.
   *
   * @return a cipher that is safe for use by many threads
   * @throws ConfigurationException if the keyset is missing, wrong, unreadable, or readable by
   *     others; it names the file and the remedy
   * @throws dev.tokenkeeper.domain.StoreException if the database fails
   */
  public TokenCipher cipher(KeyCheck keyCheck) {
    var file = new KeysetFile(keyset);
    return new TinkCipher(new CheckedStart(file, keyCheck, installation).keyset(), file);
  }
}

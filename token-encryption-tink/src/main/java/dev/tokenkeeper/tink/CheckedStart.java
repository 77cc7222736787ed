package dev.tokenkeeper.tink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.port.KeyCheck;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The start of a process: a keyset file and a database are brought together, or proved to belong
 * together. The order of the steps is what makes it safe against crashes and against others who
 * start at the same moment:
 *
 * <ol>
 *   <li>No file: refuse if the database has a key check value or holds anything sealed. Otherwise
 *       create the file, exclusively: of all processes on this file, one makes the keys.
 *   <li>Read the file back, whoever made it.
 *   <li>No key check value: refuse if the database holds anything sealed. Otherwise store one,
 *       sealed with the file's primary key, if there still is none: of all processes on this
 *       database, one keyset wins.
 *   <li>Open the stored value with the keys of the file. Whoever lost with other keys refuses here,
 *       before it has sealed anything.
 * </ol>
 *
 * <p>After a crash between any two steps the next start goes on from there. The other order, value
 * before file, could leave a value whose key nobody has.
 */
final class CheckedStart {
  private static final byte[] KNOWN_TEXT = "Token Keeper key check".getBytes(UTF_8);

  /** Begins with a letter, which a length never is: no token's associated data begins like this. */
  private static final byte[] PURPOSE = "dev.tokenkeeper/key-check/1/".getBytes(UTF_8);

  private final KeysetFile file;
  private final KeyCheck keyCheck;
  private final String installation;

  CheckedStart(KeysetFile file, KeyCheck keyCheck, String installation) {
    this.file = file;
    this.keyCheck = keyCheck;
    this.installation = installation;
  }

  /**
   * Returns the keyset that belongs to the database.
   *
   * @throws ConfigurationException if there is none here
   */
  Keyset keyset() {
    if (!file.exists()) {
      create();
    }
    Keyset keyset = file.read();
    byte[] value = keyCheck.stored().orElseGet(() -> stored(keyset));
    requireMatch(keyset, value);
    return keyset;
  }

  private void create() {
    if (keyCheck.stored().isEmpty() && keyCheck.nothingSealed()) {
      file.createIfAbsent(Keyset.generate());
    } else if (!file.exists()) { // asked again: another process may just have been here
      throw file.problem(
          "is missing, but the database holds what was sealed with its keys",
          "Put the keyset here that the other nodes use, or that your backup has. No new one is made: it could open nothing.");
    }
  }

  private byte[] stored(Keyset keyset) {
    if (keyCheck.nothingSealed()) {
      keyCheck.storeIfAbsent(sealed(keyset));
    }
    return keyCheck
        .stored()
        .orElseThrow(
            () ->
                file.problem(
                    "cannot be checked: the database holds sealed tokens but no key check value",
                    "Restore the database whole, with the value that was stored at its first start."));
  }

  private byte[] sealed(Keyset keyset) {
    try {
      return keyset.encrypt(KNOWN_TEXT, associatedData());
    } catch (GeneralSecurityException e) {
      throw file.problem("has a primary key that does not seal", "Restore it from your backup.");
    }
  }

  private void requireMatch(Keyset keyset, byte[] value) {
    OptionalInt named = Keyset.keyId(value);
    if (named.isEmpty() || !keyset.holds(named.getAsInt())) {
      throw file.problem(
          "does not hold the key of this database",
          "Put the keyset here that the other nodes use, or that your backup has. If this node made a keyset of its own just now, replace it.");
    }
    if (!opens(keyset, value)) {
      throw file.problem(
          "does not open the key check value of installation '" + installation + "'",
          "Correct tink.installation, or connect to the database that belongs to this keyset.");
    }
  }

  private boolean opens(Keyset keyset, byte[] value) {
    try {
      return Arrays.equals(KNOWN_TEXT, keyset.decrypt(value, associatedData()));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private byte[] associatedData() {
    byte[] name = installation.getBytes(UTF_8);
    return ByteBuffer.allocate(PURPOSE.length + name.length).put(PURPOSE).put(name).array();
  }
}

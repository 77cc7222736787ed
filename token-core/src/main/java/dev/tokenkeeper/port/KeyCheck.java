package dev.tokenkeeper.port;

import java.util.Optional;

/**
 * The key check value of a database: a known text, sealed with the key that seals its tokens. It
 * tells a keyset that belongs to this database from one that does not, before a single token is
 * read.
 *
 * <p>There is one value per database. It is written once, by whoever starts first, and never
 * replaced. Safe for use by many threads and processes. Contract: {@code KeyCheckContract}.
 *
 * <p>Every method throws {@link dev.tokenkeeper.domain.StoreException} if the database fails.
 */
public interface KeyCheck {

  /** Returns the value, read on the primary; empty if there is none yet. The array is a copy. */
  Optional<byte[]> stored();

  /**
   * Stores the value if there is none. Atomic over all processes: of any number of calls on an
   * empty database one is answered true, and its value is the one that stays.
   *
   * @param value not empty; copied
   * @return whether this value is now the stored one; false if there was one already, even an equal
   *     one
   */
  boolean storeIfAbsent(byte[] value);

  /**
   * Tells whether the database holds nothing that was sealed: no token, no stored login, no spare,
   * no journey. The key check value itself does not count.
   */
  boolean nothingSealed();
}

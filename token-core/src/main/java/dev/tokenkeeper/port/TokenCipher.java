package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;

/**
 * Seals secrets so that they open only at the place they were sealed for.
 *
 * <p>Authenticated encryption with the place as associated data, and the key's id in every
 * ciphertext. Safe for use by many threads. Contract: {@code TokenCipherContract}.
 */
public interface TokenCipher {

  /**
   * Seals a secret. Two seals of one secret differ.
   *
   * @throws dev.tokenkeeper.domain.KeyUnavailableException if there is no key to seal with
   */
  Ciphertext seal(Secret secret, SealedFor place);

  /**
   * Opens what was sealed for this place.
   *
   * @throws dev.tokenkeeper.domain.KeyUnavailableException if the ciphertext names a key that is
   *     not here: the node is not ready, the row is innocent
   * @throws dev.tokenkeeper.domain.UnsealException if it does not open under the key that it names,
   *     always with the same message
   */
  Secret open(Ciphertext sealed, SealedFor place);
}

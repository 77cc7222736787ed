package dev.tokenkeeper.domain;

import java.util.Objects;

/**
 * Credentials that the user allowed us to keep, so that we can log in again by ourselves.
 *
 * @param sealed user name and password, sealed for {@code LOGIN}
 * @param refused true once the provider has refused them: they are never sent again until replaced,
 *     because providers lock accounts
 */
public record StoredLogin(Ciphertext sealed, boolean refused) {
  /** Refuses null. */
  public StoredLogin {
    Objects.requireNonNull(sealed, "sealed");
  }

  /** Returns the same login, never to be sent again. */
  public StoredLogin asRefused() {
    return new StoredLogin(sealed, true);
  }
}

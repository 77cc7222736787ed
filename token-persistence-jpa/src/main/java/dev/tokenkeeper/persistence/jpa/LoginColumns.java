package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.StoredLogin;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** The stored login of an authorization: ciphertext. */
@Embeddable
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LoginColumns(
    @Column(name = "login") byte @Nullable [] sealed,
    @Column(name = "login_refused") @Nullable Boolean refused) {

  static LoginColumns from(StoredLogin login) {
    return new LoginColumns(login.sealed().bytes(), login.refused());
  }

  StoredLogin toDomain() {
    return new StoredLogin(
        new Ciphertext(Stored.required("login", sealed)),
        Stored.required("login_refused", refused));
  }
}

package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Session;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A sealed grant, as the authorization and its spares hold it: ciphertext and times. */
@Embeddable
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record GrantColumns(
    @Column(name = "sealed_epoch") long sealedEpoch,
    @Column(name = "sealed_generation") long sealedGeneration,
    @Column(name = "access_token") byte[] accessToken,
    @Column(name = "refresh_token") byte @Nullable [] refreshToken,
    @Column(name = "token_type") String tokenType,
    @Column(name = "scope") @Nullable String scope,
    @Column(name = "access_issued_at") long accessIssuedAt,
    @Column(name = "access_ends_at") @Nullable Long accessEndsAt,
    @Column(name = "refresh_issued_at") @Nullable Long refreshIssuedAt,
    @Column(name = "refresh_ends_at") @Nullable Long refreshEndsAt,
    @Column(name = "session_id") @Nullable String sessionId,
    @Column(name = "session_issued_at") @Nullable Long sessionIssuedAt,
    @Column(name = "session_ends_at") @Nullable Long sessionEndsAt) {

  static GrantColumns from(SealedGrant grant) {
    Ciphertext refresh = grant.refreshToken();
    Lifetime refreshLife = grant.refreshLifetime();
    Session session = grant.session();
    return new GrantColumns(
        grant.epoch(),
        grant.generation(),
        grant.accessToken().bytes(),
        refresh == null ? null : refresh.bytes(),
        grant.tokenType(),
        grant.scope(),
        grant.accessLifetime().issuedAt().toEpochMilli(),
        Millis.from(grant.accessLifetime().endsAt()),
        refreshLife == null ? null : refreshLife.issuedAt().toEpochMilli(),
        refreshLife == null ? null : Millis.from(refreshLife.endsAt()),
        session == null ? null : session.id(),
        session == null ? null : session.lifetime().issuedAt().toEpochMilli(),
        session == null ? null : Millis.from(session.endsAt()));
  }

  SealedGrant toDomain() {
    return new SealedGrant(
        sealedEpoch,
        sealedGeneration,
        new Ciphertext(accessToken),
        refreshToken == null ? null : new Ciphertext(refreshToken),
        tokenType,
        scope,
        lifetime(accessIssuedAt, accessEndsAt),
        refreshIssuedAt == null ? null : lifetime(refreshIssuedAt, refreshEndsAt),
        sessionIssuedAt == null
            ? null
            : new Session(sessionId, lifetime(sessionIssuedAt, sessionEndsAt)));
  }

  private static Lifetime lifetime(long issuedAt, @Nullable Long endsAt) {
    return new Lifetime(Instant.ofEpochMilli(issuedAt), Millis.toInstant(endsAt));
  }
}

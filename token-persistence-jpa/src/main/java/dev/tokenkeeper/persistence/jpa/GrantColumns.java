package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    @Column(name = "sealed_epoch") @Nullable Long sealedEpoch,
    @Column(name = "sealed_generation") @Nullable Long sealedGeneration,
    @Column(name = "access_token") byte @Nullable [] accessToken,
    @Column(name = "refresh_token") byte @Nullable [] refreshToken,
    @Column(name = "token_type") @Nullable String tokenType,
    @Column(name = "scope") @Nullable String scope,
    @Column(name = "access_issued_at") @Nullable Long accessIssuedAt,
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
        storable(grant.tokenType()),
        storable(grant.scope()),
        grant.accessLifetime().issuedAt().toEpochMilli(),
        Millis.from(grant.accessLifetime().endsAt()),
        refreshLife == null ? null : refreshLife.issuedAt().toEpochMilli(),
        refreshLife == null ? null : Millis.from(refreshLife.endsAt()),
        session == null ? null : storable(session.id()),
        session == null ? null : session.lifetime().issuedAt().toEpochMilli(),
        session == null ? null : Millis.from(session.endsAt()));
  }

  SealedGrant toDomain() {
    return new SealedGrant(
        Stored.required("sealed_epoch", sealedEpoch),
        Stored.required("sealed_generation", sealedGeneration),
        new Ciphertext(Stored.required("access_token", accessToken)),
        refreshToken == null ? null : new Ciphertext(refreshToken),
        Stored.required("token_type", tokenType),
        scope,
        lifetime(Stored.required("access_issued_at", accessIssuedAt), accessEndsAt),
        refreshIssuedAt == null ? null : lifetime(refreshIssuedAt, refreshEndsAt),
        sessionIssuedAt == null
            ? null
            : new Session(sessionId, lifetime(sessionIssuedAt, sessionEndsAt)));
  }

  /** What no database takes as text must not cost the answer: U+0000 and halves of characters. */
  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\ufffd');
  }

  private static Lifetime lifetime(long issuedAt, @Nullable Long endsAt) {
    return new Lifetime(Instant.ofEpochMilli(issuedAt), Millis.toInstant(endsAt));
  }
}

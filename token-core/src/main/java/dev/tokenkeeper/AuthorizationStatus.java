package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Failure;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an authorization, without its tokens. All times are the store's.
 *
 * @param id whose
 * @param status whether it can be used
 * @param reason why only a person can help, or null
 * @param reasonSince since when, or null
 * @param epoch of the stored tokens
 * @param generation of the stored tokens
 * @param accessTokenEndsAt null without tokens, or if it does not end
 * @param refreshTokenEndsAt null without a refresh token, or if it does not end
 * @param sessionEndsAt null without a session, or if it is not known
 * @param resourceOwner the provider's own name for the account, or null if it is not known
 * @param inDoubt whether the outcome of some request is unknown
 * @param loginKept whether we can log in again by ourselves
 * @param failure how renewing has gone lately
 * @param lastUsedAt roughly when somebody last asked for a token, or null
 * @param dueAt when it next needs attention, or null if a person must act first
 */
public record AuthorizationStatus(
    AuthorizationId id,
    Status status,
    @Nullable FailureKind reason,
    @Nullable Instant reasonSince,
    long epoch,
    long generation,
    @Nullable Instant accessTokenEndsAt,
    @Nullable Instant refreshTokenEndsAt,
    @Nullable Instant sessionEndsAt,
    @Nullable String resourceOwner,
    boolean inDoubt,
    boolean loginKept,
    Failure failure,
    @Nullable Instant lastUsedAt,
    @Nullable Instant dueAt) {

  static AuthorizationStatus of(Authorization row) {
    SealedGrant grant = row.grant();
    return new AuthorizationStatus(
        row.id(),
        row.status(),
        row.reason(),
        row.reasonSince(),
        row.epoch(),
        row.generation(),
        grant == null ? null : grant.accessLifetime().endsAt(),
        grant == null || grant.refreshLifetime() == null ? null : grant.refreshLifetime().endsAt(),
        grant == null || grant.session() == null ? null : grant.session().endsAt(),
        row.resourceOwner(),
        row.doubt() != null,
        row.canLogIn(),
        row.failure(),
        row.lastUsedAt(),
        row.dueAt());
  }
}

package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an authorization stands, for a person who watches.
 *
 * @param id whose
 * @param trouble what is wrong, in ten characters at most, or null
 * @param generation how often tokens were stored since the user authorized us
 * @param accessTokenEndsAt null if there is none
 * @param accessTokenLife how long access tokens live there
 */
record Standing(
    AuthorizationId id,
    @Nullable String trouble,
    long generation,
    @Nullable Instant accessTokenEndsAt,
    Duration accessTokenLife) {}

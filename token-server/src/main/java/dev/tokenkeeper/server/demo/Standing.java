package dev.tokenkeeper.server.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands, for a person who watches.
 *
 * @param user the user's name
 * @param trouble what is wrong, or null
 * @param generation how often tokens were stored since the user logged in
 * @param accessTokenEndsAt null if there is none
 * @param sessionEndsAt null if it is not known
 */
record Standing(
    String user,
    @Nullable String trouble,
    long generation,
    @Nullable Instant accessTokenEndsAt,
    @Nullable Instant sessionEndsAt) {}

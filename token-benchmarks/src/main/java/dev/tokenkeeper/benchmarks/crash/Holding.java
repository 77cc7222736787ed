package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds of one user. Tokens are fingerprints.
 *
 * @param rule of the provider
 * @param user whose
 * @param epoch bumped by every login of the user
 * @param generation bumped by every stored token change within an epoch
 * @param ended whether the store says that only the user can help
 * @param token the current refresh token, or null
 * @param spares refresh tokens that may yet become current
 * @param canLogIn whether a login is kept that brings new tokens
 * @param atRest whether nobody is sending and nothing is in doubt, as far as the store knows
 * @param sender the process that may be sending, or null if the store does not know
 * @param renewedAtMillis when tokens were last stored, in milliseconds of the time of day
 */
record Holding(
    ProviderRule rule,
    String user,
    long epoch,
    long generation,
    boolean ended,
    @Nullable String token,
    List<String> spares,
    boolean canLogIn,
    boolean atRest,
    @Nullable String sender,
    long renewedAtMillis) {

  /** One state of one user's tokens. */
  record Version(ProviderRule rule, String user, long epoch, long generation) {}

  Version version() {
    return new Version(rule, user, epoch, generation);
  }

  /** Every refresh token that is held for use. */
  Stream<String> tokens() {
    return Stream.concat(Stream.ofNullable(token), spares.stream());
  }
}

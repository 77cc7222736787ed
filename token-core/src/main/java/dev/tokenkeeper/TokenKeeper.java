package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * Keeps the authorizations of many users at many providers alive and gives out their access tokens.
 *
 * <p>One instance per process; any number of processes may share a store. Safe for use by many
 * threads, platform or virtual. No exchange with a provider ever runs on a caller's thread, and no
 * method ever returns a refresh token.
 *
 * <p>All methods that take an id throw {@link dev.tokenkeeper.domain.UnknownProviderException} if
 * no such provider is installed and {@link dev.tokenkeeper.domain.UnknownAuthorizationException} if
 * nothing is stored for the user; those that return a token also {@link
 * dev.tokenkeeper.domain.ReauthorizationRequiredException} if only the user can help, {@link
 * dev.tokenkeeper.domain.QuarantinedException} if the row does not open, and {@link
 * dev.tokenkeeper.domain.TokenUnavailableException} if there is no token now but may be later.
 */
public interface TokenKeeper extends AutoCloseable {

  /**
   * Returns a token that is usable now, renewing it first if it must be. Waits at most {@link
   * KeeperSettings#longestWait()}.
   */
  AccessToken accessToken(AuthorizationId id);

  /**
   * Returns a token that is usable for at least so long.
   *
   * @param minValidity zero or more; where the provider's tokens never live that long, a new one is
   *     as good as it gets
   */
  AccessToken accessToken(AuthorizationId id, Duration minValidity);

  /**
   * Returns what {@link #accessToken(AuthorizationId)} returns, if a token of this provider may be
   * sent there at all.
   *
   * @param resource where it is to be sent; its scheme, host and port count
   * @throws dev.tokenkeeper.domain.ForeignHostException if that is not one of the provider's
   */
  AccessToken accessToken(AuthorizationId id, URI resource);

  /** Returns what {@link #accessToken(AuthorizationId)} returns, without waiting for it. */
  CompletionStage<AccessToken> accessTokenAsync(AuthorizationId id);

  /**
   * Calls an API with the user's token; if the API says that the token is dead, renews it once and
   * calls once more. The second answer is returned whatever it is.
   *
   * @param api makes the call
   * @param status reads the HTTP status from its answer
   */
  <T> T call(AuthorizationId id, ApiCall<T> api, ToIntFunction<? super T> status)
      throws IOException, InterruptedException;

  /**
   * Lends a token for a long job. Close the lease; an open one holds off renewals that would kill
   * the token, until its end. Other processes do not hear of it.
   */
  TokenLease lease(AuthorizationId id);

  /**
   * Lends what {@link #lease(AuthorizationId)} lends, if a token of this provider may be sent there
   * at all.
   *
   * @param resource where it is to be sent; its scheme, host and port count
   * @throws dev.tokenkeeper.domain.ForeignHostException if that is not one of the provider's
   */
  TokenLease lease(AuthorizationId id, URI resource);

  /**
   * Tells that an API has refused a token, and returns one to try instead: the newer one, if there
   * is one by now, else a renewed one. Returns {@code refused} itself if the status says nothing
   * about the token.
   *
   * @param refused as it was handed out
   * @param status the API's HTTP status
   */
  AccessToken reportRejected(AuthorizationId id, AccessToken refused, int status);

  /**
   * Tells whether this process can do its work. False while it lacks a key that a stored row is
   * sealed with: it then leaves such rows alone, for processes that have the key.
   */
  boolean isReady();

  /** Returns the ways in which an authorization comes to be. */
  AuthorizationJourneys journeys();

  /** Returns what is known about authorizations, and what can be done to them; never a token. */
  Authorizations authorizations();

  /**
   * Begins to renew tokens ahead of their end, and to finish what others have left. Tokens are
   * served without it too. Calling it twice does nothing.
   *
   * @return this
   */
  TokenKeeper start();

  /** Stops sweeping, finishes the exchanges under way, and wakes those who wait. */
  @Override
  void close();

  /** Returns a builder. */
  static TokenKeeperBuilder builder() {
    return new TokenKeeperBuilder();
  }
}

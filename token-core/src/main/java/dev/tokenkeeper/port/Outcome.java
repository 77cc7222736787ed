package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.TokenGrant;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a request to a token endpoint ended, judged by the {@code error} field and never by the
 * status alone. No text in it holds a secret.
 */
public sealed interface Outcome {

  /** Tokens. */
  record Granted(TokenGrant grant) implements Outcome {}

  /** A revocation was accepted, or the token was not known any more. */
  record Revoked() implements Outcome {}

  /**
   * What was sent for the user is refused: {@code invalid_grant}, whatever the status.
   *
   * @param reason code and description, cleaned and cut
   */
  record GrantRefused(String reason) implements Outcome {}

  /**
   * Our application is refused ({@code invalid_client}, {@code unauthorized_client}, ...); no user
   * can help.
   *
   * @param reason code and description, cleaned and cut
   */
  record ClientRefused(String reason) implements Outcome {}

  /**
   * The provider asks us to wait and has consumed nothing.
   *
   * @param retryAfter null if it did not say how long
   */
  record Throttled(@Nullable Duration retryAfter) implements Outcome {}

  /** Provably no byte of the request has left. */
  record NotSent(String reason) implements Outcome {}

  /** Something was written and no usable answer came: the request may have been processed. */
  record Unknown(String reason) implements Outcome {}
}

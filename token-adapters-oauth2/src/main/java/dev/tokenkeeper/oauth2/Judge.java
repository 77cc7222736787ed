package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import java.time.Duration;

/**
 * Says what an answer means: by its error code (RFC 6749 section 5.2), whatever the status.
 * Keycloak answers wrong passwords with 401 and {@code invalid_grant}; others put errors into a
 * 200.
 *
 * <p>In two cases the status decides. An answer of 2xx with an access token is a grant, because
 * tokens are not thrown away; and 429 is never more than a request to wait, because nobody has to
 * log in again over a rate limit.
 */
final class Judge {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Dialect dialect;
  private final GrantReader reader;
  private final Wording wording;
  private final boolean revocation;
  private final Runnable strangers;

  /**
   * Makes one for one exchange.
   *
   * @param strangers run if the provider does not know our application
   */
  Judge(Dialect dialect, Wording wording, boolean revocation, Runnable strangers) {
    this.dialect = dialect;
    this.reader = new GrantReader(dialect);
    this.wording = wording;
    this.revocation = revocation;
    this.strangers = strangers;
  }

  Outcome judge(HttpAnswer answer) {
    if (answer instanceof HttpAnswer.NotSent notSent) {
      return new Outcome.NotSent(wording.of(notSent.reason()));
    }
    if (answer instanceof HttpAnswer.Lost lost) {
      return new Outcome.Unknown(wording.of(lost.reason()));
    }
    return received((HttpAnswer.Received) answer);
  }

  private Outcome received(HttpAnswer.Received answer) {
    if (answer.status() == TOO_MANY_REQUESTS) {
      return throttled(answer);
    }
    TokenGrant grant = answer.isSuccess() && !revocation ? reader.read(answer) : null;
    if (grant != null) {
      return new Outcome.Granted(grant);
    }
    // A refusal is read strictly: nobody has to log in again over an answer in disorder.
    JsonNode said = answer.content();
    var complaint = Complaint.of(said, dialect.errorAliases(), wording);
    if (revocation && answer.isSuccess() && complaint.error().isEmpty()) {
      return new Outcome.Revoked();
    }
    return judge(answer, complaint.error(), reason(answer, complaint));
  }

  private Outcome judge(HttpAnswer.Received answer, String error, String reason) {
    return switch (error) {
      // RFC 7009 section 2.2: a token that is not known needs no revoking.
      case "invalid_grant" -> revocation ? new Outcome.Revoked() : new Outcome.GrantRefused(reason);
      case "invalid_token" -> revocation ? new Outcome.Revoked() : unrecognized(answer, reason);
      case "invalid_client" -> unknownClient(reason);
      // Keycloak's word for a wrong secret, by its status: RFC 6749 section 5.2 has no other 401.
      case "unauthorized_client" ->
          answer.status() == UNAUTHORIZED
              ? unknownClient(reason)
              : new Outcome.ClientRefused(reason);
      case "unsupported_grant_type", "unsupported_token_type", "invalid_scope", "invalid_request" ->
          new Outcome.ClientRefused(reason);
      case "slow_down", "temporarily_unavailable" -> throttled(answer);
      default -> unrecognized(answer, reason);
    };
  }

  private Outcome throttled(HttpAnswer.Received answer) {
    Duration said = RetryAfter.of(answer);
    return new Outcome.Throttled(said == null ? dialect.retryAfter() : said);
  }

  private Outcome unrecognized(HttpAnswer.Received answer, String reason) {
    return answer.status() == UNAUTHORIZED ? unknownClient(reason) : new Outcome.Unknown(reason);
  }

  private Outcome unknownClient(String reason) {
    strangers.run();
    return new Outcome.ClientRefused(reason);
  }

  private static String reason(HttpAnswer.Received answer, Complaint complaint) {
    if (!complaint.reason().isEmpty()) {
      return complaint.reason();
    }
    String status = "HTTP " + answer.status();
    return answer.isSuccess() ? status + " without an access token" : status;
  }
}

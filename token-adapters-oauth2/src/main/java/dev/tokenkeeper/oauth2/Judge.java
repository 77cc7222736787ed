package dev.tokenkeeper.oauth2;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import java.util.stream.Stream;

/**
 * Says what an answer means: by its {@code error} field (RFC 6749 section 5.2), whatever the
 * status. Keycloak answers wrong passwords with 401 and {@code invalid_grant}; others put errors
 * into a 200.
 *
 * <p>In two cases the status decides. An answer of 2xx with an access token is a grant, because
 * tokens are not thrown away; and 429 is never more than a request to wait, because nobody has to
 * log in again over a rate limit.
 */
final class Judge {
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private final GrantReader reader;
  private final Wording wording;
  private final boolean revocation;

  Judge(GrantReader reader, Wording wording, boolean revocation) {
    this.reader = reader;
    this.wording = wording;
    this.revocation = revocation;
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
      return new Outcome.Throttled(RetryAfter.of(answer));
    }
    JsonNode said = Json.object(answer.body());
    TokenGrant grant = answer.isSuccess() && !revocation ? reader.read(said) : null;
    if (grant != null) {
      return new Outcome.Granted(grant);
    }
    String error = Json.text(said, "error");
    return error.isEmpty() ? withoutError(answer) : withError(answer, error, reason(answer, said));
  }

  private Outcome withError(HttpAnswer.Received answer, String error, String reason) {
    return switch (error) {
      // RFC 7009 section 2.2: a token that is not known needs no revoking.
      case "invalid_grant" -> revocation ? new Outcome.Revoked() : new Outcome.GrantRefused(reason);
      case "invalid_token" -> revocation ? new Outcome.Revoked() : unrecognized(answer, reason);
      case "invalid_client",
          "unauthorized_client",
          "unsupported_grant_type",
          "unsupported_token_type",
          "invalid_scope",
          "invalid_request" ->
          new Outcome.ClientRefused(reason);
      case "slow_down", "temporarily_unavailable" -> new Outcome.Throttled(RetryAfter.of(answer));
      default -> unrecognized(answer, reason);
    };
  }

  private Outcome withoutError(HttpAnswer.Received answer) {
    if (revocation && answer.isSuccess()) {
      return new Outcome.Revoked();
    }
    return unrecognized(
        answer, "HTTP " + answer.status() + (answer.isSuccess() ? " without an access token" : ""));
  }

  private static Outcome unrecognized(HttpAnswer.Received answer, String reason) {
    return answer.status() == UNAUTHORIZED
        ? new Outcome.ClientRefused(reason)
        : new Outcome.Unknown(reason);
  }

  private String reason(HttpAnswer.Received answer, JsonNode said) {
    String reason =
        Stream.of("error", "error_description")
            .map(field -> wording.of(Json.text(said, field)))
            .filter(words -> !words.isEmpty())
            .collect(joining(": "));
    return reason.isEmpty() ? "HTTP " + answer.status() : reason;
  }
}

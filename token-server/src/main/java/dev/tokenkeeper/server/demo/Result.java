package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a demo has ended.
 *
 * @param seconds how long the callers called
 * @param providerId the provider's id
 * @param users how many there were
 * @param truth what the provider saw
 * @param failed calls that brought their caller nothing
 * @param lost authorizations that are dead and nobody was told, or given up although they lived
 * @param needUser authorizations of which the store says that only the user can help
 */
record Result(
    long seconds,
    String providerId,
    int users,
    Truth truth,
    long failed,
    long lost,
    long needUser) {
  private static final int ENOUGH_CALLS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns 0 if nothing was lost and everybody was served often enough to tell, else 1. */
  int exitCode() {
    return lost == 0 && truth.fewestCalls() >= ENOUGH_CALLS ? 0 : 1;
  }

  /** Returns it as one JSON object, in one line. */
  String json() {
    ObjectNode result =
        JSON.createObjectNode()
            .put("seconds", seconds)
            .put("lost", lost)
            .put("refreshTokenReuses", truth.refreshTokenReuses())
            .put("reauthorizationsRequired", needUser)
            .put("concurrentRefreshesOfOneAuthorization", truth.concurrentRefreshes());
    result.putObject("providers").set(providerId, provider());
    return result.toString();
  }

  private ObjectNode provider() {
    Tally all = truth.all();
    return JSON.createObjectNode()
        .put("authorizations", users)
        .put("apiCalls", all.calls())
        .put("apiCallsRejected", all.rejected())
        .put("refreshes", all.refreshes())
        .put("minRefreshesOfOneAuthorization", truth.fewestRefreshes())
        .put("sessionsEnded", all.sessionsEnded());
  }
}

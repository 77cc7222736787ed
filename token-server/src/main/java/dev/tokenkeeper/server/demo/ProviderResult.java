package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a demo has ended for one provider.
 *
 * @param truth what the provider saw
 * @param lost authorizations that are dead and nobody was told, or given up although they lived
 * @param needUser authorizations of which the store says that only the user can help
 */
record ProviderResult(Truth truth, long lost, long needUser) {

  /** Returns the provider's own figures, those that it has. */
  ObjectNode json() {
    Tally all = truth.all();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("authorizations", truth.size())
            .put("apiCalls", all.calls())
            .put("apiCallsRejected", all.rejected())
            .put("refreshes", all.refreshes())
            .put("minRefreshesOfOneAuthorization", truth.fewestRefreshes());
    if (truth.hasSessions()) {
      json.put("sessionsEnded", all.sessionsEnded());
    }
    truth.authLimitExceeded().ifPresent(count -> json.put("authLimitExceeded", count));
    return json;
  }
}

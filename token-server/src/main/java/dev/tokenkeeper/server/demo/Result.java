package dev.tokenkeeper.server.demo;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a demo has ended.
 *
 * @param seconds how long the callers called
 * @param failed calls that brought their caller nothing
 * @param providers how it has ended for each provider, in their order
 */
record Result(long seconds, long failed, Map<String, ProviderResult> providers) {
  private static final int ENOUGH_CALLS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns 0 if nothing was lost, everybody was served often enough to tell, and nobody asked too
   * often; else 1.
   */
  int exitCode() {
    return lost() == 0 && hasEnoughCalls() && !hasExceededLimit() ? 0 : 1;
  }

  boolean hasEnoughCalls() {
    return truth().fewestServed() >= ENOUGH_CALLS;
  }

  boolean hasExceededLimit() {
    return truth().authLimitExceeded().orElse(0) > 0;
  }

  /** Returns what all providers saw. */
  Truth truth() {
    return Truth.sum(truths().values());
  }

  /** Returns what each provider saw, in their order. */
  Map<String, Truth> truths() {
    return providers.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().truth(),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  long lost() {
    return providers.values().stream().mapToLong(ProviderResult::lost).sum();
  }

  long needUser() {
    return providers.values().stream().mapToLong(ProviderResult::needUser).sum();
  }

  /** Returns it as one JSON object, in one line. */
  String json() {
    Truth all = truth();
    ObjectNode result =
        JSON.createObjectNode()
            .put("seconds", seconds)
            .put("lost", lost())
            .put("refreshTokenReuses", all.refreshTokenReuses())
            .put("reauthorizationsRequired", needUser())
            .put("concurrentRefreshesOfOneAuthorization", all.concurrentRefreshes());
    ObjectNode each = result.putObject("providers");
    providers.forEach((id, provider) -> each.set(id, provider.json()));
    return result.toString();
  }
}

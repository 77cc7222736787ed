package dev.tokenkeeper.bsn;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.port.Preparation;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the network of a new session, without which the API has nothing to show: {@code PUT
 * /Self/Session/Network} (2022/06 "Self" endpoints). Choosing the same one again changes nothing.
 */
final class NetworkSelection implements Preparation {
  /** The authorization's own network, where it has one. */
  static final String ATTRIBUTE = "network";

  private final ApiResource resource;
  private final @Nullable String otherwise;

  /**
   * Makes the step.
   *
   * @param resource where the choice is put
   * @param otherwise the network of authorizations that have none of their own; null for no choice
   */
  NetworkSelection(ApiResource resource, @Nullable String otherwise) {
    this.resource = resource;
    this.otherwise = otherwise;
  }

  @Override
  public Result prepare(AccessToken token, Map<String, String> attributes) {
    String own = attributes.get(ATTRIBUTE);
    String name = own == null ? otherwise : own;
    if (name == null) {
      return Result.READY;
    }
    OptionalInt status = resource.put(token, Map.of("name", name));
    return status.isEmpty() ? Result.TRY_AGAIN : judge(status.getAsInt());
  }

  private static Result judge(int status) {
    if (status == 401 || status == 410) {
      return Result.SESSION_ENDED;
    }
    // A network that does not exist, or not for this user, may do so tomorrow.
    return status >= 200 && status < 300 ? Result.READY : Result.TRY_AGAIN;
  }
}

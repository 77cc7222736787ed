package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists and counts of what is stored, for people and programs that look after it. May lag behind
 * the store by a moment. Safe for use by many threads.
 */
public interface AuthorizationDirectory {

  /**
   * Returns authorizations in the order of their ids.
   *
   * @param after the last id of the page before, or null for the first page
   * @param max how many at most, 1 to 1000
   */
  List<Authorization> list(@Nullable AuthorizationId after, int max);

  /**
   * Counts by provider and status; what has none is left out.
   *
   * @return provider id to counts
   */
  Map<String, Map<Status, Long>> counts();
}

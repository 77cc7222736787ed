package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import java.io.IOException;

/**
 * One call of a provider's API. May be made twice, if the provider refuses the first token.
 *
 * @param <T> what the call answers
 */
@FunctionalInterface
public interface ApiCall<T> {

  /** Calls the API with this token; a refusal by the API is an answer, not an exception. */
  T with(AccessToken token) throws IOException, InterruptedException;
}

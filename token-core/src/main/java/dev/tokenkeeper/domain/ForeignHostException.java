package dev.tokenkeeper.domain;

import java.net.URI;
import java.util.Collection;
import java.util.TreeSet;

/** A token was asked for in order to be sent to a host that is not its provider's. */
public final class ForeignHostException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the authorization, where its token was to go, and where it may go.
   *
   * @param resource whose path and query are left out
   * @param origins of the provider's APIs
   */
  public ForeignHostException(AuthorizationId id, URI resource, Collection<URI> origins) {
    super(
        "The token of %s may not be sent to %s://%s: the APIs of '%s' are at %s. Correct the address, or add the host to the provider's settings if it is the provider's."
            .formatted(
                id,
                resource.getScheme(),
                resource.getHost(),
                id.provider(),
                new TreeSet<>(origins)),
        null);
  }
}

package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.io.IOException;

/** A program that uses providers' APIs for its users. Safe for use by many threads. */
interface Application extends AutoCloseable {

  /**
   * Asks for every authorization that it does not have, or that only the user can bring back, and
   * begins its work.
   *
   * @return how many those were
   */
  int begin();

  /**
   * Calls the API once with an authorization.
   *
   * @return the HTTP status of the answer
   */
  int call(AuthorizationId id) throws IOException, InterruptedException;

  /** Lets tokens be renewed if they have to be; whether they could be, fate tells. */
  void settle(AuthorizationId id);

  /** Returns what has become of an authorization. */
  Fate fate(AuthorizationId id);

  /** Returns how an authorization stands, for a person who watches. */
  Standing standing(AuthorizationId id);

  @Override
  void close();
}

package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.util.List;

/** A program that uses a provider's API for its users. Safe for use by many threads. */
interface Application extends AutoCloseable {

  /** Logs in the users of whom nothing is stored, and returns how many those were. */
  int logIn(List<String> users);

  /**
   * Calls the API once for a user.
   *
   * @return the HTTP status of the answer
   */
  int call(String user) throws IOException, InterruptedException;

  /** Lets a user's tokens be renewed if they have to be; whether they could be, fate tells. */
  void settle(String user);

  /** Returns what has become of a user's authorization. */
  Fate fate(String user);

  /** Returns how the first users stand, for a person who watches. */
  List<Standing> standings(int max);

  @Override
  void close();
}

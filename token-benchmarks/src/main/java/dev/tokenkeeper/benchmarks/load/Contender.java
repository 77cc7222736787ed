package dev.tokenkeeper.benchmarks.load;

/** Who renews one user's tokens in a storm, and is judged by what its store holds then. */
interface Contender extends AutoCloseable {
  /** The user. */
  String USER = LoadPlan.user(0);

  /** Returns its name in results. */
  String name();

  /** Returns the program of its processes. */
  Class<?> program();

  /** Stores the tokens of a new login; false if only a user could do that now. */
  boolean logIn() throws Exception;

  /** Returns what its store holds. */
  Holding holding() throws Exception;

  @Override
  void close() throws Exception;
}

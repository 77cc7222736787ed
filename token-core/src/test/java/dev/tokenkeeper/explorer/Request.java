package dev.tokenkeeper.explorer;

/**
 * A request that has left, or the answer to it.
 *
 * @param attempt whose
 * @param sender who waits for the answer, or -1
 * @param token the refresh token that is presented, or -1 for a login
 * @param limit the tick at which it can no longer be processed
 * @param settle the tick from which nobody can be holding its answer
 * @param answer {@link #NONE} until it is processed, then the grant or {@link #REFUSED}
 */
record Request(String attempt, int sender, int token, int limit, int settle, int answer) {
  static final int NONE = -2;
  static final int REFUSED = -1;

  Request answered(int with) {
    return new Request(attempt, sender, token, limit, settle, with);
  }

  Request abandoned() {
    return new Request(attempt, -1, token, limit, settle, answer);
  }

  boolean isTravelling() {
    return answer == NONE;
  }
}

package dev.tokenkeeper.testkit.simulator;

/** What one {@code grant_type} does for an authenticated client. */
interface Grant {

  /** Grants tokens or throws a {@link Refusal}. */
  Answer answer(ClientApplication client, Form form);
}

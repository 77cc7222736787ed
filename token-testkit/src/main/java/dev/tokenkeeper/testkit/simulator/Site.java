package dev.tokenkeeper.testkit.simulator;

import java.util.function.Supplier;

/** What is behind a front door: one provider's state and its rules. Safe for many threads. */
interface Site {

  /** Does the work as one step, after all that has ended by itself. */
  <T> T atomically(Supplier<T> work);

  /** What a fault may know of a request. Called {@link #atomically}. */
  RequestFacts facts(Request request);

  /**
   * Processes a request. Called {@link #atomically}.
   *
   * @throws Refusal with the answer, where it is an error
   */
  Answer process(Endpoint endpoint, Request request);

  /** Where it is written what happened. */
  Journal journal();

  /** Where it leaves the rules. */
  Deviation deviation();

  /** Whether an access or refresh token would be honoured now. Called {@link #atomically}. */
  boolean honours(String accessOrRefreshToken);
}

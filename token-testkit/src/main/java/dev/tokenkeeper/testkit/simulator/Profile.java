package dev.tokenkeeper.testkit.simulator;

/** Which of a provider's contradicting figures a simulator starts from. */
public enum Profile {
  /** The figures of the requirement documents; the default. */
  SEED,
  /** The figures of the provider's present public documentation. */
  PUBLISHED
}

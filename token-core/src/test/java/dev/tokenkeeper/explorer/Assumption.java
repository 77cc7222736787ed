package dev.tokenkeeper.explorer;

/** What the protocol takes for granted about time. */
enum Assumption {
  /** From the last check to the last byte of a request no pause reaches past settle. */
  A1,
  /** A live process that holds an answer stores it before settle. */
  A1B,
  /** A request that was given up is processed before settle, or never; in grace, in the window. */
  A7
}

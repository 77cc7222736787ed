package dev.tokenkeeper.testkit.simulator;

/**
 * Why a login was refused: the detail of a {@link TruthKind#REFUSED_LOGIN} entry.
 *
 * <p>The client sees the same answer for all of them, as at the provider.
 */
public enum LoginRefusal {
  /** There is no such account. */
  UNKNOWN_USER,
  /** The password is wrong. */
  WRONG_PASSWORD,
  /** Too many wrong passwords, or an administrator's lock; even the right password is refused. */
  LOCKED,
  /** The password is right, but an administrator restricted logins of this account. */
  RESTRICTED
}

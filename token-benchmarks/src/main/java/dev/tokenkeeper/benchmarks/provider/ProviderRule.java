package dev.tokenkeeper.benchmarks.provider;

import java.util.Arrays;

/** What a refresh does to the refresh token that it is made with. */
public enum ProviderRule {
  /** It stays good beside the new one. */
  REUSABLE("reusable"),
  /** It is spent; a second use ends its family. */
  ONE_TIME("oneTime"),
  /** The same; but users have let us keep their login. */
  ONE_TIME_WITH_LOGIN("oneTimeWithLogin"),
  /** It is spent; for a while a second use brings the same answer, later it ends the family. */
  GRACE("grace");

  private final String id;

  ProviderRule(String id) {
    this.id = id;
  }

  /** Returns its name on the command line and in results. */
  public String id() {
    return id;
  }

  /** Tells whether a spent token can be told from a good one at all. */
  boolean spends() {
    return this != REUSABLE;
  }

  /** Tells whether its users let us keep their login. */
  public boolean keepsLogins() {
    return this == ONE_TIME_WITH_LOGIN;
  }

  /**
   * Returns the rule of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ProviderRule of(String id) {
    return Arrays.stream(values())
        .filter(each -> each.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no rule '" + id + "'"));
  }

  @Override
  public String toString() {
    return id;
  }
}

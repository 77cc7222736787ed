package dev.tokenkeeper.domain;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Settings, a keyset or a database that cannot be worked with, all problems at once. */
public final class ConfigurationException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /**
   * One thing that is wrong.
   *
   * @param property the setting, for example {@code bsn.tokenUri}
   * @param message what is wrong with it, without secrets
   * @param remedy what to do
   */
  public record Problem(String property, String message, String remedy) {
    /** Returns it as one line. */
    @Override
    public String toString() {
      return property + ": " + message + ". " + remedy;
    }
  }

  /** Reports one problem. */
  public ConfigurationException(String property, String message, String remedy) {
    this(List.of(new Problem(property, message, remedy)));
  }

  /** Reports all problems. */
  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(joining("\n")), null);
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}

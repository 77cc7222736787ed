package dev.tokenkeeper.benchmarks.provider;

import java.util.List;

/**
 * The truth about one refresh token at the moment of asking.
 *
 * @param fingerprint stands for the token
 * @param user whose it is
 * @param alive whether presenting it now would bring tokens
 * @param familyEnded whether nothing of its family is good any more
 * @param uses every time it was presented, in order
 */
public record TokenFacts(
    String fingerprint, String user, boolean alive, boolean familyEnded, List<Use> uses) {

  /** Copies the list. */
  public TokenFacts {
    uses = List.copyOf(uses);
  }

  /**
   * One presentation of the token.
   *
   * @param process who presented it
   * @param atMicros when it was judged, in microseconds of the time of day
   * @param granted whether it brought tokens
   */
  public record Use(String process, long atMicros, boolean granted) {}

  /** Tells whether this process has presented it. */
  public boolean isUsedBy(String process) {
    return uses.stream().anyMatch(use -> use.process().equals(process));
  }

  /** Tells whether this process's presentation of it had brought tokens by then. */
  public boolean isSpentBy(String process, long byMicros) {
    return uses.stream()
        .anyMatch(
            use -> use.granted() && use.process().equals(process) && use.atMicros() <= byMicros);
  }
}

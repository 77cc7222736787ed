package dev.tokenkeeper.examples;

/** The program of a host. */
public final class HostApplication {
  private HostApplication() {}

  /**
   * Runs the host.
   *
   * @param args unused
   */
  public static void main(String[] args) {}
}

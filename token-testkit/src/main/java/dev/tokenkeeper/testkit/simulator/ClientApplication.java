package dev.tokenkeeper.testkit.simulator;

/** An application registered at the provider; a public one has no secret. */
record ClientApplication(String id, String secret, boolean isPublic) {

  boolean accepts(String presentedSecret) {
    return isPublic || secret.equals(presentedSecret);
  }
}

package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.ProviderProfile;

/** One exploration: which provider, within which bounds, with which bug planted. */
record Run(Mode mode, Bounds bounds, Plant plant) {

  /** Without caches a token is due as soon as it may be renewed; a calm run has more time. */
  ProviderProfile profile() {
    return mode.profile(bounds.caches() || bounds.isCalm());
  }

  @Override
  public String toString() {
    return mode + " " + bounds + (plant == Plant.NONE ? "" : ", planted " + plant);
  }
}

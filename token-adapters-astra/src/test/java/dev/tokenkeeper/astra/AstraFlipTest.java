package dev.tokenkeeper.astra;

import dev.tokenkeeper.testkit.contract.FlipContract;
import dev.tokenkeeper.testkit.simulator.AstraFlip;

/** If Astra broke one of its rules, a test would say so. */
class AstraFlipTest extends FlipContract {
  AstraFlipTest() {
    super("Astra", AstraFlip.FLIPS, System.out::println);
  }
}

package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.testkit.contract.FlipContract;
import dev.tokenkeeper.testkit.simulator.RingCentralFlip;

/** If RingCentral broke one of its rules, a test would say so. */
class RingCentralFlipTest extends FlipContract {
  RingCentralFlipTest() {
    super("RingCentral", RingCentralFlip.FLIPS, System.out::println);
  }
}

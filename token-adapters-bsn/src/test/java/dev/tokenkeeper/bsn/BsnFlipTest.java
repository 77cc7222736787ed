package dev.tokenkeeper.bsn;

import dev.tokenkeeper.testkit.contract.FlipContract;
import dev.tokenkeeper.testkit.simulator.BsnFlip;

/** If BSN.cloud broke one of its rules, a test would say so. */
class BsnFlipTest extends FlipContract {
  BsnFlipTest() {
    super("BSN.cloud", BsnFlip.FLIPS, System.out::println);
  }
}

package dev.tokenkeeper.testkit;

import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.testkit.contract.TokenCipherContract;

class TestCipherTest extends TokenCipherContract {
  private final TestCipher cipher = new TestCipher();

  @Override
  protected TokenCipher cipher() {
    return cipher;
  }

  @Override
  protected TokenCipher stranger() {
    return new TestCipher();
  }

  @Override
  protected int keyIdLength() {
    return 4;
  }
}

package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.testkit.contract.KeyCheckContract;
import org.junit.jupiter.api.Test;

class InMemoryKeyCheckTest extends KeyCheckContract {
  private final InMemoryKeyCheck keyCheck = new InMemoryKeyCheck();

  @Override
  protected KeyCheck keyCheck() {
    return keyCheck;
  }

  @Override
  protected void sealSomething() {
    keyCheck.holdsSealed(true);
  }

  @Test
  void holdsSealed_false_isEmptyAgain() {
    keyCheck.holdsSealed(true);
    keyCheck.holdsSealed(false);

    assertThat(keyCheck.nothingSealed()).isTrue();
  }
}

package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.secrets.bsn.Hands;
import dev.tokenkeeper.architecture.fixture.secrets.bsn.Peeps;
import dev.tokenkeeper.architecture.fixture.secrets.domain.HoldsText;
import dev.tokenkeeper.architecture.fixture.secrets.domain.Travels;
import dev.tokenkeeper.architecture.fixture.secrets.oauth2.Complains;
import dev.tokenkeeper.architecture.fixture.secrets.oauth2.Prints;
import dev.tokenkeeper.architecture.fixture.secrets.port.HoldsPassword;
import dev.tokenkeeper.architecture.fixture.secrets.protocol.HoldsSecret;
import org.junit.jupiter.api.Test;

/** Who sees secrets, and where they cannot hide. */
class SecretsTest {
  private static final Theme THEME = new Theme("secrets");

  @Test
  void secrets_areReadByTheListedAlone() {
    THEME.prove(SecretRules::readers, SecretRules.READERS, Peeps.class, Hands.class);
  }

  @Test
  void secrets_areNoStrings() {
    THEME.prove(
        SecretRules::texts,
        SecretRules.TEXTS,
        HoldsText.class,
        HoldsPassword.class,
        HoldsSecret.class);
  }

  @Test
  void nothing_isSerializable() {
    THEME.prove(SecretRules::serialization, SecretRules.SERIALIZABLE, Travels.class);
  }

  @Test
  void terminals_areWrittenOnByTheServerAlone() {
    THEME.prove(SecretRules::printing, Prints.class, Complains.class);
  }
}

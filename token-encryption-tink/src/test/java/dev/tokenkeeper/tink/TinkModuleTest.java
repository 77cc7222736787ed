package dev.tokenkeeper.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.testkit.InMemoryKeyCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkModuleTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void cipher_installedWithAKeyCheck_isOneCipher() {
    Injector injector =
        Guice.createInjector(
            module("production"),
            module("production"),
            binder -> binder.bind(KeyCheck.class).toInstance(new InMemoryKeyCheck()));

    assertThat(injector.getInstance(TokenCipher.class))
        .isInstanceOf(TinkCipher.class)
        .isSameAs(injector.getInstance(TokenCipher.class));
  }

  @Test
  void install_withoutKeyCheck_namesWhatIsMissing() {
    assertThatThrownBy(() -> Guice.createInjector(module("production")))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("KeyCheck");
  }

  @Test
  void equals_bySettings_andTouchesNoFile() {
    assertThat(module("production"))
        .isEqualTo(module("production"))
        .hasSameHashCodeAs(module("production"))
        .isNotEqualTo(module("staging"));
    assertThat(module("production").toString()).contains("keyset.json", "production");
    assertThat(directory).isEmptyDirectory();
  }

  private TinkModule module(String installation) {
    return new TinkModule(new TinkSettings(directory.resolve("keyset.json"), installation));
  }
}

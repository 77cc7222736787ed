package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpaSettingsTest {
  private static final String URL = "jdbc:h2:mem:settings";

  @Test
  void build_nothingButAUrl_hasTheDefaults() {
    JpaSettings settings = JpaSettings.builder("production").url(URL).build();

    assertThat(settings)
        .isEqualTo(
            new JpaSettings(
                "production", null, URL, null, null, 10, Duration.ofSeconds(5), Migrate.AUTO));
  }

  @Test
  void embedded_folderThatWouldBeTakenForOptions_isRefused() {
    JpaSettings.Builder builder = JpaSettings.builder("p");
    assertThatThrownBy(() -> builder.embedded(Path.of("/data;WRITE_DELAY=500/keeper")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("';'");
  }

  @Test
  void embedded_anyFolder_isDurableAndForOneProcess() {
    JpaSettings settings = JpaSettings.builder("p").embedded(Path.of("/data/keeper")).build();

    assertThat(settings.url())
        .startsWith("jdbc:h2:async:/data/keeper/tokenkeeper;")
        .contains(";WRITE_DELAY=0")
        .doesNotContain("AUTO_SERVER");
  }

  @Test
  void build_contradictionsAndNonsense_areReportedAllAtOnce() {
    var builder =
        JpaSettings.builder(" ")
            .dataSource(new HikariDataSource())
            .url("h2:mem:x;PASSWORD=secret")
            .user("user")
            .password(Secret.of("secret"))
            .poolSize(1)
            .connectionTimeout(Duration.ofMillis(249));

    var refusal = catchThrowableOfType(ConfigurationException.class, builder::build);
    assertThat(refusal.getMessage()).doesNotContain("secret");
    assertThat(refusal.problems())
        .extracting(Problem::property)
        .containsExactly(
            "store.installation",
            "store.url",
            "store.user",
            "store.url",
            "store.url",
            "store.poolSize",
            "store.connectionTimeout");
  }

  @Test
  void build_neitherDataSourceNorUrl_isRefusedWithTheChoices() {
    assertThatThrownBy(() -> JpaSettings.builder("production").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("store.url", "DataSource", "folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host/db?sslpassword=canary",
        "jdbc:mariadb://host/db?user=u&password=canary",
        "jdbc:mariadb://host/db?keyStorePassword=canary"
      })
  void build_passwordAmongTheOptions_isRefusedWithoutIt(String url) {
    assertThatThrownBy(() -> JpaSettings.builder("production").url(url).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("canary");
  }

  @Test
  void toString_urlWithOptions_showsNeitherOptionsNorPassword() {
    JpaSettings settings =
        JpaSettings.builder("production")
            .url("jdbc:postgresql://host/db?sslkey=key")
            .password(Secret.of("canary"))
            .build();

    assertThat(settings).hasToString("JpaSettings[production on jdbc:postgresql://host/db]");
  }
}

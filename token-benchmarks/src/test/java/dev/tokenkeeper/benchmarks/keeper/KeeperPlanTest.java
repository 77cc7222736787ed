package dev.tokenkeeper.benchmarks.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeeperPlanTest {
  @Test
  void of_arguments_isTheSamePlan() {
    var plan =
        new KeeperPlan(
            "node",
            Map.of(
                ProviderRule.GRACE, URI.create("http://127.0.0.1:1/token/node"),
                ProviderRule.REUSABLE, URI.create("http://127.0.0.1:2/token/node")),
            "jdbc:postgresql://localhost:3/keepers",
            Path.of("keyset.json"),
            4);

    assertThat(KeeperPlan.of(plan.arguments().toArray(String[]::new))).isEqualTo(plan);
  }

  @Test
  void id_sameUserAtAnotherProvider_isAnother() {
    assertThat(KeeperPlan.id(ProviderRule.GRACE, "ada"))
        .isNotEqualTo(KeeperPlan.id(ProviderRule.REUSABLE, "ada"));
  }
}

package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DeviationTest {
  @Test
  void none_byDefault_everythingIsAsTheRulesHaveIt() {
    assertThat(new AstraSettings(AstraSimulator.builder()).deviation).isSameAs(Deviation.NONE);
    assertThat(new BsnSettings(BsnSimulator.builder()).deviation).isSameAs(Deviation.NONE);
    assertThat(new RingCentralSettings(RingCentralSimulator.builder()).deviation)
        .isSameAs(Deviation.NONE);
  }

  @Test
  void answering_refusalsToo_repliesOtherwise() {
    UnaryOperator<AstraSimulatorBuilder> change =
        builder -> {
          builder.deviation =
              Deviation.answering((request, answer) -> answer.replacing("error", "odd"));
          return builder;
        };
    try (AstraWorld world = AstraWorld.with(change)) {
      assertThat(field(world.redeem("unknown"), "error")).isEqualTo("odd");
      assertThat(world.signIn().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void asking_anotherRequest_isProcessedAndCountedAsItCame() {
    UnaryOperator<AstraSimulatorBuilder> change =
        builder -> {
          builder.deviation = Deviation.asking(request -> withoutBody(request));
          return builder;
        };
    try (AstraWorld world = AstraWorld.with(change)) {
      assertThat(world.signIn().statusCode()).isEqualTo(400);
      assertThat(world.simulator.tokenRequests()).isEqualTo(1);
    }
  }

  @Test
  void honouring_deadToken_countsAsLive() {
    UnaryOperator<AstraSimulatorBuilder> change =
        builder -> {
          builder.deviation = Deviation.honouring((token, honoured) -> !honoured);
          return builder;
        };
    try (AstraWorld world = AstraWorld.with(change)) {
      HttpResponse<String> granted = world.signIn();

      assertThat(world.simulator.truth().isLive("unknown")).isTrue();
      assertThat(world.simulator.truth().isLive(field(granted, "access_token"))).isFalse();
    }
  }

  private static Request withoutBody(Request request) {
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.authorization(),
        request.contentType(),
        "",
        true);
  }
}

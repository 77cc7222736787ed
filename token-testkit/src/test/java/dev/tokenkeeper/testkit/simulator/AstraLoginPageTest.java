package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AstraLoginPageTest {

  private AstraWorld world = AstraWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void page_rightQuery_asksForNameAndPassword() {
    HttpResponse<String> page = world.get(world.page("state", "xyz"), "");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("<form method=\"post\">", "name=\"username\"", "name=\"password\"");
  }

  @Test
  void page_wrongClientOrRedirectOrType_is400AndNeverARedirect() {
    String client = "client_id=" + AstraSimulator.DEFAULT_CLIENT_ID;
    String redirect = form("redirect_uri", AstraWorld.REDIRECT);
    for (String query :
        new String[] {
          "client_id=nobody&response_type=code&" + redirect,
          client + "&response_type=code&" + form("redirect_uri", AstraWorld.REDIRECT + "/"),
          client + "&response_type=code",
          client + "&response_type=token&" + redirect,
          client + "&response_type=code&user_intent_id=uin_9&" + redirect,
          client + "&" + client + "&response_type=code&" + redirect,
          ""
        }) {
      assertRefused(world.get(world.pageWith(query), ""), query);
      assertRefused(
          world.login(world.pageWith(query), "username", "ada", "password", "secret"), query);
    }
    assertThat(world.simulator.truth().count(TruthKind.CODE_ISSUED)).isZero();
  }

  @Test
  void login_rightPassword_redirectsWithCodeAndState() {
    HttpResponse<String> sent =
        world.login(world.page("state", "a b&c"), "username", "ada", "password", "secret");

    assertThat(sent.statusCode()).isEqualTo(302);
    String location = sent.headers().firstValue("Location").orElse("");
    assertThat(location)
        .startsWith(AstraWorld.REDIRECT + "?code=astra_code_")
        .endsWith("&state=a+b%26c");
    assertThat(world.redeem(AstraWorld.code(location)).statusCode()).isEqualTo(200);
    assertThat(world.simulator.truth().count(TruthKind.CODE_ISSUED, "ada")).isEqualTo(1);
  }

  @Test
  @Fact("4.3-state")
  void login_echoStateOff_sendsNoState() {
    reopen(AstraWorld.with(builder -> builder.echoState(false)));

    assertThat(world.simulator.authorize(world.page("state", "xyz"), "ada").toString())
        .doesNotContain("state");
    assertThat(world.simulator.deny(world.page("state", "xyz")).toString())
        .isEqualTo(AstraWorld.REDIRECT + "?error=access_denied");
  }

  @Test
  void login_wrongPasswordOrUnknownUser_is401WithTheFormAgain() {
    for (String username : new String[] {"ada", "nobody"}) {
      HttpResponse<String> refused =
          world.login(world.page(), "username", username, "password", "wrong");

      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("<form");
    }
    assertThat(world.login(world.page(), "username", "ada").statusCode()).isEqualTo(401);
    assertThat(world.simulator.truth().refusedLogins("ada")).isEqualTo(2);
    assertThat(world.simulator.truth().refusedLogins("nobody")).isEqualTo(1);
  }

  @Test
  @Fact("4.3-denied")
  void login_denied_redirectsWithAccessDenied() {
    HttpResponse<String> sent = world.login(world.page("state", "xyz"), "decision", "deny");

    assertThat(sent.statusCode()).isEqualTo(302);
    assertThat(sent.headers().firstValue("Location"))
        .contains(AstraWorld.REDIRECT + "?error=access_denied&state=xyz");
    assertThat(world.simulator.truth().count(TruthKind.CODE_ISSUED)).isZero();
  }

  @Test
  void login_redirectUriWithAQuery_isExtended() {
    reopen(AstraWorld.with(b -> b.redirectUri(URI.create("https://app.example/cb?tenant=7"))));
    String query =
        form(
            "client_id",
            AstraSimulator.DEFAULT_CLIENT_ID,
            "response_type",
            "code",
            "redirect_uri",
            "https://app.example/cb?tenant=7");

    assertThat(world.simulator.authorize(world.pageWith(query), "ada").toString())
        .startsWith("https://app.example/cb?tenant=7&code=astra_code_");
    assertRefused(world.get(world.page(), ""), "the default is not registered any more");
  }

  @Test
  void authorize_playedBrowser_comesBackAsOverHttp() {
    URI callback = world.simulator.authorize(world.page("state", "xyz"), "ada");

    assertThat(callback.toString())
        .matches("http://127\\.0\\.0\\.1/callback/astra\\?code=astra_code_[\\w-]{32}&state=xyz");
    assertThat(world.simulator.deny(world.page("state", "xyz")).toString())
        .isEqualTo(AstraWorld.REDIRECT + "?error=access_denied&state=xyz");
  }

  @Test
  void authorize_unknownUserOrWrongPage_isRefused() {
    assertThatThrownBy(() -> world.simulator.authorize(world.page(), "nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such account");
    assertThatThrownBy(() -> world.simulator.deny(world.pageWith("client_id=x")))
        .isInstanceOf(IllegalArgumentException.class);
    URI elsewhere = URI.create("http://127.0.0.1/login?" + world.page().getRawQuery());
    assertThatThrownBy(() -> world.simulator.authorize(elsewhere, "ada"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not on the authorization page");
  }

  private void reopen(AstraWorld other) {
    world.close();
    world = other;
  }

  private static void assertRefused(HttpResponse<String> answer, String why) {
    assertThat(answer.statusCode()).as(why).isEqualTo(400);
    assertThat(answer.headers().firstValue("Location")).as(why).isEmpty();
  }
}

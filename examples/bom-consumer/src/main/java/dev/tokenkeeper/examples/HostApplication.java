package dev.tokenkeeper.examples;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.bsn.BsnModule;
import dev.tokenkeeper.bsn.BsnSettings;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.guice.TokenKeeperModule;
import dev.tokenkeeper.persistence.jpa.JpaModule;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.tink.TinkModule;
import dev.tokenkeeper.tink.TinkSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The program of a host: its user logs in once, and from then on it calls BSN.cloud for the user,
 * for as long as the user lets it. Run it again without {@code BSN_PASSWORD} to see that.
 */
public final class HostApplication {
  private static final URI DEVICES = URI.create(BsnSettings.API_URI + "/Devices");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private HostApplication() {}

  /**
   * Lists the user's players.
   *
   * @param args unused: all settings are environment variables
   * @throws IOException if BSN.cloud cannot be reached
   * @throws InterruptedException if somebody wants this to end
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Injector injector = Guice.createInjector(new TokenKeeperModule(), bsn(), database(), keys());
    AuthorizationId user = AuthorizationId.of("bsn", env("BSN_USER"));
    try (var database = injector.getInstance(JpaPersistence.class);
        var keeper = injector.getInstance(TokenKeeper.class).start()) {
      if (System.getenv("BSN_PASSWORD") != null) {
        // The user has agreed that we keep the login, so that a session's end asks nobody.
        keeper.journeys().login(user, UserLogin.kept(user.subject(), secret("BSN_PASSWORD")));
      }
      var answer = keeper.call(user, HostApplication::devices, HttpResponse::statusCode);
      System.out.println(answer.statusCode() + " " + answer.body());
    }
  }

  private static HttpResponse<String> devices(AccessToken token)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(DEVICES).header("Authorization", token.bearer()).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Module bsn() {
    return new BsnModule(
        BsnSettings.builder(env("BSN_CLIENT_ID"), secret("BSN_CLIENT_SECRET"))
            .network(env("BSN_NETWORK"))
            .build());
  }

  private static Module database() {
    return new JpaModule(
        JpaSettings.builder("example").embedded(Path.of(env("DATABASE_FOLDER"))).build());
  }

  private static Module keys() {
    return new TinkModule(new TinkSettings(Path.of(env("KEYSET_FILE")), "example"));
  }

  private static Secret secret(String name) {
    return Secret.of(env(name));
  }

  private static String env(String name) {
    return Objects.requireNonNull(System.getenv(name), () -> "Set " + name + " in the environment");
  }
}

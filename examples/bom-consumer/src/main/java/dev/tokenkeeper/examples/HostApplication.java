package dev.tokenkeeper.examples;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.astra.AstraModule;
import dev.tokenkeeper.astra.AstraSettings;
import dev.tokenkeeper.bsn.BsnModule;
import dev.tokenkeeper.bsn.BsnSettings;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.guice.TokenKeeperModule;
import dev.tokenkeeper.oauth2.AuthorizedHttp;
import dev.tokenkeeper.persistence.jpa.JpaModule;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.ringcentral.RingCentralJwtModule;
import dev.tokenkeeper.ringcentral.RingCentralJwtSettings;
import dev.tokenkeeper.ringcentral.RingCentralModule;
import dev.tokenkeeper.ringcentral.RingCentralSettings;
import dev.tokenkeeper.tink.TinkModule;
import dev.tokenkeeper.tink.TinkSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;

/** Calls three providers' APIs for users who have gone home. */
public final class HostApplication implements AutoCloseable {
  private final JpaPersistence database;
  private final TokenKeeper keeper;
  private final AuthorizedHttp http;

  public HostApplication(Path folder, Module... providers) {
    Injector injector =
        Guice.createInjector(
            new TokenKeeperModule(),
            new JpaModule(JpaSettings.builder("example").embedded(folder.resolve("db")).build()),
            new TinkModule(new TinkSettings(folder.resolve("keyset.json"), "example")),
            Modules.combine(providers));
    database = injector.getInstance(JpaPersistence.class);
    keeper = injector.getInstance(TokenKeeper.class).start();
    http = new AuthorizedHttp(HttpClient.newHttpClient(), keeper);
  }

  /** Where to send the user's browser, and what to set in it as a cookie until it is back. */
  public AuthorizationRequest connect(AuthorizationId user) {
    return keeper.journeys().begin(user);
  }

  /** The browser is back at the provider's redirect URI. */
  public AuthorizationStatus callback(String provider, String query, String cookie) {
    return keeper.journeys().complete(provider, AuthorizationResponse.of(query, cookie));
  }

  /** The user has agreed that we keep the login, so that a session's end asks nobody. */
  public AuthorizationStatus logIn(AuthorizationId user, Secret password) {
    return keeper.journeys().login(user, UserLogin.kept(user.subject(), password));
  }

  /** A service account is nobody's: it is minted whenever it has to be. */
  public AuthorizationStatus mint(AuthorizationId account) {
    return keeper.journeys().mint(account);
  }

  /** Any time later, on any thread, in any process: the token is there, and it is alive. */
  public HttpResponse<String> get(AuthorizationId user, URI resource)
      throws IOException, InterruptedException {
    return http.send(user, HttpRequest.newBuilder(resource).build(), BodyHandlers.ofString());
  }

  /** The user leaves. What could not be told to the provider now is told later. */
  public boolean disconnect(AuthorizationId user) {
    return !keeper.authorizations().revoke(user).isPending();
  }

  @Override
  public void close() {
    try (JpaPersistence closedLast = database) {
      keeper.close();
    }
  }

  public static Module astra() {
    return new AstraModule(
        AstraSettings.builder(
                env("ASTRA_CLIENT_ID"),
                secret("ASTRA_CLIENT_SECRET"),
                URI.create(env("ASTRA_REDIRECT_URI")))
            .build());
  }

  public static Module bsn() {
    return new BsnModule(
        BsnSettings.builder(env("BSN_CLIENT_ID"), secret("BSN_CLIENT_SECRET"))
            .network(env("BSN_NETWORK"))
            .build());
  }

  public static Module ringCentral() {
    return new RingCentralModule(
        RingCentralSettings.builder(
                env("RINGCENTRAL_CLIENT_ID"), secret("RINGCENTRAL_CLIENT_SECRET"))
            .redirectUri(URI.create(env("RINGCENTRAL_REDIRECT_URI")))
            .build());
  }

  public static Module ringCentralJwt() {
    return new RingCentralJwtModule(
        RingCentralJwtSettings.builder(
                env("RINGCENTRAL_JWT_CLIENT_ID"), secret("RINGCENTRAL_JWT_CLIENT_SECRET"))
            .serviceAccount("call-log-export", secret("RINGCENTRAL_JWT"))
            .build());
  }

  private static Secret secret(String name) {
    return Secret.of(env(name));
  }

  private static String env(String name) {
    return Objects.requireNonNull(System.getenv(name), () -> "Set " + name + " in the environment");
  }
}

package dev.tokenkeeper.server.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Base64.getEncoder;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * A Spring Authorization Server in this process, as Spring Boot sets it up: one client, one user.
 */
final class SpringServer implements AutoCloseable {
  static final String CLIENT = "token-keeper";
  static final String CLIENT_SECRET = "spring-client-secret";
  static final String REDIRECT_URI = "https://app.example.com/callback/spring";
  static final String USER = "ada";
  static final String PASSWORD = "password-of-ada";
  private static final String REGISTRATION =
      "spring.security.oauth2.authorizationserver.client.keeper.";

  /** Held, or its level is forgotten. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final ConfigurableApplicationContext context;

  private SpringServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** What Boot does by itself, with its memory in places where it is to be seen. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    OAuth2AuthorizationService authorizations() {
      return new InMemoryOAuth2AuthorizationService();
    }

    @Bean
    OAuth2AuthorizationConsentService consents() {
      return new InMemoryOAuth2AuthorizationConsentService();
    }
  }

  static SpringServer start() {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    TOMCAT.setLevel(Level.WARNING);
    var application = new SpringApplication(Application.class);
    application.setDefaultProperties(properties());
    return new SpringServer(application.run());
  }

  private static Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", 0);
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.security.user.name", USER);
    properties.put("spring.security.user.password", "{noop}" + PASSWORD);
    properties.put(REGISTRATION + "require-proof-key", true);
    properties.put(REGISTRATION + "require-authorization-consent", true);
    properties.put(REGISTRATION + "registration.client-id", CLIENT);
    properties.put(REGISTRATION + "registration.client-secret", "{noop}" + CLIENT_SECRET);
    properties.put(
        REGISTRATION + "registration.client-authentication-methods", "client_secret_basic");
    properties.put(
        REGISTRATION + "registration.authorization-grant-types",
        "authorization_code,refresh_token");
    properties.put(REGISTRATION + "registration.redirect-uris", REDIRECT_URI);
    properties.put(REGISTRATION + "registration.scopes", "openid,messages.read");
    properties.put(REGISTRATION + "token.access-token-time-to-live", "5m");
    properties.put(REGISTRATION + "token.refresh-token-time-to-live", "30m");
    properties.put(REGISTRATION + "token.reuse-refresh-tokens", false);
    return properties;
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** Says whether the server would take this refresh token now. */
  boolean isLive(String refreshToken) {
    OAuth2Authorization found =
        context
            .getBean(OAuth2AuthorizationService.class)
            .findByToken(refreshToken, OAuth2TokenType.REFRESH_TOKEN);
    var token = found == null ? null : found.getRefreshToken();
    return token != null && token.isActive();
  }

  /** From now on the user is asked for consent again. */
  void forgetConsent() {
    var consents = context.getBean(OAuth2AuthorizationConsentService.class);
    var client = context.getBean(RegisteredClientRepository.class).findByClientId(CLIENT);
    OAuth2AuthorizationConsent given =
        client == null ? null : consents.findById(client.getId(), USER);
    if (given != null) {
      consents.remove(given);
    }
  }

  /** Refreshes as a thief who has got hold of everything; returns what the server says. */
  String refresh(String refreshToken) throws Exception {
    String us = CLIENT + ':' + CLIENT_SECRET;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + getEncoder().encodeToString(us.getBytes(UTF_8)))
            .POST(BodyPublishers.ofString("grant_type=refresh_token&refresh_token=" + refreshToken))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    context.close();
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a user logs in and agrees (provider notes, 6.2). */
final class RingCentralAuthorizationPage {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
  private static final String HTML = "text/html;charset=utf-8";
  private static final String PAGE =
      "<!DOCTYPE html><html><body><form method=\"post\">"
          + "<input name=\"username\"><input name=\"password\" type=\"password\">"
          + "<button>Authorize</button>"
          + "<button name=\"decision\" value=\"deny\">Cancel</button></form></body></html>";

  private final RingCentralPlatform platform;

  RingCentralAuthorizationPage(RingCentralPlatform platform) {
    this.platform = platform;
  }

  /** Who is wrong about the application or its redirect URI is never redirected. */
  Answer answer(Request request) {
    Form query = Form.ofQuery(request);
    platform.clients.require(query.require("client_id"));
    if (!platform.settings.redirectUris.contains(query.require("redirect_uri"))) {
      throw RingCentralErrors.oauth(
          400, "invalid_request", "OAU-109", "Redirect URI is not registered");
    }
    Optional<Answer> wrong = wrong(query);
    return wrong.isPresent()
        ? wrong.get()
        : switch (request.method()) {
          case "GET" -> Answer.text(200, HTML, PAGE);
          case "POST" -> decided(query, Form.of(request));
          default -> throw Refusal.methodNotAllowed("GET, POST");
        };
  }

  private Optional<Answer> wrong(Form query) {
    if (!query.require("response_type").equals("code")) {
      return error(query, "unsupported_response_type", "The response type must be code");
    }
    if (!Set.of("S256", "plain").contains(method(query))) {
      return error(query, "invalid_request", "The code challenge method is unknown");
    }
    Optional<String> challenge = query.find("code_challenge");
    if (challenge.isEmpty() && platform.settings.enforcePkce) {
      return error(query, "invalid_request", "A code challenge is required");
    }
    return challenge.filter(value -> !CHALLENGE.matcher(value).matches()).isPresent()
        ? error(query, "invalid_request", "The code challenge is malformed")
        : Optional.empty();
  }

  private Answer decided(Form query, Form form) {
    if (form.find("decision").filter("deny"::equals).isPresent()) {
      return error(query, "access_denied", "The user denied the request").orElseThrow();
    }
    String username = form.require("username");
    Optional<LoginRefusal> refused = platform.tryLogin(username, form.require("password"));
    return refused.isPresent() ? Answer.text(401, HTML, PAGE) : agreed(query, username);
  }

  private Answer agreed(Form query, String username) {
    String code =
        platform.codes.issue(
            new RingCentralCodes.Agreement(
                username,
                query.require("client_id"),
                query.require("redirect_uri"),
                query.find("code_challenge").orElse(""),
                method(query).equals("S256")));
    long seconds = platform.settings.lifetimes.code().toSeconds();
    return redirect(
        query, Answer.fields("code", code, "state", state(query), "expires_in", seconds));
  }

  private static Optional<Answer> error(Form query, String error, String description) {
    return Optional.of(
        redirect(
            query,
            Answer.fields(
                "error", error, "error_description", description, "state", state(query))));
  }

  private static Answer redirect(Form query, Map<String, Object> parameters) {
    StringBuilder target = new StringBuilder(query.require("redirect_uri"));
    char separator = target.indexOf("?") < 0 ? '?' : '&';
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      String value = URLEncoder.encode(parameter.getValue().toString(), StandardCharsets.UTF_8);
      if (!value.isEmpty()) {
        target.append(separator).append(parameter.getKey()).append('=').append(value);
        separator = '&';
      }
    }
    return Answer.empty(302).header("Location", target.toString());
  }

  private static String method(Form query) {
    return query.find("code_challenge_method").orElse("plain");
  }

  private static String state(Form query) {
    return query.find("state").orElse("");
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The OAuth module, where a user agrees or not (provider notes, 4.3). */
final class AstraLoginPage {

  private static final String HTML = "text/html; charset=utf-8";

  // Without an action it is sent to where it came from, query and all; nothing has to be escaped.
  private static final String FORM =
      """
      <!DOCTYPE html>
      <html><head><title>Authorize</title></head><body><h1>Authorize</h1>
      <form method="post">
      <label>Email <input name="username" autocomplete="username"></label>
      <label>Password <input name="password" type="password"></label>
      <button name="decision" value="allow">Authorize</button>
      <button name="decision" value="deny">Deny</button>
      </form></body></html>
      """;

  private final AstraSite site;

  AstraLoginPage(AstraSite site) {
    this.site = site;
  }

  /** What an application asks of the user, all of it checked. */
  private record Wish(
      String clientId,
      String redirectUri,
      Optional<String> state,
      Optional<AstraUserIntents.Intent> intent) {}

  Answer answer(Request request) {
    Wish wish = wish(request);
    return switch (request.method()) {
      case "GET" -> page(200, FORM);
      case "POST" -> submitted(wish, Form.of(request));
      default -> throw Refusal.methodNotAllowed("GET, POST");
    };
  }

  /** Where the browser goes after this user, who has proved who they are, agreed. */
  String agree(Request request, String username) {
    return agree(wish(request), username);
  }

  /** Where the browser goes after somebody refused. */
  String deny(Request request) {
    return deny(wish(request));
  }

  private Answer submitted(Wish wish, Form form) {
    if (form.find("decision").filter("deny"::equals).isPresent()) {
      return redirect(deny(wish));
    }
    String username = form.find("username").orElse("");
    String password = form.find("password").orElse("");
    wish.intent()
        .filter(intent -> intent.email().equals(username) && !site.users.knows(username))
        .filter(intent -> !password.isEmpty())
        .ifPresent(intent -> site.users.register(username, password));
    Optional<LoginRefusal> refusal = site.users.tryLogin(username, password);
    if (refusal.isPresent()) {
      site.journal.refusedLogin(site.tokens.now(), username, refusal.get());
      return page(401, FORM);
    }
    return redirect(agree(wish, username));
  }

  private String agree(Wish wish, String username) {
    wish.intent().ifPresent(intent -> convert(intent, username));
    if (!site.users.knows(username)) {
      throw refused("There is no such account");
    }
    AstraToken.Owner owner = new AstraToken.Owner(wish.clientId(), username);
    return callback(
        wish, "code=" + site.tokens.issue(AstraToken.Kind.CODE, owner, wish.redirectUri()));
  }

  private void convert(AstraUserIntents.Intent intent, String username) {
    if (!intent.email().equals(username)) {
      throw refused("The UserIntent is for another email");
    }
    site.intents.convert(intent);
  }

  private String deny(Wish wish) {
    return callback(wish, "error=access_denied");
  }

  private String callback(Wish wish, String result) {
    String separator = wish.redirectUri().contains("?") ? "&" : "?";
    String state =
        wish.state()
            .filter(given -> site.settings.echoState)
            .map(given -> "&state=" + URLEncoder.encode(given, StandardCharsets.UTF_8))
            .orElse("");
    return wish.redirectUri() + separator + result + state;
  }

  private Wish wish(Request request) {
    Form query = Form.ofQuery(request);
    String clientId = query.find("client_id").filter(site.clients::knows).orElse("");
    String redirectUri = query.find("redirect_uri").filter(site.settings::isRegistered).orElse("");
    if (clientId.isEmpty() || redirectUri.isEmpty()) {
      throw refused("The client or its redirect_uri is unknown");
    }
    if (!query.find("response_type").orElse("").equals("code")) {
      throw refused("The response_type must be code");
    }
    Optional<AstraUserIntents.Intent> intent =
        query.find("user_intent_id").map(id -> intent(clientId, id));
    return new Wish(clientId, redirectUri, query.find("state"), intent);
  }

  /** Only while it is still a UserIntent: a user who has an account comes without. */
  private AstraUserIntents.Intent intent(String clientId, String id) {
    return site.intents
        .find(clientId, id)
        .filter(intent -> !intent.converted())
        .orElseThrow(() -> refused("There is no such UserIntent"));
  }

  /** Shown, never redirected: who asks wrongly must not choose where the browser goes. */
  private static Refusal refused(String why) {
    return new Refusal(page(400, "<!DOCTYPE html><html><body>" + why + "</body></html>"));
  }

  private static Answer page(int status, String html) {
    return Answer.text(status, HTML, html).unstorable();
  }

  private static Answer redirect(String location) {
    return Answer.empty(302).unstorable().header("Location", location);
  }
}

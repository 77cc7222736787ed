package dev.tokenkeeper.testkit.simulator;

import java.util.Map;

/** What a client may do for a user who has not agreed yet (provider notes, 4.2 and 4.4). */
final class AstraPreRegistration {

  private final AstraSite site;

  AstraPreRegistration(AstraSite site) {
    this.site = site;
  }

  Answer answer(Request request) {
    String clientId = site.clients.authenticate(request);
    return switch (request.path()) {
      case AstraPaths.USER_INTENT -> announce(clientId, posted(request));
      case AstraPaths.IDENTITY_VERIFICATION -> verify(clientId, posted(request));
      default -> describe(clientId, request);
    };
  }

  private Answer announce(String clientId, Map<String, String> person) {
    return Answer.json(201, site.intents.announce(clientId, person).fields());
  }

  private Answer describe(String clientId, Request request) {
    if (!request.method().equals("GET")) {
      throw AstraErrors.methodNotAllowed();
    }
    return Answer.json(200, intent(clientId, tail(request.path())).fields());
  }

  private Answer verify(String clientId, Map<String, String> wanted) {
    String userId = wanted.getOrDefault("user_id", "");
    String intentId = wanted.getOrDefault("user_intent_id", "");
    if (userId.isEmpty() == intentId.isEmpty()) {
      throw AstraErrors.badRequest("Exactly one of user_id and user_intent_id is required");
    }
    String username =
        intentId.isEmpty()
            ? site.users.username(userId).orElseThrow(AstraErrors::notFound)
            : intent(clientId, intentId).email();
    AstraToken.Owner owner = new AstraToken.Owner(clientId, username);
    String token = site.tokens.issue(AstraToken.Kind.IDENTITY, owner, intentId);
    return Answer.json(200, Answer.fields("token", token)).unstorable();
  }

  private AstraUserIntents.Intent intent(String clientId, String id) {
    return site.intents.find(clientId, id).orElseThrow(AstraErrors::notFound);
  }

  private static Map<String, String> posted(Request request) {
    if (!request.method().equals("POST")) {
      throw AstraErrors.methodNotAllowed();
    }
    if (!request.contentType().equals("application/json")) {
      throw AstraErrors.badRequest("The body must be application/json");
    }
    try {
      return FlatJson.parse(request.body());
    } catch (IllegalArgumentException e) {
      throw AstraErrors.badRequest("The body is not as documented: " + e.getMessage());
    }
  }

  private static String tail(String path) {
    return path.substring(AstraPaths.USER_INTENT.length() + 1);
  }
}

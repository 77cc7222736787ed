package dev.tokenkeeper.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registered applications, and how they prove who they are: a confidential one by HTTP Basic
 * alone, a public one by {@code client_id} in the form alone (provider notes, 6.3 and 6.6).
 */
final class RingCentralClients {

  private final Map<String, ClientApplication> byId = new HashMap<>();

  RingCentralClients(List<ClientApplication> clients) {
    clients.forEach(client -> byId.put(client.id(), client));
  }

  void rotateSecret(String id, String secret) {
    if (byId.replace(id, new ClientApplication(id, secret, false)) == null) {
      throw new IllegalArgumentException("no such client: " + id);
    }
  }

  /** By its id alone, as at the authorization page. */
  ClientApplication require(String id) {
    return find(id).orElseThrow(() -> unknown(400, id));
  }

  ClientApplication authenticate(Request request, Form form) {
    return request.authorization().isEmpty() ? byForm(form) : byHeader(request, form);
  }

  /** Who the application says that it is; empty if it does not say. */
  String claimed(Request request, Form form) {
    return request.authorization().isEmpty()
        ? form.find("client_id").orElse("")
        : id(pair(request));
  }

  private ClientApplication byForm(Form form) {
    String id =
        form.find("client_id")
            .orElseThrow(
                () ->
                    RingCentralErrors.invalidClient(
                        401, "OAU-123", "Client authentication is required"));
    ClientApplication client = require(id);
    if (!client.isPublic()) {
      throw RingCentralErrors.invalidClient(400, "OAU-146", "Invalid client credentials");
    }
    return client;
  }

  /** Id and secret are taken raw, not form-urlencoded first (provider notes, section 3). */
  private ClientApplication byHeader(Request request, Form form) {
    String pair = pair(request);
    String id = id(pair);
    ClientApplication client = find(id).orElseThrow(() -> unknown(401, id));
    if (client.isPublic() || !form.find("client_id").orElse(id).equals(id)) {
      throw RingCentralErrors.invalidClient(401, "OAU-153", "Invalid client id");
    }
    if (!client.accepts(pair.substring(id.length() + 1))) {
      throw RingCentralErrors.invalidClient(401, "OAU-146", "Invalid client credentials");
    }
    return client;
  }

  private Optional<ClientApplication> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Refusal unknown(int status, String id) {
    return RingCentralErrors.invalidClient(status, "OAU-153", "Invalid client: " + id);
  }

  private static String id(String pair) {
    return pair.substring(0, pair.indexOf(':'));
  }

  /** Always with a colon. */
  private static String pair(Request request) {
    String decoded = request.credentials("Basic ").map(RingCentralClients::decoded).orElse("");
    return decoded.contains(":") ? decoded : ":";
  }

  private static String decoded(String credentials) {
    try {
      return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

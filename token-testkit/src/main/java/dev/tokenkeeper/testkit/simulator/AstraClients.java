package dev.tokenkeeper.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registered applications; they prove who they are by HTTP Basic and nothing else. */
final class AstraClients {

  private final Map<String, ClientApplication> byId = new HashMap<>();

  AstraClients(List<ClientApplication> clients) {
    clients.forEach(client -> byId.put(client.id(), client));
  }

  boolean knows(String id) {
    return byId.containsKey(id);
  }

  void rotateSecret(String id, String secret) {
    if (byId.replace(id, new ClientApplication(id, secret, false)) == null) {
      throw new IllegalArgumentException("no such client: " + id);
    }
  }

  /** The id of the client, whose form must hold no credentials and no other id. */
  String authenticate(Request request, Form form) {
    String id = authenticate(request);
    if (form.find("client_secret").isPresent() || !form.find("client_id").orElse(id).equals(id)) {
      throw AstraErrors.wrongClient();
    }
    return id;
  }

  /** The id of the client; id and secret are taken raw (provider notes, section 3). */
  String authenticate(Request request) {
    String pair = request.credentials("Basic ").map(AstraClients::decoded).orElse("");
    int colon = Math.max(0, pair.indexOf(':'));
    ClientApplication client = byId.get(pair.substring(0, colon));
    if (client == null || !client.accepts(pair.substring(colon + 1))) {
      throw AstraErrors.wrongClient();
    }
    return client.id();
  }

  private static String decoded(String credentials) {
    try {
      return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The registered applications, and how they prove who they are. */
final class Clients {

  private final Map<String, ClientApplication> byId = new HashMap<>();
  private final WrongClientError wrongClientError;

  Clients(List<ClientApplication> clients, WrongClientError wrongClientError) {
    this.wrongClientError = wrongClientError;
    clients.forEach(client -> byId.put(client.id(), client));
  }

  void rotateSecret(String id, String secret) {
    if (byId.replace(id, new ClientApplication(id, secret, false)) == null) {
      throw new IllegalArgumentException("no such client: " + id);
    }
  }

  /** By HTTP Basic, or by {@code client_id} and {@code client_secret} in the form. */
  ClientApplication authenticate(Request request, Form form) {
    return request
        .credentials("Basic ")
        .map(credentials -> byBasic(credentials, form))
        .orElseGet(() -> checked(form.find("client_id").orElse(""), secret(form)));
  }

  /** Id and secret are taken raw, not form-urlencoded first (provider notes, section 3). */
  private ClientApplication byBasic(String credentials, Form form) {
    if (form.find("client_secret").isPresent()) {
      throw Refusal.invalidRequest("More than one way of client authentication");
    }
    String pair = decoded(credentials);
    int colon = Math.max(0, pair.indexOf(':'));
    String id = pair.substring(0, colon);
    try {
      requireSame(id, form);
      return checked(id, pair.substring(Math.min(pair.length(), colon + 1)));
    } catch (Refusal refusal) {
      // RFC 6749, section 5.2: who tried the Authorization header is told its scheme.
      throw refusal.challenge("Basic realm=\"bsncloud\"");
    }
  }

  private void requireSame(String id, Form form) {
    if (!form.find("client_id").orElse(id).equals(id)) {
      throw wrongClient();
    }
  }

  private ClientApplication checked(String id, String secret) {
    ClientApplication client = byId.get(id);
    if (client == null || !client.accepts(secret)) {
      throw wrongClient();
    }
    return client;
  }

  private Refusal wrongClient() {
    return new Refusal(
        Answer.oauthError(
            401, wrongClientError.code(), "Invalid client or Invalid client credentials"));
  }

  private static String secret(Form form) {
    return form.find("client_secret").orElse("");
  }

  private static String decoded(String credentials) {
    try {
      return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The people whom a client announced before they had an account (provider notes, 4.2).
 *
 * <p>Of an announcement only the e-mail address is kept. Guarded by the site.
 */
final class AstraUserIntents {

  private static final int MOST_PER_EMAIL = 3;
  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");

  private final Map<String, Intent> byId = new LinkedHashMap<>();
  private final AstraUsers users;
  private final StateFile state;

  AstraUserIntents(AstraUsers users, StateFile state) {
    this.users = users;
    this.state = state;
  }

  record Intent(String id, String clientId, String email, boolean converted) {
    Map<String, Object> fields() {
      Map<String, Object> fields = Answer.fields("id", id, "status", "approved", "email", email);
      if (converted) {
        fields.put("user_id", AstraUsers.id(email));
      }
      return fields;
    }
  }

  Intent announce(String clientId, Map<String, String> person) {
    String email = required(person, "email");
    if (!E164.matcher(required(person, "phone")).matches()) {
      throw AstraErrors.badRequest("phone must be in E.164 format");
    }
    if ("null".equals(person.get("address2"))) {
      throw AstraErrors.badRequest("address2 must not be null, but may be an empty string");
    }
    if (byId.values().stream().filter(i -> i.email().equals(email)).count() >= MOST_PER_EMAIL) {
      throw AstraErrors.badRequest("At most 3 UserIntents may have the same email");
    }
    Intent intent = new Intent(String.format("uin_%04d", byId.size() + 1), clientId, email, false);
    keep(intent);
    return intent;
  }

  Optional<Intent> find(String clientId, String id) {
    return Optional.ofNullable(byId.get(id)).filter(intent -> intent.clientId().equals(clientId));
  }

  /** From now on there is an account with the e-mail address as its username. */
  void convert(Intent intent) {
    users.add(intent.email());
    keep(new Intent(intent.id(), intent.clientId(), intent.email(), true));
  }

  /** Puts back from the state file. */
  void restore(Intent intent) {
    byId.put(intent.id(), intent);
    if (intent.converted()) {
      users.add(intent.email());
    }
  }

  private void keep(Intent intent) {
    byId.put(intent.id(), intent);
    state.note("intent", intent.id(), intent.clientId(), intent.email(), intent.converted());
  }

  private static String required(Map<String, String> person, String name) {
    String value = person.getOrDefault(name, "null");
    if (value.isBlank() || value.equals("null")) {
      throw AstraErrors.badRequest(name + " is required");
    }
    return value;
  }
}

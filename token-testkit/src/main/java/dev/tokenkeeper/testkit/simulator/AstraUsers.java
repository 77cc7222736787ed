package dev.tokenkeeper.testkit.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The people who have an account, and what they are called in the API. Guarded by the site. */
final class AstraUsers {

  private static final int ID_LENGTH = 16;

  private final Map<String, String> usernames = new HashMap<>();
  private final Map<String, String> passwords = new HashMap<>();

  AstraUsers(Map<String, String> accounts) {
    accounts.forEach(this::register);
  }

  /** The same in every run: derived from the name. */
  static String id(String username) {
    return "usr_" + Tokens.hash(username).substring(0, ID_LENGTH);
  }

  void register(String username, String password) {
    add(username);
    passwords.put(username, password);
  }

  /** An account without a password: nobody can log in on the page. */
  void add(String username) {
    usernames.put(id(username), username);
  }

  boolean knows(String username) {
    return usernames.containsKey(id(username));
  }

  Optional<String> username(String id) {
    return Optional.ofNullable(usernames.get(id));
  }

  /** Tries a login; empty if it succeeded. */
  Optional<LoginRefusal> tryLogin(String username, String password) {
    if (!knows(username)) {
      return Optional.of(LoginRefusal.UNKNOWN_USER);
    }
    return password.equals(passwords.get(username))
        ? Optional.empty()
        : Optional.of(LoginRefusal.WRONG_PASSWORD);
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The people who may log in, and how they stand. Guarded by the realm. */
final class Accounts {

  private static final Standing GOOD = new Standing(0, false, false);

  private final Map<String, Account> accounts;
  private final Map<String, Standing> standings = new HashMap<>();
  private final int refusedUntilLock;
  private final StateFile state;

  Accounts(BsnSettings settings, StateFile state) {
    this.accounts = new HashMap<>(settings.accounts);
    this.refusedUntilLock = settings.refusedLoginsUntilLock;
    this.state = state;
  }

  record Account(String password, Set<String> scopes) {
    Account {
      scopes = Set.copyOf(scopes);
    }

    /** As the {@code scope} of an answer: sorted, with spaces between. */
    String scope() {
      return String.join(" ", new TreeSet<>(scopes));
    }
  }

  /** Kept apart from the account, since it outlives a restart and the password does not. */
  record Standing(int refused, boolean locked, boolean restricted) {
    Standing afterWrongPassword(int refusedUntilLock) {
      return new Standing(refused + 1, locked || refused + 1 >= refusedUntilLock, restricted);
    }

    Standing withLock(boolean nowLocked) {
      return new Standing(0, nowLocked, restricted);
    }

    Standing withRestriction(boolean nowRestricted) {
      return new Standing(refused, locked, nowRestricted);
    }
  }

  void register(String username, Account account) {
    accounts.put(username, account);
  }

  Optional<Account> find(String username) {
    return Optional.ofNullable(accounts.get(username));
  }

  Standing standing(String username) {
    return standings.getOrDefault(username, GOOD);
  }

  void change(String username, Standing standing) {
    standings.put(username, standing);
    state.note("standing", username, standing.refused(), standing.locked(), standing.restricted());
  }

  /** Tries a login, which changes how the account stands; empty if it succeeded. */
  Optional<LoginRefusal> tryLogin(String username, String password) {
    Account account = accounts.get(username);
    Standing standing = standing(username);
    if (account == null) {
      return Optional.of(LoginRefusal.UNKNOWN_USER);
    }
    if (standing.locked()) {
      return Optional.of(LoginRefusal.LOCKED);
    }
    if (!account.password().equals(password)) {
      change(username, standing.afterWrongPassword(refusedUntilLock));
      return Optional.of(LoginRefusal.WRONG_PASSWORD);
    }
    return standing.restricted() ? Optional.of(LoginRefusal.RESTRICTED) : accepted(username);
  }

  private Optional<LoginRefusal> accepted(String username) {
    if (standing(username).refused() > 0) {
      change(username, standing(username).withLock(false));
    }
    return Optional.empty();
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.util.Set;

/** A login with the user's own name and password. */
final class PasswordGrant implements Grant {

  private final Realm realm;
  private final Issuer issuer;

  PasswordGrant(Realm realm, Issuer issuer) {
    this.realm = realm;
    this.issuer = issuer;
  }

  @Override
  public Answer answer(ClientApplication client, Form form) {
    if (!realm.settings.passwordGrant) {
      throw Refusal.grantNotAllowed(400, "Client not allowed for direct access grants");
    }
    String username = form.require("username");
    Accounts.Account account = login(username, form.require("password"));
    form.find("scope").ifPresent(scope -> requireWithin(account.scopes(), scope));
    realm.budget.requireRoom(client);
    return issuer.pair(realm.sessions.login(client, username), account.scope());
  }

  private Accounts.Account login(String username, String password) {
    realm
        .accounts
        .tryLogin(username, password)
        .ifPresent(
            why -> {
              realm.journal.refusedLogin(realm.settings.clock.instant(), username, why);
              throw Refusal.wrongCredentials();
            });
    return realm.accounts.find(username).orElseThrow(Refusal::wrongCredentials);
  }

  /** Scopes are fixed by the account: asking for fewer changes nothing, for others is refused. */
  private static void requireWithin(Set<String> scopes, String requested) {
    for (String scope : requested.split(" ", -1)) {
      if (!scope.equals("openid") && !scopes.contains(scope)) {
        throw Refusal.invalidScope(requested);
      }
    }
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The whole state of one simulated realm, changed by one thread at a time.
 *
 * <p>Everything that it holds is touched inside {@link #atomically} only.
 */
final class Realm implements AutoCloseable {

  final BsnSettings settings;
  final Journal journal;
  final Clients clients;
  final Accounts accounts;
  final Sessions sessions;
  final Tokens tokens;
  final LiveTokenBudget budget;
  private final StateFile state = new StateFile();

  Realm(BsnSettings settings) {
    this.settings = settings;
    this.journal = new Journal(settings.truthCapacity);
    this.clients = new Clients(settings);
    this.accounts = new Accounts(settings, state);
    this.sessions = new Sessions(settings, journal, state);
    this.tokens = new Tokens(settings, journal, state);
    this.budget = new LiveTokenBudget(settings);
    settings.stateFile.ifPresent(
        path -> {
          StateFile.complete(path).ifPresent(new StateReplay(this)::apply);
          state.open(path);
        });
  }

  /** Does the work as one step, after all that has ended by itself, and writes it down. */
  synchronized <T> T atomically(Supplier<T> work) {
    sessions.noticeEnds();
    try {
      return work.get();
    } finally {
      state.commit();
    }
  }

  RequestFacts facts(Request request) {
    Endpoint endpoint = BsnPaths.endpoint(request.path());
    Optional<Form> form = endpoint == Endpoint.API ? Optional.empty() : readable(request);
    String grantType = form.flatMap(f -> f.find("grant_type")).orElse("");
    String username = form.map(this::username).orElseGet(() -> owner(request.bearer().orElse("")));
    return new RequestFacts(endpoint, request.method(), request.path(), grantType, username);
  }

  /** The user of a token, dead or alive; empty if it is unknown. */
  String owner(String token) {
    return tokens.find(token).map(found -> found.session().username()).orElse("");
  }

  @Override
  public synchronized void close() {
    state.close();
  }

  private String username(Form form) {
    return form.find("username")
        .or(() -> form.find("refresh_token").or(() -> form.find("token")).map(this::owner))
        .orElse("");
  }

  private static Optional<Form> readable(Request request) {
    try {
      return Optional.of(Form.of(request));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }
}

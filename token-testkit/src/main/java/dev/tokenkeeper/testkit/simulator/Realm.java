package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The whole state of one simulated realm, changed by one thread at a time.
 *
 * <p>Everything that it holds is touched inside {@link #atomically} only.
 */
final class Realm implements Site, AutoCloseable {

  final BsnSettings settings;
  final Journal journal;
  final Clients clients;
  final Accounts accounts;
  final Sessions sessions;
  final Tokens tokens;
  final LiveTokenBudget budget;
  private final StateFile state = new StateFile();
  private final TokenEndpoint tokenEndpoint;
  private final RevocationEndpoint revocationEndpoint;
  private final RestApi restApi;

  Realm(BsnSettings settings) {
    this.settings = settings;
    this.journal = new Journal(settings.truthCapacity);
    this.clients = new Clients(settings.clients, settings.wrongClientError);
    this.accounts = new Accounts(settings, state);
    this.sessions = new Sessions(settings, journal, state);
    this.tokens = new Tokens(settings, journal, state);
    this.budget = new LiveTokenBudget(settings);
    this.tokenEndpoint = new TokenEndpoint(this);
    this.revocationEndpoint = new RevocationEndpoint(this);
    this.restApi = new RestApi(this);
    settings.stateFile.ifPresent(
        path -> {
          StateFile.complete(path).ifPresent(new StateReplay(this)::apply);
          state.open(path);
        });
  }

  /** {@inheritDoc} What changed is then written down. */
  @Override
  public synchronized <T> T atomically(Supplier<T> work) {
    sessions.noticeEnds();
    try {
      return work.get();
    } finally {
      state.commit();
    }
  }

  @Override
  public RequestFacts facts(Request request) {
    Endpoint endpoint = BsnPaths.endpoint(request.path());
    Optional<Form> form = endpoint == Endpoint.API ? Optional.empty() : readable(request);
    String grantType = form.flatMap(f -> f.find("grant_type")).orElse("");
    String username = form.map(this::username).orElseGet(() -> owner(request.bearer().orElse("")));
    return new RequestFacts(endpoint, request.method(), request.path(), grantType, username);
  }

  @Override
  public Answer process(Endpoint endpoint, Request request) {
    return switch (endpoint) {
      case TOKEN -> tokenEndpoint.answer(request);
      case REVOKE -> revocationEndpoint.revoke(request);
      case LOGOUT -> revocationEndpoint.logout(request);
      case API -> restApi.answer(request);
      case AUTHORIZE, PRE_REGISTRATION, UNKNOWN ->
          Answer.oauthError(404, "not_found", "No such path: " + request.path());
    };
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Deviation deviation() {
    return settings.deviation;
  }

  @Override
  public boolean honours(String accessOrRefreshToken) {
    Instant now = settings.clock.instant();
    return tokens.find(accessOrRefreshToken).filter(token -> token.liveAt(now)).isPresent();
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

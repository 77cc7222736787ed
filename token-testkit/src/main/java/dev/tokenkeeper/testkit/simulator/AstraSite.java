package dev.tokenkeeper.testkit.simulator;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The whole state of one simulated Astra, changed by one thread at a time.
 *
 * <p>Everything that it holds is touched inside {@link #atomically} only.
 */
final class AstraSite implements Site, AutoCloseable {

  final AstraSettings settings;
  final Journal journal;
  final AstraClients clients;
  final AstraUsers users;
  final AstraUserIntents intents;
  final AstraTokens tokens;
  final AstraLoginPage loginPage;
  private final StateFile state = new StateFile();
  private final AstraTokenEndpoint tokenEndpoint;
  private final AstraPreRegistration preRegistration;
  private final AstraApi api;

  AstraSite(AstraSettings settings) {
    this.settings = settings;
    this.journal = new Journal(settings.truthCapacity);
    this.clients = new AstraClients(settings.clients);
    this.users = new AstraUsers(settings.accounts);
    this.intents = new AstraUserIntents(users, state);
    this.tokens = new AstraTokens(settings, journal, state);
    this.loginPage = new AstraLoginPage(this);
    this.tokenEndpoint = new AstraTokenEndpoint(this);
    this.preRegistration = new AstraPreRegistration(this);
    this.api = new AstraApi(this);
    settings.stateFile.ifPresent(
        path -> {
          StateFile.complete(path).ifPresent(new AstraReplay(this)::apply);
          state.open(path);
        });
  }

  /** {@inheritDoc} What changed is then written down. */
  @Override
  public synchronized <T> T atomically(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      state.commit();
    }
  }

  @Override
  public RequestFacts facts(Request request) {
    Endpoint endpoint = AstraPaths.endpoint(request.path());
    Optional<Form> form = endpoint == Endpoint.API ? Optional.empty() : readable(request);
    String grantType = form.flatMap(f -> f.find("grant_type")).orElse("");
    String username =
        form.map(this::username).orElseGet(() -> tokens.username(request.bearer().orElse("")));
    return new RequestFacts(endpoint, request.method(), request.path(), grantType, username);
  }

  @Override
  public Answer process(Endpoint endpoint, Request request) {
    return switch (endpoint) {
      case AUTHORIZE -> loginPage.answer(request);
      case TOKEN -> tokenEndpoint.answer(request);
      case PRE_REGISTRATION -> preRegistration.answer(request);
      case API -> api.answer(request);
      case REVOKE, LOGOUT, UNKNOWN -> throw AstraErrors.notFound();
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
    return tokens
        .find(accessOrRefreshToken)
        .filter(token -> token.kind().isToken() && token.liveAt(tokens.now()))
        .isPresent();
  }

  @Override
  public synchronized void close() {
    state.close();
  }

  private String username(Form form) {
    return Stream.of("refresh_token", "code", "token")
        .flatMap(name -> form.find(name).stream())
        .map(tokens::username)
        .findFirst()
        .or(() -> form.find("username"))
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

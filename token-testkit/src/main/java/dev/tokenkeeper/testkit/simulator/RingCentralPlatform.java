package dev.tokenkeeper.testkit.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The whole state of one simulated RingCentral, changed by one thread at a time.
 *
 * <p>Everything that it holds is touched inside {@link #atomically} only.
 */
final class RingCentralPlatform implements Site, AutoCloseable {

  final RingCentralSettings settings;
  final Journal journal;
  final RingCentralClients clients;
  final RingCentralTokens tokens;
  final RingCentralSessions sessions;
  final RingCentralCodes codes;
  final RingCentralJwts jwts;
  final RingCentralLimiter limiter;
  private final StateFile state = new StateFile();
  private final Map<String, String> passwords;
  private final RingCentralAuthorizationPage authorizationPage;
  private final RingCentralTokenEndpoint tokenEndpoint;
  private final RingCentralRevocation revocation;
  private final RingCentralApi api;

  RingCentralPlatform(RingCentralSettings settings) {
    this.settings = settings;
    this.journal = new Journal(settings.truthCapacity);
    this.clients = new RingCentralClients(settings.clients);
    this.tokens = new RingCentralTokens(settings);
    this.sessions = new RingCentralSessions(settings, tokens, journal, state);
    this.codes = new RingCentralCodes(settings, journal);
    this.jwts = new RingCentralJwts(settings, state);
    this.limiter = new RingCentralLimiter(settings, journal);
    this.passwords = new HashMap<>(settings.accounts);
    this.authorizationPage = new RingCentralAuthorizationPage(this);
    this.tokenEndpoint = new RingCentralTokenEndpoint(this);
    this.revocation = new RingCentralRevocation(this);
    this.api = new RingCentralApi(this);
    settings.stateFile.ifPresent(path -> new RingCentralReplay(this).resume(path, state));
    settings.jwts.forEach(jwts::register);
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
    Endpoint endpoint = RingCentralPaths.endpoint(request.path());
    Optional<Form> form = endpoint == Endpoint.API ? Optional.empty() : readable(request);
    String grantType = form.flatMap(f -> f.find("grant_type")).orElse("");
    String username = form.map(this::username).orElseGet(() -> owner(request.bearer().orElse("")));
    return new RequestFacts(endpoint, request.method(), request.path(), grantType, username);
  }

  @Override
  public Answer process(Endpoint endpoint, Request request) {
    try {
      return traceable(answer(endpoint, request));
    } catch (Refusal refusal) {
      boolean list = settings.bodiesWithErrors;
      throw new Refusal(traceable(RingCentralErrors.withList(refusal.answer(), list)));
    }
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
        .filter(
            found ->
                found.kind() == Token.Kind.ACCESS
                    ? api.refusal(found.pair()).isEmpty()
                    : tokenEndpoint.honours(found.pair()))
        .isPresent();
  }

  /** The user of a token, dead or alive; empty if it is unknown. */
  String owner(String token) {
    return tokens.find(token).map(found -> found.session().username()).orElse("");
  }

  void register(String username, String password) {
    String former = passwords.put(username, password);
    if (former != null && !former.equals(password)) {
      sessions.of(username).forEach(session -> sessions.end(session, SessionEnd.ADMIN));
    }
  }

  String requirePassword(String username) {
    String password = passwords.get(username);
    if (password == null) {
      throw new IllegalArgumentException("no such account: " + username);
    }
    return password;
  }

  /** Empty if the password is right. */
  Optional<LoginRefusal> tryLogin(String username, String password) {
    if (password.equals(passwords.get(username))) {
      return Optional.empty();
    }
    LoginRefusal why =
        passwords.containsKey(username) ? LoginRefusal.WRONG_PASSWORD : LoginRefusal.UNKNOWN_USER;
    journal.refusedLogin(settings.clock.instant(), username, why);
    return Optional.of(why);
  }

  @Override
  public synchronized void close() {
    state.close();
  }

  private Answer answer(Endpoint endpoint, Request request) {
    return switch (endpoint) {
      case AUTHORIZE -> authorizationPage.answer(request);
      case TOKEN -> limited(request, tokenEndpoint::answer);
      case REVOKE -> limited(request, revocation::answer);
      case API -> api.answer(request);
      case LOGOUT, PRE_REGISTRATION, UNKNOWN ->
          throw RingCentralErrors.api(404, "CMN-102", "Resource is not found");
    };
  }

  /** Both endpoints are of one group, and share its limit. */
  private Answer limited(Request request, BiFunction<Request, Form, Answer> work) {
    if (!request.method().equals("POST")) {
      throw Refusal.methodNotAllowed("POST");
    }
    Form form = form(request);
    var key = new RingCentralLimiter.Key(clients.claimed(request, form), username(form));
    limiter.admit(key);
    try {
      return limiter.marked(work.apply(request, form), key);
    } catch (Refusal refusal) {
      throw new Refusal(limiter.marked(refusal.answer(), key));
    }
  }

  private String username(Form form) {
    return form.find("username")
        .or(() -> form.find("refresh_token").or(() -> form.find("token")).map(this::owner))
        .or(() -> form.find("code").flatMap(codes::owner))
        .or(() -> form.find("assertion").flatMap(jwts::find).map(RingCentralJwts.Jwt::username))
        .orElse("");
  }

  /** The body's, or the query's if there is no body: a revocation may be either. */
  private static Form form(Request request) {
    boolean bare = request.body().isEmpty() && request.path().equals(RingCentralPaths.REVOKE);
    return bare ? Form.ofQuery(request) : Form.of(request);
  }

  private static Optional<Form> readable(Request request) {
    try {
      return Optional.of(form(request));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  private static Answer traceable(Answer answer) {
    return answer.header("RCRequestId", UUID.randomUUID().toString());
  }
}

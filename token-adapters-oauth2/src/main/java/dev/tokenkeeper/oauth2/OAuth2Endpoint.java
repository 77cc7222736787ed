package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.oauth2.Notation.Requests;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider's token endpoint (RFC 6749) and its revocation endpoint (RFC 7009), if it has one.
 *
 * <p>A ticket sends one request and never another. {@code NotSent} means that no byte of the
 * request's body has left; its headers may have, without which no server acts. The exchange goes on
 * to its end or its deadline whatever interrupts its thread; the interrupt is kept for the caller.
 *
 * <p>Login is sent as the password grant, a mint as client credentials, an assertion as RFC 7523's
 * grant, an identity token as {@link IdentityExchange} says. Safe for use by many threads; holds
 * connections and a thread of its own for as long as it is referred to.
 */
public final class OAuth2Endpoint implements TokenEndpoint {
  private final EndpointSettings settings;
  private final Door door;
  private final Door doorInWindow;
  private final Wire tokens;
  private final @Nullable Wire revocations;
  private final @Nullable Wire identities;

  /**
   * Makes the endpoint; does no I/O.
   *
   * @throws dev.tokenkeeper.domain.ConfigurationException if the settings cannot be worked with,
   *     all problems at once
   */
  public OAuth2Endpoint(EndpointSettings settings) {
    this(settings, new MonotonicClock());
  }

  /**
   * Makes the endpoint for a test that moves the time; does no I/O.
   *
   * @param clock by which nobody is let through for a while, and then somebody again; exchanges
   *     themselves take real time
   * @throws dev.tokenkeeper.domain.ConfigurationException if the settings cannot be worked with,
   *     all problems at once
   */
  public OAuth2Endpoint(EndpointSettings settings, Clock clock) {
    var problems = new Problems("");
    settings.check(problems);
    problems.throwIfAny();
    this.settings = settings;
    this.door = new Door(settings.tokenUri().getHost(), settings.resilience(), clock);
    this.doorInWindow = door.withoutBreaker();
    var client = new SingleSend(settings.http());
    this.tokens = Wire.to(settings.tokenUri(), settings.http(), client);
    this.revocations = wire(settings.revocationUri(), client);
    IdentityExchange identity = settings.identity();
    this.identities = wire(identity == null ? null : identity.uri(), client);
  }

  private @Nullable Wire wire(@Nullable URI uri, SingleSend client) {
    return uri == null ? null : Wire.to(uri, settings.http(), client);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The ticket's {@code send} throws {@link IllegalArgumentException} for a revocation or an
   * identity token where there is no endpoint for it, and is not used up by that.
   */
  @Override
  public Admission admit(Attempt.Purpose purpose) {
    return through(door);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A failing provider is asked all the same; one that asks us to wait is not, nor are there
   * ever more exchanges at once than the settings say.
   */
  @Override
  public Admission admitInWindow(Attempt.Purpose purpose) {
    return through(doorInWindow);
  }

  private Admission through(Door entrance) {
    Held held = entrance.enter();
    return held == null ? new OneTimeTicket(entrance, this) : held;
  }

  @Override
  public Duration longestExchange() {
    return settings.http().exchangeTimeout();
  }

  /** Prepares an exchange. Nothing is sent before the supplier is asked, which is once. */
  Supplier<Outcome> exchange(TokenRequest request) {
    Wire wire = wireFor(request);
    // The secret may change while this is under way.
    ClientSettings client;
    Form form;
    try {
      client = settings.client().atThisMoment();
      form = Form.of(request, settings, client);
    } catch (ConfigurationException e) {
      return () -> new Outcome.NotSent("Our application's key: " + e.getMessage());
    }
    var judge =
        new Judge(
            settings.dialect(),
            form.wording(),
            request instanceof TokenRequest.Revoke,
            () -> settings.client().refused(client.secret()));
    boolean json = wire == tokens && settings.dialect().notation().requests() == Requests.JSON;
    return () ->
        judge.judge(
            HttpAnswer.of(() -> json ? wire.postJson(form.json()) : wire.postForm(form.request())));
  }

  private Wire wireFor(TokenRequest request) {
    if (request instanceof TokenRequest.Revoke) {
      return orRefuse(revocations, "There is no revocation endpoint");
    }
    return request instanceof TokenRequest.IdentityToken
        ? orRefuse(identities, "There is no endpoint for identity tokens")
        : tokens;
  }

  private static Wire orRefuse(@Nullable Wire wire, String words) {
    if (wire == null) {
      throw new IllegalArgumentException(words);
    }
    return wire;
  }

  /** Returns the address, without any secret. */
  @Override
  public String toString() {
    return "OAuth2Endpoint[" + settings.tokenUri() + ']';
  }
}

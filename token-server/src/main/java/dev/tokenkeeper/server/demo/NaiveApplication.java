package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read, refresh if expired, write: what is written first, works on every developer's machine, and
 * is what the keeper is for.
 */
final class NaiveApplication implements Application {
  private static final Logger LOG = LoggerFactory.getLogger(NaiveApplication.class);

  private final NaiveTable table;
  private final NaiveEndpoint endpoint;
  private final PasswordWorld world;
  private final DemoApi api = new DemoApi();
  private final InstantSource clock = InstantSource.system();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  private NaiveApplication(NaiveTable table, PasswordWorld world) {
    this.table = table;
    this.world = world;
    this.endpoint = new NaiveEndpoint(world, clock);
  }

  static NaiveApplication open(DemoFolder folder, PasswordWorld world) {
    return new NaiveApplication(NaiveTable.open(folder.file("tokens")), world);
  }

  @Override
  public int begin() {
    List<AuthorizationId> unknown =
        world.authorizations().stream().filter(id -> table.select(id.subject()).isEmpty()).toList();
    Crew.forEach(unknown, id -> logIn(id.subject()));
    return unknown.size();
  }

  private void logIn(String user) throws IOException, InterruptedException {
    table.write(user, endpoint.login(user, world.password(user)));
  }

  @Override
  public int call(AuthorizationId id) throws IOException, InterruptedException {
    String user = id.subject();
    NaiveTokens tokens = table.select(user).orElseThrow();
    if (!clock.instant().isBefore(tokens.expiresAt())) {
      tokens = refreshed(user, tokens);
    }
    int status = api.get(world.apiUri(user), "Bearer " + tokens.access());
    return status == 401
        ? api.get(world.apiUri(user), "Bearer " + refreshed(user, tokens).access())
        : status;
  }

  /** Nothing keeps another caller from sending the same token meanwhile. */
  private NaiveTokens refreshed(String user, NaiveTokens tokens)
      throws IOException, InterruptedException {
    try {
      NaiveTokens next = endpoint.refresh(tokens.refresh());
      table.write(user, next);
      return next;
    } catch (IOException e) {
      refused.add(user);
      throw e;
    }
  }

  @Override
  public void settle(AuthorizationId id) {
    try {
      call(id);
    } catch (IOException e) {
      LOG.info("No call for {}: {}", id, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Fate fate(AuthorizationId id) {
    boolean live =
        table.select(id.subject()).stream()
            .flatMap(tokens -> Stream.of(tokens.access(), tokens.refresh()))
            .anyMatch(token -> world.isLive(Secret.of(token)));
    return new Fate(live, false);
  }

  @Override
  public Standing standing(AuthorizationId id) {
    String trouble = refused.contains(id.subject()) ? "refused" : null;
    Instant end = table.select(id.subject()).map(NaiveTokens::expiresAt).orElse(null);
    return new Standing(id, trouble, 0, end, world.accessTokenLife());
  }

  @Override
  public void close() {
    table.close();
  }
}

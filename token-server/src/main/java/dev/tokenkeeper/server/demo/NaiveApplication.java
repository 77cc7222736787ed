package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final World world;
  private final DemoSecrets secrets;
  private final DemoApi api = new DemoApi();
  private final InstantSource clock = InstantSource.system();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  private NaiveApplication(NaiveTable table, World world, DemoSecrets secrets) {
    this.table = table;
    this.world = world;
    this.secrets = secrets;
    this.endpoint = new NaiveEndpoint(world, clock);
  }

  static NaiveApplication open(DemoFolder folder, World world, DemoSecrets secrets) {
    return new NaiveApplication(NaiveTable.open(folder.file("tokens")), world, secrets);
  }

  @Override
  public int logIn(List<String> users) {
    List<String> unknown = users.stream().filter(user -> table.select(user).isEmpty()).toList();
    Crew.forEach(unknown, user -> table.write(user, endpoint.login(user, secrets.of(user))));
    return unknown.size();
  }

  @Override
  public int call(String user) throws IOException, InterruptedException {
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
  public void settle(String user) {
    try {
      call(user);
    } catch (IOException e) {
      LOG.info("No call for {}: {}", user, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Fate fate(String user) {
    boolean live =
        table.select(user).stream()
            .flatMap(tokens -> Stream.of(tokens.access(), tokens.refresh()))
            .anyMatch(token -> world.isLive(Secret.of(token)));
    return new Fate(live, false);
  }

  @Override
  public List<Standing> standings(int max) {
    return DemoSecrets.users(max).stream().flatMap(user -> standing(user).stream()).toList();
  }

  private Optional<Standing> standing(String user) {
    String trouble = refused.contains(user) ? "was refused" : null;
    return table
        .select(user)
        .map(tokens -> new Standing(user, trouble, 0, tokens.expiresAt(), null));
  }

  @Override
  public void close() {
    table.close();
  }
}

package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The providers of a demo. Safe for use by many threads. */
final class Worlds implements AutoCloseable {
  private final Map<String, World> byId = new LinkedHashMap<>();

  private Worlds(List<? extends World> worlds) {
    worlds.forEach(world -> byId.put(world.providerId(), world));
  }

  /** Takes providers that were started. */
  static Worlds of(World... worlds) {
    return new Worlds(List.of(worlds));
  }

  /** Starts all that are simulated. */
  static Worlds simulators(
      DemoFolder folder, List<String> users, DemoSecrets secrets, Paces paces) {
    List<World> started = new ArrayList<>();
    try {
      started.add(AstraWorld.start(folder, users, secrets, paces.astra()));
      started.add(BsnWorld.start(folder, users, secrets, paces.bsn()));
      RingCentralWorld ringCentral = RingCentralWorld.start(folder, users, secrets, paces);
      started.add(ringCentral);
      started.add(ringCentral.serviceAccounts());
      return new Worlds(started);
    } catch (RuntimeException e) {
      started.forEach(World::close);
      throw e;
    }
  }

  Collection<World> all() {
    return byId.values();
  }

  /** Returns the provider of an authorization. */
  World of(AuthorizationId id) {
    World world = byId.get(id.provider());
    if (world == null) {
      throw new IllegalArgumentException("The demo has no provider of " + id);
    }
    return world;
  }

  /** Returns the one whose users log in with a password. */
  PasswordWorld withPasswords() {
    return all().stream()
        .filter(PasswordWorld.class::isInstance)
        .map(PasswordWorld.class::cast)
        .findFirst()
        .orElseThrow();
  }

  List<AuthorizationId> authorizations() {
    return all().stream().flatMap(world -> world.authorizations().stream()).toList();
  }

  /** Returns what each of them says, in their order. */
  Map<String, Truth> truths() {
    Map<String, Truth> truths = new LinkedHashMap<>();
    byId.forEach((id, world) -> truths.put(id, world.truth()));
    return truths;
  }

  @Override
  public void close() {
    all().forEach(World::close);
  }
}

package dev.tokenkeeper.testkit.simulator;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a builder was told, copied: nothing here changes any more. */
final class AstraSettings {

  final AstraLifetimes lifetimes;
  final InstantSource clock;
  final List<ClientApplication> clients;
  final Map<String, String> accounts;
  final List<String> redirectUris;
  final boolean echoState;
  final boolean reauthorizeRevokesOld;
  final boolean strictRedirectOnRefresh;
  final int truthCapacity;
  final int port;
  final int threads;
  final Optional<Path> stateFile;
  final Deviation deviation;

  AstraSettings(AstraSimulatorBuilder builder) {
    this.lifetimes = builder.lifetimes;
    this.clock = builder.clock;
    this.clients = builder.clientsOrDefault();
    this.accounts = Map.copyOf(builder.accounts);
    this.redirectUris = builder.redirectUrisOrDefault();
    this.echoState = builder.echoState;
    this.reauthorizeRevokesOld = builder.reauthorizeRevokesOld;
    this.strictRedirectOnRefresh = builder.strictRedirectOnRefresh;
    this.truthCapacity = builder.truthCapacity;
    this.port = builder.port;
    this.threads = builder.threads;
    this.stateFile = Optional.ofNullable(builder.stateFile);
    this.deviation = builder.deviation;
  }

  /** Character by character: nothing is normalized. */
  boolean isRegistered(String redirectUri) {
    return redirectUris.contains(redirectUri);
  }
}

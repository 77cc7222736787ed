package dev.tokenkeeper.testkit.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a builder was told, copied: nothing here changes any more. */
final class RingCentralSettings {

  final RingCentralLifetimes lifetimes;
  final Optional<Duration> absoluteSessionTimeout;
  final InstantSource clock;
  final List<ClientApplication> clients;
  final Set<String> redirectUris;
  final Map<String, String> accounts;
  final Map<String, String> jwts;
  final RingCentralAuthLimit authLimit;
  final boolean retryAfterHeader;
  final int maxSessionsPerUser;
  final RingCentralAtSessionCap atSessionCap;
  final boolean refreshTokens;
  final boolean newPairOnReplay;
  final boolean bodiesWithErrors;
  final boolean expiresInOneShort;
  final boolean enforcePkce;
  final int truthCapacity;
  final int port;
  final int threads;
  final Optional<Path> stateFile;
  final Deviation deviation;

  RingCentralSettings(RingCentralSimulatorBuilder builder) {
    this.lifetimes = builder.lifetimes;
    this.absoluteSessionTimeout = Optional.ofNullable(builder.absoluteSessionTimeout);
    this.clock = builder.clock;
    this.clients = builder.clientsOrDefault();
    this.redirectUris = builder.redirectUrisOrDefault();
    this.accounts = Map.copyOf(builder.accounts);
    this.jwts = Map.copyOf(builder.jwts);
    this.authLimit = builder.authLimit;
    this.retryAfterHeader = builder.retryAfterHeader;
    this.maxSessionsPerUser = builder.maxSessionsPerUser;
    this.atSessionCap = builder.atSessionCap;
    this.refreshTokens = builder.refreshTokens;
    this.newPairOnReplay = builder.newPairOnReplay;
    this.bodiesWithErrors = builder.bodiesWithErrors;
    this.expiresInOneShort = builder.expiresInOneShort;
    this.enforcePkce = builder.enforcePkce;
    this.truthCapacity = builder.truthCapacity;
    this.port = builder.port;
    this.threads = builder.threads;
    this.stateFile = Optional.ofNullable(builder.stateFile);
    this.deviation = builder.deviation;
  }
}

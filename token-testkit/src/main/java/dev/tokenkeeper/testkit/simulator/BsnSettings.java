package dev.tokenkeeper.testkit.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a builder was told, copied: nothing here changes any more. */
final class BsnSettings {

  final BsnLifetimes lifetimes;
  final InstantSource clock;
  final List<ClientApplication> clients;
  final Map<String, Accounts.Account> accounts;
  final List<Network> networks;
  final ExpiredStatus expiredStatus;
  final WrongClientError wrongClientError;
  final boolean reuseKillsSession;
  final boolean refreshTokens;
  final boolean passwordGrant;
  final boolean requireNetwork;
  final int refusedLoginsUntilLock;
  final int maxSessionsPerUser;
  final int maxUnexpiredAccessTokens;
  final Duration retryAfterAtCap;
  final int truthCapacity;
  final int port;
  final int threads;
  final Optional<Path> stateFile;
  final Deviation deviation;

  BsnSettings(BsnSimulatorBuilder builder) {
    this.lifetimes = builder.lifetimes;
    this.clock = builder.clock;
    this.clients = builder.clientsOrDefault();
    this.accounts = Map.copyOf(builder.accounts);
    this.networks = builder.networksOrDefault();
    this.expiredStatus = builder.expiredStatus;
    this.wrongClientError = builder.wrongClientError;
    this.reuseKillsSession = builder.reuseKillsSession;
    this.refreshTokens = builder.refreshTokens;
    this.passwordGrant = builder.passwordGrant;
    this.requireNetwork = builder.requireNetwork;
    this.refusedLoginsUntilLock = builder.refusedLoginsUntilLock;
    this.maxSessionsPerUser = builder.maxSessionsPerUser;
    this.maxUnexpiredAccessTokens = builder.maxUnexpiredAccessTokens;
    this.retryAfterAtCap = builder.retryAfterAtCap;
    this.truthCapacity = builder.truthCapacity;
    this.port = builder.port;
    this.threads = builder.threads;
    this.stateFile = Optional.ofNullable(builder.stateFile);
    this.deviation = builder.deviation;
  }
}

package dev.tokenkeeper.server.demo;

/**
 * What Keycloak saw of one user during one run.
 *
 * @param logins password grants that succeeded, each the start of a new session
 * @param refreshes refresh grants that succeeded
 * @param callsAccepted API calls served
 * @param callsRejected API calls refused, whatever was wrong with the access token
 * @param sessionsEnded sessions that expired, were ended or were killed by a reused token
 */
record KeycloakTally(
    long logins, long refreshes, long callsAccepted, long callsRejected, long sessionsEnded) {}

/**
 * Strict local simulators of the providers, for testing a keeper of your own against them.
 *
 * <p>Begin at {@link dev.tokenkeeper.testkit.simulator.AstraSimulator}, {@link
 * dev.tokenkeeper.testkit.simulator.BsnSimulator} or {@link
 * dev.tokenkeeper.testkit.simulator.RingCentralSimulator}: each is a real HTTP server on loopback.
 * {@link dev.tokenkeeper.testkit.simulator.Faults} spoils its answers, its admin plays the
 * administrator, its {@code authorize} a user's browser, and {@link
 * dev.tokenkeeper.testkit.simulator.TruthLog} tells afterwards what really happened. The simulators
 * are written from the providers' documents and share no code with any client.
 */
@NullMarked
package dev.tokenkeeper.testkit.simulator;

import org.jspecify.annotations.NullMarked;

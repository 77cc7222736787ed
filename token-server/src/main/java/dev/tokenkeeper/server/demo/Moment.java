package dev.tokenkeeper.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What there is to see at one moment of a run.
 *
 * @param now of which moment
 * @param elapsed since the callers began
 * @param truth what the provider says
 * @param failed calls that brought their caller nothing
 * @param standings of some users
 */
record Moment(Instant now, Duration elapsed, Truth truth, long failed, List<Standing> standings) {}

package dev.tokenkeeper.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What there is to see at one moment of a run.
 *
 * @param now of which moment
 * @param elapsed since the callers began
 * @param truths what each provider says, in their order
 * @param failed calls that brought their caller nothing
 * @param standings of some authorizations, side by side: a column of a provider's for each list
 */
record Moment(
    Instant now,
    Duration elapsed,
    Map<String, Truth> truths,
    long failed,
    List<List<Standing>> standings) {}

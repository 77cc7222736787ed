package dev.tokenkeeper.benchmarks.load;

/**
 * What a store holds for one user.
 *
 * @param generation how often it was renewed
 * @param isAtRest whether the store says that it is usable and that nothing is under way
 * @param accessToken its fingerprint
 * @param refreshToken its fingerprint
 * @param renewedAtMillis when the tokens were stored, by the store's time of day
 */
record Holding(
    long generation,
    boolean isAtRest,
    String accessToken,
    String refreshToken,
    long renewedAtMillis) {}

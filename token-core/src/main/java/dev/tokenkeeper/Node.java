package dev.tokenkeeper;

/**
 * What the parts of one keeper share.
 *
 * @param providers the installed ones
 * @param ledger the stored rows
 * @param seals the cipher, in domain words
 * @param clock the store's time
 * @param cache what was read lately
 * @param leases the tokens that are in use
 * @param workers the threads
 * @param settings how the keeper behaves
 */
record Node(
    Providers providers,
    Ledger ledger,
    Seals seals,
    StoreClock clock,
    TokenCache cache,
    Leases leases,
    Workers workers,
    KeeperSettings settings) {}

package dev.tokenkeeper;

/**
 * What the parts of one keeper share.
 *
 * @param providers the installed ones
 * @param permits who may send to them
 * @param suspensions to whom of them nothing is sent at the moment
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
    Permits permits,
    Suspensions suspensions,
    Ledger ledger,
    Seals seals,
    StoreClock clock,
    TokenCache cache,
    Leases leases,
    Workers workers,
    KeeperSettings settings) {}

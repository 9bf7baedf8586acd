package verticles.http;

import java.util.Optional;
import verticles.bus.Bus;
import verticles.cache.Cache;
import verticles.dataset.Datasets;
import verticles.security.Accounts;
import verticles.security.DemoAccount;
import verticles.security.Tokens;

/**
 * What the operations need from the rest of the node.
 *
 * @param demoAccount offered to everybody on the sign-in page; empty outside of a demo
 * @param simulated whether this node simulates a market
 */
public record HttpServices(
    Bus bus,
    Cache cache,
    CacheServices caching,
    Datasets datasets,
    Tokens tokens,
    Accounts accounts,
    Importer importer,
    TaskServices tasks,
    Optional<DemoAccount> demoAccount,
    boolean simulated) {}

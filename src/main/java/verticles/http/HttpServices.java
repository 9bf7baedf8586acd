package verticles.http;

import java.util.Optional;
import verticles.bus.Bus;
import verticles.cache.Cache;
import verticles.dataset.Datasets;
import verticles.limit.Limiter;
import verticles.notify.NotifyVerticle;
import verticles.security.Accounts;
import verticles.security.DemoAccount;
import verticles.security.Tokens;

/**
 * What the operations need from the rest of the node.
 *
 * @param waysIn beside a password
 * @param notices the notifications, their streams and tickets
 * @param demoAccount offered to everybody on the sign-in page; empty outside of a demo
 * @param simulated whether this node simulates a market
 * @param identity sessions, accounts, tokens of services and signing keys
 */
public record HttpServices(
    Bus bus,
    Cache cache,
    CacheServices caching,
    Datasets datasets,
    Tokens tokens,
    Accounts accounts,
    WaysIn waysIn,
    Limiter limiter,
    Importer importer,
    TaskServices tasks,
    NotifyVerticle notices,
    Optional<DemoAccount> demoAccount,
    boolean simulated,
    IdentityServices identity,
    AuditServices audit,
    PrivacyServices privacy) {}

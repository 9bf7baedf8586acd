package verticles.architecture;

import java.util.Set;

/** Which room is of which kind, and what each feature shows beside its verticle and messages. */
final class Rooms {
  static final String[] GROUND = {
    "verticles.bus..",
    "verticles.config..",
    "verticles.identity..",
    "verticles.invalidation..",
    "verticles.tls.."
  };
  static final String[] SERVICES = {
    "verticles.grid..",
    "verticles.postgres..",
    "verticles.redis..",
    "verticles.embedded..",
    "verticles.shared..",
    "verticles.coherence..",
    "verticles.egress..",
    "verticles.secret.."
  };
  static final String[] FEATURES = {
    "verticles.cache..",
    "verticles.dataset..",
    "verticles.market..",
    "verticles.warming..",
    "verticles.security..",
    "verticles.oidc..",
    "verticles.passkey..",
    "verticles.limit..",
    "verticles.notify..",
    "verticles.http.."
  };

  static final Set<String> SEAMS =
      Set.of(
          // the hot path reads through these
          "cache.Cache",
          "cache.CacheAnswer",
          "cache.CacheEntry",
          "cache.Encoding",
          // what operators and other services do with it
          "cache.CacheAdmin",
          "cache.CacheReport",
          "cache.EntryPage",
          "cache.InvalidationResult",
          "cache.KeptEntry",
          "cache.NamedPolicy",
          "warming.Warmer",
          "warming.WarmRequest",
          "warming.WarmRun",
          "dataset.Datasets",
          "dataset.DatasetDescription",
          "dataset.Format",
          "security.Tokens",
          "security.TokenSource",
          "security.VerifiedToken",
          // every request is counted, those of the hot path too
          "limit.Allowance",
          "limit.ClassLimits",
          "limit.Limit",
          "limit.SignInLimits",
          "limit.Limiter",
          "limit.LimitMode",
          "limit.RouteClass",
          "limit.SubjectKind",
          "limit.TrustedProxies",
          // imports come from the command line and from HTTP
          "market.MarketImport",
          "market.ImportRequest",
          "market.ImportReport",
          "market.Kind",
          "market.RowFormat",
          // what the cache is filled with before anybody asks
          "dataset.RecurringQuestion",
          "dataset.WarmDatasets",
          "dataset.WarmDeclaration",
          "warming.AccessHistory",
          "warming.LiveLoads",
          "warming.CacheWarmer",
          "warming.CountedReads",
          // what is told to people, and the streams that tell it
          "notify.Audience",
          "notify.Notice",
          "notify.NoticeFrame",
          "notify.Notifications",
          "notify.Notifier",
          "notify.StreamEnd",
          "notify.StreamSlots",
          "notify.StreamToken",
          "notify.Subscriber",
          "notify.SubscriberGroup",
          "notify.TicketPurpose",
          "notify.Tickets",
          "notify.Topic",
          "notify.Wire",
          // signing in
          "security.AccessToken",
          "security.AccountChange",
          "security.AccountDesk",
          "security.AccountView",
          "security.Accounts",
          "security.RevocationStore",
          "security.Revocations",
          "security.ServiceToken",
          "security.ServiceTokens",
          "security.SessionGrant",
          "security.SessionMark",
          "security.SessionView",
          "security.Sessions",
          "security.SignedIn",
          "security.SigningKeyList",
          "security.DemoAccount",
          "oidc.OidcSignIn",
          "oidc.ProviderState",
          "oidc.SignInOutcome",
          "passkey.Passkey",
          "passkey.PasskeyChallenge",
          "passkey.Passkeys",
          // what the node wires, and the command line uses without a node
          "cache.CacheMeters",
          "cache.CacheStatistics",
          "cache.NearCache",
          "cache.CacheNeighbours",
          "cache.ClusterCache",
          "cache.CoarseClock",
          "dataset.DatasetCatalog",
          "dataset.DatasetClient",
          "dataset.DatasetWarming",
          "http.CacheServices",
          "http.Health",
          "http.HealthPart",
          "http.HttpFront",
          "http.HttpTls",
          "http.HttpServices",
          "http.HttpTls",
          "http.Importer",
          "http.WaysIn",
          "market.MarketHistory",
          "http.IdentityServices",
          "security.KeyRing",
          "security.KeyRotation",
          "security.RevocationTable",
          "security.Upkeep",
          "security.SigningKeys");

  private Rooms() {}
}

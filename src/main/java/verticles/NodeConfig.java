package verticles;

import java.util.Map;
import verticles.audit.AuditConfig;
import verticles.cache.CacheConfig;
import verticles.dataset.DatasetsConfig;
import verticles.egress.EgressConfig;
import verticles.grid.GridConfig;
import verticles.http.HttpConfig;
import verticles.limit.LimitsConfig;
import verticles.llm.LlmConfig;
import verticles.market.MarketConfig;
import verticles.notify.NotifyConfig;
import verticles.oidc.OidcConfig;
import verticles.passkey.PasskeyConfig;
import verticles.postgres.PostgresConfig;
import verticles.postgres.SourceConfig;
import verticles.redis.RedisConfig;
import verticles.secret.SecretsConfig;
import verticles.security.SecurityConfig;
import verticles.sync.SyncConfig;
import verticles.tasks.TasksConfig;
import verticles.warming.WarmingConfig;

/**
 * The whole configuration of a node, a section for each room; see {@code conf/spinreserve.yaml}.
 */
public record NodeConfig(
    NodeSettings node,
    HttpConfig http,
    LimitsConfig limits,
    SecurityConfig security,
    OidcConfig oidc,
    PasskeyConfig passkeys,
    SecretsConfig secrets,
    GridConfig grid,
    PostgresConfig postgres,
    RedisConfig redis,
    EgressConfig egress,
    CacheConfig cache,
    WarmingConfig warming,
    DatasetsConfig datasets,
    Map<String, SourceConfig> sources,
    MarketConfig market,
    NotifyConfig notifications,
    AuditConfig audit,
    TasksConfig tasks,
    LlmConfig llm,
    SyncConfig sync) {}

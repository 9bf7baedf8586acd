package verticles;

import java.util.Map;
import verticles.cache.CacheConfig;
import verticles.dataset.DatasetsConfig;
import verticles.grid.GridConfig;
import verticles.http.HttpConfig;
import verticles.market.MarketConfig;
import verticles.postgres.PostgresConfig;
import verticles.postgres.SourceConfig;
import verticles.redis.RedisConfig;
import verticles.security.SecurityConfig;
import verticles.tasks.TasksConfig;
import verticles.warming.WarmingConfig;

/**
 * The whole configuration of a node, a section for each room; see {@code conf/spinreserve.yaml}.
 */
public record NodeConfig(
    NodeSettings node,
    HttpConfig http,
    SecurityConfig security,
    GridConfig grid,
    PostgresConfig postgres,
    RedisConfig redis,
    CacheConfig cache,
    WarmingConfig warming,
    DatasetsConfig datasets,
    Map<String, SourceConfig> sources,
    MarketConfig market,
    TasksConfig tasks) {}

package verticles.redis;

/** What kind of servers the addresses lead to. */
public enum RedisTopology {
  /** One server; a proxy or a service that looks like one counts as well. */
  STANDALONE,
  /** Sentinels, which say who the master is now. */
  SENTINEL,
  /** Some nodes of a Redis Cluster, which know the others. */
  CLUSTER
}

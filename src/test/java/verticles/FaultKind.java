package verticles;

/** What can go wrong around the nodes; {@link #NONE} is the time between. */
enum FaultKind {
  NONE("none"),
  REDIS_FROZEN("Redis frozen 3 to 8 s"),
  REDIS_RESTARTED("Redis killed, back empty"),
  REDIS_SLOW("Redis answers 200 ms late"),
  REDIS_FULL("Redis full"),
  POSTGRES_FROZEN("PostgreSQL frozen 2 to 5 s"),
  NODE_KILLED("a node killed and restarted"),
  NODE_FROZEN("a node frozen 3 s");

  private final String words;

  FaultKind(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}

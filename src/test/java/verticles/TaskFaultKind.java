package verticles;

/** What {@code bench/tasks-faults} lets go wrong. */
enum TaskFaultKind {
  /** A node is killed in mid-task; what it ran must run elsewhere within 10 s. */
  KILLED,
  /** A node stands still until its lease is gone, and wakes. */
  PAUSED,
  POSTGRES_FROZEN,
  POSTGRES_RESTARTED,
  /** One owner asks for ten thousand tasks, and another one for one. */
  FLOOD
}

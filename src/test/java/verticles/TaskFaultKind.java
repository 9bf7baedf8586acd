package verticles;

/** What {@code bench/tasks-faults} lets go wrong. */
enum TaskFaultKind {
  /** A node is killed in mid-task; what it ran must run elsewhere within 10 s. */
  KILLED,
  /** A node stands still until its lease is gone, and wakes. */
  PAUSED,
  /** A node is killed in the middle of a pull, which must go on where it was. */
  SYNC_KILLED,
  /** A task takes all memory, and its nodes with it: it must be quarantined, and no other task. */
  MEMORY,
  /** A node comes whose clock is a minute ahead or behind; delays must not be wrong by that. */
  CLOCK,
  POSTGRES_FROZEN,
  POSTGRES_RESTARTED,
  /** One owner asks for ten thousand tasks, and another one for one. */
  FLOOD
}

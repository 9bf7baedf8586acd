package verticles.bus;

/** Who may answer a message sent to an address. */
public enum Scope {
  /** The actor on the sender's own node. */
  NODE,
  /** Any one node; the work must be idempotent, because it is tried again when a node dies. */
  ANY,
  /** The node that is named with each message. */
  EXACT,
  /** Every node; a publication can be missed, so its receiver needs a way to repair. */
  ALL
}

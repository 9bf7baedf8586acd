package verticles.bus;

/**
 * A place on the bus and who may answer there. An address has exactly one scope: an actor that
 * serves its own node and the cluster has two addresses.
 *
 * @param name unique over all features, for example {@code cache.read}
 * @param scope who answers
 */
public record Address(String name, Scope scope) {

  /** An address answered by the actor on the sender's own node. */
  public static Address node(String name) {
    return new Address(name, Scope.NODE);
  }

  /** An address answered by any one node. */
  public static Address any(String name) {
    return new Address(name, Scope.ANY);
  }

  /** An address answered by the node named with each message. */
  public static Address exact(String name) {
    return new Address(name, Scope.EXACT);
  }

  /** An address heard by every node. */
  public static Address all(String name) {
    return new Address(name, Scope.ALL);
  }

  String on(String nodeId) {
    return name + "." + nodeId;
  }
}

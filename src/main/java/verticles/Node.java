package verticles;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import verticles.bus.Bus;
import verticles.security.DemoAccount;

/**
 * One node: its parts are started in order and stopped in reverse. The methods block; they are
 * called from plain threads.
 */
public final class Node {
  private final NodeConfig config;
  private final Ladder ladder = new Ladder();
  private Optional<DemoAccount> demoAccount = Optional.empty();

  /** A node that is not started yet. */
  public Node(NodeConfig config) {
    this.config = config;
  }
}

package verticles.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.function.UnaryOperator;
import verticles.bus.Bus;
import verticles.grid.Grid;
import verticles.grid.GridConfig;
import verticles.grid.GridTls;

/** A node of a test's own grid; members find each other by the ports they are given. */
public record TestCluster(Grid grid, Bus bus) implements AutoCloseable {

  /**
   * Starts a member.
   *
   * @param name tells the clusters of different tests apart
   * @param port of this member
   * @param seedPort of the first member; the same as {@code port} for the first
   */
  public static TestCluster join(String name, int port, int seedPort) {
    GridConfig config =
        new GridConfig(name, "127.0.0.1", port, List.of("127.0.0.1:" + seedPort), GridTls.NONE);
    Grid grid = Grid.start(config, new VertxOptions(), UnaryOperator.identity()).await();
    return new TestCluster(grid, new Bus(grid.vertx(), grid.nodeId()));
  }

  /** The Vert.x of this node. */
  public Vertx vertx() {
    return grid.vertx();
  }

  @Override
  public void close() {
    grid.close().await();
  }
}

package verticles.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import verticles.egress.EgressClient;
import verticles.egress.EgressConfig;

/** The way out as it is shipped, but that it may lead to the loopback interface. */
public final class TestEgress {
  private TestEgress() {}

  /**
   * A way out to any port that is given.
   *
   * @param purpose for example {@code llm}
   */
  public static EgressClient to(Vertx vertx, String purpose, int... ports) {
    StringBuilder listed = new StringBuilder();
    for (int port : ports) {
      listed.append(listed.isEmpty() ? "" : ", ").append('"').append(port).append('"');
    }
    EgressConfig config =
        TestConfig.section(
            "egress",
            EgressConfig.class,
            "%s: {hosts: [127.0.0.1], schemes: [http], ports: [%s], allow-private: [127.0.0.0/8]}"
                .formatted(purpose, listed));
    return EgressClient.open(vertx, config, new SimpleMeterRegistry(), InstantSource.system());
  }
}

package verticles;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import verticles.grid.Grid;

/** The grid of a node and its Vert.x. */
final class NodeGrid {
  private NodeGrid() {}

  /** Starts it; its meters and those of the JVM are bound. */
  static Grid start(NodeConfig settings, MeterRegistry meters) {
    new JvmMemoryMetrics().bindTo(meters);
    new JvmGcMetrics().bindTo(meters);
    VertxOptions options =
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(Math.max(2, settings.http().loops()))
            // the HTTP room counts its own requests: these would time a stream as one answer
            .setMetricsOptions(
                new MicrometerMetricsOptions()
                    .setEnabled(true)
                    .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER));
    return Grid.start(
            settings.grid(),
            options,
            vertx -> vertx.withMetrics(new MicrometerMetricsFactory(meters)))
        .await();
  }
}

package verticles.notify;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** The meters {@code spinreserve.notify.*}. */
record NotifyMeters(StreamCounts counts, Publisher publisher, Notifications notifications) {

  void bindTo(MeterRegistry meters) {
    Gauge.builder("spinreserve.notify.streams", counts.open(), AtomicInteger::get)
        .description("Open streams of notifications")
        .register(meters);
    Gauge.builder("spinreserve.notify.waiting", publisher, Publisher::waiting)
        .description("Notifications that wait to be kept")
        .register(meters);
    counter(meters, "published", "Notifications kept from this node", me -> publisher.published());
    counter(meters, "lost", "Notifications that could not be kept", me -> publisher.refused());
    counter(
        meters, "healed", "Times the log was read, for news lost", me -> notifications.healed());
    counter(meters, "sent", "Frames sent to clients", me -> counts.sent().sum());
    counter(meters, "conflated", "Frames replaced by newer ones", me -> counts.conflated().sum());
    counter(meters, "dropped", "Frames slow clients did not get", me -> counts.dropped().sum());
  }

  private void counter(
      MeterRegistry meters, String name, String description, ToDoubleFunction<NotifyMeters> count) {
    FunctionCounter.builder("spinreserve.notify." + name, this, count)
        .description(description)
        .register(meters);
  }
}

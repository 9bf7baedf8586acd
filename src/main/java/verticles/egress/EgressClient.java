package verticles.egress;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The way out of a node, a {@link Lane} for each purpose. Safe to use from every thread. */
public final class EgressClient implements Egress {
  private final Map<Purpose, Lane> lanes = new EnumMap<>(Purpose.class);

  EgressClient(
      Vertx vertx,
      EgressConfig config,
      Resolver resolver,
      MeterRegistry meters,
      InstantSource clock) {
    for (Purpose purpose : Purpose.values()) {
      PurposeConfig settings = config.of(purpose);
      lanes.put(purpose, new Lane(vertx, purpose, settings, resolver, meters, clock));
    }
  }

  /** The way out as configured; it connects to nobody before it is asked to. */
  public static EgressClient open(
      Vertx vertx, EgressConfig config, MeterRegistry meters, InstantSource clock) {
    return new EgressClient(vertx, config, new SystemResolver(vertx), meters, clock);
  }

  @Override
  public Future<Void> check(Purpose purpose, URI address) {
    return lane(purpose).guard().admit(address).mapEmpty();
  }

  @Override
  public Future<EgressAnswer> send(Purpose purpose, EgressRequest request) {
    return open(purpose, request)
        .compose(
            answer ->
                answer
                    .rest()
                    .map(body -> new EgressAnswer(answer.status(), answer.headers(), body)));
  }

  @Override
  public Future<EgressStream> open(Purpose purpose, EgressRequest request) {
    return lane(purpose).open(request);
  }

  /** The hosts that failed too often and are not asked for now, each as {@code llm host:443}. */
  public List<String> resting() {
    List<String> hosts = new ArrayList<>();
    lanes.forEach(
        (purpose, lane) ->
            lane.breakers().open().forEach(host -> hosts.add(purpose.label() + " " + host)));
    return hosts;
  }

  private Lane lane(Purpose purpose) {
    return Objects.requireNonNull(lanes.get(purpose));
  }

  /** Closes every connection. */
  public Future<Void> close() {
    return Future.join(lanes.values().stream().map(Lane::close).toList()).mapEmpty();
  }
}

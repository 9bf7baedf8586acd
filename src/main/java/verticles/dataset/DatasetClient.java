package verticles.dataset;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.Failures;
import verticles.cache.CacheMessage;
import verticles.cache.CacheMessage.Visibility;
import verticles.dataset.RecentQuestions.Asked;
import verticles.identity.Caller;
import verticles.market.MarketMessage;

/** Makes questions to the catalog ready for the cache. Safe to call from every thread. */
public final class DatasetClient implements Datasets {
  private static final Duration ZONE_DEADLINE = Duration.ofSeconds(5);

  private final DatasetCatalog catalog;
  private final InstantSource clock;
  private final Zones zones;
  private final RecentQuestions recent = new RecentQuestions();

  /** A client that asks for time zones on that bus. */
  public DatasetClient(DatasetCatalog catalog, Bus bus, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
    this.zones =
        new Zones(
            zone -> bus.ask(MarketMessage.ZONES, new MarketMessage.FindZone(zone), ZONE_DEADLINE),
            clock);
  }

  @Override
  public List<DatasetDescription> describe() {
    return catalog.describe();
  }

  @Override
  public Future<CacheMessage.Read> resolve(
      String dataset, Map<String, List<String>> parameters, Caller caller, Format format) {
    Instant now = clock.instant();
    Asked asked = new Asked(dataset, parameters, caller, format);
    CacheMessage.Read known = recent.find(asked, now.toEpochMilli());
    if (known != null) {
      return Future.succeededFuture(known);
    }
    try {
      return resolve(asked, now).map(read -> recent.keep(asked, read, now.toEpochMilli()));
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
  }

  /** The same for a question that nobody will repeat in this second. */
  Future<CacheMessage.Read> resolveAnew(Asked asked) {
    try {
      return resolve(asked, clock.instant());
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<CacheMessage.Read> resolve(Asked asked, Instant now) {
    Dataset dataset = catalog.find(asked.dataset());
    Caller caller = asked.caller();
    if (dataset.scope() == Visibility.ORGANISATION && caller.organisation().isEmpty()) {
      throw FailureException.of(
          Failure.FORBIDDEN,
          "The dataset %s belongs to organisations, and %s is in none."
              .formatted(dataset.name(), caller.user()));
    }
    Inputs inputs = new Inputs(dataset, asked.parameters());
    inputs.readPlain();
    return timeZones(inputs)
        .map(
            timeZones -> {
              inputs.readMoments(timeZones, now);
              return read(dataset, question(dataset, inputs.values(), caller, asked.format()));
            });
  }

  private Future<Map<String, ZoneId>> timeZones(Inputs inputs) {
    Future<Map<String, ZoneId>> all = Future.succeededFuture(new HashMap<>());
    for (Map.Entry<String, String> named : inputs.zones().entrySet()) {
      all = all.compose(found -> timeZone(inputs, found, named.getKey(), named.getValue()));
    }
    return all;
  }

  /** The time zones of the zones that a checked question names, by parameter. */
  Future<Map<String, ZoneId>> timeZones(Dataset dataset, Question question) {
    Map<String, List<String>> named = new HashMap<>();
    dataset.parameters().stream()
        .filter(parameter -> parameter.type() instanceof ParameterType.Zone)
        .map(Parameter::name)
        .forEach(name -> question.value(name).ifPresent(value -> named.put(name, List.of(value))));
    Inputs inputs = new Inputs(dataset, named);
    inputs.readPlain();
    return timeZones(inputs);
  }

  private Future<Map<String, ZoneId>> timeZone(
      Inputs inputs, Map<String, ZoneId> found, String parameter, String zone) {
    return zones
        .timeZone(zone)
        .map(
            timeZone -> {
              found.put(parameter, timeZone);
              return found;
            })
        .recover(
            thrown -> {
              if (Failures.of(thrown).failure() != Failure.NOT_FOUND) {
                return Future.failedFuture(thrown);
              }
              inputs.unknownZone(parameter, zone);
              return Future.succeededFuture(found);
            });
  }

  /**
   * What the scope does not tell apart is not carried along, or one answer would have many loads.
   */
  private static Question question(
      Dataset dataset, Map<String, String> values, Caller caller, Format format) {
    String organisation = dataset.scope() == Visibility.SHARED ? "" : caller.organisation();
    String user = dataset.scope() == Visibility.USER ? caller.user() : "";
    return new Question(dataset.name(), format, organisation, user, values);
  }

  private static CacheMessage.Read read(Dataset dataset, Question question) {
    String declaration = dataset.fingerprint();
    return new CacheMessage.Read(
        CacheKey.of(question, dataset.scope()),
        dataset.policy(),
        Stream.concat(
                Stream.of("dataset:" + dataset.name(), "declaration:" + declaration),
                dataset.tags().stream()
                    .map(tag -> tag.filled(name -> question.value(name).orElse(""))))
            .toList(),
        dataset.scope(),
        question.load(declaration));
  }
}

package verticles.dataset;

import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;
import verticles.cache.CacheMessage.Visibility;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Target;
import verticles.market.MarketMessage;

/** The questions of the catalog that can be loaded before anybody asks. */
public final class DatasetWarming implements WarmDatasets {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final String WARMER = "warming";

  private final DatasetCatalog catalog;
  private final DatasetClient client;
  private final Bus bus;
  private final InstantSource clock;

  /** The questions of that catalog; {@code client} reads the same one. */
  public DatasetWarming(
      DatasetCatalog catalog, DatasetClient client, Bus bus, InstantSource clock) {
    this.catalog = catalog;
    this.client = client;
    this.bus = bus;
    this.clock = clock;
  }

  @Override
  public List<WarmDeclaration> declared() {
    return catalog.all().stream().flatMap(dataset -> dataset.warm().stream()).toList();
  }

  @Override
  public List<WarmDeclaration> declared(String name) {
    Dataset dataset = catalog.find(name);
    if (!dataset.warm().isEmpty()) {
      return dataset.warm();
    }
    if (dataset.scope() == Visibility.USER) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The dataset %s keeps answers of single users, which are not warmed.".formatted(name));
    }
    List<String> required =
        dataset.parameters().stream().filter(Parameter::required).map(Parameter::name).toList();
    if (!required.isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The dataset %s needs %s; declare under warm what to load."
              .formatted(name, String.join(", ", required)));
    }
    return List.of(new WarmDeclaration(name, dataset.scope(), Map.of(), false));
  }

  @Override
  public boolean mayCover(Invalidation invalidation, WarmDeclaration declared) {
    Dataset dataset = catalog.find(declared.dataset());
    return invalidation.targets().stream()
        .anyMatch(
            target ->
                switch (target) {
                  case Target.Tag(String tag) ->
                      tag.equals("dataset:" + dataset.name())
                          || dataset.tags().stream().anyMatch(own -> own.mayBe(tag));
                  case Target.Namespace(String namespace) -> namespace.equals("dataset");
                  case Target.Key(String key) ->
                      key.startsWith("dataset/" + Texts.encoded(dataset.name()) + ".");
                  case Target.Pattern pattern -> true;
                  case Target.Everything everything -> true;
                });
  }

  @Override
  public Future<List<RecurringQuestion>> questions(
      WarmDeclaration declared, List<String> organisations) {
    Dataset dataset = catalog.find(declared.dataset());
    List<String> owners = dataset.scope() == Visibility.SHARED ? List.of("") : organisations;
    return zones(dataset, declared)
        .map(
            zones -> {
              List<Map<String, String>> each =
                  Countable.combinations(dataset, declared.parameters(), zones);
              return owners.stream()
                  .flatMap(
                      owner ->
                          each.stream()
                              .map(
                                  parameters ->
                                      new RecurringQuestion(
                                          dataset.name(), Format.JSON, owner, parameters)))
                  .limit(Countable.MOST)
                  .toList();
            });
  }

  private Future<List<String>> zones(Dataset dataset, WarmDeclaration declared) {
    boolean asked =
        declared.parameters().entrySet().stream()
            .filter(given -> given.getValue().equals(WarmDeclaration.EACH))
            .flatMap(given -> dataset.parameter(given.getKey()).stream())
            .anyMatch(parameter -> parameter.type() instanceof ParameterType.Zone);
    return asked
        ? bus.<MarketMessage.Zones>ask(
                MarketMessage.EVERY_ZONE, new MarketMessage.ListZones(), DEADLINE)
            .map(answer -> answer.zones().stream().map(MarketMessage.Zone::zone).toList())
        : Future.succeededFuture(List.of());
  }

  @Override
  public Future<CacheMessage.Read> resolve(RecurringQuestion question) {
    Map<String, List<String>> parameters = new HashMap<>();
    question.parameters().forEach((name, value) -> parameters.put(name, List.of(value)));
    Caller caller = new Caller(WARMER, question.organisation(), Role.VIEWER);
    return client.resolveAnew(
        new RecentQuestions.Asked(question.dataset(), parameters, caller, question.format()));
  }

  @Override
  public Future<Optional<RecurringQuestion>> recurring(String key) {
    return KeyReader.read(key)
        .map(this::recurring)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private Future<Optional<RecurringQuestion>> recurring(Question question) {
    try {
      Dataset dataset = catalog.find(question.dataset());
      Instant now = clock.instant();
      return client
          .timeZones(dataset, question)
          .map(timeZones -> recurring(dataset, question, timeZones, now))
          .recover(DatasetWarming::unlessUnread);
    } catch (FailureException undeclared) {
      return Future.succeededFuture(Optional.empty());
    }
  }

  /** A parameter that was declared as text and is an instant now is no reason to stop. */
  private static Future<Optional<RecurringQuestion>> unlessUnread(Throwable thrown) {
    return thrown instanceof DateTimeException
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(thrown);
  }

  private static Optional<RecurringQuestion> recurring(
      Dataset dataset, Question question, Map<String, ZoneId> timeZones, Instant now) {
    return new Recurrence(dataset, timeZones, now).of(question);
  }
}

package verticles.warming;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import verticles.cache.CacheMessage.Visibility;
import verticles.dataset.RecurringQuestion;
import verticles.dataset.WarmDatasets;
import verticles.dataset.WarmDeclaration;

/** Finds the questions that a request stands for, the most important first, each once. */
final class Plan {
  private static final Duration POPULAR = Duration.ofDays(7);

  private final WarmDatasets datasets;
  private final HistoryTable history;
  private final InstantSource clock;
  private final int most;

  Plan(WarmDatasets datasets, HistoryTable history, InstantSource clock, int most) {
    this.datasets = datasets;
    this.history = history;
    this.clock = clock;
    this.most = most;
  }

  Future<List<RecurringQuestion>> questions(WarmRequest request) {
    return switch (request.mode()) {
      case FULL -> declared(datasets.declared());
      case CRITICAL ->
          declared(datasets.declared().stream().filter(WarmDeclaration::critical).toList());
      case DATASETS ->
          declared(
              request.datasets().stream()
                  .flatMap(name -> datasets.declared(name).stream())
                  .toList());
      case POPULAR -> history.popular(clock.instant().minus(POPULAR), most);
      case PREDICTED -> history.first().compose(first -> predicted(first.orElse(clock.instant())));
    };
  }

  /** The questions of some declarations; those of organisations for the ones that were seen. */
  Future<List<RecurringQuestion>> declared(List<WarmDeclaration> declarations) {
    boolean owned = declarations.stream().anyMatch(line -> line.scope() == Visibility.ORGANISATION);
    return (owned
            ? history.organisations(clock.instant().minus(POPULAR))
            : Future.succeededFuture(List.<String>of()))
        .compose(organisations -> questions(declarations, organisations));
  }

  private Future<List<RecurringQuestion>> questions(
      List<WarmDeclaration> declarations, List<String> organisations) {
    List<WarmDeclaration> criticalFirst =
        Stream.concat(
                declarations.stream().filter(WarmDeclaration::critical),
                declarations.stream().filter(line -> !line.critical()))
            .toList();
    Future<Set<RecurringQuestion>> all = Future.succeededFuture(new LinkedHashSet<>());
    for (WarmDeclaration line : criticalFirst) {
      all =
          all.compose(
              found ->
                  datasets
                      .questions(line, organisations)
                      .map(
                          more -> {
                            found.addAll(more);
                            return found;
                          }));
    }
    return all.map(ArrayList::new);
  }

  private Future<List<RecurringQuestion>> predicted(Instant since) {
    HourOfWeek hours = new HourOfWeek(clock, since);
    List<Instant> evidence = hours.evidence();
    return evidence.isEmpty()
        ? Future.succeededFuture(List.of())
        : history.of(evidence).map(reads -> likely(hours, reads));
  }

  private record Expected(RecurringQuestion question, HourOfWeek.Forecast forecast) {}

  private List<RecurringQuestion> likely(
      HourOfWeek hours, Map<RecurringQuestion, Map<Instant, Long>> reads) {
    return reads.entrySet().stream()
        .map(read -> new Expected(read.getKey(), hours.forecast(read.getValue())))
        .filter(expected -> expected.forecast().isLikely())
        .sorted(
            Comparator.<Expected>comparingDouble(expected -> -expected.forecast().likelihood())
                .thenComparingDouble(expected -> -expected.forecast().reads()))
        .limit(most)
        .map(Expected::question)
        .toList();
  }
}

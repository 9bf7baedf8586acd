package verticles.dataset;

import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a prepared query the values of a question, in the order of its positions. */
final class Binding {
  private final Dataset dataset;
  private final Question question;
  private final Map<String, String> after;

  private Binding(Dataset dataset, Question question) {
    this.dataset = dataset;
    this.question = question;
    this.after =
        dataset
            .paging()
            .flatMap(paging -> question.value(ReservedNames.CURSOR).flatMap(paging::after))
            .orElse(Map.of());
  }

  static Tuple of(Dataset dataset, Question question) {
    Binding binding = new Binding(dataset, question);
    Tuple tuple = Tuple.tuple();
    dataset.query().binds().forEach(name -> tuple.addValue(binding.value(name)));
    return tuple;
  }

  private @Nullable Object value(String name) {
    if (dataset.paging().isPresent() && name.equals(ReservedNames.LIMIT)) {
      return question.value(name).map(limit -> Long.parseLong(limit) + 1).orElse(null);
    }
    return type(name)
        .flatMap(type -> text(name).map(type::bound))
        .orElseGet(() -> text(name).orElse(null));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(after.get(name)).or(() -> question.value(name));
  }

  private Optional<ParameterType> type(String name) {
    return dataset
        .parameter(name)
        .map(Parameter::type)
        .or(() -> dataset.paging().map(paging -> paging.binds().get(name)));
  }
}

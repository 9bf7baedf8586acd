package verticles.http;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.cache.CacheMessage;
import verticles.dataset.DatasetDescription;
import verticles.dataset.Datasets;
import verticles.dataset.Format;
import verticles.identity.Caller;

/**
 * A catalog of one shared dataset, {@code prices}, and one of an organisation, {@code positions}.
 */
final class TwoDatasets implements Datasets {

  @Override
  public List<DatasetDescription> describe() {
    return List.of(
        new DatasetDescription(
            "prices",
            "Prices of a zone.",
            "shared",
            "simple",
            3600,
            List.of("prices"),
            List.of(
                new DatasetDescription.Parameter(
                    "zone", "zone", true, "", "a zone", "The bidding zone.")),
            1000,
            1 << 20));
  }

  @Override
  public Future<CacheMessage.Read> resolve(
      String dataset, Map<String, List<String>> parameters, Caller caller, Format format) {
    boolean shared = dataset.equals("prices");
    if (!shared && !dataset.equals("positions")) {
      return failed(
          Failure.NOT_FOUND, "There is no dataset '%s'; near is prices.".formatted(dataset));
    }
    if (!shared && caller.organisation().isEmpty()) {
      return failed(Failure.FORBIDDEN, "This dataset belongs to organisations.");
    }
    List<FieldError> errors =
        parameters.keySet().stream()
            .filter(name -> !name.equals("zone"))
            .map(name -> new FieldError(name, "An unknown parameter."))
            .toList();
    if (!errors.isEmpty()) {
      return Future.failedFuture(
          FailureException.of(Failure.BAD_REQUEST, "Parameters are wrong.", errors));
    }
    String key = dataset + parameters + format + (shared ? "" : "@" + caller.organisation());
    return Future.succeededFuture(
        new CacheMessage.Read(
            key,
            "simple",
            List.of(),
            shared ? CacheMessage.Visibility.SHARED : CacheMessage.Visibility.ORGANISATION,
            new CacheMessage.Load("dataset", Map.of("contentType", format.contentType()))));
  }

  private static <T> Future<T> failed(Failure failure, String detail) {
    return Future.failedFuture(FailureException.of(failure, detail));
  }
}

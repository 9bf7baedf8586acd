package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * Checks parameters and JSON bodies against the contract and says what is wrong in our words. An
 * operation with open parameters checks its own: that takes a hundredth of the time.
 */
final class InputCheck implements Check {
  private static final Pattern PARAMETER = Pattern.compile("parameter ([A-Za-z0-9_-]+)");

  private static final Pattern JSON =
      Pattern.compile("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

  private static final String WRONG_TYPE =
      "The body must be sent as application/json, which is UTF-8.";

  /** In larger bodies, by names and values, mistakes are found but not listed. */
  private static final int EXPLAINED = 300;

  private static final JsonArray NONE = new JsonArray();

  private final OpenAPIContract contract;
  private final RequestValidator validator;
  private final QuickCheck quick;

  InputCheck(Vertx vertx, Contract source, OpenAPIContract contract) {
    this.contract = contract;
    this.quick = new QuickCheck(source);
    this.validator = RequestValidator.create(vertx, contract);
  }

  /** Completes when the input keeps the contract, else fails with each bad part. */
  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    if (spec.openQuery()) {
      return Future.succeededFuture();
    }
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    refuseUnknown(query, spec);
    refuseRepeated(query, spec);
    if (spec.ownChecks()) {
      return Future.succeededFuture();
    }
    if (spec.definition().getJsonArray("parameters", NONE).isEmpty() && !spec.json()) {
      return Future.succeededFuture();
    }
    if (spec.json() && exchange.hasBody()) {
      checkBody(exchange, spec);
    }
    return RequestUtils.extract(
            exchange.request(),
            contract.operation(spec.id()),
            () -> Future.succeededFuture(exchange.body()))
        .compose(input -> validator.validate(input, spec.id()))
        .recover(thrown -> Future.failedFuture(failure(thrown)))
        .mapEmpty();
  }

  private void checkBody(Exchange exchange, Contract.Spec spec) {
    String type = String.valueOf(exchange.request().headers().get(HttpHeaders.CONTENT_TYPE));
    if (!JSON.matcher(type).matches()) {
      throw FailureException.of(Failure.UNSUPPORTED_TYPE, WRONG_TYPE);
    }
    boolean large = JsonText.check(exchange.body()) > EXPLAINED;
    if (large && !quick.fits(spec, exchange.body())) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The body is not what the contract says; the mistakes of so large a one are not listed.");
    }
  }

  private static void refuseUnknown(Map<String, List<String>> query, Contract.Spec spec) {
    List<FieldError> unknown =
        query.keySet().stream()
            .filter(name -> !spec.query().contains(name))
            .map(
                name ->
                    new FieldError(
                        name,
                        "An unknown parameter; known are "
                            + spec.query().stream().sorted().toList()))
            .toList();
    if (!unknown.isEmpty()) {
      throw FailureException.of(Failure.BAD_REQUEST, "There are unknown parameters.", unknown);
    }
  }

  /** Two values of one parameter are read as the first here and as the last elsewhere. */
  private static void refuseRepeated(Map<String, List<String>> query, Contract.Spec spec) {
    List<FieldError> repeated =
        query.entrySet().stream()
            .filter(one -> one.getValue().size() > 1 && !spec.lists().contains(one.getKey()))
            .map(one -> new FieldError(one.getKey(), "It can be given once only."))
            .toList();
    if (!repeated.isEmpty()) {
      throw FailureException.of(Failure.BAD_REQUEST, "A parameter is given twice.", repeated);
    }
  }

  private static FailureException failure(Throwable thrown) {
    if (!(thrown instanceof ValidatorException invalid)) {
      return FailureException.of(Failure.BAD_REQUEST, "The request cannot be read.", thrown);
    }
    Matcher parameter = PARAMETER.matcher(String.valueOf(invalid.getMessage()));
    if (parameter.find()) {
      String wrong =
          invalid.type() == ValidatorErrorType.MISSING_REQUIRED_PARAMETER
              ? "It is required."
              : "The value has not the form that the contract gives.";
      return FailureException.of(
          Failure.BAD_REQUEST,
          "A parameter is wrong.",
          List.of(new FieldError(parameter.group(1), wrong)));
    }
    if (invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      return FailureException.of(Failure.UNSUPPORTED_TYPE, WRONG_TYPE);
    }
    List<FieldError> errors =
        invalid instanceof SchemaValidationException schema
            ? SchemaErrors.of(schema.getOutputUnit())
            : List.of();
    return FailureException.of(
        Failure.BAD_REQUEST, "The body is not what the contract says.", errors);
  }
}

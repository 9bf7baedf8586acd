package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The router of one event loop: each operation of the contract under its path, behind the guard,
 * the body reader and the input check. What is not in the contract does not exist.
 */
final class Routes {
  /** Operations that stream have deadlines of their own. */
  private static final Set<String> STREAMING =
      Set.of(
          "streamLatestPrices",
          "streamNotifications",
          "openSocket",
          "openBridge",
          "importPrices",
          "importTrades",
          "importBids",
          "importMeterValues",
          "exportAudit",
          "sendTaskFile");

  private static final String EXCHANGE = "exchange";

  private final Contract contract;
  private final Map<String, Operation> operations;
  private final List<Check> checks;
  private final Cors cors;
  private final Duration deadline;

  /**
   * The routes.
   *
   * @param checks what each request passes, in this order
   * @param cors marks what is answered from here, and answers preflights before any check
   * @throws IllegalStateException when an operation has no handler, or a handler no operation
   */
  Routes(
      Contract contract,
      Map<String, Operation> operations,
      List<Check> checks,
      Cors cors,
      Duration deadline) {
    this.contract = contract;
    this.cors = cors;
    this.operations = operations;
    this.checks = List.copyOf(checks);
    this.deadline = deadline;
    Set<String> named = new TreeSet<>();
    contract.operations().forEach(spec -> named.add(spec.id()));
    if (!named.equals(operations.keySet())) {
      throw new IllegalStateException(
          "the contract has the operations %s, but there are handlers for %s"
              .formatted(named, new TreeSet<>(operations.keySet())));
    }
  }

  /** Mounts everything; {@code begin} makes the exchange of a request. */
  Router mount(Vertx vertx, OpenAPIContract loaded, Function<HttpServerRequest, Exchange> begin) {
    RouterBuilder builder = RouterBuilder.create(vertx, loaded);
    builder.rootHandler(context -> enter(context, begin));
    for (Contract.Spec spec : contract.operations()) {
      Objects.requireNonNull(builder.getRoute(spec.id()))
          .setDoValidation(false)
          .setDoSecurity(false)
          .addHandler(run(spec));
    }
    Router router = builder.createRouter();
    for (Contract.Spec spec : contract.operations()) {
      if (spec.method().equals(HttpMethod.GET)) {
        String path = spec.path().replaceAll("\\{([^}]+)}", ":$1");
        router.route(HttpMethod.HEAD, path).handler(run(spec));
      }
    }
    router.errorHandler(404, context -> NotFound.answer(exchange(context)));
    router.errorHandler(405, context -> refuseMethod(exchange(context)));
    router.errorHandler(
        400,
        context ->
            exchange(context)
                .fail(FailureException.of(Failure.BAD_REQUEST, "The request is malformed.")));
    router.errorHandler(500, context -> exchange(context).fail(cause(context)));
    return router;
  }

  private static Throwable cause(RoutingContext context) {
    Throwable cause = context.failure();
    return cause == null ? new IllegalStateException("a route failed without a cause") : cause;
  }

  private static Exchange exchange(RoutingContext context) {
    return Objects.requireNonNull(context.<Exchange>get(EXCHANGE));
  }

  private void enter(RoutingContext context, Function<HttpServerRequest, Exchange> begin) {
    Exchange exchange = begin.apply(context.request());
    context.put(EXCHANGE, exchange);
    cors.mark(context.request());
    String path = exchange.path();
    boolean raw = isRaw(path);
    if (!raw && !PlainPath.is(path)) {
      NotFound.answer(exchange);
    } else if (context.request().method().equals(HttpMethod.OPTIONS)) {
      allow(exchange, path);
    } else if (raw) {
      runRaw(context, exchange, path);
    } else {
      context.next();
    }
  }

  private boolean isRaw(String path) {
    return contract.operations().stream().anyMatch(spec -> spec.ownChecks() && answers(spec, path));
  }

  /** Not through the router, which would decode the path and take its dots and slashes away. */
  private void runRaw(RoutingContext context, Exchange exchange, String path) {
    HttpMethod asked = context.request().method();
    HttpMethod method = asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked;
    contract.operations().stream()
        .filter(spec -> spec.ownChecks() && spec.method().equals(method) && answers(spec, path))
        .findFirst()
        .ifPresentOrElse(spec -> run(spec).handle(context), () -> refuseMethod(exchange));
  }

  private static boolean answers(Contract.Spec spec, String path) {
    return spec.shape().matcher(path).matches();
  }

  /** OPTIONS never reaches a handler: it is answered here, from the contract alone. */
  private void allow(Exchange exchange, String path) {
    Set<String> methods = methods(path);
    if (methods.isEmpty()) {
      NotFound.answer(exchange);
      return;
    }
    exchange.request().response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
    cors.answerPreflight(exchange.request(), methods);
    exchange.noContent();
  }

  private void refuseMethod(Exchange exchange) {
    Set<String> methods = methods(exchange.path());
    if (methods.isEmpty()) {
      NotFound.answer(exchange);
      return;
    }
    exchange.request().response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
    exchange.fail(
        FailureException.of(
            Failure.METHOD_NOT_ALLOWED, "Here one can only " + String.join(", ", methods) + "."));
  }

  private Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    for (Contract.Spec spec : contract.operations()) {
      if (answers(spec, path)) {
        methods.add(spec.method().name());
        methods.add("OPTIONS");
        if (spec.method().equals(HttpMethod.GET)) {
          methods.add("HEAD");
        }
      }
    }
    return methods;
  }

  private Handler<RoutingContext> run(Contract.Spec spec) {
    Operation operation = Objects.requireNonNull(operations.get(spec.id()), spec.id());
    return context -> {
      Exchange exchange = exchange(context);
      if (!answers(spec, exchange.path())) {
        // the router takes the colon of data:batch for a parameter
        context.next();
        return;
      }
      exchange.operation(spec.id());
      if (!STREAMING.contains(spec.id())) {
        exchange.within(
            deadline, Failure.TIMEOUT, "The answer took longer than the server waits for one.");
      }
      pass(exchange, spec)
          .onSuccess(checked -> answer(operation, exchange))
          .onFailure(exchange::fail);
    };
  }

  private Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    Future<Void> passed = Future.succeededFuture();
    for (Check check : checks) {
      passed = passed.compose(before -> check.pass(exchange, spec));
    }
    return passed;
  }

  private static void answer(Operation operation, Exchange exchange) {
    try {
      if (!exchange.answered()) {
        operation.run(exchange);
      }
    } catch (RuntimeException thrown) {
      exchange.fail(thrown);
    }
  }
}

package verticles.http;

import java.util.Map;

/** The probes and the health document; served from the first moment, before anything else works. */
final class HealthOperations {
  private final Health health;

  HealthOperations(Health health) {
    this.health = health;
  }

  void whole(Exchange exchange) {
    exchange.json(health.ready() ? 200 : 503, health.document());
  }

  void live(Exchange exchange) {
    check(exchange, true);
  }

  void ready(Exchange exchange) {
    check(exchange, health.ready());
  }

  void started(Exchange exchange) {
    check(exchange, health.started());
  }

  /** Answers a health path without a router; false when it is none. */
  boolean answer(Exchange exchange) {
    switch (exchange.path()) {
      case "/health" -> whole(exchange);
      case "/health/live" -> live(exchange);
      case "/health/ready" -> ready(exchange);
      case "/health/started" -> started(exchange);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void check(Exchange exchange, boolean passed) {
    exchange.json(passed ? 200 : 503, Map.of("status", passed ? "up" : "down"));
  }
}

package verticles.http;

import java.util.Map;
import verticles.cache.CacheAdmin;

/** What the cache counted and how it is, for everybody who may sign in. */
final class CacheViews {
  private final CacheServices services;
  private final CacheAdmin admin;

  CacheViews(CacheServices services) {
    this.services = services;
    this.admin = services.admin();
  }

  void metrics(Exchange exchange) {
    Sight sight = Sight.of(exchange.caller());
    admin
        .report()
        .map(report -> CacheNumbers.of(report, services.memory(), sight))
        .onSuccess(numbers -> exchange.json(200, numbers))
        .onFailure(exchange::fail);
  }

  void health(Exchange exchange) {
    admin
        .report()
        .map(CacheHealth::of)
        .onSuccess(health -> exchange.json(200, health))
        .onFailure(exchange::fail);
  }

  void patterns(Exchange exchange) {
    Sight sight = Sight.of(exchange.caller());
    admin
        .report()
        .map(report -> Map.of("items", CachePattern.of(report, sight)))
        .onSuccess(patterns -> exchange.json(200, patterns))
        .onFailure(exchange::fail);
  }
}

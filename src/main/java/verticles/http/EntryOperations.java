package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAdmin;
import verticles.cache.KeptEntry;

/** The cache as a key-value store for other services, one value at a time. */
final class EntryOperations {
  private final CacheAdmin admin;
  private final BodyReader bodies;

  /** {@code bodies} reads values as large as the cache keeps them. */
  EntryOperations(CacheAdmin admin, BodyReader bodies) {
    this.admin = admin;
    this.bodies = bodies;
  }

  void read(Exchange exchange) {
    EntryAddress address = EntryAddress.of(exchange.path(), exchange.caller());
    address.checkAccess(exchange.caller());
    admin
        .entry(address.key())
        .onSuccess(
            found -> found.ifPresentOrElse(entry -> send(exchange, entry), missing(exchange)))
        .onFailure(exchange::fail);
  }

  private static Runnable missing(Exchange exchange) {
    return () -> exchange.fail(FailureException.of(Failure.NOT_FOUND, "There is no such entry."));
  }

  private static void send(Exchange exchange, KeptEntry entry) {
    if (exchange.answered()) {
      return;
    }
    MultiMap headers = exchange.request().response().headers();
    long left = Math.max(0, entry.ttl().minus(entry.age()).toSeconds());
    headers.set(HttpHeaders.ETAG, entry.etag());
    headers.set(HttpHeaders.AGE, Long.toString(entry.age().toSeconds()));
    headers.set(HttpHeaders.CACHE_CONTROL, "private, max-age=" + entry.ttl().toSeconds());
    // a browser asks for the same address under another name after a sign-out
    headers.add(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
    headers.set(Names.X_CACHE_STATUS, "HIT");
    headers.set(Names.CACHE_STATUS, "SpinReserve; hit; ttl=" + left + "; detail=" + entry.tier());
    // what a service kept is never shown as a page of this server
    headers.set(HttpHeaders.CONTENT_DISPOSITION, "attachment");
    if (!entry.tags().isEmpty()) {
      headers.set(EntryHeaders.TAGS, String.join(", ", entry.tags()));
    }
    String known = exchange.request().headers().get(HttpHeaders.IF_NONE_MATCH);
    boolean unchanged = EntityTags.match(known, entry.etag());
    exchange.send(unchanged ? 304 : 200, entry.contentType(), Buffer.buffer(entry.body()));
  }

  void write(Exchange exchange) {
    EntryAddress address = EntryAddress.of(exchange.path(), exchange.caller());
    address.checkWritable();
    EntryHeaders headers = EntryHeaders.ofPut(exchange.request().headers());
    bodies
        .read(exchange)
        .compose(read -> admin.entry(address.key()))
        .compose(before -> put(exchange, address, headers, before))
        .onFailure(exchange::fail);
  }

  private Future<String> put(
      Exchange exchange, EntryAddress address, EntryHeaders headers, Optional<KeptEntry> before) {
    KeptEntry entry =
        new KeptEntry(
            exchange.body().getBytes(),
            headers.contentType(),
            "",
            headers.tags(),
            headers.ttl(),
            Duration.ZERO,
            "");
    return admin
        .put(address.key(), entry, headers.onlyNew() ? CacheAdmin.ABSENT : headers.expected())
        .onSuccess(
            etag -> {
              Change change = Change.to("cache-entry/" + address.key(), told(entry));
              exchange.changed(before.map(old -> change.from(told(old))).orElse(change));
              written(exchange, address, etag, before.isPresent());
            });
  }

  /** Never the value itself. */
  private static Map<String, Object> told(KeptEntry entry) {
    return Map.of(
        "contentType", entry.contentType(),
        "sizeBytes", entry.body().length,
        "ttlSeconds", entry.ttl().toSeconds(),
        "tags", entry.tags());
  }

  private static void written(
      Exchange exchange, EntryAddress address, String etag, boolean replaced) {
    if (exchange.answered()) {
      return;
    }
    exchange.request().response().putHeader(HttpHeaders.ETAG, etag);
    if (replaced) {
      exchange.noContent();
    } else {
      exchange.json(201, new JsonObject().put("key", address.key()).put("etag", etag).getMap());
    }
  }

  void delete(Exchange exchange) {
    EntryAddress address = EntryAddress.of(exchange.path(), exchange.caller());
    address.checkAccess(exchange.caller());
    String expected = EntryHeaders.condition(exchange.request().headers());
    admin
        .delete(address.key(), expected)
        .onSuccess(
            removed -> {
              if (removed) {
                exchange.changed(Change.of("cache-entry/" + address.key()));
                exchange.noContent();
              } else {
                missing(exchange).run();
              }
            })
        .onFailure(exchange::fail);
  }
}

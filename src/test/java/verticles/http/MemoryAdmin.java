package verticles.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAdmin;
import verticles.cache.CacheConfig;
import verticles.cache.CacheReport;
import verticles.cache.EntryPage;
import verticles.cache.InvalidationResult;
import verticles.cache.KeptEntry;
import verticles.cache.NamedPolicy;
import verticles.invalidation.Glob;
import verticles.invalidation.Invalidation;
import verticles.testing.TestPolicy;

/** A cache of one node that keeps everything in memory and forgets nothing by itself. */
final class MemoryAdmin implements CacheAdmin {
  final Map<String, KeptEntry> entries = new ConcurrentSkipListMap<>();
  final List<Invalidation> invalidations = new CopyOnWriteArrayList<>();
  final Map<String, NamedPolicy> policies = new ConcurrentHashMap<>();
  volatile CacheReport report = new CacheReport(List.of(), List.of());

  MemoryAdmin() {
    Duration minute = Duration.ofMinutes(1);
    policies.put("simple", new NamedPolicy("simple", policy(minute), 0));
    policies.put("realtime", new NamedPolicy("realtime", policy(minute), 3));
  }

  static CacheConfig.Policy policy(Duration fresh) {
    return TestPolicy.fresh(fresh)
        .error(Duration.ofMinutes(5))
        .jitter(10)
        .eager(80)
        .timeouts(Duration.ofMillis(200), Duration.ofSeconds(12))
        .make();
  }

  @Override
  public Future<InvalidationResult> invalidate(Invalidation invalidation) {
    invalidations.add(invalidation);
    int before = entries.size();
    entries.entrySet().removeIf(e -> invalidation.covers(e.getKey(), e.getValue().tags()));
    return Future.succeededFuture(
        new InvalidationResult(invalidation.id(), before - entries.size(), 0, 1, 0, true));
  }

  @Override
  public Future<CacheReport> report() {
    return Future.succeededFuture(report);
  }

  @Override
  public Future<EntryPage> entries(String namespace, String glob, String cursor, int limit) {
    List<EntryPage.Item> items = new ArrayList<>();
    String next = "";
    for (Map.Entry<String, KeptEntry> entry : entries.entrySet()) {
      String key = entry.getKey();
      String rest = namespace.isEmpty() ? key : key.substring(key.indexOf('/') + 1);
      boolean inside = namespace.isEmpty() || key.startsWith(namespace + "/");
      if (inside && key.compareTo(cursor) > 0 && (glob.isEmpty() || Glob.of(glob).matches(rest))) {
        if (items.size() == limit) {
          next = items.getLast().key();
          break;
        }
        items.add(item(key, entry.getValue()));
      }
    }
    return Future.succeededFuture(new EntryPage(items, next));
  }

  private static EntryPage.Item item(String key, KeptEntry entry) {
    return new EntryPage.Item(
        key,
        List.of("near"),
        "fresh",
        0,
        entry.ttl().toSeconds(),
        entry.body().length,
        0,
        entry.tags());
  }

  @Override
  public Future<Optional<KeptEntry>> entry(String key) {
    return Future.succeededFuture(Optional.ofNullable(entries.get(key)));
  }

  @Override
  public synchronized Future<String> put(String key, KeptEntry entry, String expected) {
    if (isOther(key, expected)) {
      return overtaken();
    }
    String etag = '"' + Digests.fingerprint(entry.body()) + '"';
    entries.put(
        key,
        new KeptEntry(
            entry.body(),
            entry.contentType(),
            etag,
            entry.tags(),
            entry.ttl(),
            Duration.ZERO,
            "near"));
    return Future.succeededFuture(etag);
  }

  private boolean isOther(String key, String expected) {
    if (expected.equals(ABSENT)) {
      return entries.containsKey(key);
    }
    KeptEntry there = entries.get(key);
    boolean any = expected.equals("*") && there != null;
    return !expected.isEmpty() && !any && (there == null || !there.etag().equals(expected));
  }

  private static <T> Future<T> overtaken() {
    return Future.failedFuture(FailureException.of(Failure.PRECONDITION, "Another one is there."));
  }

  @Override
  public synchronized Future<Boolean> delete(String key, String expected) {
    return isOther(key, expected)
        ? overtaken()
        : Future.succeededFuture(entries.remove(key) != null);
  }

  @Override
  public List<NamedPolicy> policies() {
    return List.copyOf(policies.values());
  }

  @Override
  public Future<NamedPolicy> change(String name, CacheConfig.Policy policy, long expected) {
    NamedPolicy before = Optional.ofNullable(policies.get(name)).orElseThrow();
    if (expected != 0 && expected != before.version()) {
      return overtaken();
    }
    NamedPolicy changed = new NamedPolicy(name, policy, before.version() + 1);
    policies.put(name, changed);
    return Future.succeededFuture(changed);
  }
}

package verticles;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAdmin;
import verticles.cache.CacheConfig;
import verticles.cache.CacheReport;
import verticles.cache.EntryPage;
import verticles.cache.InvalidationResult;
import verticles.cache.KeptEntry;
import verticles.cache.NamedPolicy;
import verticles.invalidation.Invalidation;
import verticles.warming.WarmRequest;
import verticles.warming.WarmRun;
import verticles.warming.Warmer;

/** Stands where the cache's desk and the warmer will be; each question fails with UNAVAILABLE. */
final class NotWired implements CacheAdmin, Warmer {
  private static <T> Future<T> refused() {
    return Future.failedFuture(
        FailureException.of(Failure.UNAVAILABLE, "This part is not wired yet."));
  }

  @Override
  public Future<InvalidationResult> invalidate(Invalidation invalidation) {
    return refused();
  }

  @Override
  public Future<CacheReport> report() {
    return refused();
  }

  @Override
  public Future<EntryPage> entries(String namespace, String glob, String cursor, int limit) {
    return refused();
  }

  @Override
  public Future<Optional<KeptEntry>> entry(String key) {
    return refused();
  }

  @Override
  public Future<String> put(String key, KeptEntry entry, String expected) {
    return refused();
  }

  @Override
  public Future<Boolean> delete(String key, String expected) {
    return refused();
  }

  @Override
  public List<NamedPolicy> policies() {
    return List.of();
  }

  @Override
  public Future<NamedPolicy> change(String name, CacheConfig.Policy policy, long expected) {
    return refused();
  }

  @Override
  public Future<WarmRun> start(WarmRequest request) {
    return refused();
  }

  @Override
  public Future<List<WarmRun>> runs() {
    return refused();
  }

  @Override
  public Future<WarmRun> run(String id) {
    return refused();
  }

  @Override
  public Future<WarmRun> cancel(String id) {
    return refused();
  }
}

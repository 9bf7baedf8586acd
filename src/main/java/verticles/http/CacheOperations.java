package verticles.http;

import java.util.HashMap;
import java.util.Map;
import verticles.notify.Notifier;

/** The operations of the cache by their names in the contract. */
final class CacheOperations {
  private CacheOperations() {}

  /** {@code bodies} reads values as large as the cache keeps them. */
  static Map<String, Operation> of(CacheServices services, Notifier notifier, BodyReader bodies) {
    CacheViews views = new CacheViews(services);
    Invalidations invalidations = new Invalidations(services.admin(), notifier);
    EntryList list = new EntryList(services.admin());
    EntryOperations entries = new EntryOperations(services.admin(), bodies);
    PolicyOperations policies = new PolicyOperations(services.admin());
    WarmOperations warming = new WarmOperations(services.warmer());
    Map<String, Operation> operations = new HashMap<>();
    operations.put("cacheMetrics", views::metrics);
    operations.put("cacheMetricsByOldName", views::metrics);
    operations.put("cacheHealth", views::health);
    operations.put("cachePatterns", views::patterns);
    operations.put("invalidateCache", invalidations::invalidate);
    operations.put("clearCacheByOldName", invalidations::clear);
    operations.put("listCacheEntries", list::list);
    operations.put("readCacheEntry", entries::read);
    operations.put("writeCacheEntry", entries::write);
    operations.put("deleteCacheEntry", entries::delete);
    operations.put("listCachePolicies", policies::list);
    operations.put("changeCachePolicy", policies::change);
    operations.put("warmCache", warming::start);
    operations.put("listWarmRuns", warming::list);
    operations.put("readWarmRun", warming::one);
    operations.put("cancelWarmRun", warming::cancel);
    return operations;
  }
}

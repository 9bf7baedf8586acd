package verticles.cache;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import verticles.invalidation.Invalidation;

/** What operators and other services do with the cache of the whole cluster. */
public interface CacheAdmin {
  /** In the place of an expected entity tag: there must be no value yet. */
  String ABSENT = "!";

  /**
   * Makes an invalidation count on every node and in the shared tier.
   *
   * @return fails with UNAVAILABLE when it could be kept nowhere that outlives this node
   */
  Future<InvalidationResult> invalidate(Invalidation invalidation);

  /** What every node counted; a node that does not answer in time is named as missing. */
  Future<CacheReport> report();

  /**
   * Lists entries of this node's memory and of the shared tier, each once, in order of their keys.
   *
   * @param namespace empty: of every namespace
   * @param glob of what follows the namespace; empty: all
   * @param cursor of the page before; empty for the first
   */
  Future<EntryPage> entries(String namespace, String glob, String cursor, int limit);

  /** One entry with its body, in memory or shared; empty when there is none that counts. */
  Future<Optional<KeptEntry>> entry(String key);

  /**
   * Keeps a value for other services.
   *
   * @param expected the entity tag that must be there, {@code *} for any, {@link #ABSENT} for none,
   *     empty for no condition
   * @return the entity tag; fails with PRECONDITION when another one or none is there
   */
  Future<String> put(String key, KeptEntry entry, String expected);

  /**
   * Removes a value.
   *
   * @return whether there was one; fails with PRECONDITION when another entity tag is there
   */
  Future<Boolean> delete(String key, String expected);

  /** The policies by name, as they are in force. */
  List<NamedPolicy> policies();

  /**
   * Changes a policy on every node, for good.
   *
   * @param expected the version that is to be replaced; 0: whichever is there
   * @return fails with NOT_FOUND, or with PRECONDITION when another version is there
   */
  Future<NamedPolicy> change(String name, CacheConfig.Policy policy, long expected);
}

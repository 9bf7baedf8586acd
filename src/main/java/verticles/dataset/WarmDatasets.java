package verticles.dataset;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import verticles.cache.CacheMessage;
import verticles.invalidation.Invalidation;

/** The questions that can be loaded before anybody asks them. Safe to call from every thread. */
public interface WarmDatasets {

  /** Everything that the catalogs declare. */
  List<WarmDeclaration> declared();

  /**
   * What a dataset declares, or its question without parameters when it declares nothing.
   *
   * @throws verticles.bus.FailureException NOT_FOUND with the nearest names; BAD_REQUEST when it
   *     declares nothing and needs a parameter, or keeps answers of single users
   */
  List<WarmDeclaration> declared(String dataset);

  /** Whether an invalidation may cover an answer of the declaration; true when in doubt. */
  boolean mayCover(Invalidation invalidation, WarmDeclaration declared);

  /**
   * The questions that a declaration stands for, at most 100,000.
   *
   * @param organisations to ask for, when answers are theirs
   */
  Future<List<RecurringQuestion>> questions(WarmDeclaration declared, List<String> organisations);

  /** What to read for the question at this moment; fails as a client's question would. */
  Future<CacheMessage.Read> resolve(RecurringQuestion question);

  /**
   * The question whose answer has that key in the cache, or empty when it will not be asked again
   * in any form that is known: one of a single user, a later page, a very long one, or one about a
   * time of its own.
   */
  Future<Optional<RecurringQuestion>> recurring(String key);
}

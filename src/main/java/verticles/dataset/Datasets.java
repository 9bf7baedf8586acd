package verticles.dataset;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import verticles.cache.CacheMessage;
import verticles.identity.Caller;

/** The declared datasets of this node. */
public interface Datasets {

  /** What can be read, by name. */
  List<DatasetDescription> describe();

  /**
   * Checks a question and makes it ready for the cache.
   *
   * @param parameters as they were given in the query, every value of each name
   * @return what to read, or a {@link verticles.bus.FailureException}: NOT_FOUND with the nearest
   *     names, BAD_REQUEST naming each bad or unknown parameter, FORBIDDEN when the dataset belongs
   *     to organisations and the caller has none
   */
  Future<CacheMessage.Read> resolve(
      String dataset, Map<String, List<String>> parameters, Caller caller, Format format);
}

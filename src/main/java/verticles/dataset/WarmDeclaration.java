package verticles.dataset;

import java.util.Map;
import verticles.cache.CacheMessage.Visibility;

/**
 * Questions that a catalog declares to be loaded before anybody asks.
 *
 * @param scope whose answers they are; never of single users
 * @param parameters as a client would write them; {@code *} stands for each value that is allowed
 * @param critical whether a node loads them before it is ready
 */
public record WarmDeclaration(
    String dataset, Visibility scope, Map<String, String> parameters, boolean critical) {

  /** What stands for each value that a parameter allows. */
  public static final String EACH = "*";

  /** Keeps a copy of the parameters. */
  public WarmDeclaration {
    parameters = Map.copyOf(parameters);
  }
}

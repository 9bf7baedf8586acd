package verticles.privacy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

/** Data about people that a room hands out and erases by itself, beside the register's tables. */
public interface PersonalData {

  /** Its key in an export, for example {@code audit}. */
  String name();

  /** Everything it has about somebody. */
  Future<JsonArray> export(String user);

  /**
   * Erases it. It may be called again.
   *
   * @return how many rows it concerned
   */
  Future<Long> erase(String user);
}

package verticles.audit;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Reads and checks the log. */
public interface AuditReader {

  /** Events, newest first. */
  Future<AuditPage> page(AuditQuery query);

  /**
   * Checks rows, as many as one request may; {@link Verification#complete} says whether all.
   *
   * @param from the first, from 1 on
   * @param to the last; {@link Long#MAX_VALUE} for the end
   */
  Future<Verification> verify(long from, long to);

  /**
   * A part of an export: lines of JSON, oldest first, each with the bytes that were hashed.
   *
   * @param after only rows behind that number
   * @param from recorded then or later
   * @param to recorded before
   */
  Future<Export> export(long after, Instant from, Instant to);

  /**
   * Lines of an export.
   *
   * @param last the number of the last row among them
   * @param complete whether there are no more
   */
  record Export(List<String> lines, long last, boolean complete) {}

  /** The newest events of somebody, at most 10,000. */
  Future<List<AuditEntry>> of(String actor);

  /**
   * Takes a name and the details of its rows out of the log; the chain stays valid.
   *
   * @return how many rows lost their details
   */
  Future<Long> erase(String actor);
}

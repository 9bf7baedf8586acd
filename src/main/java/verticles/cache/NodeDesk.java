package verticles.cache;

import io.vertx.core.Future;

/** Answers what the other nodes ask of this one, loads aside. */
final class NodeDesk {
  private final NodeReports reports;
  private final KeyValues values;

  NodeDesk(NodeReports reports, KeyValues values) {
    this.reports = reports;
    this.values = values;
  }

  Future<CacheMessage> answer(CacheMessage question) {
    return switch (question) {
      case CacheMessage.Alive alive -> Future.succeededFuture(alive);
      case CacheMessage.Report report -> reports.make().map(CacheMessage.Reported::new);
      case CacheMessage.Put put ->
          values.put(put.key(), put.entry(), put.expected()).map(CacheMessage.Done::new);
      case CacheMessage.Delete delete ->
          values.delete(delete.key(), delete.expected()).map(CacheMessage.Done::new);
      default -> throw new IllegalArgumentException(question + " is nothing to ask a node");
    };
  }
}

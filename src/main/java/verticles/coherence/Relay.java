package verticles.coherence;

import io.vertx.core.Future;
import java.util.List;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.shared.ChangeLog.Changes;

/**
 * Copies what another database declares out of date to the ledger of the cluster, where every node
 * and the shared tier find it, and remembers there how far it came.
 */
final class Relay implements LedgerWatch.Reader {
  private final String source;
  private final Ledger own;
  private final Applied applied;
  private final Catching catching;
  private boolean noted;

  Relay(String source, Ledger own, Applied applied, Catching catching) {
    this.source = source;
    this.own = own;
    this.applied = applied;
    this.catching = catching;
  }

  @Override
  public Future<String> first() {
    return own.relayed(source);
  }

  @Override
  public Future<Void> read(Changes changes) {
    List<Invalidation> news =
        changes.complete()
            ? changes.changes()
            : List.of(Invalidation.of(Mode.REMOVE, new Target.Namespace("dataset")));
    Future<Void> copied = Future.succeededFuture();
    for (Invalidation change : news) {
      // what is done here came from the ledger: another node was faster
      if (!applied.isDone(change.id())) {
        copied = copied.compose(next -> own.record(change)).compose(next -> catching.apply(change));
      }
    }
    return noted && news.isEmpty()
        ? copied
        : copied
            .compose(all -> own.relayed(source, changes.next()))
            .onSuccess(remembered -> noted = true);
  }
}

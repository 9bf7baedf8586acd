package verticles.cli;

import java.io.InputStream;
import verticles.DataFolder;
import verticles.NodeConfig;
import verticles.NodeDatabase;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;
import verticles.market.MarketImport;

/** An import into the data folder's database while no node runs there. */
final class OfflineImport {
  private OfflineImport() {}

  static ImportReport run(NodeConfig config, ImportRequest request, InputStream rows)
      throws Exception {
    try (DataFolder folder = DataFolder.take(config.node().data());
        NodeDatabase database = NodeDatabase.open(config.postgres(), folder.path())) {
      database.migrate();
      return new MarketImport(database.target()).run(request, rows);
    }
  }
}

package verticles.cli;

import io.vertx.core.json.JsonObject;
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
      ImportReport report = new MarketImport(database.target()).run(request, rows);
      CommandAudit.record(
          config,
          database.target(),
          "import",
          "market/" + report.kind(),
          new JsonObject()
              .put("rows", report.rows())
              .put("inserted", report.inserted())
              .put("updated", report.updated()));
      return report;
    }
  }
}

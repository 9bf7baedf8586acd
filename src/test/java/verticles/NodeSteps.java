package verticles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import verticles.testing.CommandLine;
import verticles.testing.RunningNode;

/** What is done with nodes from outside, and how what they answer is read. */
final class NodeSteps {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NodeSteps() {}

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  static CommandLine.Result importPrices(RunningNode node, Path file, String zone) {
    return CommandLine.run(
        "import",
        "prices",
        file.toString(),
        "--zone",
        zone,
        "--map",
        "ts_utc=delivery_start",
        "--map",
        "spot_eur_mwh=price_eur_mwh",
        "--data",
        node.data().toString());
  }

  /** The embedded servers run from the data folder, in sessions of their own. */
  static List<ProcessHandle> programsIn(Path data) throws IOException {
    Path real = data.toRealPath();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().command().map(Path::of).filter(c -> c.startsWith(real)).isPresent())
        .toList();
  }

  static String withAccount(String url) {
    String account = url.substring("postgresql://".length(), url.indexOf('@'));
    int colon = account.indexOf(':');
    return "postgresql://"
        + url.substring(url.indexOf('@') + 1)
        + "?user="
        + account.substring(0, colon)
        + "&password="
        + account.substring(colon + 1);
  }
}

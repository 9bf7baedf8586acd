package verticles;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import verticles.dataset.DatasetCatalog;

/**
 * All that a node is told: its settings, and the datasets they name.
 *
 * @param settings every section
 * @param catalog the shipped datasets and the user's own
 */
public record Configuration(NodeConfig settings, DatasetCatalog catalog) {

  /**
   * Reads all layers: the packaged defaults, {@code preset}, the file, the variables, the options.
   *
   * @param preset settings a command implies, by their full key
   * @param options settings given on the command line, by their full key
   * @throws verticles.config.ConfigException with every problem of every layer at once
   */
  public static Configuration load(
      Map<String, String> preset,
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> options) {
    return new ConfigLoader(preset, file, environment, options).load();
  }
}

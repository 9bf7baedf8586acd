package verticles.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import verticles.Configuration;

/** The options that every command with a node's settings has. */
final class CommonOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "HTTP port (setting http.port, default 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of keys, passwords and embedded databases (node.data, ./data).")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file laid over the default settings.")
  private @Nullable Path config;

  /** The settings: defaults, then {@code preset}, the file, SPINRESERVE_* and these options. */
  Configuration load(Map<String, String> preset) {
    Map<String, String> options = new LinkedHashMap<>();
    if (port != null) {
      options.put("http.port", String.valueOf(port));
    }
    if (data != null) {
      options.put("node.data", data.toString());
    }
    return Configuration.load(preset, Optional.ofNullable(config), System.getenv(), options);
  }

  Configuration load() {
    return load(Map.of());
  }
}

package verticles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import verticles.config.Binder;
import verticles.config.EnvironmentSettings;
import verticles.config.Place;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;
import verticles.dataset.DatasetCatalog;
import verticles.dataset.DatasetsConfig;

/**
 * Reads the layers of the configuration, each over the one before: the packaged defaults, what the
 * command presets, the user's file, environment variables, and command-line options.
 */
final class ConfigLoader {
  private static final String DEFAULTS = "conf/spinreserve.yaml";

  private final Problems problems = new Problems();
  private final Map<String, String> preset;
  private final Optional<Path> file;
  private final Map<String, String> environment;
  private final Map<String, String> options;

  ConfigLoader(
      Map<String, String> preset,
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> options) {
    this.preset = preset;
    this.file = file;
    this.environment = environment;
    this.options = options;
  }

  /**
   * The settings and the datasets they name.
   *
   * @throws verticles.config.ConfigException with every problem of every layer
   */
  Configuration load() {
    Setting.Section defaults = YamlSettings.read(DEFAULTS, packaged(DEFAULTS), problems);
    Setting.Section settings =
        defaults
            .overlaid(given("the command", preset))
            .overlaid(file.map(this::read).orElseGet(ConfigLoader::nothing))
            .overlaid(EnvironmentSettings.read(environment, defaults, problems))
            .overlaid(given("the command line", options));
    Optional<Configuration> configuration =
        new Binder(problems).bind("", settings, NodeConfig.class).map(this::withCatalog);
    problems.throwIfAny();
    return configuration.orElseThrow();
  }

  private Configuration withCatalog(NodeConfig settings) {
    Set<String> sources = new TreeSet<>(settings.sources().keySet());
    sources.add("postgres");
    DatasetsConfig datasets =
        file.map(Path::toAbsolutePath)
            .map(Path::getParent)
            .map(settings.datasets()::relativeTo)
            .orElse(settings.datasets());
    DatasetCatalog catalog =
        DatasetCatalog.read(datasets.files(), settings.cache().policies(), sources, problems);
    return new Configuration(settings, catalog);
  }

  private Setting.Section read(Path path) {
    try {
      return YamlSettings.read(path.toString(), Files.readString(path), problems);
    } catch (IOException e) {
      problems.add(new Place(path.toString(), 0, 0), "--config", "no readable file", "a YAML file");
      return nothing();
    }
  }

  private static Setting.Section nothing() {
    return new Setting.Section(Map.of(), new Place("nothing", 0, 0));
  }

  /** Settings written as {@code section.key}. */
  private static Setting.Section given(String source, Map<String, String> values) {
    Place place = new Place(source, 0, 0);
    Setting.Section settings = nothing();
    for (Map.Entry<String, String> value : values.entrySet()) {
      int dot = value.getKey().indexOf('.');
      Map<String, Setting> inner = new LinkedHashMap<>();
      inner.put(value.getKey().substring(dot + 1), new Setting.Scalar(value.getValue(), place));
      settings =
          settings.overlaid(
              new Setting.Section(
                  Map.of(value.getKey().substring(0, dot), new Setting.Section(inner, place)),
                  place));
    }
    return settings;
  }

  static String packaged(String resource) {
    try (InputStream in = ConfigLoader.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

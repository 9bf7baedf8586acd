package verticles.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import verticles.cache.CacheConfig;
import verticles.config.Binder;
import verticles.config.Place;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;

/** Reads catalog files one after the other and collects their datasets. */
final class CatalogReader {
  private static final String ROOT = "datasets";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final Map<String, CacheConfig.Policy> policies;
  private final Set<String> sources;
  private final Problems problems;
  private final Map<String, Dataset> datasets = new TreeMap<>();
  private final Map<String, Place> places = new TreeMap<>();

  CatalogReader(Map<String, CacheConfig.Policy> policies, Set<String> sources, Problems problems) {
    this.policies = policies;
    this.sources = sources;
    this.problems = problems;
  }

  /** What was read without a mistake, by name. */
  Map<String, Dataset> datasets() {
    return datasets;
  }

  void read(Path file) {
    try {
      read(file.toString(), Files.readString(file));
    } catch (IOException e) {
      problems.add(
          new Place(file.toString(), 0, 0),
          "datasets.files",
          "no readable file (%s)".formatted(e.getClass().getSimpleName()),
          "the path of a YAML file in " + StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads one file.
   *
   * @param source the name that problems give as their place
   */
  void read(String source, String yaml) {
    Setting.Section document = YamlSettings.read(source, yaml, problems);
    document
        .entries()
        .forEach(
            (key, value) -> {
              if (!key.equals(ROOT)) {
                problems.add(value.place(), key, "an unknown key", "the key " + ROOT);
              } else if (value instanceof Setting.Section section) {
                section.entries().forEach(this::declare);
              } else {
                problems.add(value.place(), ROOT, value.kind(), "datasets by name");
              }
            });
  }

  private void declare(String name, Setting written) {
    String path = ROOT + "." + name;
    if (!NAME.matcher(name).matches()) {
      problems.add(
          written.place(),
          path,
          "the name " + Texts.shown(name),
          "a letter a-z, then up to 62 of a-z, 0-9 and -");
    }
    Place other = places.putIfAbsent(name, written.place());
    if (other != null) {
      problems.add(
          written.place(),
          path,
          "a second dataset of that name",
          "each once; the first is at " + other);
    }
    if (!(written instanceof Setting.Section section)) {
      problems.add(written.place(), path, written.kind(), "a section that declares a dataset");
      return;
    }
    new Binder(problems)
        .bind(path, section, DatasetConfig.class)
        .flatMap(config -> reader(name, config, new Declaration(path, section, problems)).read())
        .ifPresent(dataset -> datasets.put(name, dataset));
  }

  private DatasetReader reader(String name, DatasetConfig config, Declaration declared) {
    return new DatasetReader(name, config, declared, policies, sources);
  }
}

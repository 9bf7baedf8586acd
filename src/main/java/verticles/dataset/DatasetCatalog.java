package verticles.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheConfig;
import verticles.coherence.TableTags;
import verticles.config.Nearest;
import verticles.config.Problems;

/** The declared datasets, by name. */
public final class DatasetCatalog {
  private static final String SHIPPED = "conf/datasets.yaml";

  private final Map<String, Dataset> datasets;

  private DatasetCatalog(Map<String, Dataset> datasets) {
    this.datasets = datasets;
  }

  /**
   * Reads the shipped catalog and the given ones.
   *
   * @param files catalogs beside the shipped one
   * @param policies of the cache, by name
   * @param sources the names of the databases: {@code postgres} and the keys of {@code sources}
   * @param problems where every mistake is noted; with one noted the catalog lacks that dataset
   */
  public static DatasetCatalog read(
      List<Path> files,
      Map<String, CacheConfig.Policy> policies,
      Set<String> sources,
      Problems problems) {
    CatalogReader reader = new CatalogReader(policies, sources, problems);
    reader.read(SHIPPED, shipped());
    files.forEach(reader::read);
    return new DatasetCatalog(reader.datasets());
  }

  /** A catalog of one text alone. */
  static DatasetCatalog read(
      String yaml,
      Map<String, CacheConfig.Policy> policies,
      Set<String> sources,
      Problems problems) {
    CatalogReader reader = new CatalogReader(policies, sources, problems);
    reader.read("datasets.yaml", yaml);
    return new DatasetCatalog(reader.datasets());
  }

  private static String shipped() {
    try (InputStream yaml = DatasetCatalog.class.getResourceAsStream("/" + SHIPPED)) {
      if (yaml == null) {
        throw new IllegalStateException("the resource " + SHIPPED + " is missing in the program");
      }
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What can be read, by name. */
  public List<DatasetDescription> describe() {
    return datasets.values().stream().map(Dataset::described).toList();
  }

  /** The tables of a source whose changes are watched, each with its tags, both sorted. */
  public List<TableTags> watched(String source) {
    Map<String, Set<String>> tags = new TreeMap<>();
    datasets.values().stream()
        .filter(dataset -> dataset.source().equals(source))
        .flatMap(dataset -> dataset.watched().stream())
        .forEach(
            table ->
                tags.computeIfAbsent(table.table(), first -> new TreeSet<>()).addAll(table.tags()));
    return tags.entrySet().stream()
        .map(table -> new TableTags(table.getKey(), List.copyOf(table.getValue())))
        .toList();
  }

  /** What can be read, in the order of names. */
  Collection<Dataset> all() {
    return datasets.values();
  }

  /**
   * The dataset of that name.
   *
   * @throws FailureException NOT_FOUND with the nearest names
   */
  Dataset find(String name) {
    return Optional.ofNullable(datasets.get(name))
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.NOT_FOUND,
                    "There is no dataset %s; the nearest names are %s."
                        .formatted(
                            Texts.shown(name),
                            String.join(", ", Nearest.several(name, datasets.keySet(), 3)))));
  }
}

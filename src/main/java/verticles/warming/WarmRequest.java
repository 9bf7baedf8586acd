package verticles.warming;

import java.util.List;

/**
 * What is to be warmed.
 *
 * @param datasets their names when {@code mode} is {@link Mode#DATASETS}; empty otherwise
 */
public record WarmRequest(Mode mode, List<String> datasets) {

  /** How the questions to warm are found. */
  public enum Mode {
    /** Everything that the catalogs declare to be warmed. */
    FULL,
    /** What is declared as critical. */
    CRITICAL,
    /** The most read questions of the last 7 days. */
    POPULAR,
    /** What its history says will be read in the coming hour. */
    PREDICTED,
    /** Everything declared for some datasets; of one without a declaration, its plain question. */
    DATASETS
  }

  /** Keeps a copy of the names, which belong to one mode only. */
  public WarmRequest {
    datasets = List.copyOf(datasets);
    if (datasets.isEmpty() == (mode == Mode.DATASETS)) {
      throw new IllegalArgumentException(
          "dataset names belong to the mode DATASETS, and only there");
    }
  }

  /** Everything of a mode other than {@link Mode#DATASETS}. */
  public static WarmRequest of(Mode mode) {
    return new WarmRequest(mode, List.of());
  }

  /** Some datasets by their names, at least one. */
  public static WarmRequest datasets(List<String> names) {
    return new WarmRequest(Mode.DATASETS, names);
  }
}

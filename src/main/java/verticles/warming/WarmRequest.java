package verticles.warming;

import java.util.List;

/**
 * What is to be warmed, and who wants it.
 *
 * @param datasets their names when {@code mode} is {@link Mode#DATASETS}; empty otherwise
 * @param askedBy a user, {@code schedule} or whatever else caused it
 */
public record WarmRequest(Mode mode, List<String> datasets, String askedBy) {

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
  public static WarmRequest of(Mode mode, String askedBy) {
    return new WarmRequest(mode, List.of(), askedBy);
  }

  /** Some datasets by their names, at least one. */
  public static WarmRequest datasets(List<String> names, String askedBy) {
    return new WarmRequest(Mode.DATASETS, names, askedBy);
  }
}

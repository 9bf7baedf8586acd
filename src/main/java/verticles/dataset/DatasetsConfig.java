package verticles.dataset;

import java.nio.file.Path;
import java.util.List;
import verticles.config.Default;

/**
 * The section {@code datasets} of the configuration.
 *
 * @param files the catalogs to read beside the shipped one
 */
public record DatasetsConfig(@Default("") List<Path> files) {

  /** The files as seen from the folder of the configuration file that names them. */
  public DatasetsConfig relativeTo(Path folder) {
    return new DatasetsConfig(files.stream().map(folder::resolve).toList());
  }
}

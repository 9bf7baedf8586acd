package verticles.dataset;

import java.util.Optional;

/**
 * A parameter that can be read.
 *
 * @param typeName as it is written in a catalog file
 * @param fallback what stands for it when it is left out, in the form a client would write
 */
record Parameter(
    String name,
    String typeName,
    ParameterType type,
    boolean required,
    Optional<String> fallback,
    String description) {

  /** Whether it has a value in every question. */
  boolean isCertain() {
    return required || fallback.isPresent();
  }

  DatasetDescription.Parameter described() {
    return new DatasetDescription.Parameter(
        name, typeName, required, fallback.orElse(""), type.form(), description);
  }
}

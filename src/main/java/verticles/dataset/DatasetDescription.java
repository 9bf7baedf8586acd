package verticles.dataset;

import java.util.List;

/** What a developer needs to know to read a dataset. */
public record DatasetDescription(
    String name,
    String description,
    String scope,
    String policy,
    long ttlSeconds,
    List<String> tags,
    List<Parameter> parameters,
    int maxRows,
    long maxBytes) {

  /**
   * One parameter of the query string.
   *
   * @param form what is accepted, in words
   * @param fallback the value when it is left out; empty when there is none
   */
  public record Parameter(
      String name,
      String type,
      boolean required,
      String fallback,
      String form,
      String description) {}
}

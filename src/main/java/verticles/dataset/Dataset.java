package verticles.dataset;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage.Visibility;
import verticles.coherence.TableTags;

/**
 * A dataset that can be read: a declaration without mistakes.
 *
 * @param fresh how long its policy keeps answers fresh
 * @param parameters each one after those that it refers to
 * @param query gives one row more than may be answered, so that too many are noticed
 * @param watched the tables whose changes put answers out of date
 */
record Dataset(
    String name,
    String description,
    Visibility scope,
    String source,
    String policy,
    Duration fresh,
    List<TagTemplate> tags,
    List<Parameter> parameters,
    Optional<Paging> paging,
    BoundSql query,
    int maxRows,
    long maxBytes,
    List<TableTags> watched,
    List<WarmDeclaration> warm) {

  /** Another one when the same question may have another answer. */
  String fingerprint() {
    return Fingerprint.of(this);
  }

  Optional<Parameter> parameter(String wanted) {
    return parameters.stream().filter(parameter -> parameter.name().equals(wanted)).findFirst();
  }

  /** Of an answer that has more bytes than it may have. */
  FailureException tooLarge() {
    return FailureException.of(
        Failure.TOO_LARGE,
        "The dataset %s answers at most %d bytes, and this question has more; ask for a shorter span."
            .formatted(name, maxBytes));
  }

  DatasetDescription described() {
    return new DatasetDescription(
        name,
        description,
        scope.name().toLowerCase(Locale.ROOT),
        policy,
        fresh.toSeconds(),
        tags.stream().map(TagTemplate::text).toList(),
        Stream.concat(parameters.stream(), paging.stream().map(paged -> Paging.CURSOR))
            .map(Parameter::described)
            .toList(),
        maxRows,
        maxBytes);
  }
}

package verticles.dataset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import verticles.config.Between;
import verticles.config.Default;
import verticles.config.Key;

/**
 * One parameter of a dataset as it is declared.
 *
 * @param type what it accepts
 * @param required whether a read without it is refused
 * @param fallback the value when it is left out; empty: the SQL sees NULL
 * @param min the smallest value of an integer, number or date
 * @param max the largest one
 * @param values what an enum accepts
 * @param pattern the regular expression that the whole of a text matches
 * @param maxLength of a text, in characters
 * @param timeZone of an instant given as a date: an IANA id, or {@code {name}} of a zone parameter
 * @param after the instant parameter that this one must be later than
 * @param maxSpan how much later at most
 * @param description for its readers
 */
record ParameterConfig(
    Type type,
    @Default("false") boolean required,
    @Key("default") Optional<String> fallback,
    Optional<String> min,
    Optional<String> max,
    @Default("") List<String> values,
    Optional<String> pattern,
    @Between(min = "1", max = "10000") @Default("200") int maxLength,
    Optional<String> timeZone,
    Optional<String> after,
    @Between(min = "1m", max = "36500d") Optional<Duration> maxSpan,
    @Default("") String description) {

  /** The types a parameter can have. */
  enum Type {
    TEXT,
    ZONE,
    INTEGER,
    NUMBER,
    BOOLEAN,
    DATE,
    INSTANT,
    ENUM
  }
}

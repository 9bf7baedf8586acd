package verticles.dataset;

import java.util.Map;

/**
 * A question in the form in which it is asked again and again: {@code from=today-7d} is another
 * week each day.
 *
 * @param organisation whose answer it is; empty for one that everybody shares
 * @param parameters as a client would write them
 */
public record RecurringQuestion(
    String dataset, Format format, String organisation, Map<String, String> parameters) {

  /** Keeps a copy of the parameters. */
  public RecurringQuestion {
    parameters = Map.copyOf(parameters);
  }
}

package verticles.market;

import verticles.bus.Failure;
import verticles.bus.FailureException;

/** Says what is wrong with a request before anything is read. */
final class ImportRequests {
  private ImportRequests() {}

  static void reject(ImportRequest request) {
    if (request.zone().isPresent()) {
      try {
        Values.importedZone(request.zone().get());
      } catch (BadValueException e) {
        throw bad("The zone " + e.reason() + ".");
      }
    }
    request
        .intervalMinutes()
        .ifPresent(
            minutes -> {
              if (minutes != 15 && minutes != 30 && minutes != 60) {
                throw bad(
                    "Intervals of %d minutes are not accepted: 15, 30 or 60.".formatted(minutes));
              }
            });
    if (request.kind().ofPortfolio() && request.portfolio().isEmpty()) {
      throw bad(
          "Name the portfolio of the %s with --portfolio (in a URL: portfolio=)."
              .formatted(request.kind().label()));
    }
    if (!request.kind().ofPortfolio() && request.portfolio().isPresent()) {
      throw bad("Prices belong to everybody: leave the portfolio out.");
    }
  }

  private static FailureException bad(String detail) {
    return FailureException.of(Failure.BAD_REQUEST, detail);
  }
}
